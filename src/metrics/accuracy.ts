import { call } from "../base/errors.js";
import type { Targets } from "../data/labels.js";
import { readTruthAndPrediction, type TruthAndPrediction } from "./targets.js";

/**
 * The share of rows that are predicted right: of 0/1 matrices the share of rows that are right in every
 * column (scikit-learn's accuracy_score).
 *
 * @param yTrue  truth       [n] labels, or [n×k] 0 and 1
 * @param yPred  prediction  of the kind and shape of yTrue
 * @returns 0 … 1
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY
 * @throws {KindError} TARGET_KIND, LABELS_MIXED, NOT_LABELS, LABEL_KIND, NOT_A_NUMBER
 * @throws {ValueError} NOT_A_BIT, NOT_FINITE, DETACHED
 */
export function accuracy(yTrue: Targets, yPred: Targets): number {
  return call("accuracy", () => accuracyOf(readTruthAndPrediction(yTrue, yPred)));
}

/** The accuracy of what has been read. */
export function accuracyOf(pair: TruthAndPrediction): number {
  const { truth, prediction } = pair;
  const cols = pair.kind === "matrix" ? pair.cols : 1;
  const rows = truth.length / cols;
  let correct = 0;
  for (let i = 0; i < rows; i++) {
    let j = i * cols;
    while (j < (i + 1) * cols && truth[j] === prediction[j]) j++;
    if (j === (i + 1) * cols) correct++;
  }
  return correct / rows;
}
