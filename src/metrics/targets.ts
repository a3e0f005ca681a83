import * as fail from "../base/texts.js";
import { cell } from "../data/dense.js";
import {
  type Bits,
  type CheckedTargets,
  isMatrix,
  type Label,
  type MatrixLike,
  readBits,
  readLabels,
} from "../data/labels.js";

/**
 * Reads targets or predictions: labels [n], or a matrix [n×k] of 0 and 1, dense or sparse.
 *
 * @param name  what errors call the value
 * @throws {KindError} NOT_LABELS, LABEL_KIND, LABELS_MIXED, NOT_A_NUMBER, …
 * @throws {ValueError} NOT_A_BIT, NOT_FINITE, DETACHED   @throws {ShapeError} EMPTY, RAGGED_ROWS, …
 */
export function readLabelsOrBits(name: string, value: unknown): CheckedTargets {
  const targets = isMatrix(value)
    ? readBitMatrix(name, value)
    : readLabels(name, value, () => fail.notAnswers(name, value));
  if (targets.length === 0) throw fail.empty(name);
  return targets;
}

/**
 * Reads y, a target for each of `rows` rows of X: labels [n], or a matrix [n×k] of 0 and 1.
 *
 * @throws {ShapeError} LENGTH, EMPTY, …   @throws {KindError} NOT_LABELS, LABELS_MIXED, …
 */
export function readRowTargets(y: unknown, rows: number): CheckedTargets {
  const targets = readLabelsOrBits("y", y);
  if (targets.length !== rows) throw fail.vectorLength("y", targets.length, rows, "row of X");
  return targets;
}

/** Truth and prediction, of one kind and shape. */
export type TruthAndPrediction =
  | { readonly kind: "labels"; readonly truth: ArrayLike<Label>; readonly prediction: ArrayLike<Label> }
  | {
      readonly kind: "matrix";
      readonly truth: Int8Array;
      readonly prediction: Int8Array;
      readonly cols: number;
    };

/**
 * Reads truth and prediction, which must be of one kind and shape.
 *
 * @param names  how the caller knows the two
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT
 * @throws {KindError} TARGET_KIND, LABELS_MIXED; and what `readLabelsOrBits` refuses
 */
export function readTruthAndPrediction(
  yTrue: unknown,
  yPred: unknown,
  names: readonly [string, string] = ["yTrue", "yPred"],
): TruthAndPrediction {
  const truth = readLabelsOrBits(names[0], yTrue);
  const prediction = readLabelsOrBits(names[1], yPred);
  if (truth.kind !== prediction.kind) throw fail.answersDiffer(names, truth.kind, prediction.kind);
  if (prediction.length !== truth.length) {
    throw fail.vectorLength(names[1], prediction.length, truth.length, `row of ${names[0]}`);
  }
  if (truth.kind === "labels" && prediction.kind === "labels") {
    requireSameLabelType(names[1], prediction.labels, truth.labels);
    return { kind: "labels", truth: truth.labels, prediction: prediction.labels };
  }
  const [trueBits, predictedBits] = [truth as Bits, prediction as Bits];
  const { cols } = trueBits;
  if (cols !== predictedBits.cols) throw fail.answerColumns(names, cols, predictedBits.cols);
  return { kind: "matrix", truth: trueBits.bits, prediction: predictedBits.bits, cols };
}

/**
 * Reads truth and prediction for a score per class: two lists of as many labels [n].
 *
 * @throws {KindError} LABELS_ARE_A_MATRIX, TARGET_KIND, LABELS_MIXED   @throws {ShapeError} LENGTH
 */
export function readTrueAndPredictedLabels(
  yTrue: unknown,
  yPred: unknown,
): TruthAndPrediction & { kind: "labels" } {
  const pair = readTruthAndPrediction(yTrue, yPred);
  if (pair.kind === "matrix") throw fail.answersAreAMatrix("yTrue");
  return pair;
}

/** @throws {KindError} LABELS_MIXED where the first label of one list is of another type than in the other */
export function requireSameLabelType(name: string, labels: ArrayLike<Label>, others: ArrayLike<Label>): void {
  const kind = typeof others[0];
  if (typeof labels[0] !== kind) throw fail.labelsMixed(`${name}[0]`, labels[0], kind);
}

function readBitMatrix(name: string, value: MatrixLike): Bits {
  return readBits(name, value, (row, col, bit) => {
    const element = cell(row, col, name);
    return typeof bit === "number" ? fail.notABit(element, bit) : fail.notANumber(element, bit);
  });
}
