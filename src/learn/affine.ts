import { bytesPer, type DType, type Reals, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Arena } from "../core/arena.js";
import { NOT_FINITE, type Ptr, STEP, type StepCode } from "../core/contract.js";
import { sharedArena } from "../core/current.js";
import { copyRows, type Dense, type Matrix, refuseNotFinite } from "../data/dense.js";

/** Rows are taken in parts of this size, so that they come to the kernel in the second-level cache. */
const PART_BYTES = 256 * 1024;

/**
 * φ(X·Wᵀ + b), in parts of rows: memory stays small however many rows there are.
 *
 * @param X     samples  [n×d]
 * @param W     weights  [k×d] row-major, one contiguous row per output, finite; or a matrix [d×k]
 * @param b     biases   [k], finite
 * @param step  the activation; STEP.none leaves z as it is
 * @returns     [n×k] in the element type of W
 * @throws {ValueError} NOT_FINITE with row and column, or OVERFLOW where all that was given is finite
 */
export function affine(
  who: string,
  X: Dense,
  W: Reals | Dense,
  b: Reals,
  dtype: DType,
  step: StepCode = STEP.none,
): Matrix {
  const { rows: n, cols: d } = X;
  const k = b.length;
  const arena = sharedArena();
  const product = arena.core.kernels[`product_${dtype}`];
  return arena.scope(() => {
    const size = bytesPer[dtype];
    const result = zerosFor(who, dtype, n * k);
    if (result.length === 0) return { data: result, rows: n, cols: k };
    // A part no smaller than W, or reading W anew for each part would cost more than the part itself.
    const partBytes = Math.max(PART_BYTES, k * d * size);
    const height = Math.min(n, Math.max(4, Math.floor(partBytes / Math.max(1, d * size))));
    const weightCount = k * d * ("row" in W ? 2 : 1); // a matrix is copied in and transposed
    arena.reserve(who, (weightCount + k + height * (d + k)) * size);
    const w = "row" in W ? placeTransposed(who, arena, W, dtype) : arena.place(who, W);
    const bias = arena.place(who, b);
    const x = arena.takeReals(who, dtype, height * d);
    const z = arena.takeReals(who, dtype, height * k);
    const part = arena.reals(dtype, x, height * d);
    const margins = arena.reals(dtype, z, height * k);
    for (let from = 0; from < n; from += height) {
      const to = Math.min(n, from + height);
      copyRows(who, X, from, to, part);
      if (product(to - from, k, d, x, w, bias, z, step) === NOT_FINITE) {
        refuseNotFinite(who, X, dtype);
        if ("row" in W) refuseNotFinite(who, W, dtype);
        throw fail.overflow(who, "a dot product", dtype);
      }
      result.set(margins.subarray(0, (to - from) * k), from * k);
    }
    return { data: result, rows: n, cols: k };
  });
}

/** Copies a matrix [d×k] in as its transpose, one contiguous row per output. */
function placeTransposed(who: string, arena: Arena, W: Dense, dtype: DType): Ptr {
  const count = W.rows * W.cols;
  const target = arena.takeReals(who, dtype, count);
  arena.scope(() => {
    const source = arena.takeReals(who, dtype, count);
    copyRows(who, W, 0, W.rows, arena.reals(dtype, source, count));
    arena.core.kernels[`transpose_${dtype}`](W.rows, W.cols, source, target);
  });
  return target;
}
