import { PART } from "../base/costs.js";
import { dtypeOf, type Reals, typedKind, wordsFor, zerosFor } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import { upTo } from "../base/random.js";
import { isCanonical } from "../base/row-check.js";
import * as fail from "../base/texts.js";
import { inParts, isSynchronous, shouldYield, type Work } from "../base/work.js";
import { cell, extent, isNumeric, readArray } from "./dense.js";
import { type Csr, isPrivate, type MatrixView, unlessDetached } from "./view.js";

/**
 * Compressed sparse rows. Where the columns of a row do not ascend, they are put in order in a copy.
 *
 * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER
 * @throws {ShapeError} INDPTR if it is not [rows + 1], ascending from 0 to nnz; DATA_LENGTH
 * @throws {ValueError} BAD_SHAPE, DETACHED, COLUMN_INDEX, DUPLICATE_ENTRY, NOT_FINITE, TOO_LARGE, OUT_OF_MEMORY
 */
export function* readSparse(
  name: string,
  input: { data: unknown; rows: unknown; cols: unknown; indptr?: unknown; indices?: unknown },
): Work<MatrixView> {
  const rows = extent(name, "rows", input.rows);
  const cols = extent(name, "cols", input.cols);
  const data = readArray(`${name}.data`, input.data);
  const indices = readArray(`${name}.indices`, input.indices);
  const indptr = readArray(`${name}.indptr`, input.indptr);
  if (indices.length !== data.length) {
    throw fail.vectorLength(`${name}.indices`, indices.length, data.length, `element of ${name}.data`);
  }
  if (data.length >= 2 ** 32) throw fail.tooLarge(8 * data.length); // elements are counted in 32 bits
  const starts = yield* readIndptr(name, indptr, rows, data.length);
  const { columns, ascend } = yield* readIndices(name, indices, starts, cols);
  const values = yield* readValues(name, data, starts, columns);
  const read = { indptr: starts, indices: columns, values };
  const csr = ascend ? read : yield* canonical(name, read);
  const isStable = isPrivate(csr.values);
  const row = (i: number): Reals => denseRow(csr, i, cols);
  return { name, rows, cols, dtype: dtypeOf(values), isStable, row, csr };
}

/** Row i of a sparse matrix with its zeros. @throws {ValueError} OUT_OF_MEMORY */
export function denseRow({ indptr, indices, values }: Csr, i: number, cols: number): Reals {
  const row = zerosFor(dtypeOf(values), cols);
  const end = indptr[i + 1] as number;
  for (let p = indptr[i] as number; p < end; p++) row[indices[p] as number] = values[p] as number;
  return row;
}

function* readIndptr(name: string, indptr: ArrayLike<number>, rows: number, nnz: number): Work<Uint32Array> {
  if (indptr.length !== rows + 1) throw fail.indptrLength(name, indptr.length, rows);
  const starts = wordsFor(rows + 1);
  yield* inParts(rows + 1, (from, to) => {
    const bad = firstNoStart(starts, from, copyWords(indptr, starts, from, to), nnz);
    if (bad === to) return;
    throw fail.indptr(name, bad, indptr[bad], bad === 0 ? 0 : (starts[bad - 1] as number), nnz);
  });
  return starts;
}

/** The number of the first from `from` to `to` that does not begin at 0, ascend or end at `nnz`; or `to`. */
function firstNoStart(starts: Uint32Array, from: number, to: number, nnz: number): number {
  if (from === 0 && starts[0] !== 0) return 0;
  let last = from === 0 ? 0 : (starts[from - 1] as number);
  for (let i = from; i < to; i++) {
    const start = starts[i] as number;
    if (start < last || start > nnz) return i;
    last = start;
  }
  return to === starts.length && to > 1 && last !== nnz ? to - 1 : to;
}

/**
 * The caller's own integers, if they are valid and cannot change before they are used: what follows them in linear memory
 * checks its copy. Otherwise a copy.
 */
function* readIndices(
  name: string,
  indices: ArrayLike<number>,
  starts: Uint32Array,
  cols: number,
): Work<{ columns: Uint32Array; ascend: boolean }> {
  const own = isSynchronous() ? asWords(indices) : undefined;
  if (own !== undefined && isCanonical(cols, starts, own)) return { columns: own, ascend: true };
  const columns = wordsFor(indices.length);
  yield* inParts(indices.length, (from, to) => {
    const bad = firstNoColumn(columns, from, copyWords(indices, columns, from, to), cols);
    if (bad !== to) throw fail.columnIndex(name, bad, rowOf(starts, bad), indices[bad], cols);
  });
  return { columns, ascend: false };
}

function firstNoColumn(columns: Uint32Array, from: number, to: number, cols: number): number {
  for (let p = from; p < to; p++) if ((columns[p] as number) >= cols) return p;
  return to;
}

/** Integers of 32 bits as unsigned ones, unless another thread may change them: what is negative becomes too large. */
function asWords(indices: ArrayLike<number>): Uint32Array | undefined {
  if (!isPrivate(indices) || !/^U?[iI]nt32Array$/.test(typedKind(indices) ?? "")) return undefined;
  const { buffer, byteOffset, length } = indices as Uint32Array;
  return new Uint32Array(buffer, byteOffset, length);
}

/**
 * Copies integers from number `from` to number `to`; of a typed array, what is negative becomes too large.
 *
 * @returns the number of the first that is no integer of 32 bits, or `to`
 */
function copyWords(values: ArrayLike<unknown>, words: Uint32Array, from: number, to: number): number {
  if (/Int/.test(typedKind(values) ?? "")) {
    unlessDetached("a sparse matrix", () => words.set((values as Uint32Array).subarray(from, to), from));
    return to;
  }
  for (let p = from; p < to; p++) {
    const value = values[p];
    if (typeof value !== "number") return p;
    words[p] = value;
    if (words[p] !== value) return p;
  }
  return to;
}

/** Typed values as they are; plain ones copied and checked. */
function* readValues(
  name: string,
  data: ArrayLike<number>,
  starts: Uint32Array,
  columns: Uint32Array,
): Work<Reals> {
  if (ArrayBuffer.isView(data)) return data as Reals;
  const values = zerosFor("f64", data.length);
  for (let p = 0; p < data.length; p++) {
    const value: unknown = data[p];
    const place = (): string => cell(rowOf(starts, p), columns[p] as number, name);
    if (!isNumeric(value)) throw fail.notANumber(place(), value);
    if (value - value !== 0) throw fail.notFinite(place(), value, "f64");
    values[p] = value;
    if (shouldYield(p)) yield;
  }
  return values;
}

/** A sparse matrix with ascending columns in every row: a copy where they were not. @throws {ValueError} DUPLICATE_ENTRY */
function* canonical(name: string, csr: Csr): Work<Csr> {
  const { indptr, indices } = csr;
  let { values } = csr;
  let pause = PART;
  for (let i = 0; i < indptr.length - 1; i++) {
    const [start, end] = [indptr[i] as number, indptr[i + 1] as number];
    if (end > pause) {
      pause = end + PART; // by elements: a row may have many
      yield;
    }
    if (ascends(indices, start, end)) continue;
    if (values === csr.values) {
      values = unlessDetached(`${name}.data`, () => copyOf(csr.values));
      if (values.length !== indices.length) throw fail.detached(`${name}.data`); // or its buffer shrank
    }
    sortRow(indices.subarray(start, end), values.subarray(start, end));
    for (let p = start + 1; p < end; p++) {
      if (indices[p] === indices[p - 1]) throw fail.duplicateEntry(cell(i, indices[p] as number, name));
    }
  }
  return { indptr, indices, values };
}

function ascends(indices: Uint32Array, start: number, end: number): boolean {
  for (let p = start + 1; p < end; p++) {
    if ((indices[p] as number) <= (indices[p - 1] as number)) return false;
  }
  return true;
}

/** Not `slice`, which is no copy where the values are a Buffer. */
const copyOf = (values: Reals): Reals =>
  dtypeOf(values) === "f32" ? Float32Array.from(values) : Float64Array.from(values);

/** Puts columns in ascending order and takes their values along. @throws {ValueError} TOO_LARGE */
export function sortRow(columns: Uint32Array | Float64Array, values: Reals): void {
  const order = upTo(plainLength("a row", columns.length)).sort(
    (a, b) => (columns[a] as number) - (columns[b] as number),
  );
  const [oldColumns, oldValues] = [columns.slice(), values.slice()];
  order.forEach((p, i) => {
    columns[i] = oldColumns[p] as number;
    values[i] = oldValues[p] as number;
  });
}

/** The row that element p is in. */
const rowOf = (starts: Uint32Array, p: number): number => starts.findLastIndex((start) => start <= p);
