import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { copyRows } from "../data/dense.js";
import { distinct, type Label, readTargets } from "../data/labels.js";
import { readSamples, refuseNotFinite } from "../data/matrix.js";
import type { MatrixView } from "../data/view.js";

/**
 * The rows of X [n×d], copied to f64, and the sign of each by its label; all validated.
 *
 * @throws {KindError | ShapeError | ValueError} NOT_A_MATRIX, RAGGED_ROWS, NOT_A_NUMBER, NOT_FINITE, …; what `readSigns` throws
 */
export function readLabelledRows(input: unknown, y: unknown): { x: Float64Array[]; signs: number[] } {
  const X = readSamples(input);
  const signs = readSigns(y, X.rows); // before anything is made of X: labels that are no classes are refused at once
  return { x: denseRows(X), signs };
}

function denseRows(X: MatrixView): Float64Array[] {
  plainLength("X, with all its zeros,", X.rows * X.cols);
  const rows: Float64Array[] = [];
  for (let i = 0; i < X.rows; i++) {
    const row = new Float64Array(X.cols);
    copyRows(X, i, i + 1, row);
    rows.push(row);
  }
  refuseNotFinite(X, "f64");
  return rows;
}

/**
 * The sign of each row: +1 for the positive class, −1 for the other. Of two labels the greater is positive
 * (numbers by value, strings by code unit, false before true).
 *
 * @param y  labels [n]: two classes, or one alone if it is 0, 1, −1, false or true
 * @throws {KindError} LABELS_ARE_A_MATRIX, NOT_LABELS, LABELS_MIXED, …
 * @throws {ValueError} TOO_MANY_CLASSES, ONE_CLASS   @throws {ShapeError} LENGTH
 */
function readSigns(y: unknown, n: number): number[] {
  const targets = readTargets(y, n);
  if (targets.kind === "matrix") throw fail.labelsAreAMatrix();
  const classes = distinct(targets.labels);
  if (classes.length > 2) throw fail.tooManyClasses(classes);
  const positive = classes[1] ?? impliedPositive(classes[0] as Label);
  const signs: number[] = [];
  for (let i = 0; i < n; i++) signs.push(targets.labels[i] === positive ? 1 : -1);
  return signs;
}

/** The positive label where only one is there: 1 or true, which 0, −1 and false imply. */
function impliedPositive(label: Label): Label {
  if (typeof label === "boolean") return true;
  if (label === 0 || label === 1 || label === -1) return 1;
  throw fail.oneClassWithoutSign(label);
}
