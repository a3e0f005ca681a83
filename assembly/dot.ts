// The micro-kernel: tiles of dot products, rows × outputs, each
//
//   z = Σ xⱼ·wⱼ + b,   element j into running sum j mod L, the sums folded by halves, then the last
//                      n mod L elements left to right, then the bias (the numeric contract, rule 1).
//
// One vector accumulator per (row, output). V8 in Node 20 spills above about 14 live vectors, which
// bounds a tile: 2×4 keeps 8 sums + 2 rows + 1 weight + 1 product, and reuses every load.

import {
  bytes,
  columnHigh,
  columnLow,
  fold,
  foldHigh,
  foldLow,
  multiplyAdd,
  nextVector,
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

/** Outputs of a tile at most. */
export const OUTPUTS: usize = 4;

/**
 * Two rows, one to four outputs; where they are not four, the last one is computed again and stored once.
 *
 * Two vectors of each go by in a turn: the number of instructions bounds the loop, and the second vector costs no address.
 * The way out between them keeps V8 from loading what both need before it multiplies, which would spill (measured: 1.2×;
 * without the way out 0.8×).
 *
 * @param x0, x1  rows     [n] T each
 * @param w       weights  [outputs×n] T
 * @param b       biases   [outputs] T; four are read
 * @param z0, z1  results  [outputs] T each
 */
export function dots2x<T extends number>(
  outputs: usize,
  n: usize,
  x0: usize,
  x1: usize,
  w: usize,
  b: usize,
  z0: usize,
  z1: usize,
): void {
  const row = bytes<T>(n);
  const toX1 = x1 - x0;
  const toW1 = outputs > 1 ? row : 0;
  const toW2 = outputs > 2 ? row : 0;
  const toW3 = outputs > 3 ? row : 0;
  const last = x0 + vectorBytes<T>(n) - 16;
  let s0 = zeros<T>();
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  for (; x0 <= last; x0 += 32, w += 32) {
    x1 = x0 + toX1;
    const w1 = w + toW1;
    const w2 = w1 + toW2;
    const w3 = w2 + toW3;
    let u = vector(x0);
    let v = vector(x1);
    let c = vector(w);
    s0 = multiplyAdd<T>(s0, u, c);
    t0 = multiplyAdd<T>(t0, v, c);
    c = vector(w1);
    s1 = multiplyAdd<T>(s1, u, c);
    t1 = multiplyAdd<T>(t1, v, c);
    c = vector(w2);
    s2 = multiplyAdd<T>(s2, u, c);
    t2 = multiplyAdd<T>(t2, v, c);
    c = vector(w3);
    s3 = multiplyAdd<T>(s3, u, c);
    t3 = multiplyAdd<T>(t3, v, c);
    if (x0 === last) break;
    u = nextVector(x0);
    v = nextVector(x1);
    c = nextVector(w);
    s0 = multiplyAdd<T>(s0, u, c);
    t0 = multiplyAdd<T>(t0, v, c);
    c = nextVector(w1);
    s1 = multiplyAdd<T>(s1, u, c);
    t1 = multiplyAdd<T>(t1, v, c);
    c = nextVector(w2);
    s2 = multiplyAdd<T>(s2, u, c);
    t2 = multiplyAdd<T>(t2, v, c);
    c = nextVector(w3);
    s3 = multiplyAdd<T>(s3, u, c);
    t3 = multiplyAdd<T>(t3, v, c);
  }
  w += last + 16 - x0;
  const w2 = w + toW1 + toW2;
  finish2x<T>(
    outputs,
    row & 15,
    foldLow<T>(s0, s1, s2, s3),
    foldHigh<T>(s2, s3),
    foldLow<T>(t0, t1, t2, t3),
    foldHigh<T>(t2, t3),
    last + 16,
    last + 16 + toX1,
    w,
    w + toW1,
    w2,
    w2 + toW3,
    b,
    z0,
    z1,
  );
}

/** Adds what `rest` bytes behind the last whole vectors hold, from x0, x1 and w … w3 on, and the biases to folded sums. */
function finish2x<T extends number>(
  outputs: usize,
  rest: usize,
  low0: Vector,
  high0: Vector,
  low1: Vector,
  high1: Vector,
  x0: usize,
  x1: usize,
  w: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  b: usize,
  z0: usize,
  z1: usize,
): void {
  for (let p: usize = 0; p < rest; p += sizeof<T>()) {
    const u = splatAt<T>(x0 + p);
    const v = splatAt<T>(x1 + p);
    const low = columnLow<T>(w + p, w1 + p, w2 + p, w3 + p);
    low0 = multiplyAdd<T>(low0, u, low);
    low1 = multiplyAdd<T>(low1, v, low);
    if (sizeof<T>() === 8) {
      const high = columnHigh<T>(w2 + p, w3 + p);
      high0 = multiplyAdd<T>(high0, u, high);
      high1 = multiplyAdd<T>(high1, v, high);
    }
  }
  const low = vector(b);
  low0 = vectorSum<T>(low0, low);
  low1 = vectorSum<T>(low1, low);
  if (sizeof<T>() === 8) {
    const high = vector(b + 16);
    high0 = vectorSum<T>(high0, high);
    high1 = vectorSum<T>(high1, high);
  }
  storeSome<T>(z0, low0, high0, outputs);
  storeSome<T>(z1, low1, high1, outputs);
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
