// The Wasm core and the JavaScript core learn the same bits from dense rows: 25,000 random epochs of single outputs
// and 10,000 of joint ones in each element type, up to 20 rows, 67 features and 9 outputs, with numbers over 30
// binades, and NaN, ±∞, ±0 and subnormals mixed in; and they find the same rows wrong.
import { describe, expect, it } from "vitest";
import { agree, CorePair, Tasks } from "../support/core-pairs.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

const cases = [
  { joint: false, specials: 0, rounds: 6_250, seed: 4 },
  { joint: false, specials: 0, rounds: 6_250, seed: 6 },
  { joint: false, specials: 0.0005, rounds: 6_250, seed: 5 },
  { joint: false, specials: 0.0005, rounds: 6_250, seed: 7 },
  { joint: true, specials: 0, rounds: 5_000, seed: 10 },
  { joint: true, specials: 0.0005, rounds: 5_000, seed: 11 },
];

describe.each(["f32", "f64"] as const)("dense rows, %s", (dtype) => {
  it.each(cases)("joint: $joint, $specials special: another rule, order, rounding or weight", (settings) => {
    const random = new Random(settings.seed);
    const tasks = new Tasks(new CorePair(dtype, random, settings.specials));
    const all = rounds(settings.rounds);
    const finite = agree(tasks, { sparse: false, joint: settings.joint }, all);
    expect(finite, "epochs that were compared to the end").toBeGreaterThan(all * 0.4);
  });
});
