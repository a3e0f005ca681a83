/**
 * The training state of one output: a block of linear memory, written by src/sklearn/sgd-state.ts in this
 * order and read in place.
 *
 *   byte 0    8          16         24       32  40      48       56          64    72      80
 *   | eta0 | negative | positive | losses | b | scale | shrink | threshold | dot | wNorm | 18 words, u32 each |
 */
export class SgdState {
  /** Learning rate > 0, dimensionless. */
  readonly eta0: f64 = 0;
  /** The class weight of targets −1 and of targets +1. */
  readonly negative: f64 = 0;
  readonly positive: f64 = 0;
  /** The sum of the losses of all mistakes. */
  losses: f64 = 0;
  b: f64 = 0;
  /** What `findViolation` multiplies Σ w·x by, 0 … 1, and that by after each row. */
  readonly scale: f64 = 0;
  readonly shrink: f64 = 0;
  /** What it compares with: 0, or at least 1 + 2⁻¹⁶. */
  readonly threshold: f64 = 0;
  /** Σ w·x of the row that was found last. */
  dot: f64 = 0;
  /** |w|, as `roundAndNorm` has it. */
  wNorm: f64 = 0;
  /** Features, 1 ≤ d ≤ 2²⁶. */
  readonly d: usize = 0;
  /** How many samples there are. */
  readonly n: usize = 0;
  /** Samples [n×d] row-major, f64. */
  readonly X: usize = 0;
  /** The samples rounded to f32 [n×d]. */
  readonly roundedX: usize = 0;
  /** |x| of each row [n] f32, as `roundAndNorm` has it. */
  readonly norms: usize = 0;
  /** Weights [d] f64. */
  readonly w: usize = 0;
  /** The weights rounded to f32 [d]. */
  readonly roundedW: usize = 0;
  /** Targets [n] i8, ±1. */
  readonly y: usize = 0;
  /** One per row [n] f64, or 0 for all ones. */
  readonly sampleWeight: usize = 0;
  /** 1 for a row that is held out [n] u8, or 0 if none is. */
  readonly heldOut: usize = 0;
  /**
   * The permutation of every epoch: which number of the order comes next [n] u32, or 0 to leave the order.
   */
  readonly shuffle: usize = 0;
  /** The order of all rows, held out or not [n] u32, and room for that of the next epoch. */
  allRows: usize = 0;
  nextRows: usize = 0;
  /** The rows to visit, those that are not held out [≤ n] u32. */
  readonly order: usize = 0;
  /** y·|x| of each row [n] f32, and in the order of visits [≤ n] f32. */
  readonly signedNorms: usize = 0;
  readonly orderedNorms: usize = 0;
  /** Whether the bias is trained. */
  readonly fitIntercept: u32 = 0;
  /** Whether anyone asks for the losses of an epoch. */
  readonly needsLosses: u32 = 0;
}
