import { call } from "../base/errors.js";
import { upTo } from "../base/random.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import { meanOverColumns, readTruthAndScores, type ScoreOptions, type Scores } from "./scores.js";

/**
 * The area under the ROC curve: how often a row of the class has a larger score than a row of the others, a tie counting
 * half (Hanley & McNeil 1982). From exact counts,
 *
 *   AUC = (2·#{sᵢ > sⱼ} + #{sᵢ = sⱼ}) / (2·n₊·n₋) over the rows i of the class and j of the others.
 *
 * Of more than two labels, or of a matrix of 0 and 1, the plain mean over the columns, each against the rest (scikit-learn's
 * roc_auc_score with average="macro", multi_class="ovr").
 *
 * @param yTrue   truth   [n] labels, or [n×k] 0 and 1
 * @param scores  any that grow with the belief: of two labels [n] or [n×1] for the second, otherwise [n×k]
 * @param options  labels that the columns stand for, if not those of yTrue, sorted; sampleWeight [n]
 * @returns 0 … 1
 * @throws {ValueError} ONE_CLASS if a column is true of no row or of all; NOT_FINITE, LABELS_DUPLICATE, UNKNOWN_CLASS, WEIGHT
 * @throws {KindError} LABELS_MIXED, NOT_LABELS, NOT_A_MATRIX, NOT_A_NUMBER, UNKNOWN_OPTION
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY
 */
export function rocAuc(yTrue: Targets, scores: Scores, options: ScoreOptions = {}): number {
  return call("rocAuc", () => {
    const read = readTruthAndScores(yTrue, scores, options, "scores");
    return meanOverColumns(read, (column, isTrue, j) => {
      let [twice, before, behind] = [0, 0, 0];
      const total = isTrue.reduce((sum, bit) => sum + bit, 0);
      const weighed = isTrue.filter((_, i) => (read.weights[i] as number) > 0);
      if (weighed.every((bit) => bit === weighed[0])) {
        throw fail.columnOfOneClass(
          read.numbers === undefined ? `column ${j}` : `class ${fail.quote(read.labels[j])}`,
          total,
        );
      }
      for (const { hits, others } of groups(column, isTrue, read.weights)) {
        twice += others * (2 * before + hits);
        before += hits;
        behind += others;
      }
      return twice / (2 * before * behind);
    });
  });
}

/**
 * Average precision: the precision at each threshold, weighted by how much the recall grows there,
 *
 *   AP = Σ (Rₜ − Rₜ₋₁)·Pₜ over the distinct scores t, from the largest on.
 *
 * Of more than two labels, or of a matrix, the plain mean over the columns (scikit-learn's average_precision_score).
 *
 * @param yTrue   truth   [n] labels, or [n×k] 0 and 1
 * @param scores  as `rocAuc`
 * @param options  labels that the columns stand for, if not those of yTrue, sorted; sampleWeight [n]
 * @returns 0 … 1; 0 for a column that is true of no row
 * @throws as `rocAuc`, but not ONE_CLASS for a column
 */
export function averagePrecision(yTrue: Targets, scores: Scores, options: ScoreOptions = {}): number {
  return call("averagePrecision", () => {
    const read = readTruthAndScores(yTrue, scores, options, "scores");
    return meanOverColumns(read, (column, isTrue) => {
      let [sum, found, seen] = [0, 0, 0];
      for (const { hits, others } of groups(column, isTrue, read.weights)) {
        found += hits;
        seen += hits + others;
        if (hits > 0) sum += hits * (found / seen);
      }
      return found === 0 ? 0 : sum / found;
    });
  });
}

/** The rows of each distinct score, from the largest on: what those weigh that are true, and the others. */
function* groups(
  scores: ArrayLike<number>,
  isTrue: Uint8Array,
  weights: Float64Array,
): Generator<{ hits: number; others: number }> {
  const order = upTo(isTrue.length).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i] as number];
    let [hits, others] = [0, 0];
    for (; i < order.length && scores[order[i] as number] === score; i++) {
      const row = order[i] as number;
      if (isTrue[row] === 1) hits += weights[row] as number;
      else others += weights[row] as number;
    }
    yield { hits, others };
  }
}
