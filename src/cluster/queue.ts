// Tasks on a queue, for workers on any machine.

import type { QueueEvents } from "bullmq";
import { callAsync } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";
import { connect, persistently, type QueueConnection, type QueueOptions } from "./connection.js";
import type { Executor, TaskContext } from "./executor.js";
import { checkResultMessage, parseResult, type ResultMessage, type TaskMessage } from "./message.js";
import { getBlob, putBlob } from "./run.js";
import type { Store } from "./store.js";
import type { ShardResult, ShardTask } from "./task.js";
import { KERNELS } from "./version.js";

/** An executor on a queue; its server also keeps what the run commits. */
export interface QueueExecutor extends Executor {
  readonly store: Store;
}

/** How often the queue itself is asked, beside its events: an event may be lost with a connection. */
const POLL_MS = 1000;
/** A task that fails for want of something outside it, such as a store, is tried again so often. */
const ATTEMPTS = 30;
const RETRY_MS = 200;
const KEPT_SECONDS = 3600;

/**
 * Opens a queue, on which `worker` works.
 *
 * @throws {KindError} OPTION_KIND   @throws {StateError} NO_PEER, STORE
 */
export function queue(options: QueueOptions): Promise<QueueExecutor> {
  return callAsync("queue", async () => {
    const connection = await connect(options);
    return new OpenQueue(connection, await connection.events());
  });
}

/** How many tasks are where, and how many workers there are. */
export interface QueueStatus {
  readonly workers: number;
  readonly waiting: number;
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
}

/**
 * Looks at a queue.
 *
 * @throws {KindError} OPTION_KIND   @throws {StateError} NO_PEER, STORE
 */
export function status(options: QueueOptions): Promise<QueueStatus> {
  return callAsync("status", async () => {
    const { queue, close } = await connect(options);
    const counts = await queue.getJobCounts("waiting", "delayed", "active", "completed", "failed");
    const workers = await queue.getWorkersCount();
    await close();
    const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = counts;
    return { workers, waiting: waiting + delayed, active, completed, failed };
  });
}

interface Waiting {
  resolve(result: ResultMessage): void;
  reject(error: unknown): void;
  readonly file: string;
}

class OpenQueue implements QueueExecutor {
  retries = 0;
  readonly store: Store;
  readonly #waiting = new Map<string, Waiting>();

  constructor(
    readonly connection: QueueConnection,
    events: QueueEvents,
  ) {
    this.store = connection.store;
    events.on("completed", ({ jobId, returnvalue }) => this.#completed(jobId, returnvalue));
    events.on("failed", ({ jobId, failedReason }) => this.#failed(jobId, failedReason));
    events.on("stalled", ({ jobId }) => {
      if (this.#waiting.has(jobId)) this.retries++;
    });
  }

  async run(tasks: readonly Omit<ShardTask, "model">[], context: TaskContext): Promise<ShardResult[]> {
    const { store } = this; // which the workers share
    const { dataset, id, step, signal, onTask } = context;
    const { location, sha256, manifest } = dataset;
    if (location === undefined) throw fail.noLocation();
    const model = await putBlob(store, context.model);
    const jobs = tasks.map(({ kind, epoch, seed, shard }) => {
      const place = manifest.shards.indexOf(shard);
      const about = { kernels: KERNELS, kind, epoch, seed: seed ?? null };
      const data: TaskMessage = { ...about, dataset: { location, sha256 }, shard: place, model };
      return {
        name: kind,
        data,
        opts: { ...JOB_OPTIONS, jobId: `${id}-${step}-${place}` },
        file: shard.file,
      };
    });
    const results = jobs.map(
      ({ opts, file }) =>
        new Promise<ResultMessage>((resolve, reject) => {
          this.#waiting.set(opts.jobId, { resolve, reject, file });
        }),
    );
    const stop = this.#watch(jobs, signal);
    try {
      await persistently(() => this.connection.queue.addBulk(jobs)); // those that are there already are left as they are
      return await Promise.all(
        results.map(async (promise) => {
          const { learned, ...numbers } = await promise;
          const bytes = learned === undefined ? {} : { learned: await getBlob(store, learned) };
          onTask();
          return { ...numbers, ...bytes };
        }),
      );
    } finally {
      stop();
      for (const { opts } of jobs) this.#waiting.delete(opts.jobId);
      for (const promise of results) promise.catch(() => {}); // the first failure has been thrown
    }
  }

  async workers(): Promise<number> {
    return await this.connection.queue.getWorkersCount();
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Asks the queue for what its events may not have told. Returns a function that ends it. */
  #watch(
    jobs: Parameters<QueueConnection["queue"]["addBulk"]>[0],
    signal: TaskContext["signal"],
  ): () => void {
    let ended = false;
    const ask = async (): Promise<void> => {
      for (const job of jobs) {
        const id = job.opts?.jobId as string;
        if (ended || !this.#waiting.has(id)) continue;
        const found = await this.connection.queue.getJob(id);
        if (found === undefined) await this.connection.queue.addBulk([job]);
        else if (found.finishedOn === undefined) continue;
        else if (found.failedReason) this.#failed(id, found.failedReason);
        else this.#completed(id, found.returnvalue);
      }
    };
    const again = (): void => {
      timer = setTimeout(() => {
        if (signal?.aborted) return this.#abort(jobs, signal.reason);
        ask()
          .catch(() => {}) // a server that is away
          .finally(() => !ended && again());
      }, POLL_MS);
    };
    let timer: NodeJS.Timeout | undefined;
    again();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }

  #abort(jobs: readonly { opts?: { jobId?: string } }[], reason: unknown): void {
    for (const { opts } of jobs) this.#waiting.get(opts?.jobId as string)?.reject(reason);
  }

  #completed(id: string, value: unknown): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    try {
      waiting.resolve(typeof value === "string" ? parseResult(value) : checkResultMessage(value));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #failed(id: string, reason: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.reject(fail.taskFailed(waiting.file, reason));
    // So that the next run of the same name finds a task to do and not a failure.
    void this.connection.queue.remove(id).catch(() => {});
  }
}

const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: "fixed", delay: RETRY_MS },
  removeOnComplete: { age: KEPT_SECONDS },
  removeOnFail: { age: KEPT_SECONDS },
};
