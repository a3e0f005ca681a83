// Sparse is dense: the same data stored as sparse rows and as dense ones give the same bits, products and training
// alike, on either core, where no weight begins as −0.
import { describe, expect, it } from "vitest";
import { allFinite, type Reals } from "../../src/base/dtype.js";
import { NOT_FINITE, STEP } from "../../src/core/contract.js";
import type { Task } from "../../src/core/task.js";
import { CorePair, drawSparse, expectEqual, Tasks } from "../support/core-pairs.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

const cases = (["f32", "f64"] as const).flatMap((dtype) => [
  { dtype, specials: 0, seed: 20 },
  { dtype, specials: 0.0005, seed: 21 },
]);

describe.each(cases)("$dtype, $specials of the numbers special", ({ dtype, specials, seed }) => {
  it("products: an element of the tail in a lane, a sum in another order", () => {
    const random = new Random(seed);
    const pair = new CorePair(dtype, random, specials);
    const [x, dense, indptr, indices] = [pair.area(), pair.area(), pair.area(), pair.area()];
    const [ofSparse, ofDense] = [pair.area(), pair.area()];
    for (let round = 0; round < rounds(5_000); round++) {
      const [m, n, k] = [random.integer(1, 10), random.integer(1, 5), random.integer(0, 67)];
      const rows = drawSparse(pair, m, k);
      pair.putReals(x, rows.values);
      pair.putReals(dense, rows.dense);
      pair.put(indptr, rows.indptr);
      pair.put(indices, rows.indices);
      const [B, b, step] = [pair.at(n * k), pair.at(n), random.pick([STEP.none, STEP.none, STEP.sgn])];
      if (!allFinite(pair.view(B, n * k))) continue; // 0·∞ is NaN where nothing is stored
      for (const { core } of pair.pair) {
        const found = [
          pair.product(core, { m, n, k, A: x, indptr, indices, B, b, C: ofSparse, step }),
          pair.product(core, { m, n, k, A: dense, B, b, C: ofDense, step }),
        ];
        if (found[0] !== found[1]) expect.fail(`${m}×${n}×${k}: ${found[0]} and ${found[1]} are returned`);
        const [mine, theirs] = [pair.view(ofSparse, m * n, core), pair.view(ofDense, m * n, core)];
        expectEqual(mine, theirs, `product ${m}×${n}×${k} on the ${core.name} core, sparse and dense`);
      }
    }
  });

  it.each([false, true])(
    "epochs (joint: %s): another rule, or a correction that overflowed unseen",
    (joint) => {
      const random = new Random(seed + 2);
      const tasks = new Tasks(new CorePair(dtype, random, specials));
      const all = rounds(4_000);
      let finite = 0;
      for (let round = 0; round < all; round++) {
        const drawn = tasks.draw({ sparse: true, joint });
        // A correction that overflows, or what it adds to the sums of a mean, must show in both.
        if (round % 20 === 0) drawn.task.eta = dtype === "f32" ? 2e38 : 1e308;
        const learn = (task: Task) => {
          const mistakes = tasks.epoch(drawn, task);
          const learned = tasks.learned(drawn);
          return { mistakes, learned, isGood: mistakes !== NOT_FINITE && learned.every(allFinite) };
        };
        const [sparse, dense] = [learn(drawn.task), learn(tasks.asDense(drawn))];
        if (sparse.isGood !== dense.isGood) expect.fail(`${drawn.what}: only sparse or only dense is finite`);
        if (!sparse.isGood) continue;
        finite++;
        expect(sparse.mistakes).toBe(dense.mistakes);
        for (const [i, values] of sparse.learned.entries()) {
          expectEqual(values, dense.learned[i] as Reals, `array ${i} of ${drawn.what}, sparse and dense`);
        }
      }
      expect(finite, "epochs that were compared to the end").toBeGreaterThan(all / 2);
    },
  );
});
