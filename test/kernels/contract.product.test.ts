// product_T, of dense and of sparse rows, and transpose_T, on every core, against the mathematics in plain loops. The numbers
// are distinct small integers, so that every order of additions is exact and each element has its own value;
// pointers are off 16-byte alignment; the whole memory is compared, so that a stray write fails.
import { describe, expect, it } from "vitest";
import type { DType } from "../../src/base/dtype.js";
import { NOT_FINITE, STEP, type StepCode } from "../../src/core/contract.js";
import {
  activate,
  csr,
  distinct,
  exactMargin,
  KernelMemory,
  LENGTHS,
  onlyStored,
  range,
  scattered,
  small,
  suites,
} from "../support/kernel-memory.js";

/** φ(A·Bᵀ + b), row-major. */
function mathematics(
  [m, n, k]: readonly [number, number, number],
  A: readonly number[],
  B: readonly number[],
  b: readonly number[],
  step: StepCode,
): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const z = exactMargin(
      k,
      (p) => A[i * k + p] as number,
      (p) => B[j * k + p] as number,
      b[j] as number,
    );
    return activate(z, step);
  });
}

/** A diagonal [k×k] of numbers that fill the significand, and two rows of ones that each take them all as they are. */
function wideNumbers(dtype: DType, k: number): { diagonal: number[]; ones: number[] } {
  const largest = 2 ** (dtype === "f32" ? 24 : 53) - 1;
  const diagonal = Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? largest - at : 0));
  return { diagonal, ones: new Array<number>(2 * k).fill(1) };
}

describe.each(suites)("product_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();

  function check(m: number, n: number, k: number, step: StepCode, limit = Infinity, its = core): void {
    const memory = new KernelMemory(its, dtype);
    const [A, B, b] = [distinct(m * k, 1), small(n * k, 5, limit), distinct(n, 3)];
    const at = { A: memory.reals(A), B: memory.reals(B), b: memory.reals(b), C: memory.take(m * n) };
    const call = memory.productCall({ m, n, k, ...at, step });
    const before = memory.snapshot();
    expect(its.kernels[`product_${dtype}`](call)).toBe(0);
    memory.expectOnly(before, [{ at: at.C, values: mathematics([m, n, k], A, B, b, step) }]);
  }

  it("every inner length: a lost or doubled element of the tail", () => {
    for (const k of LENGTHS) for (const n of [1, 2, 3]) check(5, n, k, STEP.none);
  });

  it("every inner length in every tile: a sum that takes the row of another", () => {
    for (const k of LENGTHS)
      for (const [m, n] of [
        [1, 1],
        [4, 2],
        [9, 1],
      ] as const)
        check(m, n, k, STEP.none);
  });

  it("every number of rows and outputs: a tile that leaves out, doubles or overruns its border", () => {
    for (const m of range(1, 17)) for (const n of range(1, 7)) check(m, n, 11, STEP.none);
  });

  it("numbers of as many bits as the type has, in every column: a lane cut short, or a narrower type", () => {
    for (const k of range(1, 9)) {
      const memory = new KernelMemory(core, dtype);
      const { diagonal, ones } = wideNumbers(dtype, k);
      const at = {
        A: memory.reals(diagonal),
        B: memory.reals(ones),
        b: memory.reals([0, 0]),
        C: memory.take(2 * k),
      };
      const call = memory.productCall({ m: k, n: 2, k, ...at, step: STEP.none });
      const before = memory.snapshot();
      expect(core.kernels[`product_${dtype}`](call)).toBe(0);
      const expected = range(0, 2 * k - 1).map((i) => diagonal[Math.floor(i / 2) * (k + 1)] as number);
      memory.expectOnly(before, [{ at: at.C, values: expected }]);
    }
  });

  it("outputs beyond one cache panel: a panel that starts or ends in the wrong place", () => {
    check(5, 37, 4096, STEP.none, 2, make()); // weights −1 … 1 keep the long sums exact
  });

  it.each([STEP.heaviside, STEP.sgn])("fused step %i: z = 0 on the wrong side", (step) => {
    for (const k of [0, 1, 4, 7]) for (const m of [1, 4, 9]) check(m, 3, k, step);
  });

  it("tells of a z that is not finite, wherever it is, and of none that is", () => {
    for (const [m, n] of [
      [1, 1],
      [4, 2],
      [9, 1],
      [6, 3],
    ] as const) {
      for (const bad of range(0, m - 1)) {
        for (const step of [STEP.none, STEP.heaviside]) {
          const memory = new KernelMemory(core, dtype);
          const A = distinct(m * 5, 1);
          A[bad * 5 + 4] = bad % 2 ? Number.NaN : Number.POSITIVE_INFINITY;
          const at = {
            ...{ A: memory.reals(A), B: memory.reals(distinct(n * 5, 2)) },
            ...{ b: memory.reals(distinct(n, 3)), C: memory.take(m * n) },
          };
          const call = memory.productCall({ m, n, k: 5, ...at, step });
          expect(core.kernels[`product_${dtype}`](call)).toBe(NOT_FINITE);
        }
      }
    }
  });
});

describe.each(suites)("product_$dtype of sparse rows on the $name core", ({ dtype, make }) => {
  const core = make();

  /** What the kernel returns, after it was seen to write the right numbers and no others. */
  function check(
    [m, n, k]: readonly [number, number, number],
    step: StepCode,
    stored = scattered,
    bad?: { at: number; value: number },
  ): number {
    const memory = new KernelMemory(core, dtype);
    const [X, B, b] = [distinct(m * k, 1), distinct(n * k, 5), distinct(n, 3)];
    const { indptr, indices, values } = csr(m, k, X, stored);
    if (bad !== undefined) values[bad.at] = bad.value;
    const at = {
      ...{ indptr: memory.place(indptr), indices: memory.place(indices), A: memory.reals(values) },
      ...{ B: memory.reals(B), b: memory.reals(b), C: memory.take(m * n) },
    };
    const call = memory.productCall({ m, n, k, ...at, step });
    const before = memory.snapshot();
    const found = core.kernels[`product_${dtype}`](call);
    const expected = mathematics([m, n, k], onlyStored(X, k, stored), B, b, step);
    if (bad === undefined) memory.expectOnly(before, [{ at: at.C, values: expected }]);
    return found;
  }

  it("every inner length: an element that is lost or doubled where the lanes end", () => {
    for (const k of LENGTHS) for (const n of [1, 2, 3]) expect(check([7, n, k], STEP.none)).toBe(0);
  });

  it("rows of one element, in every column: one that goes into two lanes, or into none", () => {
    for (const k of LENGTHS) expect(check([k + 1, 2, k], STEP.none, (r, j) => r === j)).toBe(0);
  });

  it("numbers of as many bits as the type has, in every column: a lane cut short, or a narrower type", () => {
    for (const k of range(1, 9)) {
      const memory = new KernelMemory(core, dtype);
      const { diagonal, ones } = wideNumbers(dtype, k);
      const { indptr, indices, values } = csr(k, k, diagonal, (r, j) => r === j);
      const at = {
        ...{ indptr: memory.place(indptr), indices: memory.place(indices), A: memory.reals(values) },
        ...{ B: memory.reals(ones), b: memory.reals([0, 0]), C: memory.take(2 * k) },
      };
      const call = memory.productCall({ m: k, n: 2, k, ...at, step: STEP.none });
      const before = memory.snapshot();
      expect(core.kernels[`product_${dtype}`](call)).toBe(0);
      const expected = range(0, 2 * k - 1).map((i) => diagonal[Math.floor(i / 2) * (k + 1)] as number);
      memory.expectOnly(before, [{ at: at.C, values: expected }]);
    }
  });

  it("every number of rows and outputs: a row that starts where another does", () => {
    for (const m of range(1, 12)) for (const n of range(1, 6)) expect(check([m, n, 11], STEP.none)).toBe(0);
  });

  it.each([STEP.heaviside, STEP.sgn])("fused step %i: z = 0 on the wrong side", (step) => {
    for (const k of [0, 1, 4, 7]) for (const m of [1, 4, 9]) expect(check([m, 3, k], step)).toBe(0);
  });

  it("tells of a z that is not finite, wherever it is, and of no element that belongs to no row", () => {
    const count = range(0, 5).flatMap((r) => range(0, 4).filter((j) => scattered(r, j))).length;
    for (const step of [STEP.none, STEP.heaviside]) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
        for (const at of range(0, count + 5)) {
          const isInRow = at >= 3 && at < 3 + count;
          expect(check([6, 2, 5], step, scattered, { at, value })).toBe(isInRow ? NOT_FINITE : 0);
        }
      }
    }
  });
});

describe.each(suites)("transpose_$dtype on the $name core", ({ dtype, make }) => {
  const core = make();

  it("every shape: an element that is left, lost or taken from its neighbour", () => {
    for (const m of range(1, 19)) {
      for (const n of [1, 2, 3, 8, 17]) {
        const memory = new KernelMemory(core, dtype);
        const A = distinct(m * n, 1);
        const [a, b] = [memory.reals(A), memory.take(m * n)];
        const before = memory.snapshot();
        core.kernels[`transpose_${dtype}`](m, n, a, b);
        const expected = A.map((_, at) => A[(at % m) * n + Math.floor(at / m)] as number);
        memory.expectOnly(before, [{ at: b, values: expected }]);
      }
    }
  });
});
