import { type Reals, zerosFor } from "../../base/dtype.js";
import type { Matrix } from "../../data/view.js";
import { SparseRows } from "../../features/sparse-rows.js";
import type { SparseMatrix } from "../../svmlight/data.js";
import type { Column } from "../table.js";
import { columnFeatures, type FittedColumn, hashedTexts, type Write, writer } from "./fitted-column.js";
import type { EncoderSettings } from "./options.js";

/** So many rows are written at once, column by column, which then stay in the cache. */
const BLOCK_ROWS = 256;

/** A column of a table, and how it becomes features. */
interface ColumnToEncode {
  readonly fitted: FittedColumn;
  readonly column: Column;
}

type LineOf = (row: number) => number | undefined;

/**
 * The samples [rows×d] of columns: what is not hashed, column by column, and behind it what each column of texts is hashed
 * to. Sparse if there is one of these.
 *
 * @throws {ValueError} TABLE for a cell that does not fit; OUT_OF_MEMORY
 */
export function encodeColumns(
  columns: readonly ColumnToEncode[],
  rows: number,
  { dtype, hashCols }: EncoderSettings,
  lineOf: LineOf,
): Matrix | SparseMatrix {
  const dense = denseWriter(columns, lineOf);
  const texts = columns.filter(({ fitted }) => fitted.type === "text");
  const cols = dense.cols + texts.length * hashCols;
  if (texts.length === 0) {
    const data = zerosFor(dtype, rows * cols);
    for (const [from, to] of blocks(rows)) dense.write(data.subarray(from * cols, to * cols), from, to);
    return { data, rows, cols };
  }
  const hashed = texts.map(({ column }) => hashedTexts(column, hashCols));
  const sparse = new SparseRows(cols, dtype);
  const block = zerosFor("f64", Math.min(rows, BLOCK_ROWS) * dense.cols);
  for (const [from, to] of blocks(rows)) {
    block.fill(0);
    dense.write(block, from, to);
    for (let row = from; row < to; row++) {
      const start = (row - from) * dense.cols;
      for (let j = 0; j < dense.cols; j++) {
        if (block[start + j] !== 0) sparse.add(j, block[start + j] as number);
      }
      hashed.forEach((cellOf, k) => {
        for (const [j, value] of cellOf(row)) sparse.add(dense.cols + k * hashCols + j, value);
      });
      sparse.end();
    }
  }
  return sparse.matrix();
}

function* blocks(rows: number): Generator<[from: number, to: number]> {
  for (let from = 0; from < rows; from += BLOCK_ROWS) yield [from, Math.min(rows, from + BLOCK_ROWS)];
}

/** What writes the features of rows that are not hashed, and how many these are. */
function denseWriter(columns: readonly ColumnToEncode[], lineOf: LineOf) {
  let cols = 0;
  const writes: { readonly at: number; readonly write: Write }[] = [];
  for (const { fitted, column } of columns) {
    const write = writer(fitted, column, lineOf);
    if (write !== undefined) writes.push({ at: cols, write });
    cols += columnFeatures(fitted).length;
  }
  return {
    cols,
    write(data: Reals, from: number, to: number): void {
      for (const { at, write } of writes) write({ data, cols, at }, from, to);
    },
  };
}
