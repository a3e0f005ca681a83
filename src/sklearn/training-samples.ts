import { PART } from "../base/costs.js";
import { allFinite, allocate } from "../base/dtype.js";
import { copyRows } from "../data/dense.js";
import { refuseNotFinite } from "../data/matrix.js";
import type { MatrixView } from "../data/view.js";
import { reserveSgdMemory, type SgdMemory } from "./sgd-memory.js";

/** The stored elements of a row: all of them, or those of a sparse one with their columns. */
export interface SampleRow {
  readonly values: Float64Array;
  readonly columns: ArrayLike<number> | undefined;
}

/** Samples [n×d] in f64, dense ones in the memory of the kernel. */
export interface TrainingSamples {
  readonly count: number;
  /** The kernel's memory with the dense rows; undefined for sparse ones. */
  readonly memory: SgdMemory | undefined;
  /** A view of row i, made when it is asked for: most training in the kernel needs none in JavaScript. */
  row(i: number): SampleRow;
}

/** Copies X [n×d], of any dtype, to f64. @throws {ValueError} NOT_FINITE, TOO_LARGE, OUT_OF_MEMORY */
export function readTrainingSamples(X: MatrixView): TrainingSamples {
  const { csr, rows, cols } = X;
  if (csr === undefined) {
    const memory = reserveSgdMemory(rows, cols);
    const part = Math.ceil(PART / cols); // rows that are still in the cache when their norms are taken
    for (let from = 0; from < rows; from += part) {
      const to = Math.min(rows, from + part);
      const copied = memory.X.subarray(from * cols, to * cols);
      copyRows(X, from, to, copied);
      if (!memory.prepareRows(from, to) && !allFinite(copied)) refuseNotFinite(X, "f64");
    }
    const row = (i: number): SampleRow => ({
      values: memory.X.subarray(i * cols, (i + 1) * cols),
      columns: undefined,
    });
    return { count: rows, memory, row: remembered(rows, row) };
  }
  const values = allocate(8 * csr.values.length, () => new Float64Array(csr.values));
  if (!allFinite(values)) refuseNotFinite(X, "f64");
  const row = (i: number): SampleRow => {
    const [start, end] = [csr.indptr[i] as number, csr.indptr[i + 1] as number];
    return { values: values.subarray(start, end), columns: csr.indices.subarray(start, end) };
  };
  return { count: rows, memory: undefined, row: remembered(rows, row) };
}

/** So many views are kept: more of them would fill the heap. */
const MOST_VIEWS = 2 ** 20;

function remembered(rows: number, row: (i: number) => SampleRow): (i: number) => SampleRow {
  const views = new Array<SampleRow | undefined>(Math.min(rows, MOST_VIEWS));
  return (i) => {
    if (i >= views.length) return row(i);
    views[i] ??= row(i);
    return views[i];
  };
}
