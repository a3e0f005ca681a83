// The loops around the tile: C = φ(A·Bᵀ + b).

import { dot, dots2x, dots4x1, OUTPUTS } from "./dot";
import { ProductCall } from "./product-call";
import { sparseDots } from "./sparse";
import { activate, NONE, NOT_FINITE } from "./step";
import { bytes, wordAt } from "./vector";

/** A panel of B stays in the second-level cache while every row of A passes it. (measured: 1024³ +50 %) */
const PANEL_BYTES: usize = 262144;

/**
 * C = φ(A·Bᵀ + b), every element one lane-ordered dot product, A dense or sparse.
 *
 * @param address  a ProductCall
 * @returns 0, or NOT_FINITE when an element was NaN or infinite before the step
 * @unchecked m, n ≥ 1; pointers aligned to sizeof<T>()
 */
export function product<T extends number>(address: usize): i32 {
  const call = changetype<ProductCall>(address);
  const m = call.m;
  const n = call.n;
  const k = call.k;
  const A = call.A;
  const B = call.B;
  const b = call.b;
  const C = call.C;
  assert(m > 0 && n > 0);
  assert(((A | B | b | C) & (sizeof<T>() - 1)) === 0);
  if (call.indptr !== 0) sparse<T>(m, n, k, A, call.indptr, call.indices, B, b, C);
  else if (m < (n === 1 ? 4 : 2)) scattered<T>(m, n, k, A, B, b, C);
  else if (n === 1) singleOutput<T>(m, k, A, B, b, C);
  else tiled<T>(m, n, k, A, B, b, C);
  return settle<T>(m * n, C, call.step);
}

/** Sparse rows, one by one. */
function sparse<T extends number>(
  m: usize,
  n: usize,
  k: usize,
  A: usize,
  indptr: usize,
  indices: usize,
  B: usize,
  b: usize,
  C: usize,
): void {
  for (let i: usize = 0; i < m; i++) {
    sparseDots<T>(k, n, wordAt(indptr, i), wordAt(indptr, i + 1), indices, A, B, b, C + bytes<T>(i * n));
  }
}

/** A few rows: no tile to fill. */
function scattered<T extends number>(
  m: usize,
  n: usize,
  k: usize,
  A: usize,
  B: usize,
  b: usize,
  C: usize,
): void {
  const row = bytes<T>(k);
  for (let i: usize = 0; i < m; i++) {
    for (let j: usize = 0; j < n; j++) {
      store<T>(C + bytes<T>(i * n + j), dot<T>(k, A + i * row, B + j * row, b + bytes<T>(j)));
    }
  }
}

/**
 * One output, four rows at a time (measured: eight are as fast in f32, and a sixth slower in f64). The last four step
 * back to end with the rows, as in `tiled`.
 */
function singleOutput<T extends number>(m: usize, k: usize, A: usize, w: usize, b: usize, C: usize): void {
  const row = bytes<T>(k);
  for (let four: usize = 0; four < m; four += 4) {
    const i = min(four, m - 4);
    const a = A + i * row;
    dots4x1<T>(k, a, a + row, a + 2 * row, a + 3 * row, w, b, C + bytes<T>(i));
  }
}

/**
 * Tiles of two rows and up to four outputs over panels of B. The last tile of an odd number of rows steps back to end
 * with them: it computes a row again, to the same bits, and no remainder needs code of its own.
 */
function tiled<T extends number>(m: usize, n: usize, k: usize, A: usize, B: usize, b: usize, C: usize): void {
  const row = bytes<T>(k);
  const stride = bytes<T>(n);
  const panel = max<usize>(PANEL_BYTES / max<usize>(row, 1), OUTPUTS) & ~(OUTPUTS - 1);
  for (let start: usize = 0; start < n; start += panel) {
    const end = min(start + panel, n);
    for (let tile: usize = 0; tile < m; tile += 2) {
      const i = min(tile, m - 2);
      const a = A + i * row;
      for (let j = start; j < end; j += OUTPUTS) {
        const z = C + i * stride + bytes<T>(j);
        dots2x<T>(min(end - j, OUTPUTS), k, a, a + row, B + j * row, b + bytes<T>(j), z, z + stride);
      }
    }
  }
}

/** Applies the step to `count` finished elements and tells whether all of them were finite. */
function settle<T extends number>(count: usize, z: usize, step: i32): i32 {
  const end = z + bytes<T>(count);
  let finite = true;
  for (; z < end; z += sizeof<T>()) {
    const value = load<T>(z);
    finite = finite && value - value === (0 as T);
    if (step !== NONE) store<T>(z, activate<T>(value, step) as T);
  }
  return finite ? 0 : NOT_FINITE;
}
