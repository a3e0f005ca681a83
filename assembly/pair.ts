// The search for two outputs of dense rows: four rows are asked at once. A tile of 4 rows × 2 outputs multiplies as much
// for what it loads as one of 2 × 4, and waits for four rows of memory together (measured: shuffled rows 1.3×).

import { lowBits, remember, wrongOnes } from "./found";
import { signs, targetSignsOf4 } from "./signs";
import { HEAVISIDE } from "./step";
import { Task } from "./task";
import {
  bytes,
  columnHigh,
  columnLow,
  foldHigh,
  foldLow,
  multiplyAdd,
  splatAt,
  Vector,
  vector,
  vectorSum,
  wordAt,
  zeros,
} from "./vector";

/** Rows that one output, or two, are asked for at once. */
export const ROWS: usize = 4;

/** The number of the first row that output j or the next one answers wrongly; as `firstWrong`. */
export function firstWrongOfPair<T extends number>(task: Task, j: usize, from: usize, to: usize): usize {
  const order = task.order;
  const X = task.X;
  const row = bytes<T>(task.d);
  const w = task.W + j * row;
  const b = task.b + bytes<T>(j);
  const Y = task.Y + j;
  const stride = task.stride;
  const heaviside = task.step === HEAVISIDE;
  const last = to - 1;
  for (let i = from; i < to; i += ROWS) {
    const r0 = wordAt(order, i);
    const r1 = wordAt(order, min(i + 1, last));
    const r2 = wordAt(order, min(i + 2, last));
    const r3 = wordAt(order, min(i + 3, last));
    const found = signsOfPair<T>(row, X + r0 * row, X + r1 * row, X + r2 * row, X + r3 * row, w, b);
    const y0 = Y + r0 * stride;
    const y1 = Y + r1 * stride;
    const y2 = Y + r2 * stride;
    const y3 = Y + r3 * stride;
    const targets = targetSignsOf4(y0, y1, y2, y3) | (targetSignsOf4(y0 + 1, y1 + 1, y2 + 1, y3 + 1) * 16);
    const wrong = wrongOnes(found, targets, heaviside, 8) & (lowBits(min(to - i, ROWS)) * 0x11);
    if (wrong === 0) continue;
    const at = ctz(wrong | (wrong >>> 4));
    const second = at + 3; // from bit `at` of the upper half to bit 1
    const both = ((found >>> at) & 0x10101) | ((found >>> second) & 0x20202);
    return remember(task, ((wrong >>> at) & 1) | ((wrong >>> second) & 2), both, i + (at as usize));
  }
  return to;
}

/**
 * The signs of the margins of four rows, as `signs` packs them: those of the first output in the lower half of each byte,
 * those of the second in the upper half.
 *
 * @param row      the bytes of a row
 * @param x0 … x3  rows     [d] T each
 * @param w        weights  [2×d] T
 * @param b        biases   [2] T
 */
function signsOfPair<T extends number>(
  row: usize,
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  w: usize,
  b: usize,
): i32 {
  const to1 = x1 - x0;
  const to2 = x2 - x1;
  const to3 = x3 - x2;
  const last = w + (row & ~15) - 16;
  let s0 = zeros<T>();
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  for (; w <= last; w += 16, x0 += 16) {
    const w1 = w + row;
    x1 = x0 + to1;
    x2 = x1 + to2;
    x3 = x2 + to3;
    const u = vector(w);
    const v = vector(w1);
    let x = vector(x0);
    s0 = multiplyAdd<T>(s0, x, u);
    t0 = multiplyAdd<T>(t0, x, v);
    x = vector(x1);
    s1 = multiplyAdd<T>(s1, x, u);
    t1 = multiplyAdd<T>(t1, x, v);
    x = vector(x2);
    s2 = multiplyAdd<T>(s2, x, u);
    t2 = multiplyAdd<T>(t2, x, v);
    x = vector(x3);
    s3 = multiplyAdd<T>(s3, x, u);
    t3 = multiplyAdd<T>(t3, x, v);
  }
  const high0 = foldHigh<T>(s2, s3);
  const high1 = foldHigh<T>(t2, t3);
  return finishPair<T>(
    row,
    foldLow<T>(s0, s1, s2, s3),
    high0,
    foldLow<T>(t0, t1, t2, t3),
    high1,
    x0,
    to1,
    to2,
    to3,
    last + 16,
    b,
  );
}

/** Adds what lies behind the last whole vectors, from x0 and w on, and the biases to folded sums. @returns as `signsOfPair` */
function finishPair<T extends number>(
  row: usize,
  low0: Vector,
  high0: Vector,
  low1: Vector,
  high1: Vector,
  x0: usize,
  to1: usize,
  to2: usize,
  to3: usize,
  w: usize,
  b: usize,
): i32 {
  for (const end = w + (row & 15); w < end; w += sizeof<T>(), x0 += sizeof<T>()) {
    const x1 = x0 + to1;
    const x2 = x1 + to2;
    const x3 = x2 + to3;
    const u = splatAt<T>(w);
    const v = splatAt<T>(w + row);
    const low = columnLow<T>(x0, x1, x2, x3);
    low0 = multiplyAdd<T>(low0, low, u);
    low1 = multiplyAdd<T>(low1, low, v);
    if (sizeof<T>() === 8) {
      const high = columnHigh<T>(x2, x3);
      high0 = multiplyAdd<T>(high0, high, u);
      high1 = multiplyAdd<T>(high1, high, v);
    }
  }
  const b0 = splatAt<T>(b);
  const b1 = splatAt<T>(b + sizeof<T>());
  const found = signs<T>(vectorSum<T>(low0, b0), vectorSum<T>(high0, b0));
  return found | (signs<T>(vectorSum<T>(low1, b1), vectorSum<T>(high1, b1)) * 16);
}
