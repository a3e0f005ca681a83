import { type DType, dtypeOf } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { finish } from "../base/work.js";
import { cell, readVector } from "../data/dense.js";
import { isMatrix, type Label } from "../data/labels.js";
import { readMatrix } from "../data/matrix.js";
import { checkOptions } from "../data/options.js";
import type { DenseInput, MatrixView } from "../data/view.js";
import { readWeights } from "../data/weights.js";
import { labelUnion, readLabelOption } from "./confusion.js";
import { readLabelsOrBits } from "./targets.js";

/** One score a row, of the second of two labels, or one a row and label. */
export type Scores = ArrayLike<number> | DenseInput;

/** What the columns of scores stand for, and how much each row counts. */
export interface ScoreOptions {
  /** What the columns of the scores stand for, in their order. Default: the labels of `yTrue`, sorted, as `classes` are. */
  labels?: ArrayLike<Label> | undefined;
  /** How much each row counts [n], ≥ 0, as so many equal rows. Default: each as one. */
  sampleWeight?: ArrayLike<number> | null | undefined;
}

/** Truth and scores that belong together. */
export interface TruthAndScores {
  readonly rows: number;
  readonly cols: number;
  /** [rows × cols] in f64: of two labels one column, of the second, or two. */
  readonly scores: Float64Array;
  /** The element type that the scores came in. */
  readonly dtype: DType;
  /** Of labels, the number of each row's [rows]; undefined for a matrix. */
  readonly numbers: Uint32Array | undefined;
  /** Of a matrix of 0 and 1, its elements [rows × cols]. */
  readonly bits: Int8Array | undefined;
  readonly labels: readonly Label[];
  /** How much each row counts [rows], beside the others. */
  readonly weights: Float64Array;
  readonly totalWeight: number;
}

/**
 * Reads truth and scores: labels [n] with scores [n] of the second of two or [n×k], or a matrix of 0 and 1 with as many scores.
 *
 * @param name  what errors call the scores
 * @throws {KindError} NOT_LABELS, LABELS_MIXED, NOT_A_MATRIX, NOT_A_NUMBER, UNKNOWN_OPTION, …
 * @throws {ShapeError} LENGTH, OUTPUT_COUNT, EMPTY   @throws {ValueError} NOT_FINITE, ONE_CLASS, LABELS_DUPLICATE, UNKNOWN_CLASS, WEIGHT
 */
export function readTruthAndScores(
  yTrue: unknown,
  value: unknown,
  options: ScoreOptions,
  name: string,
  known: readonly string[] = [],
): TruthAndScores {
  options = checkOptions(options, ["labels", "sampleWeight", ...known]);
  const truth = readLabelsOrBits("yTrue", yTrue);
  const { data, rows, cols, dtype } = readScores(name, value);
  if (rows !== truth.length) throw fail.vectorLength(name, rows, truth.length, "row of yTrue");
  const given = finish(readWeights(options.sampleWeight, rows)) ?? new Float64Array(rows).fill(1);
  // Over a power of two, which changes no digit: so that no sum or product of them leaves the range of doubles.
  const unit = 2 ** Math.min(1023, Math.floor(Math.log2(given.reduce((a, b) => Math.max(a, b)))));
  const weights = given.map((weight) => weight / unit);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const read = { rows, cols, scores: data, dtype, weights, totalWeight };
  if (truth.kind === "matrix") {
    if (cols !== truth.cols) throw fail.answerColumns(["yTrue", name], truth.cols, cols);
    return { ...read, numbers: undefined, bits: truth.bits, labels: [] };
  }
  const labels =
    options.labels === undefined
      ? labelUnion(truth.labels, [])
      : readLabelOption(options.labels, truth.labels);
  if (labels.length < 2) throw fail.oneLabel(labels[0]);
  const wanted = labels.length === 2 && cols === 1 ? 1 : labels.length;
  if (cols !== wanted) throw fail.scoreColumns(name, cols, labels.length);
  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const numbers = Uint32Array.from({ length: rows }, (_, i) => {
    const number = numberOf.get(truth.labels[i] as Label);
    if (number === undefined) throw fail.notAmong(`yTrue[${i}]`, truth.labels[i], "labels", labels);
    return number;
  });
  return { ...read, numbers, bits: undefined, labels };
}

/** Scores as f64, each finite. */
function readScores(
  name: string,
  value: unknown,
): { data: Float64Array; rows: number; cols: number; dtype: DType } {
  if (!isMatrix(value)) {
    const data = readVector(name, value, "f64") as Float64Array;
    return { data, rows: data.length, cols: 1, dtype: dtypeOf(value as ArrayLike<number>) };
  }
  const matrix = readMatrix(name, value);
  if (matrix.cols === 0) throw fail.noColumns(name);
  return { data: elements(name, matrix), rows: matrix.rows, cols: matrix.cols, dtype: matrix.dtype };
}

function elements(name: string, { rows, cols, row }: MatrixView): Float64Array {
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const values: ArrayLike<unknown> = row(i);
    for (let j = 0; j < cols; j++) {
      const value = values[j];
      if (typeof value !== "number") throw fail.notANumber(cell(i, j, name), value);
      if (value - value !== 0) throw fail.notFinite(cell(i, j, name), value, "f64");
      data[i * cols + j] = value;
    }
  }
  return data;
}

/**
 * The mean of a score over the columns, each of which is told from the rest; of two labels the score of the second.
 *
 * @param score  of one column: its scores [n], and which rows it is true of [n]
 */
export function meanOverColumns(
  { rows, cols, scores, numbers, bits, labels }: TruthAndScores,
  score: (scores: Float64Array, isTrue: Uint8Array, column: number) => number,
): number {
  const isTwo = labels.length === 2;
  let sum = 0;
  for (let j = isTwo ? cols - 1 : 0; j < cols; j++) {
    const own = isTwo ? 1 : j;
    const column = Float64Array.from({ length: rows }, (_, i) => scores[i * cols + j] as number);
    const isTrue = Uint8Array.from({ length: rows }, (_, i) =>
      numbers === undefined ? (bits?.[i * cols + j] as number) : Number(numbers[i] === own),
    );
    sum += score(column, isTrue, own);
  }
  return isTwo ? sum : sum / cols;
}
