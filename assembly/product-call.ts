/**
 * What a product C = φ(A·Bᵀ + b) works on: one block of linear memory, written by src/core/product-call.ts in this
 * order. It is read in place (changetype) and never constructed.
 */
export class ProductCall {
  /** Rows of A and C ≥ 1. */
  readonly m: usize = 0;
  /** Rows of B, columns of C ≥ 1. */
  readonly n: usize = 0;
  /** Columns of A and B. */
  readonly k: usize = 0;
  /** [m×k] row-major, T; of sparse rows the stored elements [nnz] T. */
  readonly A: usize = 0;
  /** Of sparse rows, where each begins [m + 1] u32; 0 for dense ones. */
  readonly indptr: usize = 0;
  /** Of sparse rows, the column of each element [nnz] u32, ascending within a row. */
  readonly indices: usize = 0;
  /** [n×k] row-major, T: one contiguous row per output. */
  readonly B: usize = 0;
  /** [n] T; zeros for none (z is never −0, so adding them changes no bit). */
  readonly b: usize = 0;
  /** [m×n] row-major, T; overlaps no input. */
  readonly C: usize = 0;
  /** NONE, HEAVISIDE or SGN. */
  readonly step: i32 = 0;
}
