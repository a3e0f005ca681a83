import { type DType, zerosFor } from "../base/dtype.js";
import { shouldYield, type Work } from "../base/work.js";
import { copyRows } from "./dense.js";
import type { MatrixView } from "./view.js";

/** Some rows of a matrix, copied. @throws {ValueError} NOT_FINITE, TOO_LARGE, OUT_OF_MEMORY */
export function* takeRows(X: MatrixView, rows: Uint32Array, dtype: DType): Work<MatrixView> {
  const { cols, csr } = X;
  const view = { ...X, dtype, rows: rows.length };
  if (csr === undefined) {
    const flat = zerosFor(dtype, rows.length * cols);
    if (X.make !== undefined) {
      X.make(rows, 0, rows.length, flat);
      return { ...view, flat, make: undefined };
    }
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      copyRows(X, row, row + 1, flat.subarray(i * cols, (i + 1) * cols) as typeof flat);
      if (shouldYield(i, 64)) yield;
    }
    return { ...view, flat };
  }
  const [indptr, indices, values] = [[0], [] as number[], [] as number[]];
  for (let i = 0; i < rows.length; i++) {
    const [start, end] = csr.indptr.subarray(rows[i] as number, (rows[i] as number) + 2) as unknown as [
      number,
      number,
    ];
    for (let p = start; p < end; p++) {
      indices.push(csr.indices[p] as number);
      values.push(csr.values[p] as number);
    }
    indptr.push(indices.length);
    if (shouldYield(i, 64)) yield;
  }
  return {
    ...view,
    csr: {
      indptr: Uint32Array.from(indptr),
      indices: Uint32Array.from(indices),
      values: dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values),
    },
  };
}
