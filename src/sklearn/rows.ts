import { PART } from "../base/costs.js";
import { allFinite } from "../base/dtype.js";
import { copyRows } from "../data/dense.js";
import { refuseNotFinite } from "../data/matrix.js";
import type { MatrixView } from "../data/view.js";
import { type Place, takePlace } from "./place.js";

/** The stored elements of a row: all of them, or those of a sparse one with their columns. */
export interface Row {
  readonly values: Float64Array;
  readonly columns: ArrayLike<number> | undefined;
}

/** Samples in f64, dense ones where the kernel works; errors as `readRows`. */
export interface Rows {
  readonly count: number;
  /** Where dense rows lie, for the kernel that goes through several at once. */
  readonly place: Place | undefined;
  /** Made at the first call: most of what the kernel learns needs none of them in JavaScript. */
  list(): readonly Row[];
}

/** @throws {ValueError} NOT_FINITE, TOO_LARGE, OUT_OF_MEMORY */
export function readRows(who: string, X: MatrixView): Rows {
  const { csr, rows, cols } = X;
  if (csr === undefined) {
    const place = takePlace(who, rows, cols);
    const part = Math.ceil(PART / cols); // of rows that are still in the cache when they are measured
    for (let from = 0; from < rows; from += part) {
      const to = Math.min(rows, from + part);
      const copied = place.X.subarray(from * cols, to * cols);
      copyRows(who, X, from, to, copied);
      if (!place.measureRows(from, to) && !allFinite(copied)) refuseNotFinite(who, X, "f64");
    }
    const row = (i: number): Row => ({
      values: place.X.subarray(i * cols, (i + 1) * cols),
      columns: undefined,
    });
    return { count: rows, place, list: listed(rows, row) };
  }
  const values = Float64Array.from(csr.values);
  if (!allFinite(values)) refuseNotFinite(who, X, "f64");
  const row = (i: number): Row => {
    const [start, end] = [csr.indptr[i] as number, csr.indptr[i + 1] as number];
    return { values: values.subarray(start, end), columns: csr.indices.subarray(start, end) };
  };
  return { count: rows, place: undefined, list: listed(rows, row) };
}

function listed(length: number, row: (i: number) => Row): () => readonly Row[] {
  let list: Row[] | undefined;
  return () => {
    list ??= Array.from({ length }, (_, i) => row(i));
    return list;
  };
}
