// Rows of which only some elements are stored (CSR), to the same bits as dense rows: a stored element of column
// j goes where the dense one would, and the others would have added +0 to sums that are never −0.

import { activate, NONE, NOT_FINITE } from "./step";
import { bytes, fold, onlyLane, vectorSum, wholeVectors, zeros } from "./vector";

/**
 * w·x + b of one sparse row.
 *
 * @param start, end  the elements of the row
 * @param indices     columns  [nnz] u32, ascending within a row, < n
 * @param x           values   [nnz] T
 * @param w           weights  [n] T
 * @param b           bias     [1] T
 */
export function sparseDot<T extends number>(
  n: usize,
  start: usize,
  end: usize,
  indices: usize,
  x: usize,
  w: usize,
  b: usize,
): T {
  const whole = wholeVectors<T>(n);
  let sums = zeros<T>();
  let p = start;
  for (; p < end; p++) {
    const j = columnOf(indices, p);
    if (j >= whole) break;
    const product = (load<T>(x + bytes<T>(p)) * load<T>(w + bytes<T>(j))) as T;
    sums = vectorSum<T>(sums, onlyLane<T>(j, product));
  }
  let sum = fold<T>(sums);
  for (; p < end; p++) {
    sum = (sum + load<T>(x + bytes<T>(p)) * load<T>(w + bytes<T>(columnOf(indices, p)))) as T;
  }
  return (sum + load<T>(b)) as T;
}

/** y ← y + a·x of the stored elements, each product rounded in Y's type U, then each sum. */
export function sparseAxpy<T extends number, U extends number>(
  start: usize,
  end: usize,
  a: U,
  indices: usize,
  x: usize,
  y: usize,
): void {
  for (let p = start; p < end; p++) {
    const at = y + bytes<U>(columnOf(indices, p));
    store<U>(at, (load<U>(at) + a * (load<T>(x + bytes<T>(p)) as number as U)) as U);
  }
}

/** Element p of an array of u32: where a row starts, the column of an element. */
export function columnOf(indices: usize, p: usize): usize {
  return load<u32>(indices + bytes<u32>(p)) as usize;
}

/**
 * C = φ(X·Bᵀ + b) of sparse X [m×k]; the rest as `product`.
 *
 * @param indptr   where each row begins  [m + 1] u32
 * @param indices  columns                [nnz] u32, ascending within a row
 * @param x        values                 [nnz] T
 */
export function sparseProduct<T extends number>(
  m: usize,
  n: usize,
  k: usize,
  indptr: usize,
  indices: usize,
  x: usize,
  B: usize,
  b: usize,
  C: usize,
  step: i32,
): i32 {
  let finite = true;
  for (let i: usize = 0; i < m; i++) {
    const start = columnOf(indptr, i);
    const end = columnOf(indptr, i + 1);
    for (let j: usize = 0; j < n; j++) {
      const z = sparseDot<T>(k, start, end, indices, x, B + bytes<T>(j * k), b + bytes<T>(j));
      finite = finite && z - z === (0 as T);
      store<T>(C + bytes<T>(i * n + j), step === NONE ? z : (activate<T>(z, step) as T));
    }
  }
  return finite ? 0 : NOT_FINITE;
}
