// From what a caller passes to what a model has learned.

import type { AbortSignalLike } from "../../base/abort-signal.js";
import { allFinite } from "../../base/dtype.js";
import type { Step } from "../../base/step.js";
import * as fail from "../../base/texts.js";
import { finishAsync, isSynchronous, type Pace, shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { inOwnArena, ownArena, releaseArena, sharedArena } from "../../core/current.js";
import { type CheckedTargets, type Targets, targetsWork } from "../../data/labels.js";
import { finitenessWork, samplesWork } from "../../data/matrix.js";
import { HELD_OUT, parted, strataWork } from "../../data/strata.js";
import { isObject, isVector, type MatrixInput, type MatrixView } from "../../data/view.js";
import { readWeights } from "../../data/weights.js";
import {
  averaged,
  featuresOf,
  grown,
  type ModelState,
  type PredictionWeights,
  pocketed,
  predictionWeights,
  samplesFor,
  untrained,
} from "../model.js";
import { balancedClassWeight, encode, encodeClassWeight, judgeOf, type Outputs } from "../outputs.js";
import { ruleText } from "../rule.js";
import type { PerceptronSettings } from "../settings.js";
import type { EpochReport, OnEpoch } from "../types.js";
import { type FitResult, training, trainNow } from "./epochs.js";
import { placeMatrix, refuseUnplaced } from "./samples.js";
import { type TrainingSet, weightedRows } from "./training-set.js";
import { visitingOrder } from "./visiting-order.js";

/** What a fit commits, as a whole or not at all. */
export interface Fitted extends FitResult {
  readonly outputs: Outputs;
  /** The weights that the model answers with. */
  readonly prediction: PredictionWeights;
  /** What streams have met so far. */
  readonly stream?: StreamRecord | undefined;
  /** Of a file without what further training needs. */
  readonly isFinal?: true;
}

/** The rows that the last stream met, and how many of them the model predicted right before it learned from them. */
export interface StreamRecord {
  readonly rows: number;
  readonly right: number;
  /** Of all streams: 1 for each of the last rows, at most RECENT_ROWS, that was, and 0 for each that was not. */
  readonly recent: readonly number[];
}

/** What a caller wants to have learned. */
export interface FitJob {
  readonly X: MatrixInput;
  readonly y: Targets;
  readonly sampleWeight: ArrayLike<number> | null | undefined;
  readonly settings: PerceptronSettings;
  /** What to go on from; undefined to begin. */
  readonly before: Fitted | undefined;
  /** Whether each epoch is reported as it ends. */
  readonly reports: boolean;
  readonly stop?: AbortSignalLike | undefined;
  /** Whether rows are only a part: their mistakes then say nothing of when a fit should stop. */
  readonly isPartial: boolean;
  /** What y stands for, given what was learned before. */
  outputsOf(checked: CheckedTargets): Work<Outputs>;
  readonly examine?: Examine;
}

/** Sees what was read before anything is learned from it. */
export type Examine = (
  X: MatrixView,
  checked: CheckedTargets,
  outputs: Outputs,
  prediction: PredictionWeights,
  step: Step,
) => Work<void>;

interface FittedEpoch {
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
  if (settings.rule && !settings.rule.open) throw fail.noRule(ruleText(settings.rule));
  const view = yield* samplesWork(job.X, before && featuresOf(before.state));
  const given = samplesFor(view, before?.state.scale);
  const dtype = before?.state.dtype ?? settings.dtype ?? view.dtype;
  const X = isSynchronous() ? given : yield* placeMatrix(arena, given, dtype);
  const checked = yield* targetsWork(job.y, X.rows);
  const outputs = yield* job.outputsOf(checked);
  const joint = settings.multiclass === "joint" && outputs.kind === "multiclass";
  if (settings.multiclass === "joint" && checked.kind === "matrix") throw fail.jointMatrix();
  const targets = yield* encode(checked, outputs, settings.step);
  const sampleWeight = yield* readWeights(job.sampleWeight, X.rows, job.isPartial);
  const classWeight =
    settings.classWeight === "balanced"
      ? yield* balancedClassWeight(targets, outputs)
      : encodeClassWeight(settings.classWeight, outputs);
  const start = startOf(settings, before, outputs, X, joint);
  const weighted = yield* weightedRows({ targets, sampleWeight, classWeight }, joint);
  if (weighted === "none") {
    if (job.isPartial) {
      refuseUnplaced(X);
      yield* finitenessWork(X, dtype);
      return skipped(start, outputs, before);
    }
    throw fail.noWeight(sampleWeight === undefined ? "classWeight" : "sampleWeight");
  }
  if (job.examine) {
    refuseUnplaced(X);
    const answering = predictionWeights(before?.state ?? start);
    yield* job.examine(X, checked, before?.outputs ?? outputs, answering, settings.step);
  }
  const judge = judgeOf(targets, outputs, settings.step);
  const all = { X, targets, sampleWeight, classWeight, joint, weighted, visited: weighted, judge };
  const trainingSet = settings.earlyStopping ? yield* withValidation(all, checked, settings) : all;
  if (trainingSet.visited) {
    refuseUnplaced(X);
    yield* finitenessWork(X, dtype, trainingSet.visited); // training looks at the other rows
  }
  const fittedOf = (outcome: FitResult): Fitted => {
    const { best, epochsWithoutImprovement } = start;
    const state = job.isPartial ? { ...outcome.state, best, epochsWithoutImprovement } : outcome.state;
    const prediction = predictionWeights(state);
    // Their mean may overflow where the weights themselves do not.
    if (!allFinite(prediction.W) || !allFinite(prediction.b))
      throw fail.overflow("a weight", prediction.dtype);
    return { outputs, prediction, stream: job.isPartial ? before?.stream : undefined, ...outcome, state };
  };
  const epochs = training(arena, trainingSet, start, {
    reports: job.reports,
    isPartial: job.isPartial,
    stop: job.stop,
    ...settings,
  });
  for (;;) {
    const step = epochs.next();
    if (step.done) return fittedOf(step.value);
    const end = step.value;
    yield end && { report: end.report, fitted: () => fittedOf(end.outcome()) };
  }
}

/** Of a batch from which nothing was learned. */
export const EMPTY_REPORT: EpochReport = { epoch: 0, mistakes: 0, accuracy: 1, seconds: 0, skipped: true };

/** What a batch leaves whose rows all weigh nothing: the model as it was, and a report. */
function skipped(state: ModelState, outputs: Outputs, before: Fitted | undefined): Fitted {
  return {
    outputs,
    state,
    prediction: predictionWeights(state),
    stream: before?.stream,
    history: [{ ...EMPTY_REPORT, epoch: state.epoch }],
    nIter: 1,
    converged: before?.converged ?? false,
    stopReason: before?.stopReason ?? "maxIter",
  };
}

/** What a batch without rows leaves; undefined if there is no model yet. */
export const skippedBatch = (before: Fitted | undefined): Fitted | undefined =>
  before && skipped(before.state, before.outputs, before);

/** Whether a batch has neither rows nor targets. */
export const isEmptyBatch = ({ X, y }: { X: unknown; y: unknown }): boolean => isEmpty(X) && isEmpty(y);

const isEmpty = (values: unknown): boolean =>
  isVector(values) ? values.length === 0 : isObject(values) && values.rows === 0;

/** `learning` to its end, in the shared arena where it may. @throws what it throws and `onEpoch` does; {KindError} ASYNC_CALLBACK */
export function learnNow(job: FitJob, onEpoch?: OnEpoch): Fitted {
  const shared = sharedArena();
  const arena = job.settings.rule && shared.core.workers ? ownArena() : shared; // a rule has kernels for one thread
  try {
    return trainNow(arena, learning(job, arena), onEpoch);
  } finally {
    if (arena !== shared) releaseArena(arena);
  }
}

/** `learning` in an arena of its own, while other tasks run. @throws what it throws and `onEpoch` does, and the reason of a signal */
export const learnAsync = (job: FitJob, pace: Pace, onEpoch?: OnEpoch): Promise<Fitted> =>
  inOwnArena((arena) => finishAsync(learning(job, arena), pace, ({ report }) => onEpoch?.({ ...report })));

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
    const { average } = settings;
    if (average) return averaged(zero, average === true ? undefined : average.decay);
    return settings.keep === "best" ? pocketed(zero, joint) : zero;
  }
  if (outputs.count === before.outputs.count) return before.state;
  const places = before.outputs.classes.map((label) => outputs.classes.indexOf(label));
  return grown(before.state, places, outputs.count, joint);
}

/** The training set with part of its rows held out, of each class alike, to tell when to stop. */
function* withValidation(
  trainingSet: TrainingSet,
  checked: CheckedTargets,
  { randomState, validationFraction }: PerceptronSettings,
): Work<TrainingSet> {
  const { weighted } = trainingSet;
  const all = new Uint32Array(trainingSet.X.rows);
  const order = all.subarray(0, yield* visitingOrder(all, { shuffle: true, randomState }, weighted, 0));
  const testCount = Math.ceil(validationFraction * order.length);
  if (testCount === order.length) throw fail.nothingLeft(order.length);
  const strata = checked.kind === "labels" ? yield* strataWork(checked.labels, weighted) : undefined;
  const { test } = yield* parted(order, testCount, strata, HELD_OUT);
  const visited = weighted?.slice() ?? new Uint8Array(all.length).fill(1);
  for (let i = 0; i < testCount; i++) {
    visited[test[i] as number] = 0;
    if (shouldYield(i)) yield;
  }
  return { ...trainingSet, visited, heldOut: test };
}
