// Which rows scikit-learn would get wrong, without adding most of them up as it does.
//
// Its margin is Σ w·x in f64 from left to right, one addition behind another: the slowest way there is. But of a row
// that is right only the side counts. So eight rows at a time are summed in f32 and in lanes, beside a bound on how
// far that can be from scikit-learn's sum (a floating-point filter: Fortune & Van Wyk 1993, Shewchuk 1997). A row that
// is right by more than the bound is right; any other is summed again, left to right. No bit depends on the filter.
//
//   |Σ̃ − Σ| ≤ (d/4 + 16)·2⁻²³·|x|·|w|   two numbers, a product and at most d/4 + 6 sums are rounded, each by 2⁻²⁴;
//                                       this is twice that, and what f64 rounds is less than the spare

import { dots8x1 } from "../dot";
import {
  axpy,
  bytes,
  eightBeyond,
  fold,
  multiplyAdd,
  roundedPairs,
  storeVector,
  vector,
  zeros,
} from "../vector";
import { Lesson } from "./lesson";

/** The sums of a tile [8] f32. */
const SUMS: usize = memory.data(32, 16);
const NO_BIAS: usize = memory.data(8, 8);

export function heapBase(): usize {
  return __heap_base;
}

/** Rounds and measures the samples from number `from` to number `to`. @returns 1 if they are surely finite */
export function measureRows(address: usize, from: usize, to: usize): i32 {
  const lesson = changetype<Lesson>(address);
  const d = lesson.d;
  let longest: f64 = 0;
  for (let i = from; i < to; i++) {
    const length = measure(d, lesson.X + bytes<f64>(i * d), lesson.near + bytes<f32>(i * d));
    store<f32>(lesson.lengths + bytes<f32>(i), length as f32);
    longest = max(longest, length);
  }
  return i32(longest < Infinity);
}

/** Rounds and measures the weights, after anyone but `move` has changed them. */
export function measureWeights(address: usize): void {
  const lesson = changetype<Lesson>(address);
  lesson.length = measure(lesson.d, lesson.w, lesson.nearW);
}

/** Before the first epoch of an output: the rows in their own order, their sides, the weights measured. */
export function begin(address: usize): void {
  const lesson = changetype<Lesson>(address);
  for (let r: usize = 0; r < lesson.n; r++) {
    store<u32>(lesson.rows + bytes<u32>(r), r as u32);
    const side = load<i8>(lesson.y + r) as f32;
    store<f32>(lesson.sides + bytes<f32>(r), side * load<f32>(lesson.lengths + bytes<f32>(r)));
  }
  measureWeights(address);
}

/** Shuffles the rows and lists those that are not held out. @returns how many they are */
export function arrange(address: usize): usize {
  const lesson = changetype<Lesson>(address);
  const n = lesson.n;
  const before = lesson.rows;
  const after = lesson.spare;
  const shuffle = lesson.shuffle;
  const heldOut = lesson.heldOut;
  const sides = lesson.sides;
  const order = lesson.order;
  const reach = lesson.reach;
  let count: usize = 0;
  for (let i: usize = 0; i < n; i++) {
    const r = rowAt(before, shuffle === 0 ? i : rowAt(shuffle, i));
    store<u32>(after + bytes<u32>(i), r as u32);
    if (heldOut !== 0 && load<u8>(heldOut + r) !== 0) continue;
    store<u32>(order + bytes<u32>(count), r as u32);
    store<f32>(reach + bytes<f32>(count), load<f32>(sides + bytes<f32>(r)));
    count++;
  }
  lesson.rows = after;
  lesson.spare = before;
  return count;
}

/**
 * Where the first of the arranged rows from number `from` on is with y·(scale·Σ w·x + b) ≤ enough. After each row,
 * the scale is multiplied by `shrink`. No weight changes.
 *
 * @param scale   0 … 1
 * @param enough  0, or at least 1 + 2⁻¹⁶
 * @returns the number of that row, whose Σ w·x is left in the lesson; `to` if there is none
 * @unchecked the fields of the lesson; pointers aligned to their elements; rows and weights measured
 */
export function scan(
  address: usize,
  b: f64,
  scale: f64,
  shrink: f64,
  enough: f64,
  from: usize,
  to: usize,
): usize {
  return firstWrong(changetype<Lesson>(address), true, b, scale, shrink, enough, from, to);
}

/**
 * The perceptron learning rule without penalty or mean: each mistake is learned from before the next row is seen.
 *
 * @returns mistakes
 * @unchecked as scan
 */
export function epoch(address: usize, to: usize): u32 {
  const lesson = changetype<Lesson>(address);
  const exact = lesson.needsLosses !== 0;
  let mistakes = 0;
  for (let i: usize = 0; i < to; i++, mistakes++) {
    i = firstWrong(lesson, exact, lesson.b, 1, 1, 0, i, to);
    if (i === to) break;
    const r = rowAt(lesson.order, i);
    if (exact) lesson.losses -= (load<i8>(lesson.y + r) as f64) * (lesson.found + lesson.b);
    const update = updateOf(lesson, r);
    if (update === 0) continue;
    move(address, r, update);
    if (lesson.fitIntercept !== 0) lesson.b += update;
  }
  return mistakes;
}

/** `scan`; unless `exact`, the sum of a row that is surely wrong is not added up. */
function firstWrong(
  lesson: Lesson,
  exact: bool,
  b: f64,
  scale: f64,
  shrink: f64,
  enough: f64,
  from: usize,
  to: usize,
): usize {
  const roundings = ((lesson.d >> 2) + 16) as f64;
  const bound = lesson.length * roundings * 2 ** -23;
  let i = from;
  while (i < to) {
    sumsOfEight(lesson, i, to - 1);
    const end = min(i + 8, to);
    const reach = lesson.reach + bytes<f32>(i);
    if (shrink === 1 && i + 8 === end && eightBeyond(SUMS, scale, b, reach, scale * bound, enough)) {
      i = end;
      continue;
    }
    for (let s = SUMS; i < end; i++, s += bytes<f32>(1)) {
      const r = rowAt(lesson.order, i);
      const y = load<i8>(lesson.y + r) as f64;
      const margin = y * (scale * (load<f32>(s) as f64) + b) - enough;
      const doubt = scale * bound * (load<f32>(lesson.lengths + bytes<f32>(r)) as f64);
      // Both are false if anything here is infinite or NaN.
      if (!exact && margin < -doubt) return i;
      if (!(margin > doubt)) {
        const sum = leftToRight(lesson.d, lesson.X + bytes<f64>(r * lesson.d), lesson.w);
        if (y * (scale * sum + b) <= enough) {
          lesson.found = sum;
          return i;
        }
      }
      scale *= shrink;
    }
  }
  return to;
}

/** What a mistake in row r multiplies it by. */
function updateOf(lesson: Lesson, r: usize): f64 {
  const y = load<i8>(lesson.y + r) as f64;
  let weight = y > 0 ? lesson.positive : lesson.negative;
  if (lesson.sampleWeight !== 0) weight *= load<f64>(lesson.sampleWeight + bytes<f64>(r));
  return lesson.eta0 * y * weight;
}

/** w ← w + x·factor [d] with row r, each product rounded, then each sum. */
export function move(address: usize, r: usize, factor: f64): void {
  const lesson = changetype<Lesson>(address);
  axpy<f64>(lesson.d, factor, lesson.X + bytes<f64>(r * lesson.d), lesson.w);
  measureWeights(address);
}

function leftToRight(d: usize, x: usize, w: usize): f64 {
  const end = x + bytes<f64>(d);
  let sum: f64 = 0;
  for (; x < end; x += 8, w += 8) sum += load<f64>(x) * load<f64>(w);
  return sum;
}

/**
 * Rounds n numbers to f32. @returns their Euclidean length and a little more, which stands for what underflows;
 * infinite where an f32 could overflow, so that the filter lets nothing through
 *
 * @param x     [n] f64
 * @param near  [n] f32, written
 */
function measure(n: usize, x: usize, near: usize): f64 {
  const end = x + bytes<f64>(n);
  const vectorEnd = x + (bytes<f64>(n) & ~31);
  let squares = zeros<f64>();
  let others = zeros<f64>();
  for (; x < vectorEnd; x += 32, near += 16) {
    const first = vector(x);
    const second = vector(x + 16);
    squares = multiplyAdd<f64>(squares, first, first);
    others = multiplyAdd<f64>(others, second, second);
    storeVector(near, roundedPairs(first, second));
  }
  let sum = fold<f64>(squares) + fold<f64>(others);
  for (; x < end; x += 8, near += 4) {
    const value = load<f64>(x);
    sum += value * value;
    store<f32>(near, value as f32);
  }
  const length = sqrt(sum) + 2 ** -62;
  return length < 2 ** 60 ? length : Infinity;
}

/** The sums Σ̃ of the eight rows from number i on, at SUMS; beyond `last` it is taken again, and nobody reads it. */
function sumsOfEight(lesson: Lesson, i: usize, last: usize): void {
  const order = lesson.order;
  const near = lesson.near;
  const row = bytes<f32>(lesson.d);
  dots8x1<f32>(
    lesson.d,
    near + rowAt(order, i) * row,
    near + rowAt(order, min(i + 1, last)) * row,
    near + rowAt(order, min(i + 2, last)) * row,
    near + rowAt(order, min(i + 3, last)) * row,
    near + rowAt(order, min(i + 4, last)) * row,
    near + rowAt(order, min(i + 5, last)) * row,
    near + rowAt(order, min(i + 6, last)) * row,
    near + rowAt(order, min(i + 7, last)) * row,
    lesson.nearW,
    NO_BIAS,
    SUMS,
  );
}

/** Row number i of an order. */
function rowAt(order: usize, i: usize): usize {
  return load<u32>(order + bytes<u32>(i)) as usize;
}
