// From what a caller passes to what a model has learned.

import { allFinite } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { isSynchronous, shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { type CheckedTargets, type Targets, targetsWork } from "../../data/labels.js";
import { samplesWork } from "../../data/matrix.js";
import { HELD_OUT, parted, shuffledRows, strataWork } from "../../data/strata.js";
import type { MatrixInput, MatrixView } from "../../data/view.js";
import { readWeights } from "../../data/weights.js";
import {
  averaged,
  featuresOf,
  grown,
  type ModelState,
  type PredictionWeights,
  pocketed,
  predictionWeights,
  untrained,
} from "../model.js";
import { balancedClassWeight, encode, encodeClassWeight, isRight, type Outputs } from "../outputs.js";
import type { PerceptronSettings } from "../settings.js";
import type { EpochReport, OnEpoch } from "../types.js";
import { type FitResult, training, trainNow } from "./epochs.js";
import { placeMatrix, refuseUnplaced } from "./samples.js";
import { type HeldOutRows, type TrainingSet, weightedRows } from "./training-set.js";

/** What a fit commits, as a whole or not at all. */
export interface Fitted extends FitResult {
  readonly outputs: Outputs;
  /** The weights that the model answers with. */
  readonly prediction: PredictionWeights;
}

/** What a caller wants to have learned. */
export interface FitJob {
  readonly X: MatrixInput;
  readonly y: Targets;
  readonly sampleWeight: ArrayLike<number> | null | undefined;
  readonly settings: PerceptronSettings;
  /** What to go on from; undefined to begin. */
  readonly before: Fitted | undefined;
  /** Whether anybody is told of each epoch. */
  readonly reports: boolean;
  /** Whether rows are only a part: their mistakes then say nothing of when a fit should stop. */
  readonly isPartial: boolean;
  /** What y stands for, given what was learned before. */
  outputsOf(checked: CheckedTargets): Work<Outputs>;
  /** Sees what was read before anything is learned from it. */
  examine?(
    X: MatrixView,
    checked: CheckedTargets,
    outputs: Outputs,
    prediction: PredictionWeights,
  ): Work<void>;
}

export interface FittedEpoch {
  readonly report: EpochReport;
  fitted(): Fitted;
}

/**
 * Learns what is asked for. The model is not touched: what comes back is for the caller to commit.
 *
 * @throws {KindError | ShapeError | ValueError} what cannot be learned from
 */
export function* learning(job: FitJob, arena: Arena): Work<Fitted, FittedEpoch> {
  const { settings, before } = job;
  const view = yield* samplesWork(job.X, before && featuresOf(before.state));
  // Sparse samples are not centred. Where earlier ones were, their zeros have a value too.
  const isCentred = before?.state.scale?.mean.some((mean) => mean !== 0) === true;
  const given = isCentred ? { ...view, csr: undefined } : view;
  const dtype = before?.state.dtype ?? settings.dtype ?? view.dtype;
  const X = isSynchronous() ? given : yield* placeMatrix(arena, given, dtype);
  const checked = yield* targetsWork(job.y, X.rows);
  const outputs = yield* job.outputsOf(checked);
  const joint = settings.multiclass === "joint" && outputs.kind === "multiclass";
  if (settings.multiclass === "joint" && checked.kind === "matrix") throw fail.jointMatrix();
  const targets = yield* encode(checked, outputs, settings.step);
  const sampleWeight = yield* readWeights(job.sampleWeight, X.rows);
  const classWeight =
    settings.classWeight === "balanced"
      ? yield* balancedClassWeight(targets, outputs)
      : encodeClassWeight(settings.classWeight, outputs);
  const start = startOf(settings, before, outputs, X, joint);
  if (job.examine) {
    refuseUnplaced(X);
    yield* job.examine(X, checked, before?.outputs ?? outputs, predictionWeights(before?.state ?? start));
  }
  const weighted = yield* weightedRows({ targets, sampleWeight, classWeight }, joint);
  const all = { X, targets, sampleWeight, classWeight, joint, weighted, visited: weighted };
  const trainingSet = settings.earlyStopping ? yield* withValidation(all, checked, outputs, settings) : all;
  const fittedOf = (outcome: FitResult): Fitted => {
    const { best, epochsWithoutImprovement } = job.isPartial ? start : outcome.state;
    const state = { ...outcome.state, best, epochsWithoutImprovement };
    const prediction = predictionWeights(state);
    // Their mean, or the division by a deviation, may overflow where the weights themselves do not.
    if (!allFinite(prediction.W) || !allFinite(prediction.b))
      throw fail.overflow("a weight", prediction.dtype);
    return { ...outcome, state, outputs, prediction };
  };
  const epochs = training(arena, trainingSet, start, { ...settings, reports: job.reports });
  for (;;) {
    const step = epochs.next();
    if (step.done) return fittedOf(step.value);
    const end = step.value;
    yield end && { report: end.report, fitted: () => fittedOf(end.outcome()) };
  }
}

/** `learning` in the shared arena, to its end. @throws what it throws and `onEpoch` does; {KindError} ASYNC_CALLBACK */
export const learnNow = (job: FitJob, onEpoch?: OnEpoch): Fitted =>
  trainNow((arena) => learning(job, arena), onEpoch);

/** What training begins with: zeros, or what was learned before, with room for classes that are new. */
function startOf(
  settings: PerceptronSettings,
  before: Fitted | undefined,
  outputs: Outputs,
  X: MatrixView,
  joint: boolean,
): ModelState {
  if (before === undefined) {
    const zero = untrained(settings.dtype ?? X.dtype, outputs.count, X.cols);
    return settings.average ? averaged(zero) : settings.keep === "best" ? pocketed(zero, joint) : zero;
  }
  if (outputs.count === before.outputs.count) return before.state;
  const places = before.outputs.classes.map((label) => outputs.classes.indexOf(label));
  return grown(before.state, places, outputs.count, joint);
}

/** The training set with part of its rows held out, of each class alike, to tell when to stop. */
function* withValidation(
  trainingSet: TrainingSet,
  checked: CheckedTargets,
  outputs: Outputs,
  { randomState, validationFraction, step }: PerceptronSettings,
): Work<TrainingSet> {
  const { targets, weighted } = trainingSet;
  const n = trainingSet.X.rows;
  const all = yield* shuffledRows(n, randomState);
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (shouldYield(i)) yield;
    const row = all[i] as number;
    if (weighted?.[row] !== 0) all[count++] = row;
  }
  const order = all.subarray(0, count);
  const testCount = Math.ceil(validationFraction * order.length);
  if (testCount === order.length) throw fail.nothingLeft(order.length);
  const strata = checked.kind === "labels" ? yield* strataWork(checked.labels, weighted) : undefined;
  const { test } = yield* parted(order, testCount, strata, HELD_OUT);
  const visited = weighted?.slice() ?? new Uint8Array(n).fill(1);
  for (let i = 0; i < testCount; i++) {
    visited[test[i] as number] = 0;
    if (shouldYield(i)) yield;
  }
  const rows = new Uint32Array(testCount);
  for (let row = 0, i = 0; row < n; row++) {
    if (visited[row] === 0 && weighted?.[row] !== 0) rows[i++] = row;
    if (shouldYield(row)) yield;
  }
  const validation: HeldOutRows = {
    rows,
    isRight: (z, at, row) => isRight(z, at, targets, row, outputs, step),
  };
  return { ...trainingSet, visited, validation };
}
