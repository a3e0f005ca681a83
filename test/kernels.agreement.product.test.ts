// The Wasm core and the JavaScript core give the same bits: 100,000 random products and 20,000 of sparse rows in
// each element type, over shapes up to 67 and numbers over 30 binades, with NaN, ±∞, ±0 and subnormals mixed in.
import { describe, expect, it } from "vitest";
import { STEP } from "../src/core/contract.js";
import { range } from "./kernels.bench.js";
import { drawSparse, Twins } from "./kernels.twins.js";
import { Random } from "./random.js";

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
    const twins = new Twins(dtype, random, settings.specials);
    const C = twins.area();
    for (let round = 0; round < 34_000; round++) {
      const [m, n, k] = shapeOf(round, random);
      const [A, B, b] = [twins.at(m * k), twins.at(n * k), twins.at(n)];
      const step = random.pick(STEPS);
      twins.both((core) => core.kernels[`product_${dtype}`](m, n, k, A, B, b, C, step));
      twins.expectSame(C, m * n, `product ${m}×${n}×${k}`);
    }
  });

  it.each([
    { specials: 0, seed: 7 },
    { specials: 0.02, seed: 8 },
  ])(
    "sparse products, $specials of the numbers special: an order, rounding or lane of its own",
    (settings) => {
      const random = new Random(settings.seed);
      const twins = new Twins(dtype, random, settings.specials);
      const [x, indptr, indices, C] = [twins.area(), twins.area(), twins.area(), twins.area()];
      let finite = 0;
      for (let round = 0; round < 10_000; round++) {
        const [m, n, k] = shapeOf(round * 2, random);
        const rows = drawSparse(twins, m, k);
        twins.putReals(x, rows.values);
        twins.put(indptr, rows.indptr);
        twins.put(indices, rows.indices);
        const [B, b, step] = [twins.at(n * k), twins.at(n), random.pick(STEPS)];
        const found = twins.both((core) =>
          core.kernels[`sparseProduct_${dtype}`](m, n, k, indptr, indices, x, B, b, C, step),
        );
        twins.expectSame(C, m * n, `sparse product ${m}×${n}×${k}`);
        if (found === 0) finite++;
      }
      expect(finite, "products that were finite").toBeGreaterThan(500);
    },
  );
});
