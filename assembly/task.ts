/**
 * What an epoch works on: one block of linear memory, written by src/core/task.ts in this order. It is read in
 * place (changetype) and never constructed.
 *
 *   byte 0     8        16      24           36                             92
 *   | eta    | visits | decay | d k stride | pointers and flags, u32 each | wrong, signs |
 */
export class Task {
  /** Learning rate > 0, dimensionless. */
  readonly eta: f64 = 0;
  /** Rows visited before this epoch, in all epochs that the mean is over. */
  visits: f64 = 0;
  /** For a mean that forgets, what a row's share of it is multiplied by with each row after it, 0 … 1; else 0. */
  readonly decay: f64 = 0;
  /** Features ≥ 1. */
  readonly d: usize = 0;
  /** Outputs to train ≥ 1. */
  readonly k: usize = 0;
  /** Targets in a row of Y, ≥ k. */
  readonly stride: usize = 0;
  /** Samples [rows×d] row-major, T; of sparse rows the stored elements [nnz] T. */
  readonly X: usize = 0;
  /** Of sparse rows, where each begins [rows + 1] u32; 0 for dense ones. */
  readonly indptr: usize = 0;
  /** Of sparse rows, the column of each element [nnz] u32, ascending within a row. */
  readonly indices: usize = 0;
  /** Targets [rows×stride] i8, values of the step function; 1 for the right class in a joint task. */
  readonly Y: usize = 0;
  /** One per row [rows] f64, or 0 for all ones. */
  readonly sampleWeight: usize = 0;
  /** One per output [k×2] f64: of its targets ≤ 0, of its targets > 0. */
  readonly classWeight: usize = 0;
  /** Weights [k×d] T, updated in place. */
  readonly W: usize = 0;
  /** Biases [k] T, updated in place if `fitIntercept`. */
  readonly b: usize = 0;
  /** Rows to visit [n] u32. */
  order: usize = 0;
  /** Scratch: the margins of two rows, [2×(k + 4)] T of joint outputs, or a panel [68] T. */
  readonly margins: usize = 0;
  /** For the mean of W [k×d] f64, or 0: what it lacks of W, as `move` says, updated in place. */
  readonly sums: usize = 0;
  /** For the mean of b [k] f64: what it lacks of b, updated in place. */
  readonly biasSums: usize = 0;
  /** For a mean that forgets, the rows visited up to each output's last correction [k] f64, updated in place. */
  readonly lastVisits: usize = 0;
  readonly step: i32 = 0;
  readonly fitIntercept: i32 = 0;
  /** Whether one row is one decision, for the output with the largest margin. */
  readonly joint: i32 = 0;
  /** Scratch: which outputs are wrong of the row that was found last, in bits; of joint ones the number of the chosen. */
  wrong: i32 = 0;
  /** Scratch: the signs of their margins. */
  signs: i32 = 0;
}
