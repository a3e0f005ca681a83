// Learning from data that comes in batches and is never in memory as a whole.

import type { AbortSignalLike } from "../../base/abort-signal.js";
import * as fail from "../../base/texts.js";
import { finishAsync, type Pace, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import type { Targets } from "../../data/labels.js";
import type { MatrixInput } from "../../data/view.js";
import { countRight, decideAll } from "../outputs.js";
import { affineWork } from "../predict/affine.js";
import type { EpochReport, OnEpoch, PaceOptions, PartialFitOptions } from "../types.js";
import { type FitJob, type Fitted, learning } from "./fit.js";
import type { PartialFitJob } from "./fit-jobs.js";

export interface Batch {
  readonly X: MatrixInput;
  readonly y: Targets;
  readonly sampleWeight?: ArrayLike<number> | null | undefined;
}

export type Batches = AsyncIterable<Batch> | Iterable<Batch>;

export interface StreamOptions extends PaceOptions, Pick<PartialFitOptions, "classes"> {
  /** Called after each batch; a promise is waited for. */
  onEpoch?: OnEpoch | undefined;
}

/** Memory stays constant, however many batches come. */
export const LONGEST_HISTORY = 1000;

/** Predicts each batch, learns from it, and yields what is to be committed before the next is asked for. */
export async function* streaming(
  batches: Batches,
  jobOf: PartialFitJob,
  arena: Arena,
  pace: Pace,
): AsyncGenerator<Fitted, void, void> {
  const history: EpochReport[] = [];
  let [rows, right, nIter] = [0, 0, 0];
  for await (const batch of untilAborted(iteratorOf(batches), pace.signal)) {
    if (typeof batch !== "object" || batch === null) {
      throw fail.notStreamed("a batch", "{ X, y }", batch);
    }
    const job = jobOf(batch.X, batch.y, batch);
    const work = arena.scopeWork(learning({ ...job, examine }, arena));
    const fitted = await finishAsync(work, pace);
    const [report] = fitted.history as [EpochReport];
    history.push({ ...report, rows, progressive: right / rows });
    if (history.length > LONGEST_HISTORY) history.shift();
    yield { ...fitted, history: [...history], nIter: ++nIter };

    function* examine(
      ...[X, checked, outputs, prediction]: Parameters<NonNullable<FitJob["examine"]>>
    ): Work<void> {
      const { W, b, dtype } = prediction;
      const z = yield* affineWork(arena, X, W, b, dtype);
      right += countRight(decideAll(z, outputs, job.settings.step), checked, outputs);
      rows += X.rows;
    }
  }
}

/** @throws {KindError} BATCHES */
export function iteratorOf(batches: Batches): AsyncIterator<Batch> {
  const given = batches as Partial<AsyncIterable<Batch> & Iterable<Batch>> | null | undefined;
  const open = given?.[Symbol.asyncIterator] ?? given?.[Symbol.iterator];
  if (typeof open !== "function" || typeof batches === "string") {
    throw fail.notStreamed("batches", "an iterable or async iterable of { X, y }", batches);
  }
  return (async function* () {
    yield* batches;
  })();
}

/** What the iterator gives; an abort does not wait for a batch that never comes, nor for the source to close. */
async function* untilAborted(
  iterator: AsyncIterator<Batch>,
  signal: AbortSignalLike | undefined,
): AsyncGenerator<Batch> {
  let ended = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const step = await orAbort(iterator.next(), signal);
      if (step.done) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } catch (error) {
    ended = signal?.aborted !== true; // the source itself failed
    throw error;
  } finally {
    const closed = ended ? undefined : iterator.return?.().catch(() => {});
    if (signal?.aborted !== true) await closed;
  }
}

/** The promise, or the reason of the signal if that comes first; neither keeps what the other gave. */
function orAbort<T>(promise: Promise<T>, signal: AbortSignalLike | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
