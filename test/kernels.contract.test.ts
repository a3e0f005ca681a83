// Every kernel, on every core, in both element types, against the mathematics in plain loops. The numbers are
// distinct small integers, so that every order of additions is exact and each element has its own value;
// pointers are off 16-byte alignment; the whole memory is compared, so that a stray write fails.
import { describe, expect, it } from "vitest";
import type { DType } from "../src/base/dtype.js";
import { bytesPer, view } from "../src/base/dtype.js";
import { type Core, NOT_FINITE, type Ptr, STEP, type StepCode } from "../src/core/contract.js";
import { cores } from "./cores.js";

const LENGTHS = Array.from({ length: 68 }, (_, length) => length);

/** Hands out places in a core's memory, each one element past 16-byte alignment, with a gap behind it. */
class Bench {
  #top: number;

  constructor(
    readonly core: Core,
    readonly dtype: DType,
    pages = 8,
  ) {
    core.memory.grow(pages);
    this.#top = Math.ceil(core.heapBase / 16) * 16;
    new Uint8Array(core.memory.buffer).fill(0xff, core.heapBase); // NaN in both element types
  }

  take(elements: number, size = bytesPer[this.dtype]): Ptr {
    const pointer = this.#top + size;
    this.#top = Math.ceil((pointer + elements * size + 16) / 16) * 16;
    return pointer as Ptr;
  }

  reals(values: readonly number[]): Ptr {
    const pointer = this.take(values.length);
    view(this.dtype, this.core.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  bytes(pointer: Ptr, values: Int8Array | Float64Array | Uint32Array): void {
    const { buffer, byteOffset, byteLength } = values;
    new Uint8Array(this.core.memory.buffer).set(new Uint8Array(buffer, byteOffset, byteLength), pointer);
  }

  snapshot(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer).slice();
  }

  /** Takes what a place holds now as what it should hold. */
  forget(before: Uint8Array, pointer: Ptr, elements: number): void {
    const size = elements * bytesPer[this.dtype];
    before.set(new Uint8Array(this.core.memory.buffer, pointer, size), pointer);
  }

  /** Fails unless the memory is `before` with nothing but `changes` written into it. */
  expectOnly(before: Uint8Array, changes: readonly { at: Ptr; values: readonly number[] }[]): void {
    for (const { at, values } of changes) view(this.dtype, before.buffer, at, values.length).set(values);
    const after = new Uint8Array(this.core.memory.buffer);
    if (Buffer.compare(before, after) === 0) return;
    const stray = before.findIndex((byte, i) => byte !== after[i]);
    expect.fail(`byte ${stray} of linear memory should be ${before[stray]} and is ${after[stray]}`);
  }
}

/** Distinct integers −⌊count/2⌋ … in an order without pattern, so that no two places can be mistaken. */
function distinct(count: number, salt: number): number[] {
  const values = Array.from({ length: count }, (_, i) => i - Math.floor(count / 2));
  return values.map((_, i) => values[(i * 7919 + salt) % count] as number);
}

const activate = (z: number, step: StepCode): number =>
  step === STEP.none ? z : step === STEP.heaviside ? Number(z >= 0) : Math.sign(z) + 0;

const suites = Object.entries(cores).flatMap(([name, make]) =>
  (["f32", "f64"] as const).map((dtype) => ({ name, dtype, make })),
);

describe.each(suites)("product_$dtype on the $name core", ({ dtype, make }) => {
  function check(m: number, n: number, k: number, step: StepCode, limit = Infinity): void {
    const bench = new Bench(make(), dtype, limit === Infinity ? 8 : 64);
    const [A, B, bias] = [
      distinct(m * k, 1),
      distinct(n * k, 5).map((value) => value % limit),
      distinct(n, 3),
    ];
    const [a, b, c] = [bench.reals(A), bench.reals(B), bench.reals(bias)];
    const C = bench.take(m * n);
    const expected = Array.from({ length: m * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let z = bias[j] as number;
      for (let p = 0; p < k; p++) z += (A[i * k + p] as number) * (B[j * k + p] as number);
      return activate(z, step);
    });
    const before = bench.snapshot();
    expect(bench.core.kernels[`product_${dtype}`](m, n, k, a, b, c, C, step)).toBe(0);
    bench.expectOnly(before, [{ at: C, values: expected }]);
  }

  it("every inner length: a lost or doubled element of the tail", () => {
    for (const k of LENGTHS) for (const n of [1, 2, 3]) check(5, n, k, STEP.none);
  });

  it("every number of rows and outputs: a tile that leaves out, doubles or overruns its border", () => {
    for (let m = 1; m <= 17; m++) for (let n = 1; n <= 7; n++) check(m, n, 11, STEP.none);
  });

  it("outputs beyond one cache panel: a panel that starts or ends in the wrong place", () => {
    check(5, 37, 4096, STEP.none, 2); // weights −1 … 1 keep the long sums exact
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
      for (let bad = 0; bad < m; bad++) {
        for (const step of [STEP.none, STEP.heaviside]) {
          const bench = new Bench(make(), dtype);
          const A = distinct(m * 5, 1);
          A[bad * 5 + 4] = bad % 2 ? Number.NaN : Number.POSITIVE_INFINITY;
          const [a, b, c] = [bench.reals(A), bench.reals(distinct(n * 5, 2)), bench.reals(distinct(n, 3))];
          const found = bench.core.kernels[`product_${dtype}`](m, n, 5, a, b, c, bench.take(m * n), step);
          expect(found).toBe(NOT_FINITE);
        }
      }
    }
  });
});

describe.each(suites)("transpose_$dtype on the $name core", ({ dtype, make }) => {
  it("every shape: an element that is left, lost or taken from its neighbour", () => {
    for (let m = 1; m <= 19; m++) {
      for (const n of [1, 2, 3, 8, 17]) {
        const bench = new Bench(make(), dtype);
        const A = distinct(m * n, 1);
        const [a, b] = [bench.reals(A), bench.take(m * n)];
        const before = bench.snapshot();
        bench.core.kernels[`transpose_${dtype}`](m, n, a, b);
        const expected = A.map((_, at) => A[(at % m) * n + Math.floor(at / m)] as number);
        bench.expectOnly(before, [{ at: b, values: expected }]);
      }
    }
  });
});

interface Task {
  n: number;
  d: number;
  k: number;
  step: StepCode;
  fitIntercept: number;
  weighted: boolean;
  averaged?: boolean;
  order: readonly number[];
}

describe.each(suites)("epoch_$dtype on the $name core", ({ dtype, make }) => {
  function check({ n, d, k, step, fitIntercept, weighted, averaged = false, order }: Task): void {
    const bench = new Bench(make(), dtype);
    const eta = 2;
    const [X, W, b] = [distinct(n * d, 1), distinct(k * d, 4), distinct(k, 2)];
    const targets = Int8Array.from({ length: n * k }, (_, i) =>
      (i * 31) % 7 > 3 ? 1 : step === STEP.sgn ? -1 : 0,
    );
    const sampleWeight = Float64Array.from({ length: n }, (_, i) => (i % 3) + 1);
    const classWeight = Float64Array.from({ length: 2 * k }, (_, i) => (i % 4) + 1);
    const at = {
      X: bench.reals(X),
      W: bench.reals(W),
      b: bench.reals(b),
      targets: bench.take(n * k, 1),
      sampleWeight: bench.take(n, 8),
      classWeight: bench.take(2 * k, 8),
      order: bench.take(order.length, 4),
      margins: bench.take(8),
      sums: bench.take(k * d + k, 8),
    };
    const sums = new Float64Array(k * d + k).map((_, i) => i);
    const visits = 3;
    bench.bytes(at.sums, sums);
    bench.bytes(at.targets, targets);
    bench.bytes(at.sampleWeight, sampleWeight);
    bench.bytes(at.classWeight, classWeight);
    bench.bytes(at.order, Uint32Array.from(order));
    const before = bench.snapshot();
    const mistakes = bench.core.kernels[`epoch_${dtype}`](
      order.length,
      d,
      k,
      at.X,
      at.targets,
      weighted ? at.sampleWeight : (0 as Ptr),
      at.classWeight,
      at.W,
      at.b,
      at.order,
      at.margins,
      averaged ? at.sums : (0 as Ptr),
      visits,
      eta,
      step,
      fitIntercept,
    );
    let expected = 0;
    for (const [visited, i] of order.entries()) {
      for (let j = 0; j < k; j++) {
        let z = b[j] as number;
        for (let p = 0; p < d; p++) z += (X[i * d + p] as number) * (W[j * d + p] as number);
        const target = targets[i * k + j] as number;
        const error = target - activate(z, step);
        if (error === 0) continue;
        expected++;
        const weight = weighted ? (sampleWeight[i] as number) : 1;
        const t = eta * error * weight * (classWeight[2 * j + (target > 0 ? 1 : 0)] as number);
        for (let p = 0; p < d; p++) W[j * d + p] = (W[j * d + p] as number) + t * (X[i * d + p] as number);
        if (fitIntercept === 1) b[j] = (b[j] as number) + t;
        if (!averaged) continue;
        const late = (visits + visited) * t;
        for (let p = 0; p < d; p++)
          sums[j * d + p] = (sums[j * d + p] as number) + late * (X[i * d + p] as number);
        if (fitIntercept === 1) sums[k * d + j] = (sums[k * d + j] as number) + late;
      }
    }
    expect(mistakes).toBe(expected);
    bench.forget(before, at.margins, 8); // the kernel may leave anything in its scratch
    before.set(new Uint8Array(sums.buffer), at.sums);
    bench.expectOnly(before, [
      { at: at.W, values: W },
      { at: at.b, values: b },
    ]);
  }

  const forward = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  const plain = { step: STEP.heaviside, fitIntercept: 1, weighted: false } as const;

  it("every number of features: a lost or doubled element", () => {
    for (const d of LENGTHS.slice(1)) check({ ...plain, n: 9, d, k: 3, order: forward(9) });
  });

  it("every number of rows and outputs: a tile that skips, repeats or forgets to start again", () => {
    for (let n = 1; n <= 19; n++)
      for (let k = 1; k <= 5; k++) check({ ...plain, n, d: 3, k, order: forward(n) });
  });

  it("both steps, with and without a bias and row weights: a wrong factor of the update", () => {
    for (const step of [STEP.heaviside, STEP.sgn]) {
      for (const fitIntercept of [0, 1]) {
        for (const weighted of [false, true]) {
          check({ n: 13, d: 6, k: 3, step, fitIntercept, weighted, order: forward(13) });
        }
      }
    }
  });

  it("sums for the mean, after every number of features: a row too early, or a bias that is left out", () => {
    for (const d of LENGTHS.slice(1, 20))
      check({ ...plain, averaged: true, n: 11, d, k: 3, order: forward(11) });
    check({
      ...plain,
      averaged: true,
      weighted: true,
      fitIntercept: 0,
      n: 9,
      d: 5,
      k: 2,
      order: [8, 1, 1, 0, 4],
    });
  });

  it("any visiting order, with rows left out or repeated: a kernel that walks the rows instead", () => {
    check({ ...plain, n: 7, d: 5, k: 2, weighted: true, order: [6, 2, 2, 0, 5, 1, 1, 1, 3] });
    check({ ...plain, n: 7, d: 5, k: 1, weighted: true, order: [4] });
    check({ ...plain, n: 11, d: 2, k: 3, order: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] });
  });
});
