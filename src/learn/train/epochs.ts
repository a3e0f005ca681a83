import type { DType } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { finish, shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { sharedArena } from "../../core/current.js";
import { takeRows } from "../../data/take-rows.js";
import type { MatrixView } from "../../data/view.js";
import { answeringWeights, type ModelState, type PredictionWeights, predictionWeights } from "../model.js";
import { affineWork } from "../predict/affine.js";
import type { Plan } from "../settings.js";
import type { EpochReport, OnEpoch } from "../types.js";
import { KernelMemory, weightBytes } from "./kernel-memory.js";
import { PocketKeeper } from "./pocket.js";
import { ResidentRows } from "./resident-rows.js";
import { refuseUnplaced } from "./samples.js";
import { isStreamed, StreamedRows } from "./streamed-rows.js";
import type { HeldOutRows, TrainingSet } from "./training-set.js";

export interface FitResult {
  readonly state: ModelState;
  /** The epochs of the call. */
  readonly history: readonly EpochReport[];
  /** How many those were. */
  readonly nIter: number;
  /** Whether the last epoch was free of mistakes: then the last weights separate the training rows. */
  readonly converged: boolean;
}

/** An epoch has ended. */
export interface EpochEnd {
  readonly report: EpochReport;
  /** All that has been learned so far, for whoever commits it now. */
  outcome(): FitResult;
}

/**
 * Runs epochs of the perceptron learning rule from `start` until one is free of mistakes, `nIterNoChange` in a
 * row do not improve, or `maxIter` have run. Works on copies: nothing that came in is changed.
 *
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; TOO_LARGE; OUT_OF_MEMORY
 */
export function* training(
  arena: Arena,
  set: TrainingSet,
  start: ModelState,
  plan: Plan,
): Work<FitResult, EpochEnd> {
  const { validation, X } = set;
  refuseUnplaced(X);
  const isPlaced = "samples" in X; // and is scaled in place, if it is scaled: held-out rows are taken before
  let score = validation && isPlaced ? yield* validator(arena, X, validation, start.dtype) : undefined;
  const spare = weightBytes(set, start);
  const rows = isStreamed(arena, set, start, plan)
    ? StreamedRows.open(arena, set, start, plan, spare)
    : yield* ResidentRows.open(arena, set, start, plan, spare);
  const memory = new KernelMemory(arena, set, start, plan, rows.fields);
  const keeper =
    start.pocket && rows instanceof ResidentRows
      ? yield* PocketKeeper.open(memory, rows, start.pocket)
      : undefined;
  if (validation && !isPlaced) score = yield* validator(arena, X, validation, start.dtype);
  const history: EpochReport[] = [];
  let { epoch, best, epochsWithoutImprovement, bestWeights } = start;
  let converged = false;
  const present = (): ModelState => ({
    ...{ ...start, ...memory.snapshot(), epoch, best, epochsWithoutImprovement, bestWeights },
    ...{ pocket: keeper?.pocket(), scale: rows.scale },
  });
  const outcome = (): FitResult => ({
    state: present(),
    history: [...history],
    nIter: history.length,
    converged,
  });

  let began = performance.now();
  for (let ended = false; !ended; ) {
    const left = plan.maxIter - history.length;
    const most =
      plan.tol === null ? left : Math.max(1, Math.min(left, plan.nIterNoChange - epochsWithoutImprovement));
    const epochs = yield* (keeper ?? rows).epochs(memory, epoch + 1, score ? 1 : most);
    const decisions = epochs.rows * (set.joint ? 1 : start.b.length);
    for (const mistakes of epochs.mistakes) {
      epoch++;
      let rate = mistakes / decisions;
      const report: EpochReport = { epoch, mistakes, accuracy: 1 - rate, seconds: 0 };
      if (score !== undefined) {
        const now = present();
        const kept = answeringWeights(now);
        report.validationScore = yield* score(predictionWeights({ ...now, bestWeights: kept }));
        rate = 1 - report.validationScore;
        if (rate <= best) bestWeights = kept;
      }
      epochsWithoutImprovement =
        plan.tol === null || rate < best - plan.tol ? 0 : epochsWithoutImprovement + 1;
      best = Math.min(best, rate);
      converged = mistakes === 0;
      history.push(report);
    }
    const now = performance.now();
    const seconds = (now - began) / 1000 / epochs.mistakes.length;
    for (const report of history.slice(-epochs.mistakes.length)) report.seconds = seconds;
    ended = converged || history.length >= plan.maxIter || epochsWithoutImprovement >= plan.nIterNoChange;
    if (plan.reports) yield { report: history.at(-1) as EpochReport, outcome };
    began = performance.now();
  }
  return outcome();
}

/** The share of held-out rows that weights have right. */
function* validator(arena: Arena, X: MatrixView, { rows, isRight }: HeldOutRows, dtype: DType) {
  const held = yield* takeRows(X, rows, dtype);
  return function* (weights: PredictionWeights): Work<number> {
    const z = yield* affineWork(arena, held, weights.W, weights.b, weights.dtype);
    let right = 0;
    for (let i = 0; i < z.rows; i++) {
      if (isRight(z.data, i * z.cols, rows[i] as number)) right++;
      if (shouldYield(i, 1024)) yield;
    }
    return right / z.rows;
  };
}

/** Does the work in the shared arena, to its end; errors as the work, ASYNC_CALLBACK, and what onEpoch throws. */
export function trainNow<T>(
  work: (arena: Arena) => Work<T, Pick<EpochEnd, "report">>,
  onEpoch: OnEpoch | undefined,
): T {
  const arena = sharedArena();
  return finish(arena.scopeWork(work(arena)), ({ report }) => {
    refusePromise(onEpoch?.({ ...report }));
  });
}

/** A callback that nobody waits for would fail unseen. */
function refusePromise(result: unknown): void {
  if (typeof result !== "object" || result === null || !("then" in result)) return;
  Promise.resolve(result).catch(() => {});
  throw fail.asyncCallback("onEpoch");
}
