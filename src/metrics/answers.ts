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
 * Reads labels, or a 0/1 matrix, under the caller's own name for them.
 *
 * @throws {KindError} NOT_LABELS, LABEL_KIND, LABELS_MIXED, NOT_A_NUMBER, …
 * @throws {ValueError} NOT_A_BIT, NOT_FINITE, DETACHED   @throws {ShapeError} EMPTY, RAGGED_ROWS, …
 */
export function readAnswers(who: string, name: string, value: unknown): CheckedTargets {
  const answers = isMatrix(value)
    ? readBitsOf(who, name, value)
    : readLabels(who, name, value, () => fail.notAnswers(who, name, value));
  if (answers.length === 0) throw fail.empty(who, name);
  return answers;
}

/** The same for a call with rows. @throws {ShapeError} LENGTH */
export function readAnswersOf(who: string, y: unknown, rows: number): CheckedTargets {
  const answers = readAnswers(who, "y", y);
  if (answers.length !== rows) throw fail.vectorLength(who, "y", answers.length, rows, "row of X");
  return answers;
}

/** Truth and prediction, of one kind and shape. */
export type Pair =
  | { readonly kind: "labels"; readonly truth: ArrayLike<Label>; readonly prediction: ArrayLike<Label> }
  | {
      readonly kind: "matrix";
      readonly truth: Int8Array;
      readonly prediction: Int8Array;
      readonly cols: number;
    };

/**
 * Reads what is to be compared.
 *
 * @param names  how the caller knows the two
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT   @throws {KindError} TARGET_KIND, LABELS_MIXED; as `readAnswers`
 */
export function readPair(
  who: string,
  yTrue: unknown,
  yPred: unknown,
  names: readonly [string, string] = ["yTrue", "yPred"],
): Pair {
  const truth = readAnswers(who, names[0], yTrue);
  const prediction = readAnswers(who, names[1], yPred);
  if (truth.kind !== prediction.kind) throw fail.answersDiffer(who, names, truth.kind, prediction.kind);
  if (prediction.length !== truth.length) {
    throw fail.vectorLength(who, names[1], prediction.length, truth.length, `row of ${names[0]}`);
  }
  if (truth.kind === "labels" && prediction.kind === "labels") {
    refuseMixed(who, names[1], prediction.labels, truth.labels);
    return { kind: "labels", truth: truth.labels, prediction: prediction.labels };
  }
  const [A, B] = [truth as Bits, prediction as Bits];
  if (A.cols !== B.cols) throw fail.answerColumns(who, names, A.cols, B.cols);
  return { kind: "matrix", truth: A.bits, prediction: B.bits, cols: A.cols };
}

/** The same for what is told per class: labels only. @throws {KindError} LABELS_ARE_A_MATRIX */
export function readLabelPair(who: string, yTrue: unknown, yPred: unknown): Pair & { kind: "labels" } {
  const pair = readPair(who, yTrue, yPred);
  if (pair.kind === "matrix") throw fail.answersAreAMatrix(who);
  return pair;
}

/** @throws {KindError} LABELS_MIXED where the first label of one list is of another type than in the other */
export function refuseMixed(
  who: string,
  name: string,
  labels: ArrayLike<Label>,
  others: ArrayLike<Label>,
): void {
  const kind = typeof others[0];
  if (typeof labels[0] !== kind) throw fail.labelsMixed(who, `${name}[0]`, labels[0], kind);
}

function readBitsOf(who: string, name: string, value: MatrixLike): Bits {
  return readBits(who, name, value, (_, row, col, bit) => {
    const place = cell(row, col, name);
    return typeof bit === "number" ? fail.notABit(who, place, bit) : fail.notANumber(who, place, bit);
  });
}
