import { zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { cell, copyRows, readVector } from "../data/dense.js";
import { isMatrix, type MatrixLike, readBits } from "../data/labels.js";
import { readMatrix } from "../data/matrix.js";
import { checkOptions } from "../data/options.js";
import type { MatrixInput, MatrixView } from "../data/view.js";
import { readIndexBase } from "./options.js";

/** How the text is written. */
export interface WriteOptions {
  /** Whether indices count from 0. Default false. */
  zeroBased?: boolean | undefined;
  /** Of a matrix of targets, the label of each column [k]. Default: 0, 1, …, k − 1. */
  labels?: ArrayLike<number> | undefined;
}

/**
 * Writes rows in the text format of svmlight, a line each. Elements that are 0 are left out, whatever their
 * sign: no perceptron can tell −0 from 0. The others are written with the fewest digits that read back as the
 * same double; an f32 is a double too, so that either element type reads back the same bits.
 *
 * @param X  samples  [n×d]
 * @param y  a number for each [n], or a matrix of 0 and 1 [n×k], of which a line lists the labels of the 1s: `1,3 5:0.5`
 * @param options  zeroBased, whether the first column has index 0; labels, of the columns of a matrix y
 * @returns n lines; "" for no rows; before them a comment where indices count from 0 and none of them would show it
 * @throws {ShapeError} LENGTH if y.length ≠ n; RAGGED_ROWS, …
 * @throws {ValueError} NOT_FINITE; TEXT_TOO_LONG if no string can be so long; DETACHED, …
 * @throws {KindError} NOT_A_VECTOR or NOT_A_NUMBER if y is no list of numbers; UNKNOWN_OPTION, …
 */
export function writeSvmlight(
  X: MatrixInput,
  y: ArrayLike<number> | MatrixInput,
  options: WriteOptions = {},
): string {
  return call("writeSvmlight", () => {
    options = checkOptions(options, ["zeroBased", "labels"]);
    const base = readIndexBase(options.zeroBased);
    const view = readMatrix("X", X);
    const words = isMatrix(y) ? labelLists(y, options.labels) : Array.from(readVector("y", y, "f64"), String);
    if (words.length !== view.rows) throw fail.vectorLength("y", words.length, view.rows, "row of X");
    const visitRow = rowVisitor(view);
    plainLength("the lines", words.length);
    let showsBase = base === 1 || view.rows === 0;
    const lines = words.map((word, i) => {
      const tokens = [word];
      visitRow(i, (j, value) => {
        if (value - value !== 0) throw fail.notFinite(cell(i, j, "X"), value, "f64");
        if (value === 0) return;
        plainLength("a line", tokens.push(`${j + base}:${value}`));
        showsBase ||= j === 0;
      });
      if (word === "" && tokens.length === 1) tokens.push(`${base}:0`); // a line without a token would be no row
      return `${tokens.join(" ")}\n`;
    });
    if (!showsBase) lines.unshift("# Column indices are zero-based\n");
    try {
      return lines.join("");
    } catch {
      throw fail.textTooLong(lines.reduce((sum, { length }) => sum + length, 0));
    }
  });
}

/** The labels of each row of a matrix of 0 and 1, as a line begins. @throws what labels and the matrix refuse */
function labelLists(y: MatrixLike, given: ArrayLike<number> | undefined): string[] {
  const { bits, length, cols } = readBits("y", y, fail.notZeroOne);
  const labels =
    given === undefined ? Array.from({ length: cols }, (_, j) => j) : [...readVector("labels", given, "f64")];
  if (labels.length !== cols) throw fail.vectorLength("labels", labels.length, cols, "column of y");
  return Array.from({ length }, (_, i) => labels.filter((_, j) => bits[i * cols + j] === 1).join(","));
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
