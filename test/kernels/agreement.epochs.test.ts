// The Wasm core and the JavaScript core run the same epochs in one call: 4,000 random tasks of each kind in each element
// type, drawn as those of single epochs, of up to six epochs whose orders lie apart, side by side, or are one.
import { describe, expect, it } from "vitest";
import { NOT_FINITE, WEIGHT_NOT_FINITE } from "../../src/core/contract.js";
import { CorePair, Tasks } from "../support/core-pairs.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

const ROUNDS = rounds(4_000);

const cases = [
  { sparse: false, joint: false, specials: 0, seed: 20 },
  { sparse: false, joint: false, specials: 0.0005, seed: 21 },
  { sparse: false, joint: true, specials: 0.0005, seed: 22 },
  { sparse: true, joint: false, specials: 0.0005, seed: 23 },
  { sparse: true, joint: true, specials: 0.0005, seed: 24 },
];

describe.each(["f32", "f64"] as const)("epochs, %s", (dtype) => {
  it.each(cases)(
    "sparse: $sparse, joint: $joint, $specials special: another end, order or mean",
    (settings) => {
      const random = new Random(settings.seed);
      const tasks = new Tasks(new CorePair(dtype, random, settings.specials));
      const ends = { finite: 0, early: 0, margin: 0, weight: 0 };
      for (let round = 0; round < ROUNDS; round++) {
        const drawn = tasks.draw(settings);
        const { result, mistakes } = tasks.epochs(drawn);
        if (result === NOT_FINITE) ends.margin++;
        else if (result === WEIGHT_NOT_FINITE) ends.weight++;
        else {
          ends.finite++;
          if (result > 1 && mistakes[result - 1] === 0) ends.early++;
          tasks.expectSame(drawn);
        }
      }
      expect(ends.finite, "calls that were compared to the end").toBeGreaterThan(0.4 * ROUNDS);
      expect(ends.early, "calls that ended with an epoch without a mistake").toBeGreaterThan(ROUNDS / 40);
      if (settings.specials > 0) expect(ends.margin).toBeGreaterThan(ROUNDS / 50);
    },
  );
});
