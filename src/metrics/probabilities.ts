import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { cell } from "../data/dense.js";
import type { Label } from "../data/labels.js";
import { readTruthAndScores, type ScoreOptions, type Scores, type TruthAndScores } from "./scores.js";

/** How far the probabilities of a row may be from 1 together: they may have been rounded to f32, or printed. */
const TOLERANCE = 1e-4;
/** The distance from 1 to the next number. */
const EPSILON = { f32: 2 ** -23, f64: 2 ** -52 } as const;

/**
 * Log loss, the mean surprise at the truth: −(1/n)·Σ ln p(truth) in nats. Probabilities are first kept ε away from 0 and 1, with
 * ε the element type's, and each row is then divided by its sum (scikit-learn's log_loss). The logarithm is the engine's:
 * the last bits may differ between engines.
 *
 * @param yTrue  truth  [n]
 * @param proba  probabilities: of two labels [n] or [n×1] of the second, otherwise [n×k]
 * @param options  labels that the columns stand for, if not those of yTrue, sorted; sampleWeight [n]
 * @returns ≥ 0
 * @throws {KindError} LABELS_ARE_A_MATRIX, LABELS_MIXED, NOT_LABELS, NOT_A_MATRIX, NOT_A_NUMBER, UNKNOWN_OPTION
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY
 * @throws {ValueError} NOT_A_PROBABILITY, ONE_CLASS, NOT_FINITE, LABELS_DUPLICATE, UNKNOWN_CLASS, WEIGHT
 */
export function logLoss(yTrue: ArrayLike<Label>, proba: Scores, options: ScoreOptions = {}): number {
  return call("logLoss", () => {
    const read = readProbabilities(yTrue, proba, options);
    const epsilon = EPSILON[read.dtype];
    const clipped = (p: number): number => Math.min(Math.max(p, epsilon), 1 - epsilon);
    let loss = 0;
    for (let i = 0; i < read.rows; i++) {
      const row = rowOf(read, i).map(clipped);
      const sum = row.reduce((total, p) => total + p, 0);
      loss -= (read.weights[i] as number) * Math.log((row[read.numbers[i] as number] as number) / sum);
    }
    return loss / read.totalWeight;
  });
}

/**
 * The Brier score (1950), the mean squared distance of the probabilities from what came: of two labels (1/n)·Σ (p − y)² with
 * p of the second, of more (1/n)·Σ Σⱼ (pⱼ − yⱼ)² (scikit-learn's brier_score_loss).
 *
 * @param yTrue  truth  [n]
 * @param proba  as `logLoss`
 * @param options  labels that the columns stand for, if not those of yTrue, sorted; sampleWeight [n]
 * @returns 0 … 1, of more than two labels 0 … 2
 * @throws as `logLoss`
 */
export function brierScore(yTrue: ArrayLike<Label>, proba: Scores, options: ScoreOptions = {}): number {
  return call("brierScore", () => {
    const read = readProbabilities(yTrue, proba, options);
    const isTwo = read.labels.length === 2;
    let sum = 0;
    for (let i = 0; i < read.rows; i++) {
      const [own, weight] = [read.numbers[i], read.weights[i] as number];
      rowOf(read, i).forEach((p, j) => {
        const distance = p - Number(j === own);
        if (j > 0 || !isTwo) sum += weight * (distance * distance);
      });
    }
    return sum / read.totalWeight;
  });
}

type Probabilities = TruthAndScores & { readonly numbers: Uint32Array };

/** The probability of every label in row i. */
function rowOf({ scores, cols }: Probabilities, i: number): number[] {
  if (cols > 1) return Array.from(scores.subarray(i * cols, (i + 1) * cols));
  const p = scores[i] as number;
  return [1 - p, p];
}

function readProbabilities(yTrue: unknown, proba: unknown, options: ScoreOptions): Probabilities {
  const read = readTruthAndScores(yTrue, proba, options, "proba");
  const { scores, rows, cols, numbers } = read;
  if (numbers === undefined) throw fail.answersAreAMatrix("yTrue");
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const p = scores[i * cols + j] as number;
      if (!(p >= 0 && p <= 1)) throw fail.notAProbability(cell(i, j, "proba"), p);
      sum += p;
    }
    if (cols > 1 && Math.abs(sum - 1) > TOLERANCE)
      throw fail.notAProbability(`the sum of row ${i} of proba`, sum);
  }
  return { ...read, numbers };
}
