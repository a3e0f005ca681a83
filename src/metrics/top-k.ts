import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { count } from "../data/options.js";
import { readTruthAndScores, type ScoreOptions, type Scores } from "./scores.js";

/** How many answers count, and what the columns of scores stand for. */
export interface TopKOptions extends ScoreOptions {
  /** How many labels of a row count as answers. Default 2. */
  k?: number | undefined;
}

/**
 * The share of rows whose label is among the k of the largest scores (scikit-learn's top_k_accuracy_score). Of equal scores the
 * first counts as larger, as for `predict`: with k = 1 it is the accuracy of a model's predictions.
 *
 * @param yTrue   truth   [n]
 * @param scores  [n×k]; of two labels also the margins [n] or [n×1], which mean the second from 0 on
 * @param options  k, 2; labels that the columns stand for, if not those of yTrue, sorted; sampleWeight [n]
 * @returns 0 … 1
 * @throws {KindError} LABELS_ARE_A_MATRIX, LABELS_MIXED, NOT_LABELS, NOT_A_MATRIX, NOT_A_NUMBER, UNKNOWN_OPTION, OPTION_KIND
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY
 * @throws {ValueError} OPTION_VALUE, ONE_CLASS, NOT_FINITE, LABELS_DUPLICATE, UNKNOWN_CLASS, WEIGHT
 */
export function topKAccuracy(yTrue: ArrayLike<Label>, scores: Scores, options: TopKOptions = {}): number {
  return call("topKAccuracy", () => {
    const read = readTruthAndScores(yTrue, scores, options, "scores", ["k"]);
    const k = options.k === undefined ? 2 : count("k", options.k);
    const { rows, cols, numbers } = read;
    if (numbers === undefined) throw fail.answersAreAMatrix("yTrue");
    let hits = 0;
    for (let i = 0; i < rows; i++) {
      const own = numbers[i] as number;
      const row = read.scores.subarray(i * cols, (i + 1) * cols);
      const larger =
        cols === 1
          ? Number((row[0] as number) >= 0 !== (own === 1))
          : row.filter((score, j) => score > (row[own] as number) || (score === row[own] && j < own)).length;
      if (larger < k) hits += read.weights[i] as number;
    }
    return hits / read.totalWeight;
  });
}
