import { allocate, type DType, type Reals, zerosFor } from "../base/dtype.js";
import type { IndexBase } from "./options.js";

/** Compressed sparse rows in typed arrays, columns ascending within a row: what is accepted wherever X is. */
export interface SparseMatrix {
  /** [rows + 1] */
  indptr: Uint32Array;
  /** [nnz] */
  indices: Uint32Array;
  /** [nnz] */
  data: Reals;
  /** How many rows it has. */
  rows: number;
  /** How many columns it has. */
  cols: number;
}

/** Samples [n×d] and a label for each [n]. */
export interface SvmlightData {
  /** Samples [n×d]. */
  X: SparseMatrix;
  /** A label for each [n]. */
  y: number[];
}

/** The rows that have been parsed, before they become a matrix [n×d]. */
export interface ParsedRows {
  /** [n] */
  readonly y: number[];
  /** [n + 1] */
  readonly indptr: number[];
  /** [nnz], as they are written: from 0 or from 1. */
  readonly indices: number[];
  /** [nnz] */
  readonly values: number[];
}

export const emptyRows = (): ParsedRows => ({ y: [], indptr: [0], indices: [], values: [] });

/** Typed arrays of the rows, columns counted from 0. @throws {ValueError} OUT_OF_MEMORY */
export function toSvmlightData(rows: ParsedRows, base: IndexBase, cols: number, dtype: DType): SvmlightData {
  const { y, indptr, indices, values } = rows;
  const nnz = indices.length;
  const columns = allocate(nnz * 4, () => new Uint32Array(nnz));
  for (let p = 0; p < nnz; p++) columns[p] = (indices[p] as number) - base;
  const data = zerosFor(dtype, nnz);
  data.set(values);
  return { X: { indptr: Uint32Array.from(indptr), indices: columns, data, rows: y.length, cols }, y };
}
