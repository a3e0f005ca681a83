import { type DType, dtypeOf, type Reals, typedKind, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";

/** A matrix, row-major: element (i, j) is data[i·cols + j]. */
export interface Matrix<R extends Reals = Reals> {
  data: R;
  rows: number;
  cols: number;
}

/** What is accepted wherever a dense matrix is: rows of numbers, or one flat array with its shape. */
export type DenseInput =
  | readonly ArrayLike<number>[]
  | { readonly data: ArrayLike<number>; readonly rows: number; readonly cols: number };

/** A matrix whose shape has been checked; its numbers are checked where they are copied. */
export interface Dense {
  /** How the caller knows it, in errors. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** f32 only if all of it is Float32Array. */
  readonly dtype: DType;
  /** Row i, without a copy where that can be. */
  row(i: number): ArrayLike<number>;
  /** All rows as one typed array, if that is how they came. */
  readonly flat: ArrayLike<number> | undefined;
}

/**
 * Checks that `input` is a matrix.
 *
 * @throws {KindError} NOT_A_MATRIX, NO_SHAPE, NOT_A_ROW; NOT_YET for a sparse one
 * @throws {ShapeError} EMPTY, RAGGED_ROWS, DATA_LENGTH   @throws {ValueError} BAD_SHAPE, DETACHED
 */
export function readMatrix(who: string, name: string, input: unknown): Dense {
  if (Array.isArray(input)) return readRows(who, name, input);
  if (isVector(input)) throw fail.noShape(who, name, input);
  if (isObject(input) && "indptr" in input) throw fail.notYet(who, "sparse input");
  if (isObject(input) && "data" in input && "rows" in input && "cols" in input) {
    return readFlat(who, name, input);
  }
  throw fail.notAMatrix(who, name, input);
}

/** The same for samples: at least one row and at least one feature. */
export function readSamples(who: string, input: unknown, features?: number, name = "X"): Dense {
  const X = readMatrix(who, name, input);
  if (X.rows === 0) throw fail.empty(who, name);
  if (X.cols === 0) throw fail.noColumns(who, name);
  if (features !== undefined && X.cols !== features) throw fail.featureCount(who, X.cols, features);
  return X;
}

function readRows(who: string, name: string, input: readonly unknown[]): Dense {
  if (input.length === 0) throw fail.empty(who, name);
  if (typeof input[0] === "number") throw fail.noShape(who, name, input);
  const rows = input as readonly ArrayLike<number>[];
  let dtype: DType = "f32";
  for (let i = 0; i < rows.length; i++) {
    const row: unknown = rows[i];
    if (!isVector(row)) throw fail.notARow(who, name, i, row);
    if (isDetached(row)) throw fail.detached(who, `row ${i} of ${name}`);
    if (row.length !== rows[0]?.length) throw fail.ragged(who, name, i, row.length, rows[0]?.length ?? 0);
    if (dtypeOf(row) === "f64") dtype = "f64";
  }
  const cols = rows[0]?.length ?? 0;
  return { name, rows: rows.length, cols, dtype, flat: undefined, row: (i) => rows[i] as ArrayLike<number> };
}

function readFlat(who: string, name: string, input: { data: unknown; rows: unknown; cols: unknown }): Dense {
  const { data } = input;
  const rows = extent(who, name, "rows", input.rows);
  const cols = extent(who, name, "cols", input.cols);
  if (!isVector(data)) throw fail.notAVector(who, `${name}.data`, data);
  if (isDetached(data)) throw fail.detached(who, `${name}.data`);
  if (data.length !== rows * cols) throw fail.dataLength(who, name, data.length, rows, cols);
  const row = ArrayBuffer.isView(data)
    ? (i: number) => (data as unknown as Float64Array).subarray(i * cols, (i + 1) * cols)
    : (i: number) => Array.from({ length: cols }, (_, j) => data[i * cols + j] as number);
  return { name, rows, cols, dtype: dtypeOf(data), row, flat: ArrayBuffer.isView(data) ? data : undefined };
}

function extent(who: string, name: string, which: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw fail.badExtent(who, name, which, value);
  return value as number;
}

/**
 * Copies rows [from, to) of X into `target`. Plain arrays are checked on the way; typed arrays are not: a
 * NaN or infinity in them shows in the result, and `refuseNotFinite` then finds it.
 *
 * @throws {KindError} NOT_A_NUMBER   @throws {ValueError} NOT_FINITE
 */
export function copyRows(who: string, X: Dense, from: number, to: number, target: Reals): void {
  const { cols, flat } = X;
  if (flat !== undefined) {
    target.set((flat as Float64Array).subarray(from * cols, to * cols));
    return;
  }
  for (let i = from; i < to; i++) {
    const row = X.row(i);
    if (row.length !== cols) throw fail.ragged(who, X.name, i, row.length, cols); // it was changed since
    if (ArrayBuffer.isView(row)) target.set(row, (i - from) * cols);
    else copyChecked(who, X.name, i, row, target, (i - from) * cols);
  }
}

function copyChecked(
  who: string,
  name: string,
  i: number,
  row: ArrayLike<number>,
  target: Reals,
  at: number,
): void {
  const { length } = row;
  for (let j = 0; j < length; j++) {
    const value: unknown = row[j];
    if (typeof value !== "number") throw fail.notANumber(who, cell(i, j, name), value);
    target[at + j] = value;
    const stored = target[at + j] as number;
    if (stored - stored !== 0) throw fail.notFinite(who, cell(i, j, name), value, dtypeOf(target));
  }
}

const cell = (i: number, j: number, name: string): string => `row ${i}, column ${j} of ${name}`;

/** Where X holds a number that is not finite once rounded to `dtype`, says so; otherwise returns. */
export function refuseNotFinite(who: string, X: Dense, dtype: DType): void {
  for (let i = 0; i < X.rows; i++) {
    const row = X.row(i);
    for (let j = 0; j < X.cols; j++) {
      const value = row[j] as number;
      const rounded = dtype === "f32" ? Math.fround(value) : value;
      if (!Number.isFinite(rounded)) throw fail.notFinite(who, cell(i, j, X.name), value, dtype);
    }
  }
}

/**
 * A fresh, checked copy of a vector.
 *
 * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ValueError} NOT_FINITE, DETACHED
 */
export function readVector(who: string, name: string, input: unknown, dtype: DType): Reals {
  if (!isVector(input)) throw fail.notAVector(who, name, input);
  if (isDetached(input)) throw fail.detached(who, name);
  const values = zerosFor(who, dtype, input.length);
  for (let i = 0; i < input.length; i++) {
    const value: unknown = input[i];
    if (typeof value !== "number") throw fail.notANumber(who, `${name}[${i}]`, value);
    values[i] = value;
    if (!Number.isFinite(values[i])) throw fail.notFinite(who, `${name}[${i}]`, value, dtype);
  }
  return values;
}

/** An array or a typed array of numbers (BigInt arrays and DataView are none). */
export function isVector(value: unknown): value is ArrayLike<number> {
  if (Array.isArray(value)) return true;
  const kind = typedKind(value);
  return kind !== undefined && kind !== "DataView" && !kind.startsWith("Big");
}

export function isObject(value: unknown): value is Record<"data" | "rows" | "cols", unknown> {
  return typeof value === "object" && value !== null;
}

/** Node 20 has no `buffer.detached`; a view over a detached buffer has length 0 and cannot be made anew. */
export function isDetached(values: ArrayLike<number>): boolean {
  if (values.length > 0 || !ArrayBuffer.isView(values)) return false;
  try {
    new Uint8Array(values.buffer);
    return false;
  } catch {
    return true;
  }
}
