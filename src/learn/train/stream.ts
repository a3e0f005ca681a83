// Learning from data that comes in batches and is never in memory as a whole.

import { type AbortSignalLike, onAbort } from "../../base/abort-signal.js";
import * as fail from "../../base/texts.js";
import { finishAsync, type Pace, type Work } from "../../base/work.js";
import { ownArena, releaseArena } from "../../core/current.js";
import type { Targets } from "../../data/labels.js";
import { isRecord } from "../../data/options.js";
import { type MatrixInput, refuseLocked } from "../../data/view.js";
import { countOf, decideAll, rightRows } from "../outputs.js";
import { marginsWork } from "../predict/affine.js";
import type { EpochReport, OnEpoch, PaceOptions, PartialFitOptions } from "../types.js";
import {
  EMPTY_REPORT,
  type Examine,
  type Fitted,
  isEmptyBatch,
  learning,
  type StreamRecord,
  skippedBatch,
} from "./fit.js";
import type { PartialFitJob } from "./fit-jobs.js";

/** Rows of a stream, and what they are. */
export interface Batch<Y extends Targets = Targets> {
  /** Samples [n×d], dense or sparse. */
  readonly X: MatrixInput;
  /** Labels [n], or targets [n×k] of 0 and 1. */
  readonly y: Y;
  /** A factor of the update for each row [n], ≥ 0, dimensionless, as `partialFit` takes it. Default: 1 for every row. */
  readonly sampleWeight?: ArrayLike<number> | null | undefined;
}

type Weighted = Pick<Batch, "sampleWeight">;

/** What a stream is learned from, batch by batch. */
export type Batches<Y extends Targets = Targets> = AsyncIterable<Batch<Y>> | Iterable<Batch<Y>>;

/** What a stream takes beside its batches. */
export interface StreamOptions extends PaceOptions, Pick<PartialFitOptions, "classes"> {
  /** Called after each batch; a promise is waited for. Default: none. */
  onEpoch?: OnEpoch | undefined;
}

/** Memory stays constant, however many batches come. */
export const LONGEST_HISTORY = 1000;
/** Rows that `recent` speaks of. */
export const RECENT_ROWS = 1000;

/** A batch has been learned from. */
interface BatchEnd {
  /** What is to be committed; undefined before the first batch that has rows. */
  readonly fitted: Fitted | undefined;
  readonly report: EpochReport;
}

/** Predicts each batch, learns from it, and yields what is to be committed before the next is asked for. */
export async function* streaming(
  batches: Batches,
  jobOf: PartialFitJob,
  before: () => Fitted | undefined,
  pace: Pace & Pick<StreamOptions, "stop">,
): AsyncGenerator<BatchEnd, void, void> {
  const arena = ownArena();
  const history: EpochReport[] = [];
  let stream: StreamRecord = { rows: 0, right: 0, recent: before()?.stream?.recent ?? [] };
  let nIter = 0;
  try {
    for await (const batch of untilAborted(iteratorOf(batches), pace.signal, pace.stop)) {
      let right: Uint8Array = new Uint8Array();
      const learned = isEmptyBatch(batch)
        ? skippedBatch(before())
        : await finishAsync(
            arena.scopeWork(learning({ ...jobOf(batch.X, batch.y, weightsOf(batch)), examine }, arena)),
            pace,
          );
      stream = extended(stream, right);
      const epoch = learned?.history[0] ?? EMPTY_REPORT;
      const report = {
        ...epoch,
        ...shares(stream),
        accuracy: right.length === 0 ? 1 : countOf(right) / right.length,
      };
      history.push(report);
      if (history.length > LONGEST_HISTORY) history.shift();
      nIter++;
      yield { report, fitted: learned && { ...learned, history: [...history], nIter, stream } };

      function* examine(...[X, checked, outputs, prediction, step]: Parameters<Examine>): Work<void> {
        right = rightRows(
          decideAll(yield* marginsWork(arena, X, prediction), outputs, step),
          checked,
          outputs,
        );
      }
    }
  } finally {
    releaseArena(arena);
  }
}

/** The weights of a batch's rows, as `partialFit` takes them: its own or its class's, and not those of every object. */
export const weightsOf = ({ sampleWeight }: Weighted): Weighted => ({
  sampleWeight: sampleWeight === ({} as Weighted).sampleWeight ? null : sampleWeight,
});

/** With the rows of one batch more. */
const extended = ({ rows, right, recent }: StreamRecord, batch: Uint8Array): StreamRecord => ({
  rows: rows + batch.length,
  right: right + countOf(batch),
  recent: [...recent, ...batch.subarray(-RECENT_ROWS)].slice(-RECENT_ROWS),
});

/** What a report says of all rows so far. */
const shares = ({ rows, right, recent }: StreamRecord) => ({
  rows,
  progressive: rows === 0 ? 1 : right / rows,
  recent: recent.length === 0 ? 1 : countOf(recent) / recent.length,
});

/** The batches of an iterable, each an object. @throws {KindError} BATCHES   @throws {StateError} LOCKED */
export function iteratorOf(batches: Batches): AsyncGenerator<Batch, void, void> {
  const given = batches as Partial<AsyncIterable<Batch> & Iterable<Batch>> | null | undefined;
  const open = given?.[Symbol.asyncIterator] ?? given?.[Symbol.iterator];
  if (typeof open !== "function" || typeof batches === "string") {
    throw fail.notStreamed("batches", "an iterable or async iterable of { X, y }", batches);
  }
  refuseLocked(batches);
  return (async function* () {
    for await (const batch of batches) {
      if (!isRecord(batch)) throw fail.notStreamed("a batch", "{ X, y }", batch);
      yield batch;
    }
  })();
}

/** What the iterator gives; an abort does not wait for a batch that never comes, nor for the source to close. */
export async function* untilAborted<B>(
  iterator: AsyncIterator<B>,
  signal: AbortSignalLike | undefined,
  stop: AbortSignalLike | undefined,
): AsyncGenerator<B> {
  /** Whether the source has said that it gives no more, and whether it is still asked. */
  let [ended, asked] = [false, false];
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (stop?.aborted) return;
      asked = true;
      const step = await orAbort(() => iterator.next(), signal, stop);
      if (step === undefined) return;
      asked = false;
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
    if (!asked && signal?.aborted !== true) await closed;
  }
}

/**
 * What is asked for, or the reason of the signal, or undefined at a stop, whichever comes first; nobody listens after it. A source
 * that aborts while it is asked is heard: one listens before.
 */
export async function orAbort<T>(
  ask: () => Promise<T>,
  signal: AbortSignalLike | undefined,
  stop: AbortSignalLike | undefined,
): Promise<T | undefined> {
  const undo: (() => void)[] = [];
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      undo.push(onAbort(signal, () => reject(signal?.reason)));
      undo.push(onAbort(stop, () => resolve(undefined)));
      ask().then(resolve, reject);
    });
  } finally {
    for (const each of undo) each();
  }
}
