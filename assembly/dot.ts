// The micro-kernel: tiles of dot products, rows × outputs, each
//
//   z = Σ xⱼ·wⱼ + b,   element j into running sum j mod L, the sums folded by halves, then the last
//                      n mod L elements left to right, then the bias (the numeric contract, rule 1).
//
// One vector accumulator per (row, output). V8 in Node 20 spills above about 14 live vectors, which
// bounds a tile: 2×4 keeps 8 sums + 2 rows + 1 weight + 1 product, and reuses every load.

import { signs } from "./signs";
import {
  bytes,
  columnHigh,
  columnLow,
  fold,
  foldHigh,
  foldLow,
  multiplyAdd,
  splatAt,
  storeDots4,
  storeSome,
  Vector,
  vector,
  vectorBytes,
  vectorSum,
  zeros,
} from "./vector";

/** The elements behind the last whole vector, left to right, then the bias, added to a folded sum. */
function finish<T extends number>(n: usize, sum: T, x: usize, w: usize, b: usize): T {
  const end = bytes<T>(n);
  for (let p = vectorBytes<T>(n); p < end; p += sizeof<T>()) {
    sum = (sum + load<T>(x + p) * load<T>(w + p)) as T;
  }
  return (sum + load<T>(b)) as T;
}

/**
 * One row, one output.
 *
 * @param x  row      [n] T
 * @param w  weights  [n] T
 * @param b  bias     [1] T
 */
export function dot<T extends number>(n: usize, x: usize, w: usize, b: usize): T {
  const end = vectorBytes<T>(n);
  let s = zeros<T>();
  for (let p: usize = 0; p < end; p += 16) s = multiplyAdd<T>(s, vector(x + p), vector(w + p));
  return finish<T>(n, fold<T>(s), x, w, b);
}

// Numbers as types, for what is generic in a number: offsetof<Four>() is 4, known when it is compiled.
class Two {
  a: u8 = 0;
  b: u8 = 0;
}
class Four extends Two {
  c: u8 = 0;
  d: u8 = 0;
}

/**
 * Two rows, two or four outputs (M).
 *
 * @param outputs how many there are, at most M
 * @param x0, x1  rows     [n] T each
 * @param w       weights  [M×n] T
 * @param b       biases   [M] T; up to four are read, and all but M thrown away
 * @param z0, z1  results  [M] T each
 * @returns the signs of z0, as `signs` packs them, and 2³² times those of z1; of M numbers, the rest is noise
 */
function dots2xM<T extends number, M>(
  outputs: usize,
  n: usize,
  x0: usize,
  x1: usize,
  w: usize,
  b: usize,
  z0: usize,
  z1: usize,
): u64 {
  const row = bytes<T>(n);
  const whole = vectorBytes<T>(n);
  const w1 = offsetof<M>() > 2 || outputs > 1 ? w + row : w;
  const w2 = offsetof<M>() > 2 ? w1 + row : w;
  const w3 = outputs > 3 ? w2 + row : w2;
  let s0 = zeros<T>();
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  let p: usize = 0;
  for (; p < whole; p += 16) {
    const u = vector(x0 + p);
    const v = vector(x1 + p);
    const c0 = vector(w + p);
    s0 = multiplyAdd<T>(s0, u, c0);
    t0 = multiplyAdd<T>(t0, v, c0);
    const c1 = vector(w1 + p);
    s1 = multiplyAdd<T>(s1, u, c1);
    t1 = multiplyAdd<T>(t1, v, c1);
    if (offsetof<M>() > 2) {
      const c2 = vector(w2 + p);
      s2 = multiplyAdd<T>(s2, u, c2);
      t2 = multiplyAdd<T>(t2, v, c2);
      const c3 = vector(w3 + p);
      s3 = multiplyAdd<T>(s3, u, c3);
      t3 = multiplyAdd<T>(t3, v, c3);
    }
  }
  const isWide = sizeof<T>() === 8 && offsetof<M>() > 2; // four f64 are two vectors
  let low0 = foldLow<T>(s0, s1, s2, s3);
  let high0 = isWide ? foldHigh<T>(s2, s3) : zeros<T>();
  let low1 = foldLow<T>(t0, t1, t2, t3);
  let high1 = isWide ? foldHigh<T>(t2, t3) : zeros<T>();
  for (; p < row; p += sizeof<T>()) {
    const u = splatAt<T>(x0 + p);
    const v = splatAt<T>(x1 + p);
    const column = columnLow<T>(w + p, w1 + p, w2 + p, w3 + p);
    low0 = multiplyAdd<T>(low0, u, column);
    low1 = multiplyAdd<T>(low1, v, column);
    if (isWide) {
      const rest = columnHigh<T>(w2 + p, w3 + p);
      high0 = multiplyAdd<T>(high0, u, rest);
      high1 = multiplyAdd<T>(high1, v, rest);
    }
  }
  const biases = vector(b);
  low0 = vectorSum<T>(low0, biases);
  low1 = vectorSum<T>(low1, biases);
  if (isWide) {
    const others = vector(b + 16);
    high0 = vectorSum<T>(high0, others);
    high1 = vectorSum<T>(high1, others);
  }
  return storeSigned<T>(outputs, z0, low0, high0) | (storeSigned<T>(outputs, z1, low1, high1) * TWO_32);
}

/** Outputs of a tile at most. */
export const OUTPUTS: usize = 4;

/** Two rows, one to four outputs, as `dots2xM` has them: where they are not two or four, the last one is computed twice and stored once. */
export function dots2x<T extends number>(
  outputs: usize,
  n: usize,
  x0: usize,
  x1: usize,
  w: usize,
  b: usize,
  z0: usize,
  z1: usize,
): u64 {
  if (outputs < 3) return dots2xM<T, Two>(outputs, n, x0, x1, w, b, z0, z1);
  return dots2xM<T, Four>(outputs, n, x0, x1, w, b, z0, z1);
}

const TWO_32: u64 = 2 ** 32;

/** Stores the first `count` of four numbers. @returns the signs of all */
function storeSigned<T extends number>(count: usize, z: usize, low: Vector, high: Vector): u64 {
  storeSome<T>(z, low, high, count);
  return signs<T>(low, high) as u64;
}

/** Four rows, one output, as `dots8x1`. */
export function dots4x1<T extends number>(
  n: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  w: usize,
  b: usize,
  z: usize,
): void {
  const end = vectorBytes<T>(n);
  let s0 = zeros<T>();
  let s1 = zeros<T>();
  let s2 = zeros<T>();
  let s3 = zeros<T>();
  for (let p: usize = 0; p < end; p += 16) {
    const u = vector(w + p);
    s0 = multiplyAdd<T>(s0, vector(x0 + p), u);
    s1 = multiplyAdd<T>(s1, vector(x1 + p), u);
    s2 = multiplyAdd<T>(s2, vector(x2 + p), u);
    s3 = multiplyAdd<T>(s3, vector(x3 + p), u);
  }
  storeDots4<T>(s0, s1, s2, s3, x0, x1, x2, x3, w, end, bytes<T>(n), b, z);
}

/**
 * Eight rows, one output.
 *
 * @param x0 … x7  rows     [n] T each
 * @param w        weights  [n] T
 * @param b        bias     [1] T
 * @param z        results  [8] T, one after the other
 */
export function dots8x1<T extends number>(
  n: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  x4: usize,
  x5: usize,
  x6: usize,
  x7: usize,
  w: usize,
  b: usize,
  z: usize,
): void {
  const end = vectorBytes<T>(n);
  let s0 = zeros<T>();
  let s1 = zeros<T>();
  let s2 = zeros<T>();
  let s3 = zeros<T>();
  let s4 = zeros<T>();
  let s5 = zeros<T>();
  let s6 = zeros<T>();
  let s7 = zeros<T>();
  for (let p: usize = 0; p < end; p += 16) {
    const u = vector(w + p);
    s0 = multiplyAdd<T>(s0, vector(x0 + p), u);
    s1 = multiplyAdd<T>(s1, vector(x1 + p), u);
    s2 = multiplyAdd<T>(s2, vector(x2 + p), u);
    s3 = multiplyAdd<T>(s3, vector(x3 + p), u);
    s4 = multiplyAdd<T>(s4, vector(x4 + p), u);
    s5 = multiplyAdd<T>(s5, vector(x5 + p), u);
    s6 = multiplyAdd<T>(s6, vector(x6 + p), u);
    s7 = multiplyAdd<T>(s7, vector(x7 + p), u);
  }
  const stop = bytes<T>(n);
  storeDots4<T>(s0, s1, s2, s3, x0, x1, x2, x3, w, end, stop, b, z);
  storeDots4<T>(s4, s5, s6, s7, x4, x5, x6, x7, w, end, stop, b, z + bytes<T>(4));
}
