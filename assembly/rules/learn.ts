// What an output learns from one row, by its margin.

import { move, rowWeight } from "../perceptron";
import { activate, NOT_FINITE } from "../step";
import { Task } from "../task";
import { bytes } from "../vector";
import { inPlaceOf, shrink, shrinkOne, spreadOf, spreadRow } from "./rows";
import { AROW, PA1, RuleState } from "./rule-state";

/** What learning from a row returns, in bits: that it was a mistake, and that weights have changed. */
export const MISTAKE: i32 = 1;
export const CHANGED: i32 = 2;

/** Output j learns from row r, which is visited as number i. @returns MISTAKE and CHANGED, or NOT_FINITE */
export function learn<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  i: usize,
  margin: T,
): i32 {
  if (margin - margin !== (0 as T)) return NOT_FINITE;
  const target = load<i8>(task.Y + r * task.stride + j) as i32;
  const mistake = i32(activate<T>(margin, task.step) !== target);
  const loss = 1 - sideOf(target) * (margin as f64);
  return loss > 0 ? mistake | learnFrom<T>(task, rule, j, r, i, target, loss) : mistake;
}

/** y = ±1 of a target. No branch: labels come in no order. */
export function sideOf(target: i32): f64 {
  return (2 * i32(target > 0) - 1) as f64;
}

/** As `learn`, of a loss above 0. @returns CHANGED, 0 where the class weighs nothing, or NOT_FINITE */
export function learnFrom<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  r: usize,
  i: usize,
  target: i32,
  loss: f64,
): i32 {
  const weight = load<f64>(task.classWeight + bytes<f64>(2 * j + usize(target > 0)));
  if (weight === 0) return 0;
  const spread = spreadOf<T>(task, rule, j, r);
  if (spread - spread !== (0 as T)) return NOT_FINITE;
  const step = sideOf(target) * stepOf(rule, loss, spread as f64);
  correct<T>(task, rule, j, r, i, (task.eta * step * rowWeight(task, r) * weight) as T, spread as f64);
  return CHANGED;
}

/** τ. A row of zeros has no spread: its step is as large as may be, and moves nothing. */
export function stepOf(rule: RuleState, loss: f64, spread: f64): f64 {
  if (rule.kind === AROW) return loss * (1 / (spread + rule.strength));
  if (rule.kind === PA1) return min(rule.strength, loss / spread);
  return loss / (spread + 1 / (2 * rule.strength));
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
