/** What a rule works with: one block of linear memory, written by src/rules/rule-state.ts in this order. */
export class RuleState {
  /** The longest step of a passive-aggressive rule: C of PA-I, ∞ of PA-II. */
  readonly most: f64 = 0;
  /** What is added to a spread: 0 of PA-I, 1/2C of PA-II, r of AROW. */
  readonly softening: f64 = 0;
  /** Whether each weight has a variance, as with AROW. */
  readonly adaptive: i32 = 0;
  /** Variances [k×d] T, updated in place; of a passive-aggressive rule ones [d], for all outputs. */
  readonly variance: usize = 0;
  /** Of the biases [k] T; of a passive-aggressive rule [1]: 1, or 0 if there is no bias. */
  readonly biasVariance: usize = 0;
  /** Scratch: a row [d] T. */
  readonly scratch: usize = 0;
  /** Of a passive-aggressive rule, spreads [rows] T, which no epoch changes: 0 where one is not known yet. NULL if rows come and go. */
  readonly spreads: usize = 0;
  /** Rows of ones, laid out by lanes (ones.ts), which the kernels write: NULL at the beginning. */
  ones: usize = 0;
}
