// Whether the weights that a model answers with, where those are not the last training weights, answer rightly what was
// learned from.

import { counted } from "../../base/counts.js";
import { allFinite, type DType } from "../../base/dtype.js";
import { upTo } from "../../base/random.js";
import { shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { takeRows } from "../../data/take-rows.js";
import type { Matrix, MatrixView } from "../../data/view.js";
import { type Average, type ModelState, meanWeights, predictionWeights, type Weights } from "../model.js";
import { marginsWork } from "../predict/affine.js";
import type { Judge, TrainingSet } from "./training-set.js";

/** By how much less than computed T is taken to grow, for what rounding may hide. */
const SLACK = { f32: 1e-3, f64: 1e-9 };

/** Rows that are asked before the others: where not all are right, one of them is mostly wrong. */
const FIRST_ASKED = 128;

/** The rows that were learned from, as the weights of training are for them: scaled, if they are. */
export type LearnedRows = Pick<TrainingSet, "visited"> & { readonly matrix: MatrixView };

/** Whether a model with this training behind it has every row right that it learned from. */
export function* answersAll(
  arena: Arena,
  { matrix, visited }: LearnedRows,
  judge: Judge,
  state: ModelState,
): Work<boolean> {
  const weights = predictionWeights(state);
  if (!allFinite(weights.W) || !allFinite(weights.b)) return false; // which is refused as soon as it is committed
  const first = yield* takeRows(matrix, upTo(Math.min(FIRST_ASKED, matrix.rows)), state.dtype);
  for (const rows of [first, matrix]) {
    const z = yield* marginsWork(arena, rows, { ...weights, scale: undefined });
    if ((yield* wrongRows(z, judge, visited)).length > 0) return false;
  }
  return true;
}

/**
 * The rows of margins that are answered wrongly.
 *
 * @param visited  1 for each row that counts, else 0; undefined if all do
 * @param numbers  which row of the targets each is; undefined for the same
 */
export function* wrongRows(
  { data, rows, cols }: Matrix,
  judge: Judge,
  visited?: Uint8Array,
  numbers?: Uint32Array,
): Work<number[]> {
  const wrong: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (shouldYield(row, 1024)) yield;
    if (visited?.[row] !== 0 && !judge.isRight(data, row * cols, numbers?.[row] ?? row)) wrong.push(row);
  }
  return wrong;
}

/**
 * Of a mean that is wrong after so many more epochs over `rows` rows: after how many it is worth another look.
 *
 * @param growth  by how much T has to grow, as `Judge` says it
 */
export function nextEpochs(
  { average, dtype }: { readonly average: Average; readonly dtype: DType },
  rows: number,
  epochs: number,
  growth: number,
): number {
  const visits = average.visits + epochs * rows;
  const needed = Math.floor((visits * growth * (1 - SLACK[dtype]) - average.visits) / rows);
  return Math.max(epochs + 1, needed);
}

/**
 * How many more epochs without a correction it takes until the mean has every row right: it tends to the training weights,
 * which have. Epochs that cannot be the last are jumped over.
 *
 * @param state  after an epoch without a correction
 * @param rows   visited in an epoch
 * @param most   epochs that may be run
 * @returns undefined if it takes more than those
 */
export function* epochsUntilMeanIsRight(
  arena: Arena,
  { matrix, visited }: LearnedRows,
  judge: Judge,
  state: ModelState & { readonly average: Average },
  rows: number,
  most: number,
): Work<number | undefined> {
  const { W, b, average, dtype } = state;
  const marginsBy = ({ W, b }: Weights) => marginsWork(arena, matrix, { dtype, W, b });
  let last: Matrix | undefined;
  for (let epochs = 0; epochs <= most; ) {
    const visits = counted(average.visits, epochs * rows);
    const mean = yield* marginsBy(meanWeights(W, b, { ...average, visits }));
    const wrong = yield* wrongRows(mean, judge, visited);
    if (wrong.length === 0) return epochs;
    last ??= yield* marginsBy({ W, b });
    let growth = 0;
    for (const [i, row] of wrong.entries()) {
      if (shouldYield(i, 1024)) yield;
      growth = Math.max(growth, judge.growth(mean.data, last.data, row * mean.cols, row));
    }
    epochs = nextEpochs(state, rows, epochs, growth);
  }
  return undefined;
}
