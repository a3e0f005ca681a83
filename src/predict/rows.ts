// What people pass in as rows, checked as the root does and read row by row.

import type { Reals } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { cell, extent, isNumeric } from "../data/dense.js";
import { isArray, isObject, isVector } from "../data/view.js";

/** Rows of a checked shape [n×d]. */
export interface CheckedRows {
  readonly count: number;
  /** Writes row i, in the element type of `target` [d]. @throws {KindError} NOT_A_NUMBER   @throws {ValueError} NOT_FINITE */
  read(i: number, target: Reals): void;
}

/**
 * Samples [n×d], dense or sparse.
 *
 * @throws {KindError} NOT_A_MATRIX, NO_SHAPE, NOT_A_ROW, NOT_A_VECTOR
 * @throws {ShapeError} EMPTY, RAGGED_ROWS, DATA_LENGTH, INDPTR, LENGTH, FEATURE_COUNT
 * @throws {ValueError} BAD_SHAPE, COLUMN_INDEX, DUPLICATE_ENTRY
 */
export function readRows(X: unknown, d: number): CheckedRows {
  if (isArray(X) && typeof X[0] !== "number") return arrays(X, d);
  if (isVector(X)) throw fail.noShape("X", X);
  if (!isObject(X) || !("data" in X && "rows" in X && "cols" in X)) throw fail.notAMatrix("X", X);
  const { data, indices, indptr } = X as Record<string, unknown>;
  const count = extent("X", "rows", X.rows);
  const cols = extent("X", "cols", X.cols);
  vector("X.data", data);
  if (!("indptr" in X)) {
    if (data.length !== count * cols) throw fail.dataLength("X", data.length, count, cols);
    return fitting(count, cols, d, (i, target) => copy(data, i * d, target, i));
  }
  vector("X.indices", indices);
  vector("X.indptr", indptr);
  return fitting(count, cols, d, sparse(data, indices, indptr, count));
}

/** One sample [d]. @throws {KindError} NOT_A_VECTOR   @throws {ShapeError} FEATURE_COUNT */
export function readRow(x: unknown, d: number): CheckedRows {
  vector("x", x);
  if (isObject(x[0])) throw fail.notANumber("x[0]", x[0]); // a matrix, as the root says
  return fitting(1, x.length, d, (_, target) => copy(x, 0, target));
}

/** @throws {KindError} NOT_A_VECTOR */
function vector(name: string, value: unknown): asserts value is ArrayLike<number> {
  if (!isVector(value)) throw fail.notAVector(name, value);
}

function arrays(X: readonly unknown[], d: number): CheckedRows {
  const cols = (X[0] as ArrayLike<number> | null | undefined)?.length as number; // where there is a row
  const rows = Array.from(X, (row, i) => {
    if (!isVector(row)) throw fail.notARow("X", i, row);
    if (row.length !== cols) throw fail.ragged("X", i, row.length, cols);
    return row;
  });
  return fitting(rows.length, cols, d, (i, target) => copy(rows[i] as ArrayLike<number>, 0, target, i));
}

/** @throws {ShapeError} EMPTY, FEATURE_COUNT */
function fitting(count: number, cols: number, d: number, read: CheckedRows["read"]): CheckedRows {
  if (count === 0) throw fail.empty("X");
  if (cols !== d) throw fail.featureCount(cols, d);
  return { count, read };
}

/** @param i  the number of the row; undefined if it is the only one */
function copy(values: ArrayLike<unknown>, from: number, target: Reals, i?: number): void {
  for (let j = 0; j < target.length; j++) put(values[from + j], target, j, i);
}

/** Writes a number that is finite in the element type. */
function put(value: unknown, target: Reals, j: number, i: number | undefined): void {
  const place = (): string => (i === undefined ? `x[${j}]` : cell(i, j, "X"));
  if (!isNumeric(value)) throw fail.notANumber(place(), value);
  target[j] = value;
  if (!Number.isFinite(target[j])) throw fail.notFinite(place(), value, "f32"); // a finite number overflows no f64
}

/** Compressed rows, whose columns may be in any order: each is written out with its zeros. */
function sparse(
  data: ArrayLike<unknown>,
  indices: ArrayLike<number>,
  indptr: ArrayLike<number>,
  count: number,
): CheckedRows["read"] {
  const { length } = data;
  if (indices.length !== length) {
    throw fail.vectorLength("X.indices", indices.length, length, "element of X.data");
  }
  /** Where row i begins, from `least` to `most`. */
  const start = (i: number, least: number, most = length): number => {
    const at = indptr[i] as number;
    if (!Number.isInteger(at) || at < least || at > most) throw fail.indptr("X", i, at, least, length);
    return at;
  };
  start(0, 0, 0);
  start(indptr.length === count + 1 ? count : indptr.length, length); // beyond its end is nothing
  return (i, target) => {
    const stored = new Set<unknown>();
    target.fill(0);
    for (let p = start(i, 0), to = start(i + 1, p); p < to; p++) {
      const j = indices[p] as number;
      if (!Number.isInteger(j) || !(j in target)) throw fail.columnIndex("X", p, i, j, target.length);
      if (stored.has(j)) throw fail.duplicateEntry(cell(i, j, "X"));
      stored.add(j);
      put(data[p], target, j, i);
    }
  };
}
