import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { finish, shouldYield, type Work } from "../base/work.js";
import { cell, isNumeric, readFlatArray, readRowArrays } from "./dense.js";
import { readSparse } from "./sparse.js";
import { isArray, isObject, isVector, type MadeMatrix, type MatrixView } from "./view.js";

/**
 * Checks that `input` is a matrix, dense or sparse.
 *
 * @throws {KindError} NOT_A_MATRIX, NO_SHAPE, NOT_A_ROW, NOT_A_VECTOR
 * @throws {ShapeError} EMPTY, RAGGED_ROWS, DATA_LENGTH, INDPTR
 * @throws {ValueError} BAD_SHAPE, DETACHED, COLUMN_INDEX, DUPLICATE_ENTRY
 */
export const readMatrix = (name: string, input: unknown): MatrixView => finish(matrixWork(name, input));

/** Checks that `input` is a matrix of samples, with at least one row and one feature. Errors as `readMatrix`. */
export const readSamples = (input: unknown, features?: number, name?: string): MatrixView =>
  finish(samplesWork(input, features, name));

/** `readMatrix`, in parts. */
export function* matrixWork(name: string, input: unknown): Work<MatrixView> {
  if (isArray(input)) return yield* readRowArrays(name, input);
  if (isVector(input)) throw fail.noShape(name, input);
  if (isObject(input) && "data" in input && "rows" in input && "cols" in input) {
    if ("asView" in input) return (input as MadeMatrix).asView(name);
    return "indptr" in input ? yield* readSparse(name, input) : readFlatArray(name, input);
  }
  throw fail.notAMatrix(name, input);
}

/** `readSamples`, in parts. */
export function* samplesWork(input: unknown, features?: number, name = "X"): Work<MatrixView> {
  const X = yield* matrixWork(name, input);
  if (X.rows === 0) throw fail.empty(name);
  if (X.cols === 0) throw fail.noColumns(name);
  if (features !== undefined && X.cols !== features) throw fail.featureCount(X.cols, features);
  return X;
}

/** Where X holds a number that is not finite once rounded to `dtype`, or none at all, says so; otherwise returns. */
export const refuseNotFinite = (X: MatrixView, dtype: DType): void => finish(finitenessWork(X, dtype));

/** `refuseNotFinite`, in parts; of those rows alone that are not `visited`, if that is given. */
export function* finitenessWork(X: MatrixView, dtype: DType, visited?: Uint8Array): Work<void> {
  const fits = (value: number): boolean =>
    Number.isFinite(dtype === "f32" ? Math.fround(value) : Number(value));
  const refuse = (i: number, j: number, value: number): void => {
    if (!isNumeric(value)) throw fail.notANumber(cell(i, j, X.name), value);
    if (fits(value)) return;
    const given = X.source?.row(i)[j] ?? value;
    throw fail.notFinite(cell(i, j, X.name), fits(given) ? value : given, dtype);
  };
  for (let i = 0; i < X.rows; i++) {
    if (visited?.[i]) continue;
    if (X.csr === undefined) {
      const row = X.row(i);
      for (let j = 0; j < X.cols; j++) refuse(i, j, row[j] as number);
    } else {
      const { indptr, indices, values } = X.csr;
      const end = indptr[i + 1] as number;
      for (let p = indptr[i] as number; p < end; p++) refuse(i, indices[p] as number, values[p] as number);
    }
    if (shouldYield(i, 64)) yield;
  }
}
