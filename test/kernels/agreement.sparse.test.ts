// The Wasm core and the JavaScript core learn the same bits from sparse rows: 10,000 random epochs of single
// outputs and as many of joint ones in each element type, drawn as those over dense rows. They find the same bad rows.
import { describe, expect, it } from "vitest";
import { agree, CorePair, Tasks } from "../support/core-pairs.js";
import { range } from "../support/kernel-memory.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

const cases = [
  { joint: false, specials: 0, seed: 12 },
  { joint: false, specials: 0.0005, seed: 13 },
  { joint: true, specials: 0, seed: 14 },
  { joint: true, specials: 0.0005, seed: 15 },
];

describe.each(["f32", "f64"] as const)("sparse rows, %s", (dtype) => {
  it.each(cases)("joint: $joint, $specials special: another rule, order, rounding or lane", (settings) => {
    const random = new Random(settings.seed);
    const tasks = new Tasks(new CorePair(dtype, random, settings.specials));
    const all = rounds(5_000);
    const finite = agree(tasks, { sparse: true, joint: settings.joint }, all);
    expect(finite, "epochs that were compared to the end").toBeGreaterThan(all / 2);
  });
});

it("50,000 draws of rows, some with a bad column: another row than the first, or none", () => {
  const random = new Random(16);
  const pair = new CorePair("f32", random, 0);
  const [indptr, indices] = [pair.area(), pair.area()];
  const found = { good: 0, bad: 0 };
  const all = rounds(50_000);
  for (let round = 0; round < all; round++) {
    const rows = random.integer(0, 12);
    const density = random.pick([0.05, 0.3, 1]);
    const top = random.pick([40, 2 ** 31 + 20, 2 ** 32 - 1]);
    const starts = [random.integer(0, 9)];
    const columns: number[] = [];
    for (let i = 0; i < rows; i++) {
      columns.push(...range(top - 40, top - 1).filter(() => random.uniform() < density));
      starts.push((starts[0] as number) + columns.length);
    }
    if (random.uniform() < 0.5) {
      columns[random.integer(0, columns.length)] = random.pick([
        0,
        top - 40,
        top - 1,
        top,
        2 ** 31,
        2 ** 32 - 1,
      ]);
    }
    pair.put(indptr, Uint32Array.from(starts));
    pair.put(indices, Uint32Array.from(columns));
    const good = pair.both((core) => core.kernels.checkRows(rows, top, indptr, indices));
    found[good ? "good" : "bad"]++;
  }
  expect(Math.min(found.good, found.bad)).toBeGreaterThan(all / 5);
});
