/**
 * A layer and a block of rows: one block of linear memory, written by src/features/layer-call.ts in this order. It is read
 * in place (changetype) and never constructed.
 */
export class LayerCall {
  /** Rows of the block, 1 … BLOCK_BYTES / sizeof T. */
  readonly n: usize = 0;
  /** Inputs ≥ 1. */
  readonly d: usize = 0;
  /** Units ≥ 1. */
  readonly m: usize = 0;
  /** Rows [n×d] row-major, T. */
  readonly X: usize = 0;
  /** Where the inputs of each unit begin [2m + 1] u32: those that are added, then those that are subtracted. */
  readonly starts: usize = 0;
  /** The inputs [starts[2m]] u32, each below d. */
  readonly inputs: usize = 0;
  /** Factors of the sums [m] T. */
  readonly scales: usize = 0;
  /** What the scaled sums are compared with [m] T. */
  readonly thresholds: usize = 0;
  /** RELU or HEAVISIDE. */
  readonly activation: i32 = 0;
  /** Scratch: the rows as columns [d × BLOCK_BYTES]. */
  readonly columns: usize = 0;
  /** Scratch: sums [m × BLOCK_BYTES]. */
  readonly sums: usize = 0;
  /** The result [n×m] row-major, T; overlaps nothing. */
  readonly Z: usize = 0;
}
