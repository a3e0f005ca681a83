import type { DType, Reals } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Arena } from "../core/arena.js";
import type { Ptr } from "../core/contract.js";
import { copyRows } from "../data/dense.js";
import { type Csr, type MatrixView, unlessDetached } from "../data/view.js";

/**
 * Copies the dense rows `from` … `to` − 1 in.
 *
 * @throws as `copyRows` and `refuseMoved`
 */
export function placeRows(
  arena: Arena,
  X: MatrixView,
  dtype: DType,
  from: number,
  to: number,
  at: Ptr,
): void {
  const target = arena.reals(dtype, at, (to - from) * X.cols);
  copyRows(X, from, to, target);
  refuseMoved(arena, target, X);
}

/** @throws {ValueError} CHANGED if what reading X called made memory grow under a view; of shared memory old views are good */
export function refuseMoved({ core }: Arena, { buffer }: Reals, { name }: MatrixView): void {
  if (buffer !== core.memory.buffer && !core.workers) throw fail.changed(name);
}

/**
 * Copies the stored elements of the sparse rows `from` … `to` − 1 in, and checks the columns in the copy, which is what the
 * kernels follow.
 *
 * @param x, columns  where they go
 * @param starts      where the rows begin, already in linear memory
 * @throws {ValueError} DETACHED, CHANGED
 */
export function placeElements(
  arena: Arena,
  { name, cols, csr }: MatrixView,
  dtype: DType,
  [from, to]: readonly [number, number],
  [x, starts, columns]: readonly [Ptr, Ptr, Ptr],
): void {
  const { indptr, indices, values } = csr as Csr;
  const [start, end] = [indptr[from] as number, indptr[to] as number];
  if (values.length < end) throw fail.detached(`${name}.data`); // since they were checked
  if (indices.length < end) throw fail.detached(`${name}.indices`);
  unlessDetached(`${name}.data`, () => {
    arena.reals(dtype, x, end - start).set(values.subarray(start, end));
    arena.words(columns, end - start).set(indices.subarray(start, end));
  });
  if (!arena.core.kernels.checkRows(to - from, cols, starts, columns)) throw fail.changed(`${name}.indices`);
}
