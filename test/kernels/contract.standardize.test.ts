// standardize_T on every core, against the formula; numbers are such that each has its own quotient, rounded once.
import { describe, expect, it } from "vitest";
import { NULL } from "../../src/core/contract.js";
import { distinct, KernelMemory, range, suites } from "../support/kernel-memory.js";

describe.each(suites)("standardize_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();
  const round = dtype === "f32" ? Math.fround : (value: number) => value;
  const scaleOf = (d: number) => ({
    mean: Float64Array.from(range(0, d - 1), (j) => j / 3 - 1),
    deviation: Float64Array.from(range(0, d - 1), (j) => (j + 1) / 7),
  });

  it("dense rows of every width: a mean or deviation of the neighbour, an odd last one, a second rounding", () => {
    for (const n of [1, 2, 5]) {
      for (const d of range(1, 19)) {
        const memory = new KernelMemory(core, dtype);
        const X = distinct(n * d, 3);
        const { mean, deviation } = scaleOf(d);
        const at = { X: memory.reals(X), mean: memory.place(mean), deviation: memory.place(deviation) };
        const before = memory.snapshot();
        core.kernels[`standardize_${dtype}`](n, d, at.X, NULL, at.mean, at.deviation);
        const values = X.map((x, i) => round((x - (mean[i % d] as number)) / (deviation[i % d] as number)));
        memory.expectOnly(before, [{ at: at.X, values }]);
      }
    }
  });

  it("sparse elements by their columns: the number of the element in place of its column", () => {
    const memory = new KernelMemory(core, dtype);
    const [X, columns] = [distinct(9, 2), [4, 0, 7, 7, 1, 6, 2, 0, 5]];
    const { mean, deviation } = scaleOf(8);
    const at = { X: memory.reals(X), mean: memory.place(mean), deviation: memory.place(deviation) };
    const indices = memory.place(Uint32Array.from(columns));
    const before = memory.snapshot();
    core.kernels[`standardize_${dtype}`](9, 8, at.X, indices, at.mean, at.deviation);
    const values = X.map((x, i) => {
      const j = columns[i] as number;
      return round((x - (mean[j] as number)) / (deviation[j] as number));
    });
    memory.expectOnly(before, [{ at: at.X, values }]);
    expect(values).not.toEqual(X);
  });
});
