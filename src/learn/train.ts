import * as fail from "../base/texts.js";
import { due, finish, type Work } from "../base/work.js";
import type { Arena } from "../core/arena.js";
import { sharedArena } from "../core/current.js";
import { takeRows } from "../data/take-rows.js";
import { affineWork } from "./affine.js";
import { keptWeights, type Learned, shownWeights } from "./learned.js";
import type { Lesson } from "./lesson.js";
import { PocketKeeper } from "./pocket.js";
import type { TrainingSettings } from "./settings.js";
import type { EpochReport, OnEpoch } from "./types.js";
import { Workplace } from "./workplace.js";

export interface Outcome {
  readonly learned: Learned;
  /** The epochs of the call. */
  readonly history: readonly EpochReport[];
  /** How many those were. */
  readonly nIter: number;
  /** Whether the last epoch was free of mistakes: then the last weights separate the lesson. */
  readonly converged: boolean;
}

/** An epoch has ended. */
export interface EpochEnd {
  readonly report: EpochReport;
  /** All that has been learned so far, for whoever commits it now. */
  outcome(): Outcome;
}

/** How a fit ends and with which samples it works. */
export interface Plan extends TrainingSettings {
  readonly standardize?: boolean;
}

/**
 * Runs epochs of the perceptron learning rule from `start` until one is free of mistakes, `nIterNoChange` in a
 * row do not improve, or `maxIter` have run. Works on copies: nothing that came in is changed.
 *
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; TOO_LARGE; OUT_OF_MEMORY
 */
export function* training(
  who: string,
  arena: Arena,
  lesson: Lesson,
  start: Learned,
  plan: Plan,
): Work<Outcome, EpochEnd> {
  const place = yield* Workplace.open(who, arena, lesson, start, plan, plan.standardize ?? false);
  const { validation } = lesson;
  const held = validation && (yield* takeRows(who, lesson.X, validation.rows, start.dtype));
  const keeper = start.pocket && (yield* PocketKeeper.open(place, start.pocket));
  const history: EpochReport[] = [];
  let { epoch, best, stale, chosen } = start;
  let converged = false;
  const present = (): Learned => ({
    ...{ ...start, ...place.learned(), epoch, best, stale, chosen },
    ...{ pocket: keeper?.pocket(), scale: place.scale },
  });
  const outcome = (): Outcome => ({
    learned: present(),
    history: [...history],
    nIter: history.length,
    converged,
  });

  while (!converged && history.length < plan.maxIter) {
    const began = performance.now();
    const rows = yield* place.fillOrder(++epoch);
    const mistakes = yield* (keeper ?? place).run(rows);
    place.checkWeights();
    converged = mistakes === 0;
    let rate = mistakes / (rows * (lesson.joint ? 1 : start.b.length));
    const report: EpochReport = { epoch, mistakes, accuracy: 1 - rate, seconds: 0 };
    if (validation !== undefined && held !== undefined) {
      const now = present();
      const kept = keptWeights(now);
      const { W, b, dtype } = shownWeights({ ...now, chosen: kept });
      const z = yield* affineWork(arena, who, held, W, b, dtype);
      let right = 0;
      for (let i = 0; i < z.rows; i++) {
        if (validation.isRight(z.data, i * z.cols, validation.rows[i] as number)) right++;
        if (due(i, 1024)) yield;
      }
      report.validationScore = right / z.rows;
      rate = 1 - report.validationScore;
      if (rate <= best) chosen = kept;
    }
    stale = plan.tol === null || rate < best - plan.tol ? 0 : stale + 1;
    best = Math.min(best, rate);
    report.seconds = (performance.now() - began) / 1000;
    history.push(report);
    yield { report, outcome };
    if (stale >= plan.nIterNoChange) break;
  }
  return outcome();
}

/** Does the work in the shared arena, to its end; errors as the work, ASYNC_CALLBACK, and what onEpoch throws. */
export function trainNow<T>(
  who: string,
  work: (arena: Arena) => Work<T, Pick<EpochEnd, "report">>,
  onEpoch: OnEpoch | undefined,
): T {
  const arena = sharedArena();
  return finish(arena.scopeWork(work(arena)), ({ report }) => {
    if (onEpoch !== undefined) refusePromise(who, onEpoch({ ...report }));
  });
}

/** A callback that nobody waits for would fail unseen. */
function refusePromise(who: string, result: unknown): void {
  if (typeof result !== "object" || result === null || !("then" in result)) return;
  Promise.resolve(result).catch(() => {});
  throw fail.asyncCallback(who, "onEpoch");
}
