import { zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { cell, copyRows, readVector } from "../data/dense.js";
import { readMatrix } from "../data/matrix.js";
import { checkOptions } from "../data/options.js";
import type { MatrixInput, MatrixView } from "../data/view.js";
import { readIndexBase } from "./options.js";

/** How the text is written. */
export interface WriteOptions {
  /** Whether indices count from 0. Default false. */
  zeroBased?: boolean | undefined;
}

/**
 * Writes rows in the text format of svmlight, a line each. Elements that are 0 are left out, whatever their
 * sign: no perceptron can tell −0 from 0. The others are written with the fewest digits that read back as the
 * same double; an f32 is a double too, so that either element type reads back the same bits.
 *
 * @param X  samples  [n×d]
 * @param y  a number for each [n]
 * @param options  zeroBased, whether the first column has index 0
 * @returns n lines; "" for no rows
 * @throws {ShapeError} LENGTH if y.length ≠ n; RAGGED_ROWS, …
 * @throws {ValueError} NOT_FINITE; TEXT_TOO_LONG if no string can be so long; DETACHED, …
 * @throws {KindError} NOT_A_VECTOR or NOT_A_NUMBER if y is no list of numbers; UNKNOWN_OPTION, …
 */
export function writeSvmlight(X: MatrixInput, y: ArrayLike<number>, options: WriteOptions = {}): string {
  return call("writeSvmlight", () => {
    options = checkOptions(options, ["zeroBased"]);
    const base = readIndexBase(options.zeroBased);
    const view = readMatrix("X", X);
    const labels = readVector("y", y, "f64");
    if (labels.length !== view.rows) throw fail.vectorLength("y", labels.length, view.rows, "row of X");
    const visitRow = rowVisitor(view);
    plainLength("the lines", labels.length);
    const lines = Array.from(labels, (label, i) => {
      const tokens = [String(label)];
      visitRow(i, (j, value) => {
        if (value - value !== 0) throw fail.notFinite(cell(i, j, "X"), value, "f64");
        if (value !== 0) plainLength("a line", tokens.push(`${j + base}:${value}`));
      });
      return `${tokens.join(" ")}\n`;
    });
    try {
      return lines.join("");
    } catch {
      throw fail.textTooLong(lines.reduce((sum, { length }) => sum + length, 0));
    }
  });
}

/**
 * A function that calls `visit` with the elements of row i, columns ascending; of a sparse matrix the stored
 * ones.
 */
function rowVisitor(X: MatrixView) {
  const { cols, csr } = X;
  const dense = zerosFor("f64", csr === undefined ? cols : 0);
  return (i: number, visit: (j: number, value: number) => void): void => {
    if (csr === undefined) {
      copyRows(X, i, i + 1, dense);
      for (let j = 0; j < cols; j++) visit(j, dense[j] as number);
    } else {
      const end = csr.indptr[i + 1] as number;
      for (let p = csr.indptr[i] as number; p < end; p++) {
        visit(csr.indices[p] as number, csr.values[p] as number);
      }
    }
  };
}
