import { CACHED_MOST_WEIGHTS } from "../base/costs.js";
import { type DType, dtypeOf, lengthOf, plainView, type Reals, typedKind, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { inParts, type Work } from "../base/work.js";
import { isDetached, isPrivate, isVector, type MatrixView, unlessDetached } from "./view.js";

/** Rows of numbers. @throws {KindError} NO_SHAPE, NOT_A_ROW  @throws {ShapeError} EMPTY, RAGGED_ROWS */
export function* readRowArrays(name: string, input: readonly unknown[]): Work<MatrixView> {
  if (input.length === 0) throw fail.empty(name);
  if (typeof input[0] === "number") throw fail.noShape(name, input);
  const rows = input as readonly ArrayLike<number>[];
  let dtype: DType = "f32";
  let isStable = true;
  yield* inParts(rows.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const row: unknown = rows[i];
      if (!isVector(row)) throw fail.notARow(name, i, row);
      if (isDetached(row)) throw fail.detached(`row ${i} of ${name}`);
      if (row.length !== rows[0]?.length) throw fail.ragged(name, i, row.length, rows[0]?.length ?? 0);
      if (dtypeOf(row) === "f64") dtype = "f64";
      isStable &&= isPrivate(row);
    }
  });
  const cols = rows[0]?.length ?? 0;
  return { name, rows: rows.length, cols, dtype, isStable, row: (i) => rows[i] as ArrayLike<number> };
}

/** One flat array with its shape. @throws {ShapeError} DATA_LENGTH; as `extent` and `readArray` */
export function readFlatArray(
  name: string,
  input: { data: unknown; rows: unknown; cols: unknown },
): MatrixView {
  const rows = extent(name, "rows", input.rows);
  const cols = extent(name, "cols", input.cols);
  const data = readArray(`${name}.data`, input.data);
  if (data.length !== rows * cols) throw fail.dataLength(name, data.length, rows, cols);
  const flat = ArrayBuffer.isView(data) ? (data as Float64Array) : undefined;
  const row = flat
    ? (i: number) => unlessDetached(`${name}.data`, () => flat.subarray(i * cols, (i + 1) * cols))
    : (i: number) => Array.prototype.slice.call(data, i * cols, (i + 1) * cols) as number[];
  return { name, rows, cols, dtype: dtypeOf(data), isStable: isPrivate(data), row, flat };
}

/** An array, or a typed array that says what is so. @throws {KindError} NOT_A_VECTOR  @throws {ValueError} DETACHED */
export function readArray(name: string, values: unknown): ArrayLike<number> {
  if (!isVector(values)) throw fail.notAVector(name, values);
  if (isDetached(values)) throw fail.detached(name);
  return plainView(values);
}

export function extent(name: string, which: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw fail.badExtent(name, which, value);
  return value as number;
}

/**
 * Copies rows [from, to) of X into `target`. Plain arrays are checked on the way; typed arrays are not: a
 * NaN or infinity in them shows in the result, and `refuseNotFinite` then finds it.
 *
 * @throws {KindError} NOT_A_NUMBER   @throws {ValueError} NOT_FINITE
 */
export function copyRows(X: MatrixView, from: number, to: number, target: Reals): void {
  const { name, cols, flat, make } = X;
  if (flat) {
    if (flat.length !== X.rows * cols) throw fail.detached(`${name}.data`); // since it was checked
    unlessDetached(`${name}.data`, () => target.set((flat as Float64Array).subarray(from * cols, to * cols)));
    return;
  }
  if (make) {
    make(undefined, from, to, target);
    return;
  }
  for (let i = from; i < to; i++) {
    const row = X.row(i);
    const length = lengthOf(row);
    if (length !== cols) throw fail.ragged(name, i, length, cols); // it was changed since
    if (length > target.length) throw fail.changed(name);
    if (ArrayBuffer.isView(row))
      unlessDetached(`row ${i} of ${name}`, () => target.set(row, (i - from) * cols));
    else copyChecked(name, i, row, cols, target, (i - from) * cols);
  }
}

function copyChecked(
  name: string,
  i: number,
  row: ArrayLike<number>,
  length: number,
  target: Reals,
  at: number,
): void {
  for (let j = 0; j < length; j++) {
    const value: unknown = row[j];
    if (!isNumeric(value)) throw fail.notANumber(cell(i, j, name), value);
    target[at + j] = value;
    const stored = target[at + j]; // undefined once the memory has grown that the target lay in
    if (stored === undefined) throw fail.changed(name);
    if (stored - stored !== 0) throw fail.notFinite(cell(i, j, name), value, dtypeOf(target));
  }
}

const isNumber = (value: unknown): value is number => typeof value === "number";

/** A number, or a boolean, which an array of numbers keeps as 0 or 1. */
export const isNumeric = (value: unknown): value is number => isNumber(value) || typeof value === "boolean";

export const cell = (i: number, j: number, name: string): string => `row ${i}, column ${j} of ${name}`;

/** The rows that were converted last, by the kind of array: a fresh one for each takes longer than all else (measured: 1 µs). */
const converted: Record<string, Reals | undefined> = {};

/**
 * A dense row in the element type of a model's weights: itself if it has it, else a copy that is good until the next row.
 * Whether its numbers are finite, the margins tell.
 *
 * @param W    weights [k×d]
 * @returns undefined if it is no array of d numbers
 */
export function rowLike(W: Reals, row: unknown, d: number): Reals | undefined {
  if (!isVector(row) || lengthOf(row) !== d) return undefined;
  const kind = typedKind(W) as string;
  if (typedKind(row) === kind) return row as Reals;
  const last = converted[kind];
  converted[kind] = undefined; // reading a row may run the caller's code, which may bring another
  const x = last?.length === d ? last : W.slice(0, d);
  for (let j = 0; j < d; j++) {
    const value: unknown = row[j];
    if (!isNumber(value)) return undefined;
    x[j] = value;
  }
  if (d <= CACHED_MOST_WEIGHTS) converted[kind] = x;
  return x;
}

/**
 * A fresh, checked copy of a vector.
 *
 * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ValueError} NOT_FINITE, DETACHED
 */
export function readVector(name: string, input: unknown, dtype: DType, takes = isNumber): Reals {
  const given = readArray(name, input);
  const values = zerosFor(dtype, given.length);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = given[i];
    if (!takes(value)) throw fail.notANumber(`${name}[${i}]`, value);
    values[i] = value;
    if (!Number.isFinite(values[i])) throw fail.notFinite(`${name}[${i}]`, value, dtype);
  }
  return values;
}
