// The perceptron learning rule (Rosenblatt 1957; w ← w + η·(y − ŷ)·x) over the rows of a task, dense or sparse.
//
// `firstWrong` looks for the next row that is answered wrongly, `correct` moves its weights, and the search goes on
// behind that row: no margin is used that was computed before a correction. Outputs do not depend on each other, so
// that some of them pass over all rows, then the next ones; unless they are joint.

import { NOWHERE } from "./found";
import { fillLane, fillPanel, hasPanel } from "./panel";
import { firstWrong, outputsFrom } from "./search";
import { sparseAxpy } from "./sparse";
import { HEAVISIDE, NOT_FINITE, WEIGHT_NOT_FINITE } from "./step";
import { Task } from "./task";
import { allFinite, axpy, axpyWide, bytes, wordAt } from "./vector";

/**
 * Learns from the rows of `order` from number `from` to number `to`: each output whose step(w·x + b) differs from its
 * target is corrected before the next row is seen. In a joint task a row is one decision, for the output with the
 * largest margin, and the right output gains what the chosen one loses.
 *
 * @returns mistakes, summed over outputs (of a joint task: rows), or NOT_FINITE
 * @unchecked the fields of the task; pointers aligned to their elements; W and b overlap nothing
 */
export function epoch<T extends number>(address: usize, from: usize, to: usize): i32 {
  const task = changetype<Task>(address);
  assert(task.d > 0 && task.k > 0 && task.stride >= task.k);
  assert(((task.W | task.b | task.X | task.margins) & (sizeof<T>() - 1)) === 0);
  assert(((task.sampleWeight | task.classWeight | address) & 7) === 0 && (task.order & 3) === 0);
  const usesPanel = hasPanel(task);
  let mistakes = 0;
  for (let j: usize = 0; j < task.k; ) {
    const outputs = outputsFrom(task, j, usesPanel);
    const panelled = usesPanel && outputs > 1;
    if (panelled) fillPanel<T>(task, j, outputs);
    let i = firstWrong<T>(task, j, outputs, panelled, from, to);
    for (; i < to; i = firstWrong<T>(task, j, outputs, panelled, i + 1, to)) {
      mistakes += task.joint !== 0 ? correctJoint<T>(task, i) : correct<T>(task, j, i, panelled);
    }
    if (i === NOWHERE) return NOT_FINITE;
    j += outputs;
  }
  return mistakes;
}

/**
 * Up to `count` epochs over the first `rows` rows of each epoch's order, one order behind the other from `order` on,
 * `orderStride` bytes apart; after one without a mistake no other follows.
 *
 * @param mistakes  of each epoch [count] u32, written
 * @returns how many epochs were run, or NOT_FINITE, or WEIGHT_NOT_FINITE where a weight is not at the end of an epoch
 * @unchecked as `epoch`
 */
export function epochs<T extends number>(
  address: usize,
  rows: usize,
  count: i32,
  orderStride: usize,
  mistakes: usize,
): i32 {
  const task = changetype<Task>(address);
  const order = task.order;
  const visits = task.visits;
  let result = count;
  for (let e: i32 = 0; e < count && result === count; e++) {
    task.order = order + (e as usize) * orderStride;
    task.visits = visits + (e as f64) * (rows as f64);
    const found = epoch<T>(address, 0, rows);
    store<u32>(mistakes + bytes<u32>(e as usize), found);
    if (found === 0) result = e + 1;
    if (found === NOT_FINITE) result = NOT_FINITE;
    else if (!allFinite<T>(task.k * task.d, task.W) || !allFinite<T>(task.k, task.b))
      result = WEIGHT_NOT_FINITE;
  }
  task.order = order;
  task.visits = visits;
  return result;
}

/**
 * The number of the first row from number `from` on that is answered wrongly, before anything is corrected; `to` if
 * none is, or NOT_FINITE.
 *
 * @unchecked as `epoch`; one output, or joint ones
 */
export function scan<T extends number>(address: usize, from: usize, to: usize): i32 {
  const task = changetype<Task>(address);
  assert(task.k === 1 || task.joint !== 0);
  return firstWrong<T>(task, 0, task.k, false, from, to) as i32;
}

/** Corrects the wrong outputs of row number i, of those from j on; returns how many there are. */
function correct<T extends number>(task: Task, j: usize, i: usize, panelled: bool): i32 {
  const r = wordAt(task.order, i);
  const y = task.Y + r * task.stride + j;
  const found = task.signs;
  let mistakes = 0;
  for (let wrong = task.wrong; wrong !== 0; wrong &= wrong - 1) {
    const o = ctz(wrong);
    const target = load<i8>(y + (o as usize)) as i32;
    const isBelow = (found >>> (8 + o)) & 1;
    const answer = task.step === HEAVISIDE ? 1 - isBelow : ((found >>> o) & 1) - isBelow;
    const output = j + (o as usize);
    const side = bytes<f64>(2 * output + usize(target > 0));
    const error = (target - answer) as f64;
    const t = (task.eta * error * rowWeight(task, r) * load<f64>(task.classWeight + side)) as T;
    move<T>(task, output, r, i, t, task.X, 1 as T);
    if (panelled) fillLane<T>(task, j, o as usize);
    mistakes++;
  }
  return mistakes;
}

/** Moves the output of the right class towards row number i, and the one that was chosen as far away from it. */
function correctJoint<T extends number>(task: Task, i: usize): i32 {
  const r = wordAt(task.order, i);
  const y = task.Y + r * task.stride;
  let right: usize = 0;
  while (load<i8>(y + right) !== 1) right++;
  const weight = load<f64>(task.classWeight + bytes<f64>(2 * right + 1));
  const t = (task.eta * rowWeight(task, r) * weight) as T;
  move<T>(task, right, r, i, t, task.X, 1 as T);
  move<T>(task, task.wrong as usize, r, i, -t as T, task.X, 1 as T);
  return 1;
}

/**
 * w ← w + t·x and b ← b + t of output j, with row r, which is visited as number i. The average of the weights after
 * each visited row is kept by two sums: a correction made when v rows had been visited is missing from the first v
 * of the T weights that the average is over, so that average = w − Σ v·t·x / T; the sum Σ v·t·x is `sums`. In an average
 * that forgets, m ← β·m + (1 − β)·w, the correction made with row v is missing by the factor βᵀ⁻ᵛ⁺¹, so that
 * m = (w − Σ βᵀ⁻ᵛ⁺¹·t·x) / (1 − βᵀ); that sum is brought up to date when the output is corrected.
 *
 * @param X     where the rows lie: what takes the place of row r, relative to it
 * @param one   the bias neuron's input, or what takes its place
 */
export function move<T extends number>(
  task: Task,
  j: usize,
  r: usize,
  i: usize,
  t: T,
  X: usize,
  one: T,
): void {
  const averaged = task.sums !== 0;
  const visits = task.visits + (i as f64);
  let late = visits * (t as f64);
  if (averaged && task.decay !== 0) {
    fade(task, j, visits + 1);
    late = task.decay * (t as f64);
  }
  const w = task.W + bytes<T>(j * task.d);
  const sums = task.sums + bytes<f64>(j * task.d);
  if (task.indptr === 0) {
    const x = X + bytes<T>(r * task.d);
    axpy<T>(task.d, t, x, w);
    if (averaged) axpyWide<T>(task.d, late, x, sums);
  } else {
    const start = wordAt(task.indptr, r);
    const end = wordAt(task.indptr, r + 1);
    sparseAxpy<T, T>(start, end, t, task.indices, X, w);
    add<T>(w, (t * (0 as T)) as T); // as among dense zeros: a t that overflowed shows as NaN
    if (averaged) {
      sparseAxpy<T, f64>(start, end, late, task.indices, X, sums);
      add<f64>(sums, late * 0); // and so does what it adds to the sums
    }
  }
  if (task.fitIntercept === 0) return;
  add<T>(task.b + bytes<T>(j), (t * one) as T);
  if (averaged) add<f64>(task.biasSums + bytes<f64>(j), late * (one as f64));
}

/** Brings what the mean of output j lacks up to the visit of row number `visit`, counted from 1. */
function fade(task: Task, j: usize, visit: f64): void {
  const last = task.lastVisits + bytes<f64>(j);
  const factor = power(task.decay, (visit - load<f64>(last)) as u64);
  store<f64>(last, visit);
  const sums = task.sums + bytes<f64>(j * task.d);
  for (let at = sums; at < sums + bytes<f64>(task.d); at += bytes<f64>(1)) multiply(at, factor);
  multiply(task.biasSums + bytes<f64>(j), factor);
}

/** Without −0, which sparse rows would leave as it is. */
function multiply(at: usize, factor: f64): void {
  store<f64>(at, load<f64>(at) * factor + 0);
}

/** baseⁿ by multiplication alone, in this order (src/base/power.ts). */
function power(base: f64, n: u64): f64 {
  let result: f64 = 1;
  for (; n > 0; n >>= 1, base *= base) if (n & 1) result *= base;
  return result;
}

export function rowWeight(task: Task, r: usize): f64 {
  return task.sampleWeight === 0 ? 1 : load<f64>(task.sampleWeight + bytes<f64>(r));
}

function add<T extends number>(pointer: usize, value: T): void {
  store<T>(pointer, (load<T>(pointer) + value) as T);
}
