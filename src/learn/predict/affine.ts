import { PREDICT_BYTES } from "../../base/costs.js";
import { bytesPer, type DType, type Reals, zerosFor } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { finish, isSynchronous, type Work } from "../../base/work.js";
import { type Arena, wholeLines } from "../../core/arena.js";
import { NOT_FINITE, NULL, type Ptr, STEP, type StepCode } from "../../core/contract.js";
import { sharedArena } from "../../core/current.js";
import { type ProductCall, productCallBytes, writeProductCall } from "../../core/product-call.js";
import { refuseNotFinite } from "../../data/matrix.js";
import type { Csr, Matrix, MatrixView } from "../../data/view.js";
import { type PredictionWeights, type Scale, samplesFor } from "../model.js";
import { placeElements, placeRows } from "../place.js";

/**
 * φ(X·Wᵀ + b), in parts of rows: memory stays small however many rows there are.
 *
 * @param X     samples  [n×d], dense or sparse
 * @param W     weights  [k×d] row-major, one contiguous row per output, finite; or a matrix [d×k]
 * @param b     biases   [k], finite
 * @param step  the activation; STEP.none leaves z as it is
 * @param scale  mean and deviation [d] by which each row is scaled before; undefined for rows as they are
 * @returns     [n×k] in the element type of W
 * @throws {ValueError} NOT_FINITE with row and column, or OVERFLOW where all that was given is finite
 */
export function affine(...call: AffineCall): Matrix {
  return finish(affineWork(sharedArena(), ...call));
}

type AffineCall = [
  X: MatrixView,
  W: Reals | MatrixView,
  b: Reals,
  dtype: DType,
  step?: StepCode,
  scale?: Scale | undefined,
];

/** `affine`, in parts, in any arena. */
const affineWork = (arena: Arena, ...call: AffineCall): Work<Matrix> =>
  arena.scopeWork(multiplied(arena, ...call));

/** The margins [n×k] of samples [n×d] that a model answers with: each row scaled as in training, if it was. */
export const marginsWork = (
  arena: Arena,
  X: MatrixView,
  { W, b, dtype, scale }: PredictionWeights,
): Work<Matrix> => affineWork(arena, samplesFor(X, scale), W, b, dtype, STEP.none, scale);

function* multiplied(arena: Arena, ...[X, W, b, dtype, step = STEP.none, scale]: AffineCall): Work<Matrix> {
  const { rows: n, cols: d } = X;
  const k = b.length;
  const size = bytesPer[dtype];
  const result = zerosFor(dtype, n * k);
  if (result.length === 0) return { data: result, rows: n, cols: k };
  const stored = X.csr === undefined ? n * d : X.csr.indices.length;
  // A part no smaller than W, or reading W anew for each part would cost more than the part itself.
  const partBytes = Math.max(PREDICT_BYTES, k * d * size);
  const rowsPerPart = Math.min(n, Math.max(4, wholeLines((partBytes * n) / Math.max(1, stored * size))));
  const weightCount = k * d * ("row" in W ? 2 : 1); // a matrix is copied in and transposed
  const needed = (weightCount + k + rowsPerPart * k) * size + partSize(X, rowsPerPart, size);
  arena.reserve(needed + productCallBytes() + (scale === undefined ? 0 : 16 * d));
  const B = "row" in W ? placeTransposed(arena, W, dtype) : arena.place(W);
  const C = arena.takeReals(dtype, rowsPerPart * k);
  const outputs = { n: k, B, b: arena.place(b), C, step };
  const scaling = scale && { mean: arena.place(scale.mean), deviation: arena.place(scale.deviation) };
  const dense = X.csr === undefined && denseRows(arena, X, dtype, rowsPerPart, outputs, scaling);
  const product = dense
    ? dense.product
    : (from: number, to: number) =>
        arena.scope(() => sparsePart(arena, X, dtype, from, to, outputs, scaling));
  const copyOut = (from: number, to: number, z: Ptr): void =>
    result.set(arena.reals(dtype, z, (to - from) * k), from * k);
  const multiply = (from: number, to: number): void => {
    if (product(from, to) === NOT_FINITE) {
      refuseNotFinite(X, dtype);
      if ("row" in W) refuseNotFinite(W, dtype);
      throw fail.overflow("a dot product", dtype);
    }
    copyOut(from, to, C);
  };
  const call = { arena, dtype, rows: n, cols: d, rowsPerPart, outputs, multiply, copyOut };
  let from = (dense && arena.core.workers?.multiply({ ...call, copyIn: dense.copyIn })) || 0;
  for (; from < n; from += rowsPerPart) {
    multiply(from, Math.min(n, from + rowsPerPart));
    if (!isSynchronous()) yield;
  }
  return { data: result, rows: n, cols: k };
}

/** What all parts of a product share: the weights, the biases, where the results come, and the step. */
type Outputs = Pick<ProductCall, "n" | "B" | "b" | "C" | "step">;

/** Where mean and deviation lie [d] f64, of samples that are scaled before they are multiplied. */
interface Scaling {
  readonly mean: Ptr;
  readonly deviation: Ptr;
}

/** The bytes of the largest part of `rowsPerPart` rows. */
function partSize({ rows, cols, csr }: MatrixView, rowsPerPart: number, size: number): number {
  if (csr === undefined) return rowsPerPart * cols * size;
  let most = 0;
  for (let from = 0; from < rows; from += rowsPerPart) {
    const to = Math.min(rows, from + rowsPerPart);
    most = Math.max(most, (csr.indptr[to] as number) - (csr.indptr[from] as number));
  }
  return most * (size + 4) + (rowsPerPart + 1) * 4;
}

/** Copies dense rows in and multiplies them; the place for a part of them is taken once. */
function denseRows(
  arena: Arena,
  X: MatrixView,
  dtype: DType,
  rowsPerPart: number,
  outputs: Outputs,
  scaling: Scaling | undefined,
) {
  const { memory, kernels } = arena.core;
  const { cols } = X;
  const A = arena.takeReals(dtype, rowsPerPart * cols);
  const call = arena.take(productCallBytes());
  const copyIn = (from: number, to: number, at: Ptr): void => {
    placeRows(arena, X, dtype, from, to, at);
    if (scaling) kernels[`standardize_${dtype}`](to - from, cols, at, NULL, scaling.mean, scaling.deviation);
  };
  const product = (from: number, to: number): number => {
    copyIn(from, to, A);
    writeProductCall(memory, call, { m: to - from, k: cols, A, ...outputs });
    return kernels[`product_${dtype}`](call);
  };
  return { copyIn, product };
}

/** Copies sparse rows in and multiplies them. */
function sparsePart(
  arena: Arena,
  X: MatrixView,
  dtype: DType,
  from: number,
  to: number,
  outputs: Outputs,
  scaling: Scaling | undefined,
): number {
  const { indptr } = X.csr as Csr;
  const start = indptr[from] as number;
  const stored = (indptr[to] as number) - start;
  const A = arena.takeReals(dtype, stored);
  const starts = arena.place(indptr.subarray(from, to + 1).map((at) => at - start));
  const columns = arena.take(4 * stored);
  const call = arena.take(productCallBytes());
  placeElements(arena, X, dtype, [from, to], [A, starts, columns]);
  const { memory, kernels } = arena.core;
  if (scaling) kernels[`standardize_${dtype}`](stored, 1, A, columns, scaling.mean, scaling.deviation);
  writeProductCall(memory, call, {
    m: to - from,
    k: X.cols,
    A,
    indptr: starts,
    indices: columns,
    ...outputs,
  });
  return kernels[`product_${dtype}`](call);
}

/** Copies a matrix [d×k] in as its transpose, one contiguous row per output. */
function placeTransposed(arena: Arena, W: MatrixView, dtype: DType): Ptr {
  const count = W.rows * W.cols;
  const target = arena.takeReals(dtype, count);
  arena.scope(() => {
    const source = arena.takeReals(dtype, count);
    placeRows(arena, W, dtype, 0, W.rows, source);
    arena.core.kernels[`transpose_${dtype}`](W.rows, W.cols, source, target);
  });
  return target;
}
