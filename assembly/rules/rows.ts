// Loops over the elements of one row, dense or sparse, of which a rule makes a direction. Where an element of a sparse row
// stands for column j, its place in `scratch` is that in the row.

import { dot } from "../dot";
import { Task } from "../task";
import {
  addElement,
  bytes,
  fold,
  laneOf,
  multiplyAdd,
  splat,
  splatAt,
  storeVector,
  Vector,
  vector,
  vectorBytes,
  vectorMaximum,
  vectorProduct,
  wholeVectors,
  wordAt,
  zeros,
} from "../vector";
import { RuleState } from "./rule-state";

/** Where scratch stands in for X, so that row r of it begins at `scratch`. */
export function inPlaceOf<T extends number>(task: Task, rule: RuleState, r: usize): usize {
  return rule.scratch - bytes<T>(firstElement(task, r));
}

/** The number of the first element of row r; that of row r + 1 is where row r ends. */
function firstElement(task: Task, r: usize): usize {
  return task.indptr === 0 ? r * task.d : wordAt(task.indptr, r);
}

/** Σ σⱼ·xⱼ² + σ of the bias, of output j and row r: the squares, rounded, are multiplied and added as weights are. */
export function spreadOf<T extends number>(task: Task, rule: RuleState, j: usize, r: usize): T {
  if (rule.spreads === 0) return sumOfSquares<T>(task, rule, j, r);
  const at = rule.spreads + bytes<T>(r);
  let spread = load<T>(at);
  if (spread === (0 as T)) {
    spread = sumOfSquares<T>(task, rule, j, r);
    store<T>(at, spread);
  }
  return spread;
}

/** `spreadOf` that is not known. */
function sumOfSquares<T extends number>(task: Task, rule: RuleState, j: usize, r: usize): T {
  if (rule.adaptive !== 0) return marginAndSpread<T>(task, rule, j, r);
  if (task.indptr !== 0) return sparseSumOfSquares<T>(task, rule, r);
  const x = task.X + bytes<T>(r * task.d);
  return dot<T>(task.d, x, x, rule.biasVariance); // as with squares times 1, to the bit
}

/** Σ xⱼ² + σ_b of sparse row r, each term in the lane of its column. */
function sparseSumOfSquares<T extends number>(task: Task, rule: RuleState, r: usize): T {
  const start = wordAt(task.indptr, r);
  const count = wordAt(task.indptr, r + 1) - start;
  const columns = task.indices + bytes<u32>(start);
  const whole = wholeVectors<T>(task.d);
  let x = task.X + bytes<T>(start);
  let sums = zeros<T>();
  let p: usize = 0;
  for (; p < count; p++, x += bytes<T>(1)) {
    const column = wordAt(columns, p);
    if (column >= whole) break;
    const square = vectorProduct<T>(splatAt<T>(x), splatAt<T>(x));
    sums = addElement<T>(sums, square, rule.variance, 0, laneOf<T>(column)); // which is 1
  }
  let sum = fold<T>(sums);
  for (; p < count; p++, x += bytes<T>(1)) sum = (sum + load<T>(x) * load<T>(x)) as T;
  return (sum + load<T>(rule.biasVariance)) as T;
}

/**
 * The spread of output j and row r of a rule with variances, and its margin, which is left in scratch: in one pass, since each of
 * the two sums waits for its own additions.
 */
export function marginAndSpread<T extends number>(task: Task, rule: RuleState, j: usize, r: usize): T {
  const w = task.W + bytes<T>(j * task.d);
  const variance = rule.variance + bytes<T>(j * task.d);
  const whole = vectorBytes<T>(task.d);
  const isSparse = task.indptr !== 0;
  const start = firstElement(task, r);
  let x = task.X + bytes<T>(start);
  const last = task.X + bytes<T>(firstElement(task, r + 1));
  let c = task.indices + bytes<u32>(start);
  let margins = zeros<T>();
  let spreads = zeros<T>();
  let p: usize = 0;
  if (isSparse) {
    for (; x < last; x += bytes<T>(1), c += bytes<u32>(1)) {
      const column = wordAt(c, 0);
      if (bytes<T>(column) >= whole) break;
      const lane = laneOf<T>(column);
      const value = splatAt<T>(x);
      margins = addElement<T>(margins, value, w, column, lane);
      spreads = addElement<T>(spreads, vectorProduct<T>(value, value), variance, column, lane);
    }
  } else {
    for (; p < whole; p += 16, x += 16) {
      const value = vector(x);
      margins = multiplyAdd<T>(margins, value, vector(w + p));
      spreads = multiplyAdd<T>(spreads, vectorProduct<T>(value, value), vector(variance + p));
    }
  }
  let margin = fold<T>(margins);
  let spread = fold<T>(spreads);
  for (; x < last; x += bytes<T>(1), c += bytes<u32>(1), p += bytes<T>(1)) {
    if (isSparse) p = bytes<T>(wordAt(c, 0));
    const value = load<T>(x);
    margin = (margin + value * load<T>(w + p)) as T;
    spread = (spread + ((value * value) as T) * load<T>(variance + p)) as T;
  }
  store<T>(rule.scratch, (margin + load<T>(task.b + bytes<T>(j))) as T);
  return (spread + load<T>(rule.biasVariance + bytes<T>(j))) as T;
}

/** scratch ← σ·x of output j and row r, element by element. */
export function spreadRow<T extends number>(task: Task, rule: RuleState, j: usize, r: usize): void {
  const variance = rule.variance + bytes<T>(j * task.d);
  if (task.indptr === 0) {
    product<T>(task.d, task.X + bytes<T>(r * task.d), variance, rule.scratch);
    return;
  }
  const start = wordAt(task.indptr, r);
  const count = wordAt(task.indptr, r + 1) - start;
  const columns = task.indices + bytes<u32>(start);
  const x = task.X + bytes<T>(start);
  for (let p: usize = 0; p < count; p++) {
    const sigma = load<T>(variance + bytes<T>(wordAt(columns, p)));
    store<T>(rule.scratch + bytes<T>(p), ((0 as T) + load<T>(x + bytes<T>(p)) * sigma) as T);
  }
}

/**
 * w ← w + t·(σ·x), b ← b + t·σ_b and σ ← σ − β·(σ·x)² of output j and row r, in one pass: to the bits of `spreadRow`, `move` and
 * `shrink`, which a mean needs (measured: an epoch of AROW in half of the time, with `marginAndSpread`).
 */
export function moveAndShrink<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  t: T,
  biasVariance: T,
  beta: T,
): void {
  const w = task.W + bytes<T>(j * task.d);
  const variance = rule.variance + bytes<T>(j * task.d);
  const isSparse = task.indptr !== 0;
  const start = firstElement(task, r);
  let x = task.X + bytes<T>(start);
  const last = task.X + bytes<T>(firstElement(task, r + 1));
  let c = task.indices + bytes<u32>(start);
  let p: usize = 0;
  if (!isSparse) {
    const whole = vectorBytes<T>(task.d);
    const factor = splat<T>(t);
    const shrinking = splat<T>(beta);
    for (; p < whole; p += 16, x += 16) {
      const sigma = vector(variance + p);
      const spread = vectorProduct<T>(vector(x), sigma);
      storeVector(w + p, multiplyAdd<T>(vector(w + p), factor, spread));
      storeVector(variance + p, shrunk<T>(sigma, spread, shrinking));
    }
  }
  for (; x < last; x += bytes<T>(1), c += bytes<u32>(1), p += bytes<T>(1)) {
    if (isSparse) p = bytes<T>(wordAt(c, 0));
    const spread = (load<T>(x) * load<T>(variance + p)) as T;
    store<T>(w + p, (load<T>(w + p) + t * spread) as T);
    shrinkOne<T>(variance + p, spread, beta);
  }
  if (isSparse) store<T>(w, (load<T>(w) + t * (0 as T)) as T); // as among dense zeros: a t that overflowed shows as NaN
  if (task.fitIntercept === 0) return;
  const b = task.b + bytes<T>(j);
  store<T>(b, (load<T>(b) + t * biasVariance) as T);
}

/** max(0, σ + β·p²), lane by lane. */
function shrunk<T extends number>(sigma: Vector, p: Vector, beta: Vector): Vector {
  return vectorMaximum<T>(multiplyAdd<T>(sigma, beta, vectorProduct<T>(p, p)), zeros<T>());
}

/** σ ← σ − β·(σ·x)² of output j and row r, with σ·x in scratch; never below 0, whatever is rounded. */
export function shrink<T extends number>(task: Task, rule: RuleState, j: usize, r: usize, beta: T): void {
  let sigma = rule.variance + bytes<T>(j * task.d);
  let p = rule.scratch;
  if (task.indptr === 0) {
    const end = p + bytes<T>(task.d);
    const vectorEnd = p + vectorBytes<T>(task.d);
    const factor = splat<T>(beta);
    for (; p < vectorEnd; p += 16, sigma += 16) {
      storeVector(sigma, shrunk<T>(vector(sigma), vector(p), factor));
    }
    for (; p < end; p += sizeof<T>(), sigma += sizeof<T>()) shrinkOne<T>(sigma, load<T>(p), beta);
    return;
  }
  const start = wordAt(task.indptr, r);
  const count = wordAt(task.indptr, r + 1) - start;
  const columns = task.indices + bytes<u32>(start);
  for (let q: usize = 0; q < count; q++, p += sizeof<T>()) {
    shrinkOne<T>(sigma + bytes<T>(wordAt(columns, q)), load<T>(p), beta);
  }
}

/** σ ← max(0, σ + β·p²), for the one variance σ at an address. */
export function shrinkOne<T extends number>(sigma: usize, p: T, beta: T): void {
  const shrunken = (load<T>(sigma) + beta * ((p * p) as T)) as T;
  store<T>(sigma, select<T>(0 as T, shrunken, shrunken < (0 as T)));
}

/** c ← a·b, element by element, without −0. */
function product<T extends number>(n: usize, a: usize, b: usize, c: usize): void {
  const end = a + bytes<T>(n);
  const vectorEnd = a + vectorBytes<T>(n);
  for (; a < vectorEnd; a += 16, b += 16, c += 16) {
    storeVector(c, multiplyAdd<T>(zeros<T>(), vector(a), vector(b)));
  }
  for (; a < end; a += sizeof<T>(), b += sizeof<T>(), c += sizeof<T>()) {
    store<T>(c, ((0 as T) + load<T>(a) * load<T>(b)) as T);
  }
}
