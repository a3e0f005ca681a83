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

import { OUTPUTS } from "../dot";
import { MOST_FEATURES } from "../panel";
import { marginsOfAll, marginsOfSparse, marginsOfTwo } from "../search";
import { NOT_FINITE } from "../step";
import { Task } from "../task";
import { allFinite, bytes, wordAt } from "../vector";
import { CHANGED, classWeightOf, correct, learn, MISTAKE, scaledStep, stepOf } from "./learn";
import { epochOfAdaptiveOne, epochOfOne, epochOfSparseOne } from "./one-output";
import { epochOfOnes, layOutOnes } from "./ones";
import { spreadOf } from "./rows";
import { RuleState } from "./rule-state";

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

export function layOutOnes_f32(task: usize, rule: usize, rows: usize, at: usize): void {
  layOutOnes<f32>(changetype<Task>(task), changetype<RuleState>(rule), rows, at);
}

export function layOutOnes_f64(task: usize, rule: usize, rows: usize, at: usize): void {
  layOutOnes<f64>(changetype<Task>(task), changetype<RuleState>(rule), rows, at);
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
    const outputs = outputsTogether(task, task.k - j);
    const found =
      outputs > 1
        ? epochOfSome<T>(task, rule, j, outputs, from, to)
        : rule.adaptive !== 0
          ? epochOfAdaptiveOne<T>(task, rule, j, from, to)
          : rule.ones !== 0
            ? epochOfOnes<T>(task, rule, from, to)
            : task.indptr !== 0
              ? epochOfSparseOne<T>(task, rule, j, from, to)
              : epochOfOne<T>(task, rule, j, from, to);
    if (found < 0) return NOT_FINITE;
    mistakes += found;
    j += outputs;
  }
  return mistakes;
}

/**
 * How many of the outputs that are left learn together: up to four, but one of two that are left, for four rows of one fill
 * a tile better than two of two (measured: ten outputs 1.1×).
 */
function outputsTogether(task: Task, left: usize): usize {
  return left === 2 && task.indptr === 0 && task.d > MOST_FEATURES ? 1 : min(left, OUTPUTS);
}

/** Two to four outputs: two rows are asked at once, and the second one anew if the first one was learned from. */
function epochOfSome<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): i32 {
  const second = task.margins + bytes<T>(OUTPUTS);
  let mistakes = 0;
  for (let i = from; i < to; ) {
    let z = task.margins;
    const r = wordAt(task.order, i);
    if (task.indptr !== 0) marginsOfSparse<T>(task, j, outputs, r, z);
    else marginsOfTwo<T>(task, j, outputs, r, wordAt(task.order, min(i + 1, to - 1)), z, second);
    const end = task.indptr !== 0 ? i + 1 : min(i + 2, to);
    for (let changed = 0; i < end && changed === 0; i++, z = second) {
      for (let o: usize = 0; o < outputs; o++) {
        const found = learn<T>(task, rule, j + o, wordAt(task.order, i), i, load<T>(z + bytes<T>(o)), 0 as T);
        if (found < 0) return NOT_FINITE;
        mistakes += found & MISTAKE;
        changed |= found & CHANGED;
      }
    }
  }
  return mistakes;
}

/** Joint outputs, two rows at once. */
function epochOfJoint<T extends number>(task: Task, rule: RuleState, from: usize, to: usize): i32 {
  const z = task.margins;
  const second = z + bytes<T>(task.k + OUTPUTS);
  let mistakes = 0;
  for (let i = from; i < to; i++) {
    const next = min(i + 1, to - 1);
    marginsOfAll<T>(task, wordAt(task.order, i), wordAt(task.order, next), z, second);
    let found = learnJoint<T>(task, rule, i, z);
    if (found >= 0 && found <= MISTAKE && next > i) {
      mistakes += found;
      found = learnJoint<T>(task, rule, ++i, second);
    }
    if (found < 0) return NOT_FINITE;
    mistakes += found & MISTAKE;
  }
  return mistakes;
}

/** Learns from row number i, with the margins of all outputs at z: moves the right one and the best of the others. */
function learnJoint<T extends number>(task: Task, rule: RuleState, i: usize, z: usize): i32 {
  if (!allFinite<T>(task.k, z)) return NOT_FINITE;
  if (task.k === 1) return 0; // one output alone is ahead of no other: there is no loss
  const r = wordAt(task.order, i);
  const y = task.Y + r * task.stride;
  let right: usize = 0;
  while (load<i8>(y + right) !== 1) right++;
  const other = largestBut<T>(z, task.k, right);
  const ahead = (load<T>(z + bytes<T>(right)) as f64) - (load<T>(z + bytes<T>(other)) as f64);
  const mistake = i32(ahead < 0 || (ahead === 0 && other < right)); // the first of the largest is chosen
  const loss = 1 - ahead;
  const weight = classWeightOf(task, right, 1);
  if (loss <= 0 || weight === 0) return mistake;
  const spread = (spreadOf<T>(task, rule, right, r) as f64) + (spreadOf<T>(task, rule, other, r) as f64);
  if (spread - spread !== 0) return NOT_FINITE;
  const t = scaledStep<T>(task, r, stepOf(rule, loss, spread), weight);
  correct<T>(task, rule, right, r, i, t, spread);
  correct<T>(task, rule, other, r, i, -t as T, spread);
  return mistake | CHANGED;
}

/** The first of the largest of n numbers, one of them left out; n ≥ 2. */
function largestBut<T extends number>(z: usize, n: usize, but: usize): usize {
  let best: usize = but === 0 ? 1 : 0;
  for (let o = best + 1; o < n; o++) {
    if (o !== but && load<T>(z + bytes<T>(o)) > load<T>(z + bytes<T>(best))) best = o;
  }
  return best;
}
