// The numeric contract, readable: what one lane-ordered dot product is, for four lanes and for two. Written
// once for each element type because the orders differ, and so that V8 compiles each for one array type.

import type { DType, Reals } from "../base/dtype.js";

const fround = Math.fround;
const asIs = (value: number): number => value;

/** What a kernel needs of an element type; offsets and lengths in elements. */
export interface Lanes<T extends Float32Array | Float64Array> {
  /** Σ X[x + j]·W[w + j], j < n. */
  dot(n: number, X: T, x: number, W: T, w: number): number;
  /** Σ of a sparse row with weights: elements `start` … `end` − 1 of `columns`, from `at` on, and of X, from x on. */
  sparseDot(
    n: number,
    start: number,
    end: number,
    columns: Uint32Array,
    at: number,
    X: T,
    x: number,
    w: number,
  ): number;
  /** Y[y + j] ← Y[y + j] + a·X[x + j], j < n. */
  axpy(n: number, a: number, X: T, x: number, Y: T, y: number): void;
  /** A number rounded to the element type. */
  round(value: number): number;
}

/** Four running sums s₀ … s₃, folded (s₀ + s₂) + (s₁ + s₃), then the last n mod 4 elements. */
export function f32Dot(n: number, X: Float32Array, x: number, W: Float32Array, w: number): number {
  let s0 = fround(0);
  let s1 = fround(0);
  let s2 = fround(0);
  let s3 = fround(0);
  const end = x + n;
  for (const whole = end - 3; x < whole; x += 4, w += 4) {
    s0 = fround(s0 + fround((X[x] as number) * (W[w] as number)));
    s1 = fround(s1 + fround((X[x + 1] as number) * (W[w + 1] as number)));
    s2 = fround(s2 + fround((X[x + 2] as number) * (W[w + 2] as number)));
    s3 = fround(s3 + fround((X[x + 3] as number) * (W[w + 3] as number)));
  }
  let sum = fround(fround(s0 + s2) + fround(s1 + s3));
  for (; x < end; x++, w++) sum = fround(sum + fround((X[x] as number) * (W[w] as number)));
  return sum;
}

export const f32Lanes: Lanes<Float32Array> = {
  dot: f32Dot,
  axpy(n, a, X, x, Y, y) {
    for (const end = x + n; x < end; x++, y++) {
      Y[y] = fround((Y[y] as number) + fround(a * (X[x] as number)));
    }
  },
  sparseDot: (...row) => sparseDot(4, fround, ...row),
  round: fround,
};

/** Two running sums, folded s₀ + s₁, then the last element of an odd n. */
export function f64Dot(n: number, X: Float64Array, x: number, W: Float64Array, w: number): number {
  let s0 = 0;
  let s1 = 0;
  const end = x + n;
  for (const whole = end - 1; x < whole; x += 2, w += 2) {
    s0 += (X[x] as number) * (W[w] as number);
    s1 += (X[x + 1] as number) * (W[w + 1] as number);
  }
  const sum = s0 + s1;
  return x < end ? sum + (X[x] as number) * (W[w] as number) : sum;
}

export const f64Lanes: Lanes<Float64Array> = {
  dot: f64Dot,
  axpy(n, a, X, x, Y, y) {
    for (const end = x + n; x < end; x++, y++) Y[y] = (Y[y] as number) + a * (X[x] as number);
  },
  sparseDot: (...row) => sparseDot(2, asIs, ...row),
  round: asIs,
};

/** The lanes of an element type, for arrays that are all of it. */
export const lanesOf = (dtype: DType): Lanes<Reals> => (dtype === "f32" ? f32Lanes : f64Lanes);

/** The stored element of column j goes where element j of a dense row goes; weights and values lie in V. */
function sparseDot<T extends Float32Array | Float64Array>(
  lanes: 2 | 4,
  round: (value: number) => number,
  n: number,
  start: number,
  end: number,
  columns: Uint32Array,
  at: number,
  V: T,
  x: number,
  w: number,
): number {
  const sums = [0, 0, 0, 0];
  const whole = n - (n % lanes);
  let p = start;
  for (; p < end; p++) {
    const j = columns[at + p] as number;
    if (j >= whole) break;
    const lane = j % lanes;
    sums[lane] = round((sums[lane] as number) + round((V[x + p] as number) * (V[w + j] as number)));
  }
  const [s0, s1, s2, s3] = sums as [number, number, number, number];
  let sum = lanes === 2 ? s0 + s1 : round(round(s0 + s2) + round(s1 + s3));
  for (; p < end; p++) {
    sum = round(sum + round((V[x + p] as number) * (V[w + (columns[at + p] as number)] as number)));
  }
  return sum;
}
