/** Passive-aggressive: the step that makes the margin 1, at most the strength. */
export const PA1: i32 = 0;
/** Passive-aggressive: a step that the strength makes smaller, the more so the larger it is. */
export const PA2: i32 = 1;
/** Adaptive regularisation of weights, with a variance for each weight. */
export const AROW: i32 = 2;

/** What a rule works with: one block of linear memory, written by src/rules/rule-state.ts in this order. */
export class RuleState {
  /** C of the passive-aggressive rules, r of AROW: > 0. */
  readonly strength: f64 = 0;
  readonly kind: i32 = 0;
  /** Variances [k×d] T, updated in place; of a passive-aggressive rule ones [d], for all outputs. */
  readonly variance: usize = 0;
  /** Of the biases [k] T; of a passive-aggressive rule [1]: 1, or 0 if there is no bias. */
  readonly biasVariance: usize = 0;
  /** Scratch: a row [d] T, or a vector. */
  readonly scratch: usize = 0;
  /** Scratch: one number of T. */
  readonly spread: usize = 0;
  /** Of a passive-aggressive rule, spreads [rows] T, which no epoch changes: 0 where one is not known yet. NULL if rows come and go. */
  readonly spreads: usize = 0;
}
