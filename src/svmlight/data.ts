import { type DType, type Reals, wordsFor, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { Growing } from "./growing.js";
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

/** Samples [n×d] and a row of 0 and 1 for each [n×k], one column for each label. */
export interface MultilabelData {
  /** Samples [n×d]. */
  X: SparseMatrix;
  /** 1 where a row has a label, else 0 [n×k]. */
  y: number[][];
  /** What the columns of y stand for [k]. */
  labels: number[];
}

/** The rows that have been parsed, before they become a matrix [n×d]. */
export interface ParsedRows {
  /** [n] */
  readonly y: number[];
  /** Of a multilabel text, the labels of each row [n]. */
  readonly sets: number[][];
  /** [n + 1] */
  readonly indptr: Growing;
  /** [nnz], as they are written: from 0 or from 1. */
  readonly indices: Growing;
  /** [nnz] */
  readonly values: Growing;
}

export function emptyRows(): ParsedRows {
  const indptr = new Growing();
  indptr.push(0);
  return { y: [], sets: [], indptr, indices: new Growing(), values: new Growing() };
}

/** Typed arrays of the rows, columns counted from 0. @throws {ValueError} OUT_OF_MEMORY */
export function toSvmlightData(rows: ParsedRows, base: IndexBase, cols: number, dtype: DType): SvmlightData {
  const { y, indptr, indices, values } = rows;
  const nnz = indices.length;
  const columns = wordsFor(nnz);
  const written = indices.view();
  for (let p = 0; p < nnz; p++) columns[p] = (written[p] as number) - base;
  const data = zerosFor(dtype, nnz);
  data.set(values.view());
  const starts = wordsFor(indptr.length);
  starts.set(indptr.view());
  return { X: { indptr: starts, indices: columns, data, rows: y.length, cols }, y };
}

/**
 * `toSvmlightData` of a multilabel text.
 *
 * @param labels  a column each; undefined for those that occur, ascending
 * @throws {ValueError} UNKNOWN_CLASS, OUT_OF_MEMORY
 */
export function toMultilabelData(
  rows: ParsedRows,
  labels: readonly number[] | undefined,
  ...shape: [IndexBase, number, DType]
): MultilabelData {
  const columns = labels ?? [...new Set(rows.sets.flat())].sort((a, b) => a - b);
  const columnOf = new Map(columns.map((label, column) => [label, column]));
  const y = rows.sets.map((set, i) => {
    const bits = new Array<number>(columns.length).fill(0);
    for (const label of set) {
      const column = columnOf.get(label);
      if (column === undefined) throw fail.notAmong(`a label of row ${i}`, label, "multilabel", columns);
      bits[column] = 1;
    }
    return bits;
  });
  return { X: toSvmlightData(rows, ...shape).X, y, labels: [...columns] };
}
