// A block of rows lies in columns: of each input, or of each unit, the values of all its rows in eight vectors.
//
//             row 0 … L−1   L … 2L−1      …   7L … 8L−1
//   column j  |  vector 0  |  vector 1  |  …  |  vector 7  |     BLOCK_BYTES, 32 rows of f32 or 16 of f64
//
// So a unit adds up eight vectors at a time, whose sums stay in registers, and no row waits for another. (measured:
// 16 vectors spill, 4 wait for one another)

import { bytes, highPair, lowPair, storeVector, Vector, vector, zeros } from "../vector";

export const BLOCK_BYTES: usize = 128;
const VECTOR_BYTES: usize = 16;

/** The activations by the numbers of src/features/layer-call.ts. */
export const HEAVISIDE = 1;

function column(columns: usize, index: usize): usize {
  return columns + index * BLOCK_BYTES;
}

/**
 * The rows of a block as columns. Behind the last row it is repeated.
 *
 * @param n        rows, at least 1
 * @param X        [n×d] row-major, T
 * @param columns  [d × BLOCK_BYTES]
 */
export function toColumns<T extends number>(n: usize, d: usize, X: usize, columns: usize): void {
  const lanes = VECTOR_BYTES / sizeof<T>();
  const row = bytes<T>(d);
  const end = X + bytes<T>(n * d) - row;
  for (let v: usize = 0; v < BLOCK_BYTES; v += VECTOR_BYTES) {
    const x0 = X + (v / sizeof<T>()) * row;
    const a = min(x0, end);
    const b = min(x0 + row, end);
    const c = min(x0 + 2 * row, end);
    const e = min(x0 + 3 * row, end);
    const whole = d - (d % lanes);
    for (let j: usize = 0; j < whole; j += lanes) {
      const at = bytes<T>(j);
      const to = column(columns, j) + v;
      if (sizeof<T>() === 4)
        transpose4(vector(a + at), vector(b + at), vector(c + at), vector(e + at), to, BLOCK_BYTES);
      else transpose2(vector(a + at), vector(b + at), to, BLOCK_BYTES);
    }
    for (let j = whole; j < d; j++) {
      const to = column(columns, j) + v;
      const at = bytes<T>(j);
      store<T>(to, load<T>(a + at));
      store<T>(to + sizeof<T>(), load<T>(b + at));
      if (sizeof<T>() === 4) {
        store<T>(to + 8, load<T>(c + at));
        store<T>(to + 12, load<T>(e + at));
      }
    }
  }
}

/**
 * What a unit adds up of every row of a block: its inputs from left to right, those that are added first.
 *
 * @param input   the numbers of the inputs u32: added up to `middle`, subtracted up to `end`
 * @param sums    [BLOCK_BYTES], written
 */
export function addUp<T extends number>(
  columns: usize,
  input: usize,
  middle: usize,
  end: usize,
  sums: usize,
): void {
  let s0 = zeros<T>();
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (; input < middle; input += 4) {
    const x = column(columns, load<u32>(input));
    s0 = v128.add<T>(s0, v128.load(x));
    s1 = v128.add<T>(s1, v128.load(x, 16));
    s2 = v128.add<T>(s2, v128.load(x, 32));
    s3 = v128.add<T>(s3, v128.load(x, 48));
    s4 = v128.add<T>(s4, v128.load(x, 64));
    s5 = v128.add<T>(s5, v128.load(x, 80));
    s6 = v128.add<T>(s6, v128.load(x, 96));
    s7 = v128.add<T>(s7, v128.load(x, 112));
  }
  for (; input < end; input += 4) {
    const x = column(columns, load<u32>(input));
    s0 = v128.sub<T>(s0, v128.load(x));
    s1 = v128.sub<T>(s1, v128.load(x, 16));
    s2 = v128.sub<T>(s2, v128.load(x, 32));
    s3 = v128.sub<T>(s3, v128.load(x, 48));
    s4 = v128.sub<T>(s4, v128.load(x, 64));
    s5 = v128.sub<T>(s5, v128.load(x, 80));
    s6 = v128.sub<T>(s6, v128.load(x, 96));
    s7 = v128.sub<T>(s7, v128.load(x, 112));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, s4, 64);
  v128.store(sums, s5, 80);
  v128.store(sums, s6, 96);
  v128.store(sums, s7, 112);
}

/**
 * z = sum · scale − threshold of every unit and row of a block, and what it fires at z, back in rows.
 *
 * @param sums        [m × BLOCK_BYTES], with z in their place afterwards
 * @param scales      [m] T
 * @param thresholds  [m] T
 * @param Z           [n×m] row-major, T
 * @returns whether every z is finite
 */
export function fire<T extends number>(
  n: usize,
  m: usize,
  sums: usize,
  scales: usize,
  thresholds: usize,
  activation: i32,
  Z: usize,
): bool {
  const lanes = VECTOR_BYTES / sizeof<T>();
  const row = bytes<T>(m);
  const whole = m - (m % lanes);
  let rest = zeros<T>();
  for (let u: usize = 0; u < m; u++) {
    const scale = v128.splat<T>(load<T>(scales + bytes<T>(u)));
    const threshold = v128.splat<T>(load<T>(thresholds + bytes<T>(u)));
    const end = column(sums, u + 1);
    for (let at = column(sums, u); at < end; at += VECTOR_BYTES) {
      const z = v128.sub<T>(v128.mul<T>(vector(at), scale), threshold);
      rest = v128.or(rest, v128.sub<T>(z, z)); // +0, or NaN
      storeVector(at, activate<T>(z, activation));
    }
  }
  for (let i: usize = 0; i < n; i += lanes) {
    const v = bytes<T>(i);
    const z = Z + i * row;
    const isWhole = i + lanes <= n;
    for (let u: usize = 0; u < whole; u += lanes) {
      const at = column(sums, u) + v;
      const to = z + bytes<T>(u);
      if (isWhole) transposeUnits<T>(at, to, row);
      else
        for (let k: usize = 0; k < lanes; k++)
          storeLanes<T>(n - i, at + k * BLOCK_BYTES, to + bytes<T>(k), row);
    }
    for (let u = whole; u < m; u++) storeLanes<T>(n - i, column(sums, u) + v, z + bytes<T>(u), row);
  }
  return !v128.any_true(rest);
}

function activate<T extends number>(z: Vector, activation: i32): Vector {
  if (activation === HEAVISIDE) return v128.and(v128.ge<T>(z, zeros<T>()), v128.splat<T>(1 as T));
  return v128.pmax<T>(zeros<T>(), z);
}

/** The values of L units in L rows, back in rows. */
function transposeUnits<T extends number>(at: usize, to: usize, row: usize): void {
  const a = v128.load(at);
  const b = v128.load(at, 128);
  if (sizeof<T>() === 4) transpose4(a, b, v128.load(at, 256), v128.load(at, 384), to, row);
  else transpose2(a, b, to, row);
}

/** The first `count` values of a column, at most L, down the rows. */
function storeLanes<T extends number>(count: usize, at: usize, to: usize, row: usize): void {
  const lanes = VECTOR_BYTES / sizeof<T>();
  for (let i: usize = 0; i < min(count, lanes); i++) store<T>(to + i * row, load<T>(at + bytes<T>(i)));
}

/** Stores the four f32 rows [a b c d]ᵀ, a stride apart. */
function transpose4(a: Vector, b: Vector, c: Vector, d: Vector, to: usize, stride: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  storeVector(to, lowPair(ab, cd));
  storeVector(to + stride, highPair(ab, cd));
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  storeVector(to + 2 * stride, lowPair(ab2, cd2));
  storeVector(to + 3 * stride, highPair(ab2, cd2));
}

/** Stores the two f64 rows [a b]ᵀ, a stride apart. */
function transpose2(a: Vector, b: Vector, to: usize, stride: usize): void {
  storeVector(to, lowPair(a, b));
  storeVector(to + stride, highPair(a, b));
}
