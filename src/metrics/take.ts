import { wordsFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { isRecord } from "../data/options.js";
import { isArray, isArrayOf, isObject, isVector, type MatrixInput, type SparseInput } from "../data/view.js";

/** Rows that say themselves how some of them are taken, such as a table. */
export interface Takeable {
  /** How many rows it has. */
  readonly rows: number;
  /**
   * Some of its rows, in this order.
   * @param indices  which, from 0
   */
  take(indices: ArrayLike<number>): unknown;
}

/** What is split by rows: samples, or what a Pipeline makes samples of. */
export type RowsInput = MatrixInput | readonly (object | string)[] | Takeable;

const isTakeable = (X: unknown): X is Takeable =>
  isObject(X) && typeof (X as unknown as Takeable).take === "function";

/** A record, a text, or a list of words: no row of numbers. */
const isOther = (row: unknown): boolean =>
  isRecord(row) || typeof row === "string" || (isArray(row) && typeof row[0] === "string");

/** How many rows X has, at least one. @throws what `readSamples` refuses */
export function rowsOf(X: unknown): number {
  if (isArrayOf(X, isOther) && X.length > 0) return X.length;
  if (!isTakeable(X)) return readSamples(X).rows;
  if (X.rows === 0) throw fail.empty("X");
  return X.rows;
}

/**
 * The rows at `indices` of X or y, each at most once, whose shape has been checked, in that order and in the
 * form in which they came: an array stays an array (of the same row objects, not of copies), a Float32Array a
 * Float32Array, { data, rows, cols } the same over fresh data, and so a sparse matrix.
 */
export function take<T extends RowsInput | Targets>(values: T, indices: ArrayLike<number>): T {
  if (isTakeable(values)) return values.take(indices) as T;
  if (isVector(values)) return takeBlocks(values, indices, 1) as T;
  if ("indptr" in values) return takeSparse(values, indices) as T;
  const { data, cols } = values as { data: ArrayLike<number>; cols: number };
  return { data: takeBlocks(data, indices, cols), rows: indices.length, cols } as T;
}

function takeSparse({ indptr, indices, data, cols }: SparseInput, selected: ArrayLike<number>): SparseInput {
  const starts = newArray(indptr, selected.length + 1);
  starts[0] = 0;
  for (let i = 0; i < selected.length; i++) {
    const row = selected[i] as number;
    starts[i + 1] = (starts[i] as number) + (indptr[row + 1] as number) - (indptr[row] as number);
  }
  const count = starts[selected.length] as number;
  const elements = wordsFor(count);
  for (let i = 0, next = 0; i < selected.length; i++) {
    const row = selected[i] as number;
    for (let p = indptr[row] as number; p < (indptr[row + 1] as number); p++) elements[next++] = p;
  }
  return {
    indptr: starts,
    indices: takeBlocks(indices, elements, 1),
    data: takeBlocks(data, elements, 1),
    rows: selected.length,
    cols,
  };
}

/** The blocks of `width` elements whose numbers are `indices`, in an array of the same type. */
function takeBlocks<T>(values: ArrayLike<T>, indices: ArrayLike<number>, width: number): ArrayLike<T> {
  const taken = newArray(values, indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] as number) * width;
    for (let j = 0; j < width; j++) taken[i * width + j] = values[from + j] as T;
  }
  return taken;
}

/** An array of the same type, no longer. A slice keeps that; but not values.slice, for Buffer's is no copy. */
function newArray<T>(values: ArrayLike<T>, length: number): T[] {
  if (isArray(values)) return values.slice(0, length);
  return Float64Array.prototype.slice.call(values, 0, length) as unknown as T[];
}
