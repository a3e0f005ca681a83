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
  vector,
  vectorBytes,
  vectorMaximum,
  wholeVectors,
  wordAt,
  zeros,
} from "../vector";
import { RuleState } from "./rule-state";

/** Where scratch stands in for X, so that row r of it begins at `scratch`. */
export function inPlaceOf<T extends number>(task: Task, rule: RuleState, r: usize): usize {
  const before = task.indptr === 0 ? r * task.d : wordAt(task.indptr, r);
  return rule.scratch - bytes<T>(before);
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
  const own = rule.adaptive !== 0 ? j : 0;
  const variance = rule.variance + bytes<T>(own * task.d);
  const bias = rule.biasVariance + bytes<T>(own);
  if (task.indptr !== 0) return (sparseSumOfSquares<T>(task, rule, r, variance) + load<T>(bias)) as T;
  const x = task.X + bytes<T>(r * task.d);
  if (rule.adaptive === 0) return dot<T>(task.d, x, x, bias); // as with squares times 1, to the bit
  product<T>(task.d, x, x, rule.scratch);
  return dot<T>(task.d, rule.scratch, variance, bias);
}

/** Σ σⱼ·xⱼ² of sparse row r, each term in the lane of its column. Of as many ones it looks at the first. */
function sparseSumOfSquares<T extends number>(task: Task, rule: RuleState, r: usize, variance: usize): T {
  const start = wordAt(task.indptr, r);
  const count = wordAt(task.indptr, r + 1) - start;
  const columns = task.indices + bytes<u32>(start);
  const whole = wholeVectors<T>(task.d);
  const mask: usize = rule.adaptive !== 0 ? -1 : 0;
  let x = task.X + bytes<T>(start);
  let sums = zeros<T>();
  let p: usize = 0;
  for (; p < count; p++, x += bytes<T>(1)) {
    const column = wordAt(columns, p);
    if (column >= whole) break;
    const square = multiplyAdd<T>(zeros<T>(), splatAt<T>(x), splatAt<T>(x));
    sums = addElement<T>(sums, square, variance, column & mask, laneOf<T>(column));
  }
  let sum = fold<T>(sums);
  for (; p < count; p++, x += bytes<T>(1)) {
    const sigma = load<T>(variance + bytes<T>(wordAt(columns, p) & mask));
    sum = (sum + ((load<T>(x) * load<T>(x)) as T) * sigma) as T;
  }
  return sum;
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

/** σ ← σ − β·(σ·x)² of output j and row r, with σ·x in scratch; never below 0, whatever is rounded. */
export function shrink<T extends number>(task: Task, rule: RuleState, j: usize, r: usize, beta: T): void {
  let sigma = rule.variance + bytes<T>(j * task.d);
  let p = rule.scratch;
  if (task.indptr === 0) {
    const end = p + bytes<T>(task.d);
    const vectorEnd = p + vectorBytes<T>(task.d);
    const factor = splat<T>(beta);
    for (; p < vectorEnd; p += 16, sigma += 16) {
      const square = multiplyAdd<T>(zeros<T>(), vector(p), vector(p));
      storeVector(sigma, vectorMaximum<T>(multiplyAdd<T>(vector(sigma), factor, square), zeros<T>()));
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
  store<T>(sigma, max<T>((load<T>(sigma) + beta * ((p * p) as T)) as T, 0 as T));
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
