import { type DType, wordsFor, zerosFor } from "../base/dtype.js";
import { shouldYield, type Work } from "../base/work.js";
import { copyRows } from "./dense.js";
import type { MatrixView } from "./view.js";

/** Some rows of a matrix, copied. @throws {ValueError} NOT_FINITE, TOO_LARGE, OUT_OF_MEMORY */
export function* takeRows(X: MatrixView, rows: Uint32Array, dtype: DType): Work<MatrixView> {
  const { cols, csr } = X;
  const view = { ...X, dtype, rows: rows.length };
  if (csr === undefined) {
    const flat = zerosFor(dtype, rows.length * cols);
    if (X.make) X.make(rows, 0, rows.length, flat);
    else {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        copyRows(X, row, row + 1, flat.subarray(i * cols, (i + 1) * cols));
        if (shouldYield(i, 64)) yield;
      }
    }
    return { ...view, flat };
  }
  const indptr = wordsFor(rows.length + 1);
  rows.forEach((row, i) => {
    indptr[i + 1] = (indptr[i] as number) + (csr.indptr[row + 1] as number) - (csr.indptr[row] as number);
  });
  const nnz = indptr[rows.length] as number;
  const indices = wordsFor(nnz);
  const values = zerosFor(dtype, nnz);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const [start, end] = [csr.indptr[row] as number, csr.indptr[row + 1] as number];
    indices.set(csr.indices.subarray(start, end), indptr[i]);
    values.set(csr.values.subarray(start, end), indptr[i]);
    if (shouldYield(i, 64)) yield;
  }
  return { ...view, csr: { indptr, indices, values } };
}
