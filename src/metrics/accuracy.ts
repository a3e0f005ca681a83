import type { Targets } from "../data/labels.js";
import { type Pair, readPair } from "./answers.js";

/**
 * The share of right answers: of 0/1 matrices the share of rows that are right in every column (scikit-learn's
 * accuracy_score).
 *
 * @param yTrue  truth       [n] labels, or [n×k] 0 and 1
 * @param yPred  prediction  the same kind and shape
 * @returns 0 … 1
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY   @throws {KindError} TARGET_KIND, LABELS_MIXED; as `readAnswers`
 */
export function accuracy(yTrue: Targets, yPred: Targets): number {
  return shareRight(readPair("accuracy", yTrue, yPred));
}

export function shareRight(pair: Pair): number {
  const { truth, prediction } = pair;
  const cols = pair.kind === "matrix" ? pair.cols : 1;
  const rows = truth.length / cols;
  let right = 0;
  for (let i = 0; i < rows; i++) {
    let j = i * cols;
    while (j < (i + 1) * cols && truth[j] === prediction[j]) j++;
    if (j === (i + 1) * cols) right++;
  }
  return right / rows;
}
