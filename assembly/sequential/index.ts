// Which rows scikit-learn would get wrong, without adding most of them up as it does.
//
// Its margin is Σ w·x in f64 from left to right, one addition behind another: the slowest way there is. But
// of a row that is right only the side counts. So eight rows at a time are summed in f32 and in lanes, beside
// a bound on how far that can be from scikit-learn's sum (a floating-point filter: Fortune & Van Wyk 1993,
// Shewchuk 1997). A row that is right by more than the bound is right; any other is summed again, left to
// right. No bit depends on the filter.
//
//   |Σ̃ − Σ| ≤ (d/4 + 16)·2⁻²³·|x|·|w|
//
// Two numbers, a product and at most d/4 + 6 sums are rounded, each by 2⁻²⁴; this is twice that, and what f64
// rounds is less than the spare.

import { dots8x1 } from "../dot";
import { eightBeyond } from "../signs";
import { axpy, bytes, fold, multiplyAdd, roundedPairs, storeVector, vector, wordAt, zeros } from "../vector";
import { SgdState } from "./sgd-state";

/** Rows that are summed at a time: what `dots8x1` multiplies and `eightBeyond` compares. */
const TILE_ROWS = 8;
/** The sums of a tile [TILE_ROWS] f32. */
const TILE_SUMS: usize = memory.data(32, 16);
const NO_BIAS: usize = memory.data(8, 8);
/** The constants of the bound above: d/4, as four f32 share a vector, the other roundings, and 2⁻²³. */
const LANE_SHIFT = 2;
const OTHER_ROUNDINGS = 16;
const UNIT_ROUNDOFF_TWICE: f64 = 2 ** -23;
/** More than what underflows can add to a norm, and the norm from which an f32 sum could overflow. */
const UNDERFLOW_NORM: f64 = 2 ** -62;
const OVERFLOW_NORM: f64 = 2 ** 60;
/** Two vectors of f64 are rounded to one of f32. */
const PAIR_BYTES: usize = 32;
const VECTOR_BYTES: usize = 16;

export function heapBase(): usize {
  return __heap_base;
}

/**
 * Rounds the samples from number `from` to number `to`, and takes their norms.
 *
 * @returns 1 if surely finite
 */
export function prepareRows(address: usize, from: usize, to: usize): i32 {
  const state = changetype<SgdState>(address);
  const d = state.d;
  let largest: f64 = 0;
  for (let i = from; i < to; i++) {
    const norm = roundAndNorm(d, state.X + bytes<f64>(i * d), state.roundedX + bytes<f32>(i * d));
    store<f32>(state.norms + bytes<f32>(i), norm as f32);
    largest = max(largest, norm);
  }
  return i32(largest < Infinity);
}

/** Rounds the weights and takes their norm, after anyone but `addRow` has changed them. */
export function prepareWeights(address: usize): void {
  const state = changetype<SgdState>(address);
  state.wNorm = roundAndNorm(state.d, state.w, state.roundedW);
}

/**
 * Before the first epoch of an output: the rows in their own order, their signed norms, the weights prepared.
 */
export function beginOutput(address: usize): void {
  const state = changetype<SgdState>(address);
  for (let r: usize = 0; r < state.n; r++) {
    store<u32>(state.allRows + bytes<u32>(r), r as u32);
    const sign = load<i8>(state.y + r) as f32;
    store<f32>(state.signedNorms + bytes<f32>(r), sign * load<f32>(state.norms + bytes<f32>(r)));
  }
  prepareWeights(address);
}

/** Shuffles the rows and lists those that are not held out. @returns how many they are */
export function shuffleRows(address: usize): usize {
  const state = changetype<SgdState>(address);
  const n = state.n;
  const before = state.allRows;
  const after = state.nextRows;
  const shuffle = state.shuffle;
  const heldOut = state.heldOut;
  const signedNorms = state.signedNorms;
  const order = state.order;
  const orderedNorms = state.orderedNorms;
  let count: usize = 0;
  for (let i: usize = 0; i < n; i++) {
    const r = wordAt(before, shuffle === 0 ? i : wordAt(shuffle, i));
    store<u32>(after + bytes<u32>(i), r as u32);
    if (heldOut !== 0 && load<u8>(heldOut + r) !== 0) continue;
    store<u32>(order + bytes<u32>(count), r as u32);
    store<f32>(orderedNorms + bytes<f32>(count), load<f32>(signedNorms + bytes<f32>(r)));
    count++;
  }
  state.allRows = after;
  state.nextRows = before;
  return count;
}

/**
 * Where the first of the listed rows from number `from` on is with y·(scale·Σ w·x + b) ≤ threshold, the state's. After
 * each row, the scale is multiplied by `shrink`. No weight changes, and neither does the state's scale.
 *
 * @returns the number of that row, whose Σ w·x is left in the state; `to` if there is none
 * @unchecked the fields of the state; pointers aligned to their elements; rows and weights prepared
 */
export function findViolation(address: usize, from: usize, to: usize): usize {
  const state = changetype<SgdState>(address);
  return firstViolation(state, true, state.scale, state.shrink, state.threshold, from, to);
}

/**
 * The perceptron learning rule without penalty or mean: each mistake is corrected before the next visit.
 *
 * @returns mistakes
 * @unchecked the fields of the state; pointers aligned to their elements; rows and weights prepared
 */
export function epoch(address: usize, to: usize): u32 {
  const state = changetype<SgdState>(address);
  const exact = state.needsLosses !== 0;
  let mistakes = 0;
  for (let i: usize = 0; i < to; i++, mistakes++) {
    i = firstViolation(state, exact, 1, 1, 0, i, to);
    if (i === to) break;
    const r = wordAt(state.order, i);
    if (exact) state.losses -= (load<i8>(state.y + r) as f64) * (state.dot + state.b);
    const update = updateOf(state, r);
    if (update === 0) continue;
    addRow(address, r, update);
    if (state.fitIntercept !== 0) state.b += update;
  }
  return mistakes;
}

/** `findViolation`; unless `exact`, the sum of a row that is surely wrong is not added up. */
function firstViolation(
  state: SgdState,
  exact: bool,
  scale: f64,
  shrink: f64,
  threshold: f64,
  from: usize,
  to: usize,
): usize {
  const roundings = ((state.d >> LANE_SHIFT) + OTHER_ROUNDINGS) as f64;
  const b = state.b;
  const boundPerNorm = state.wNorm * roundings * UNIT_ROUNDOFF_TWICE;
  let i = from;
  while (i < to) {
    sumTile(state, i, to - 1);
    const end = min(i + TILE_ROWS, to);
    const norms = state.orderedNorms + bytes<f32>(i);
    if (
      shrink === 1 &&
      i + TILE_ROWS === end &&
      eightBeyond(TILE_SUMS, scale, b, norms, scale * boundPerNorm, threshold)
    ) {
      i = end;
      continue;
    }
    for (let s = TILE_SUMS; i < end; i++, s += bytes<f32>(1)) {
      const r = wordAt(state.order, i);
      const y = load<i8>(state.y + r) as f64;
      const excess = y * (scale * (load<f32>(s) as f64) + b) - threshold;
      const errorBound = scale * boundPerNorm * (load<f32>(state.norms + bytes<f32>(r)) as f64);
      // Both are false if anything here is infinite or NaN.
      if (!exact && excess < -errorBound) return i;
      if (!(excess > errorBound)) {
        const sum = leftToRightDot(state.d, state.X + bytes<f64>(r * state.d), state.w);
        if (y * (scale * sum + b) <= threshold) {
          state.dot = sum;
          return i;
        }
      }
      scale *= shrink;
    }
  }
  return to;
}

/** What a mistake in row r multiplies it by. */
function updateOf(state: SgdState, r: usize): f64 {
  const y = load<i8>(state.y + r) as f64;
  let weight = y > 0 ? state.positive : state.negative;
  if (state.sampleWeight !== 0) weight *= load<f64>(state.sampleWeight + bytes<f64>(r));
  return state.eta0 * y * weight;
}

/** w ← w + factor·x [d] with row r, each product rounded, then each sum. */
export function addRow(address: usize, r: usize, factor: f64): void {
  const state = changetype<SgdState>(address);
  axpy<f64>(state.d, factor, state.X + bytes<f64>(r * state.d), state.w);
  prepareWeights(address);
}

/** Σ x·w [d] in f64, from left to right as scikit-learn adds. */
function leftToRightDot(d: usize, x: usize, w: usize): f64 {
  const end = x + bytes<f64>(d);
  let sum: f64 = 0;
  for (; x < end; x += 8, w += 8) sum += load<f64>(x) * load<f64>(w);
  return sum;
}

/**
 * Rounds n numbers to f32. @returns their Euclidean norm and a little more, which stands for what underflows;
 * infinite where an f32 could overflow, so that the filter lets nothing through
 *
 * @param x        [n] f64
 * @param rounded  [n] f32, written
 */
function roundAndNorm(n: usize, x: usize, rounded: usize): f64 {
  const end = x + bytes<f64>(n);
  const vectorEnd = x + (bytes<f64>(n) & ~(PAIR_BYTES - 1));
  let squares = zeros<f64>();
  let others = zeros<f64>();
  for (; x < vectorEnd; x += PAIR_BYTES, rounded += VECTOR_BYTES) {
    const first = vector(x);
    const second = vector(x + VECTOR_BYTES);
    squares = multiplyAdd<f64>(squares, first, first);
    others = multiplyAdd<f64>(others, second, second);
    storeVector(rounded, roundedPairs(first, second));
  }
  let sum = fold<f64>(squares) + fold<f64>(others);
  for (; x < end; x += 8, rounded += 4) {
    const value = load<f64>(x);
    sum += value * value;
    store<f32>(rounded, value as f32);
  }
  const norm = sqrt(sum) + UNDERFLOW_NORM;
  return norm < OVERFLOW_NORM ? norm : Infinity;
}

/**
 * The sums Σ̃ of a tile, the rows from number i on, at TILE_SUMS; beyond `last` it is taken again, and nobody
 * reads it.
 */
function sumTile(state: SgdState, i: usize, last: usize): void {
  const order = state.order;
  const X = state.roundedX;
  const row = bytes<f32>(state.d);
  dots8x1<f32>(
    state.d,
    X + wordAt(order, i) * row,
    X + wordAt(order, min(i + 1, last)) * row,
    X + wordAt(order, min(i + 2, last)) * row,
    X + wordAt(order, min(i + 3, last)) * row,
    X + wordAt(order, min(i + 4, last)) * row,
    X + wordAt(order, min(i + 5, last)) * row,
    X + wordAt(order, min(i + 6, last)) * row,
    X + wordAt(order, min(i + 7, last)) * row,
    state.roundedW,
    NO_BIAS,
    TILE_SUMS,
  );
}
