// Rules that correct a row as soon as its margin is below 1: passive-aggressive (Crammer, Dekel, Keshet, Shalev-Shwartz &
// Singer 2006) and AROW with a diagonal covariance (Crammer, Kulesza & Dredze 2009). With z = w·x + b, y = ±1, the loss
// ℓ = max(0, 1 − y·z) and the spread v = Σ σⱼ·xⱼ² + σ_b, where σ is 1 for the passive-aggressive ones,
//
//   PA-I:   τ = min(C, ℓ / v)        PA-II: τ = ℓ / (v + 1/2C)        AROW: β = 1 / (v + r), τ = ℓ·β
//   wⱼ ← wⱼ + t·(σⱼ·xⱼ),  b ← b + t·σ_b   with t = η·(y·τ)·sample weight·class weight, rounded once;   AROW: σⱼ ← σⱼ − β·(σⱼ·xⱼ)²
//
// In a joint task the loss is 1 less what the right output is ahead of the best of the others, the spread is that of both
// outputs together, and the right one gains what the other loses.
//
// A module of its own over the memory of the root's kernels.

import { dot, dots4x1, OUTPUTS } from "../dot";
import { rowAt } from "../found";
import { move, rowWeight } from "../perceptron";
import { largest, marginsOfAll, marginsOfSparse, marginsOfTwo, outputsFrom } from "../search";
import { activate, NOT_FINITE } from "../step";
import { Task } from "../task";
import { allFinite, bytes } from "../vector";
import { inPlaceOf, shrink, shrinkOne, spreadOf, spreadRow } from "./rows";
import { AROW, PA1, RuleState } from "./rule-state";

/** Of what `learn` returns, mistakes; above it a bit that says that weights have changed. */
const MISTAKES: i32 = 0xff;
const CHANGED: i32 = 0x100;

/** Where the memory that a module of its own may use begins: that of the root's kernels, which have the same constants. */
export function heapBase(): usize {
  return __heap_base;
}

export function epoch_f32(task: usize, rule: usize, from: usize, to: usize): i32 {
  return epoch<f32>(changetype<Task>(task), changetype<RuleState>(rule), from, to);
}

export function epoch_f64(task: usize, rule: usize, from: usize, to: usize): i32 {
  return epoch<f64>(changetype<Task>(task), changetype<RuleState>(rule), from, to);
}

/**
 * Learns from the rows of `order` from number `from` to number `to`.
 *
 * @returns mistakes, summed over outputs (of a joint task: rows), or NOT_FINITE
 */
function epoch<T extends number>(task: Task, rule: RuleState, from: usize, to: usize): i32 {
  if (task.joint !== 0) return epochOfJoint<T>(task, rule, from, to);
  let mistakes = 0;
  for (let j: usize = 0; j < task.k; ) {
    const outputs = outputsFrom(task, j);
    const found = epochOfSome<T>(task, rule, j, outputs, from, to);
    if (found < 0) return NOT_FINITE;
    mistakes += found;
    j += outputs;
  }
  return mistakes;
}

/**
 * Some outputs: several rows are asked at once, and those behind a row that was learned from are asked anew. Where one was
 * learned from, the next may be too, and is asked alone.
 */
function epochOfSome<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): i32 {
  const stride = outputs === 1 ? 1 : OUTPUTS;
  let mistakes = 0;
  let changed = false;
  for (let i = from; i < to; ) {
    const end = min(i + ask<T>(task, j, outputs, i, to, changed), to);
    let z = task.margins;
    for (changed = false; i < end && !changed; i++, z += bytes<T>(stride)) {
      const found = learn<T>(task, rule, j, outputs, i, z);
      if (found < 0) return NOT_FINITE;
      mistakes += found & MISTAKES;
      changed = found > MISTAKES;
    }
  }
  return mistakes;
}

/** Writes the margins of the rows from number i on, as many as are asked at once, or of one. @returns how many those are */
function ask<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  i: usize,
  to: usize,
  alone: bool,
): usize {
  const z = task.margins;
  const last = to - 1;
  const r = rowAt(task.order, i);
  if (task.indptr !== 0) {
    marginsOfSparse<T>(task, j, outputs, r, z);
    return 1;
  }
  const next = rowAt(task.order, min(i + 1, last));
  if (outputs > 1) {
    marginsOfTwo<T>(task, j, outputs, r, next, z, z + bytes<T>(OUTPUTS));
    return 2;
  }
  const row = bytes<T>(task.d);
  const X = task.X;
  if (alone) {
    store<T>(z, dot<T>(task.d, X + r * row, task.W + j * row, task.b + bytes<T>(j)));
    return 1;
  }
  const x2 = X + rowAt(task.order, min(i + 2, last)) * row;
  const x3 = X + rowAt(task.order, min(i + 3, last)) * row;
  dots4x1<T>(task.d, X + r * row, X + next * row, x2, x3, task.W + j * row, task.b + bytes<T>(j), z);
  return 4;
}

/** Learns from row number i, with the margins of outputs j … j + outputs − 1 at z. */
function learn<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  outputs: usize,
  i: usize,
  z: usize,
): i32 {
  if (!allFinite<T>(outputs, z)) return NOT_FINITE;
  const r = rowAt(task.order, i);
  let result = 0;
  for (let o: usize = 0; o < outputs; o++) {
    const output = j + o;
    const target = load<i8>(task.Y + r * task.stride + output) as i32;
    const y: f64 = target > 0 ? 1 : -1;
    const margin = load<T>(z + bytes<T>(o));
    if (activate<T>(margin, task.step) !== target) result++;
    const loss = 1 - y * (margin as f64);
    const weight = load<f64>(task.classWeight + bytes<f64>(2 * output + usize(target > 0)));
    if (loss <= 0 || weight === 0) continue;
    const spread = spreadOf<T>(task, rule, output, r);
    if (spread - spread !== (0 as T)) return NOT_FINITE;
    const t = (task.eta * (y * stepOf(rule, loss, spread as f64)) * rowWeight(task, r) * weight) as T;
    correct<T>(task, rule, output, r, i, t, spread as f64);
    result |= CHANGED;
  }
  return result;
}

/** Joint outputs, two rows at once. */
function epochOfJoint<T extends number>(task: Task, rule: RuleState, from: usize, to: usize): i32 {
  const z = task.margins;
  const second = z + bytes<T>(task.k + OUTPUTS);
  let mistakes = 0;
  for (let i = from; i < to; i++) {
    const next = min(i + 1, to - 1);
    marginsOfAll<T>(task, rowAt(task.order, i), rowAt(task.order, next), z, second);
    let found = learnJoint<T>(task, rule, i, z);
    if (found >= 0 && found <= MISTAKES && next > i) {
      mistakes += found;
      found = learnJoint<T>(task, rule, ++i, second);
    }
    if (found < 0) return NOT_FINITE;
    mistakes += found & MISTAKES;
  }
  return mistakes;
}

/** Learns from row number i, with the margins of all outputs at z: moves the right one and the best of the others. */
function learnJoint<T extends number>(task: Task, rule: RuleState, i: usize, z: usize): i32 {
  if (!allFinite<T>(task.k, z)) return NOT_FINITE;
  const r = rowAt(task.order, i);
  const y = task.Y + r * task.stride;
  let right: usize = 0;
  while (load<i8>(y + right) !== 1) right++;
  const chosen = largest<T>(z, task.k);
  const mistakes = i32(chosen !== right);
  const other = chosen !== right ? chosen : largestBut<T>(z, task.k, right);
  const ahead = (load<T>(z + bytes<T>(right)) as f64) - (load<T>(z + bytes<T>(other)) as f64);
  const loss = 1 - ahead;
  const weight = load<f64>(task.classWeight + bytes<f64>(2 * right + 1));
  if (loss <= 0 || weight === 0) return mistakes;
  const spread = (spreadOf<T>(task, rule, right, r) as f64) + (spreadOf<T>(task, rule, other, r) as f64);
  if (spread - spread !== 0) return NOT_FINITE;
  const t = (task.eta * stepOf(rule, loss, spread) * rowWeight(task, r) * weight) as T;
  correct<T>(task, rule, right, r, i, t, spread);
  correct<T>(task, rule, other, r, i, -t as T, spread);
  return mistakes | CHANGED;
}

/** The first of the largest of n numbers, one of them left out; n ≥ 2. */
function largestBut<T extends number>(z: usize, n: usize, but: usize): usize {
  let best: usize = but === 0 ? 1 : 0;
  for (let o = best + 1; o < n; o++) {
    if (o !== but && load<T>(z + bytes<T>(o)) > load<T>(z + bytes<T>(best))) best = o;
  }
  return best;
}

/** τ. A row of zeros has no spread: its step is as large as may be, and moves nothing. */
function stepOf(rule: RuleState, loss: f64, spread: f64): f64 {
  if (rule.kind === AROW) return loss * (1 / (spread + rule.strength));
  if (rule.kind === PA1) return min(rule.strength, loss / spread);
  return loss / (spread + 1 / (2 * rule.strength));
}

/** Moves output j by t along row r, which is visited as number i. */
function correct<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  i: usize,
  t: T,
  spread: f64,
): void {
  if (rule.kind !== AROW) {
    move<T>(task, j, r, i, t, task.X, 1 as T);
    return;
  }
  const bias = rule.biasVariance + bytes<T>(j);
  const own = load<T>(bias);
  spreadRow<T>(task, rule, j, r);
  move<T>(task, j, r, i, t, inPlaceOf<T>(task, rule, r), own);
  const beta = (-1 / (spread + rule.strength)) as T;
  store<T>(rule.spread, beta);
  shrink<T>(task, rule, j, r, beta);
  shrinkOne<T>(bias, own, beta);
}
