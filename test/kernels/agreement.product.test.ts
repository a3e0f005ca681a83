// The Wasm core and the JavaScript core give the same bits: 100,000 random products and 20,000 of sparse rows in
// each element type, over shapes up to 67 and numbers over 30 binades, with NaN, ±∞, ±0 and subnormals mixed in.
import { describe, expect, it } from "vitest";
import { STEP } from "../../src/core/contract.js";
import { CorePair, drawSparse } from "../support/core-pairs.js";
import { range } from "../support/kernel-memory.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

type Shape = [m: number, n: number, k: number];

/** Every inner length with every kind of tile, then anything. */
const shapes: Shape[] = range(0, 67).flatMap((k) =>
  [1, 2, 3, 4, 5, 8, 9].flatMap((m) => [1, 2, 3].map((n): Shape => [m, n, k])),
);
const shapeOf = (round: number, random: Random): Shape =>
  shapes[round] ?? [random.integer(1, 10), random.integer(1, 5), random.integer(0, 67)];

const STEPS = [STEP.none, STEP.none, STEP.heaviside, STEP.sgn];

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  it.each([
    { specials: 0, seed: 1 },
    { specials: 0.002, seed: 2 },
    { specials: 0.2, seed: 3 },
  ])("products, $specials of the numbers special: an order, rounding or fusion of its own", (settings) => {
    const random = new Random(settings.seed);
    const pair = new CorePair(dtype, random, settings.specials);
    const C = pair.area();
    for (let round = 0; round < rounds(34_000); round++) {
      const [m, n, k] = shapeOf(round, random);
      const [A, B, b] = [pair.at(m * k), pair.at(n * k), pair.at(n)];
      const step = random.pick(STEPS);
      pair.both((core) => pair.product(core, { m, n, k, A, B, b, C, step }));
      pair.expectSame(C, m * n, `product ${m}×${n}×${k}`);
    }
  });

  it.each([
    { specials: 0, seed: 7 },
    { specials: 0.02, seed: 8 },
  ])(
    "sparse products, $specials of the numbers special: an order, rounding or lane of its own",
    (settings) => {
      const random = new Random(settings.seed);
      const pair = new CorePair(dtype, random, settings.specials);
      const [x, indptr, indices, C] = [pair.area(), pair.area(), pair.area(), pair.area()];
      let finite = 0;
      for (let round = 0; round < rounds(10_000); round++) {
        const [m, n, k] = shapeOf(round * 2, random);
        const rows = drawSparse(pair, m, k);
        pair.putReals(x, rows.values);
        pair.put(indptr, rows.indptr);
        pair.put(indices, rows.indices);
        const [B, b, step] = [pair.at(n * k), pair.at(n), random.pick(STEPS)];
        const found = pair.both((core) =>
          pair.product(core, { m, n, k, A: x, indptr, indices, B, b, C, step }),
        );
        pair.expectSame(C, m * n, `sparse product ${m}×${n}×${k}`);
        if (found === 0) finite++;
      }
      expect(finite, "products that were finite").toBeGreaterThan(rounds(10_000) / 20);
    },
  );
});
