// Margins in scikit-learn's order of additions, left to right, in f64. A sum that may not be split into lanes leaves
// the lanes to other rows: eight at once, two to a vector.
//
//   x of row 0  | a₀ a₁ |        | a₀ b₀ |         | w₀ w₀ |
//   x of row 1  | b₀ b₁ |   →    | a₁ b₁ |    ·    | w₁ w₁ |   two steps of two sums, each left to right

import {
  axpy,
  bytes,
  highPair,
  lowPair,
  multiplyAdd,
  storeVector,
  vector,
  vectorBytes,
  zeros,
} from "../vector";

/** The sums of a tile [8] f64. */
const SUMS: usize = memory.data(64, 16);
/** Σ w·x of the row that was found last. */
const FOUND: usize = memory.data(8, 8);

export function heapBase(): usize {
  return __heap_base;
}

/**
 * Where the first row of `order` from number `from` on is with y·(scale·Σ w·x + b) ≤ 0. After each row, the scale
 * is multiplied by `shrink`. Nothing is changed.
 *
 * @param X      samples         [rows×d] row-major, f64
 * @param y      targets         [rows] i8, ±1
 * @param w      weights         [d] f64
 * @param order  visiting order  [to] u32
 * @returns the number of that row, `to` if there is none
 * @unchecked d ≥ 1; pointers aligned to their elements
 */
export function scan(
  d: usize,
  X: usize,
  y: usize,
  w: usize,
  b: f64,
  scale: f64,
  shrink: f64,
  order: usize,
  from: usize,
  to: usize,
): usize {
  const row = bytes<f64>(d);
  const last = to - 1;
  let i = from;
  while (i < to) {
    sumsOfEight(
      d,
      X + rowAt(order, i) * row,
      X + rowAt(order, min(i + 1, last)) * row,
      X + rowAt(order, min(i + 2, last)) * row,
      X + rowAt(order, min(i + 3, last)) * row,
      X + rowAt(order, min(i + 4, last)) * row,
      X + rowAt(order, min(i + 5, last)) * row,
      X + rowAt(order, min(i + 6, last)) * row,
      X + rowAt(order, min(i + 7, last)) * row,
      w,
    );
    const end = min(i + 8, to);
    for (let s = SUMS; i < end; i++, s += 8) {
      const margin = scale * load<f64>(s) + b;
      if (margin * (load<i8>(y + rowAt(order, i)) as f64) <= 0) {
        store<f64>(FOUND, load<f64>(s));
        return i;
      }
      scale *= shrink;
    }
  }
  return to;
}

/** Σ w·x of the row that `scan` found last. */
export function found(): f64 {
  return load<f64>(FOUND);
}

/** w ← w + x·factor [d], each product rounded, then each sum. */
export function move(d: usize, factor: f64, x: usize, w: usize): void {
  axpy<f64>(d, factor, x, w);
}

/** Σ w·x of eight rows, each sum left to right. */
function sumsOfEight(
  d: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  x4: usize,
  x5: usize,
  x6: usize,
  x7: usize,
  w: usize,
): void {
  const end = vectorBytes<f64>(d);
  let s01 = zeros<f64>();
  let s23 = zeros<f64>();
  let s45 = zeros<f64>();
  let s67 = zeros<f64>();
  for (let p: usize = 0; p < end; p += 16) {
    const u = vector(w + p);
    const first = lowPair(u, u);
    const second = highPair(u, u);
    const v0 = vector(x0 + p);
    const v1 = vector(x1 + p);
    s01 = multiplyAdd<f64>(s01, lowPair(v0, v1), first);
    s01 = multiplyAdd<f64>(s01, highPair(v0, v1), second);
    const v2 = vector(x2 + p);
    const v3 = vector(x3 + p);
    s23 = multiplyAdd<f64>(s23, lowPair(v2, v3), first);
    s23 = multiplyAdd<f64>(s23, highPair(v2, v3), second);
    const v4 = vector(x4 + p);
    const v5 = vector(x5 + p);
    s45 = multiplyAdd<f64>(s45, lowPair(v4, v5), first);
    s45 = multiplyAdd<f64>(s45, highPair(v4, v5), second);
    const v6 = vector(x6 + p);
    const v7 = vector(x7 + p);
    s67 = multiplyAdd<f64>(s67, lowPair(v6, v7), first);
    s67 = multiplyAdd<f64>(s67, highPair(v6, v7), second);
  }
  storeVector(SUMS, s01);
  storeVector(SUMS + 16, s23);
  storeVector(SUMS + 32, s45);
  storeVector(SUMS + 48, s67);
  if (end === bytes<f64>(d)) return;
  const weight = load<f64>(w + end);
  add(SUMS, load<f64>(x0 + end) * weight);
  add(SUMS + 8, load<f64>(x1 + end) * weight);
  add(SUMS + 16, load<f64>(x2 + end) * weight);
  add(SUMS + 24, load<f64>(x3 + end) * weight);
  add(SUMS + 32, load<f64>(x4 + end) * weight);
  add(SUMS + 40, load<f64>(x5 + end) * weight);
  add(SUMS + 48, load<f64>(x6 + end) * weight);
  add(SUMS + 56, load<f64>(x7 + end) * weight);
}

function add(pointer: usize, value: f64): void {
  store<f64>(pointer, load<f64>(pointer) + value);
}

function rowAt(order: usize, i: usize): usize {
  return load<u32>(order + bytes<u32>(i)) as usize;
}
