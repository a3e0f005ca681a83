import type { DType } from "../../base/dtype.js";
import { finish, now, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { refusePromise } from "../../data/options.js";
import { takeRows } from "../../data/take-rows.js";
import type { MatrixView } from "../../data/view.js";
import {
  type Average,
  answeringWeights,
  type ModelState,
  type PredictionWeights,
  predictionWeights,
} from "../model.js";
import { marginsWork } from "../predict/affine.js";
import type { Plan } from "../settings.js";
import type { EpochReport, OnEpoch, StopReason } from "../types.js";
import { answersAll, epochsUntilMeanIsRight, type LearnedRows, wrongRows } from "./convergence.js";
import { KernelMemory, weightBytes } from "./kernel-memory.js";
import { PocketKeeper } from "./pocket.js";
import { type EpochCounts, Progress } from "./progress.js";
import { ResidentRows } from "./resident-rows.js";
import { refuseUnplaced } from "./samples.js";
import { isStreamed, StreamedRows } from "./streamed-rows.js";
import type { TrainingSet } from "./training-set.js";

export interface FitResult {
  readonly state: ModelState;
  /** The epochs of the call. */
  readonly history: readonly EpochReport[];
  /** How many those were. */
  readonly nIter: number;
  /** Whether the weights that answer have every row right that the call learned from. */
  readonly converged: boolean;
  readonly stopReason: StopReason;
}

/** An epoch has ended. */
interface EpochEnd {
  readonly report: EpochReport;
  /** All that has been learned so far, for whoever commits it now. */
  outcome(): FitResult;
}

/**
 * Runs epochs of the perceptron learning rule from `start` until one makes no correction, `nIterNoChange` in a row do not
 * improve, `maxIter` have run, or `stop` is aborted; a mean goes on until it has every row right. Works on copies: nothing
 * that came in is changed.
 *
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; TOO_LARGE; OUT_OF_MEMORY
 */
export function* training(
  arena: Arena,
  set: TrainingSet,
  start: ModelState,
  plan: Plan,
): Work<FitResult, EpochEnd> {
  const fit = yield* Training.open(arena, set, start, plan);
  for (let ended = false; !ended; ) {
    ended = yield* fit.runEpochs();
    const report = fit.progress.history.at(-1) as EpochReport;
    if (plan.reports) yield { report, outcome: () => fit.outcome() };
    ended ||= plan.stop?.aborted === true;
  }
  return fit.outcome();
}

type Score = (weights: PredictionWeights) => Work<number>;

/** A fit that runs. */
class Training {
  readonly progress: Progress;
  #converged = false;
  #stopReason: StopReason = "stopped";
  /** Epochs without a correction that the mean still needs: they change no weight, and are counted without being run. */
  #ahead: number | undefined;

  static *open(arena: Arena, set: TrainingSet, start: ModelState, plan: Plan): Work<Training> {
    const { X, heldOut } = set;
    refuseUnplaced(X);
    const isPlaced = "samples" in X; // and is scaled in place, if it is scaled: held-out rows are taken before
    let score = isPlaced ? yield* scoreOf(arena, X, set, heldOut, start.dtype) : undefined;
    const spare = weightBytes(set, start);
    const rows = isStreamed(arena, set, start, plan)
      ? StreamedRows.open(arena, set, start, plan, spare)
      : yield* ResidentRows.open(arena, set, start, plan, spare);
    const resident = rows instanceof ResidentRows ? X.rows : 0;
    const memory = new KernelMemory(arena, set, start, plan, rows.fields, resident);
    const pocket =
      start.pocket && rows instanceof ResidentRows
        ? yield* PocketKeeper.open(memory, rows, start.pocket)
        : undefined;
    if (!isPlaced) score = yield* scoreOf(arena, X, set, heldOut, start.dtype);
    return new Training(memory, rows, pocket, score, plan);
  }

  private constructor(
    readonly memory: KernelMemory,
    readonly rows: ResidentRows | StreamedRows,
    readonly pocket: PocketKeeper | undefined,
    readonly score: Score | undefined,
    readonly plan: Plan,
  ) {
    this.progress = new Progress(memory.start, plan, score !== undefined);
  }

  /** Runs an epoch or several, and returns whether the fit has ended with them. */
  *runEpochs(): Work<boolean> {
    const { memory, progress, score } = this;
    const began = now();
    const from = progress.history.length;
    const most = score ? 1 : progress.most(memory.set.X.rows);
    const { rows, mistakes } = this.#ahead
      ? this.#jumped()
      : yield* (this.pocket ?? this.rows).epochs(memory, progress.next, most);
    for (const count of mistakes) {
      const decisions = rows * (memory.set.joint ? 1 : memory.start.b.length);
      const rate = count / decisions;
      const report: EpochReport = { epoch: progress.next, mistakes: count, accuracy: 1 - rate, seconds: 0 };
      progress.add(report, score ? yield* this.#validate(report, score) : rate, rows);
    }
    progress.hasMoved = memory.hasMoved;
    if (progress.isClean) yield* this.#lookAhead(rows);
    progress.time(from, (now() - began) / 1000);
    const ended = progress.isClean ? !this.#ahead : progress.left === 0 || progress.isStuck;
    if (ended) {
      this.#converged = yield* this.#hasConverged();
      this.#stopReason = this.#converged ? "converged" : progress.left === 0 ? "maxIter" : "noImprovement";
    }
    return ended;
  }

  /** An epoch without a correction, which only the mean has to know of. */
  #jumped(): EpochCounts {
    const rows = this.progress.lastRows;
    this.#ahead = (this.#ahead as number) - 1;
    this.memory.countVisits(rows);
    return { rows, mistakes: [0] };
  }

  /** The share of wrong validation rows; the best weights are kept. */
  *#validate(report: EpochReport, score: Score): Work<number> {
    const { progress } = this;
    const state = this.#state();
    const kept = answeringWeights(state);
    report.validationScore = yield* score(predictionWeights({ ...state, bestWeights: kept }));
    const rate = 1 - report.validationScore;
    if (rate <= progress.best) progress.bestWeights = kept;
    return rate;
  }

  /** After an epoch over so many rows without a correction: what a mean still needs. */
  *#lookAhead(rows: number): Work<void> {
    const { memory, progress, plan, score } = this;
    const { set, start } = memory;
    if (start.average === undefined || start.average.decaying || set.judge === undefined) return;
    if (plan.isPartial || score || this.#ahead !== undefined) return;
    const state = this.#state() as ModelState & { readonly average: Average };
    this.#ahead = yield* epochsUntilMeanIsRight(
      memory.arena,
      this.#learnedRows(),
      set.judge,
      state,
      rows,
      progress.left,
    );
    if (this.#ahead !== undefined) return;
    this.#ahead = 0;
    progress.bestWeights = { W: state.W, b: state.b };
  }

  /**
   * Whether the weights that answer have every row right. The last epoch alone does not tell where a mean, a pocket or the
   * best score answers by other weights, or a rule changes weights behind rows that were right. A part of the rows is asked
   * only if none of them was corrected.
   */
  *#hasConverged(): Work<boolean> {
    const { memory, progress, plan, pocket, score } = this;
    const { judge } = memory.set;
    const answersByLast = !(memory.start.average ?? pocket ?? score ?? plan.rule);
    if (answersByLast || this.#ahead !== undefined || judge === undefined) return progress.isClean;
    if (plan.isPartial && !progress.isClean) return false;
    return yield* answersAll(memory.arena, this.#learnedRows(), judge, this.#state());
  }

  #learnedRows(): LearnedRows {
    return { matrix: this.rows.matrix, visited: this.memory.set.visited };
  }

  #state(): ModelState {
    const { memory, rows, pocket, progress } = this;
    return {
      dtype: memory.start.dtype,
      scale: rows.scale,
      pocket: pocket?.pocket(),
      ...progress.state(),
      ...memory.snapshot(),
    };
  }

  /** All that has been learned so far. */
  outcome(): FitResult {
    const { history } = this.progress;
    return {
      state: this.#state(),
      history: [...history],
      nIter: history.length,
      converged: this.#converged,
      stopReason: this.#stopReason,
    };
  }
}

/** The share of held-out rows that weights have right; undefined where none are held out. */
function* scoreOf(
  arena: Arena,
  X: MatrixView,
  { judge }: TrainingSet,
  rows: Uint32Array | undefined,
  dtype: DType,
): Work<Score | undefined> {
  if (rows === undefined || judge === undefined) return undefined;
  const held = yield* takeRows(X, rows, dtype);
  return function* (weights) {
    const z = yield* marginsWork(arena, held, weights);
    const wrong = yield* wrongRows(z, judge, undefined, rows);
    return (z.rows - wrong.length) / z.rows;
  };
}

/** Does the work, which is in an arena, to its end; errors as the work, ASYNC_CALLBACK, and what onEpoch throws. */
export function trainNow<T>(
  arena: Arena,
  work: Work<T, Pick<EpochEnd, "report">>,
  onEpoch: OnEpoch | undefined,
): T {
  return finish(arena.scopeWork(work), ({ report }) => {
    refusePromise("onEpoch", onEpoch?.({ ...report }));
  });
}
