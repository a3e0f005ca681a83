// What an output learns from one row, by its margin.

import { move, rowWeight } from "../perceptron";
import { activate, NOT_FINITE } from "../step";
import { Task } from "../task";
import { bytes } from "../vector";
import { inPlaceOf, moveAndShrink, shrink, shrinkOne, spreadOf, spreadRow } from "./rows";
import { RuleState } from "./rule-state";

/** What learning from a row returns, in bits: that it was a mistake, and that weights have changed. */
export const MISTAKE: i32 = 1;
export const CHANGED: i32 = 2;

/**
 * Output j learns from row r, which is visited as number i.
 *
 * @param known  the spread; 0 where it is not known
 * @returns MISTAKE and CHANGED, or NOT_FINITE
 */
export function learn<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  i: usize,
  margin: T,
  known: T,
): i32 {
  if (margin - margin !== (0 as T)) return NOT_FINITE;
  const target = load<i8>(task.Y + r * task.stride + j) as i32;
  const mistake = i32(activate<T>(margin, task.step) !== target);
  const loss = 1 - sideOf(target) * (margin as f64);
  const weight = classWeightOf(task, j, target);
  if (loss <= 0 || weight === 0) return mistake;
  const spread = known === (0 as T) ? spreadOf<T>(task, rule, j, r) : known;
  if (spread - spread !== (0 as T)) return NOT_FINITE;
  const t = scaledStep<T>(task, r, sideOf(target) * stepOf(rule, loss, spread as f64), weight);
  correct<T>(task, rule, j, r, i, t, spread as f64);
  return mistake | CHANGED;
}

/** y = ±1 of a target. No branch: labels come in no order. */
export function sideOf(target: i32): f64 {
  return (2 * i32(target > 0) - 1) as f64;
}

export function classWeightOf(task: Task, j: usize, target: i32): f64 {
  return load<f64>(task.classWeight + bytes<f64>(2 * j + usize(target > 0)));
}

/** t of a step y·τ: with the learning rate and the weights of row r and of its class, rounded once. */
export function scaledStep<T extends number>(task: Task, r: usize, step: f64, classWeight: f64): T {
  return (task.eta * step * rowWeight(task, r) * classWeight) as T;
}

/** τ of any rule. */
export function stepOf(rule: RuleState, loss: f64, spread: f64): f64 {
  return rule.adaptive !== 0 ? loss * (1 / (spread + rule.softening)) : passiveStep(rule, loss, spread);
}

/** τ of a passive-aggressive rule. A row of zeros has no spread: its step is as large as may be, and moves nothing. */
export function passiveStep(rule: RuleState, loss: f64, spread: f64): f64 {
  return min(rule.most, loss / (spread + rule.softening));
}

/** Moves output j by t along row r, which is visited as number i. */
export function correct<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  i: usize,
  t: T,
  spread: f64,
): void {
  if (rule.adaptive === 0) {
    move<T>(task, j, r, i, t, task.X, 1 as T);
    return;
  }
  const beta = (-1 / (spread + rule.softening)) as T;
  const bias = rule.biasVariance + bytes<T>(j);
  const own = load<T>(bias);
  if (task.sums === 0) {
    moveAndShrink<T>(task, rule, j, r, t, own, beta);
  } else {
    spreadRow<T>(task, rule, j, r);
    move<T>(task, j, r, i, t, inPlaceOf<T>(task, rule, r), own);
    shrink<T>(task, rule, j, r, beta);
  }
  shrinkOne<T>(bias, own, beta);
}
