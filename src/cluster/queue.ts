// Tasks on a queue, for workers on any machine.

import type { Queue, QueueEvents } from "bullmq";
import { callAsync } from "../base/errors.js";
import * as fail from "../base/texts-cluster.js";
import { connect, type QueueConnection, type QueueOptions } from "./connection.js";
import type { Executor, TaskContext } from "./executor.js";
import {
  checkResultMessage,
  messageOf,
  parseResult,
  type ResultMessage,
  type TaskMessage,
} from "./message.js";
import { getBlob, putBlob } from "./run.js";
import { persistently } from "./servers.js";
import { type Store, sha256 } from "./store.js";
import type { ShardResult, ShardTask } from "./task.js";
import { KERNELS } from "./version.js";

/** An executor on a queue; its server also keeps what the run commits. */
export interface QueueExecutor extends Executor {
  /** Where a run keeps its results, for the option `store`. */
  readonly store: Store;
}

/**
 * The queue itself is asked, beside its events, when none has come for 4 ms for each task that is waited for, then after
 * twice as long, up to a second. An event may be lost with a connection. And PostgreSQL's are read in the order of their
 * numbers, so that one is passed over whose transaction ended after that of a higher number: with two workers, one in
 * most epochs.
 */
const MOST_ASK_MS = 1000;
const firstPause = (tasks: number): number => Math.min(MOST_ASK_MS, 4 * (tasks + 1));
/** A task that fails for want of something outside it, such as a store, is tried again so often. */
const ATTEMPTS = 30;
const RETRY_MS = 200;
const KEPT_SECONDS = 3600;

/**
 * Opens a queue, on which `worker` works, and takes away what a release with other kernels has left on it.
 *
 * @param options  its server and its name
 * @throws {KindError} OPTION_KIND   @throws {StateError} NO_PEER, STORE
 */
export function queue(options: QueueOptions): Promise<QueueExecutor> {
  return callAsync("queue", () =>
    connect(options, async (connection) => {
      await persistently(() => removeForeign(connection.queue));
      return new OpenQueue(connection, await connection.events());
    }),
  );
}

/**
 * Takes tasks of other kernels off the queue, which would end each worker that meets them. A run that still waits for one puts
 * it there again.
 */
async function removeForeign(queue: Queue): Promise<void> {
  for (const job of await queue.getJobs(["waiting", "delayed", "active"])) {
    const { kernels = KERNELS } = (job?.data ?? {}) as Partial<TaskMessage>;
    if (kernels !== KERNELS) await job.remove().catch(() => {}); // which fails while a worker has it
  }
}

/** How many tasks are where, and how many workers there are. */
export interface QueueStatus {
  /** That are on the queue now. */
  readonly workers: number;
  /** Tasks that nobody has taken. */
  readonly waiting: number;
  /** Tasks that a worker has. */
  readonly active: number;
  /** Tasks whose results are kept. */
  readonly completed: number;
  /** Tasks that failed and are kept. */
  readonly failed: number;
}

/**
 * Looks at a queue.
 *
 * @param options  its server and its name
 * @throws {KindError} OPTION_KIND   @throws {StateError} NO_PEER, STORE
 */
export function status(options: QueueOptions): Promise<QueueStatus> {
  return callAsync("status", () =>
    connect(options, async ({ queue, close }) => {
      const counts = await queue.getJobCounts("waiting", "delayed", "active", "completed", "failed");
      const workers = await queue.getWorkersCount();
      await close();
      const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = counts;
      return { workers, waiting: waiting + delayed, active, completed, failed };
    }),
  );
}

/** A task as the queue takes it. */
interface TaskJob {
  readonly name: string;
  readonly data: TaskMessage;
  readonly opts: typeof JOB_OPTIONS & { readonly jobId: string };
  /** Of the shard. */
  readonly file: string;
}

interface Waiting {
  /** Its task's way to the queue. */
  readonly added: Promise<void>;
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
    const { dataset, id, step } = context;
    const model = sha256(context.model);
    const jobs = tasks.map((task): TaskJob => {
      const data = messageOf(task, dataset, model);
      const opts = { ...JOB_OPTIONS, jobId: `${id}-${step}-${data.shard}` };
      return { name: task.kind, data, opts, file: task.shard.file };
    });
    const added = this.#add(jobs, context);
    const results = jobs.map((job) => this.#result(job, context, added));
    for (const promise of results) promise.catch(() => {}); // the first failure is thrown below
    const stop = this.#watch(jobs, context);
    try {
      await added;
      return await Promise.all(results);
    } finally {
      stop();
      for (const { opts } of jobs) this.#waiting.delete(opts.jobId);
    }
  }

  /** Puts tasks on the queue; those that are there already are left as they are. */
  async #add(jobs: readonly TaskJob[], { model }: TaskContext): Promise<void> {
    await putBlob(this.store, model); // which the workers share
    await persistently(() => this.connection.queue.addBulk([...jobs]));
  }

  /** Waits for a task's result; one whose model a crash of the server took away is computed again. */
  async #result(job: TaskJob, context: TaskContext, added: Promise<void>): Promise<ShardResult> {
    const { jobId } = job.opts;
    for (let attempt = 1; ; attempt++) {
      const { learned, ...numbers } = await new Promise<ResultMessage>((resolve, reject) => {
        if (attempt > 1) added = this.#add([job], context);
        added.catch(reject);
        this.#waiting.set(jobId, { added, resolve, reject, file: job.file });
      });
      try {
        const bytes = learned === undefined ? {} : { learned: await getBlob(this.store, learned) };
        context.onTask();
        return { ...numbers, ...bytes };
      } catch (error) {
        if ((error as { code?: unknown }).code !== "NO_OBJECT" || attempt === ATTEMPTS) throw error;
        await persistently(() => this.connection.queue.remove(jobId));
      }
    }
  }

  async workers(): Promise<number> {
    return await this.connection.queue.getWorkersCount();
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Asks the queue for what its events may not have told. Returns a function that ends it. */
  #watch(jobs: readonly TaskJob[], context: TaskContext): () => void {
    const { signal } = context;
    const left = () => jobs.filter(({ opts }) => this.#waiting.has(opts.jobId));
    let ended = false;
    const ask = async (): Promise<void> => {
      for (const job of left()) {
        const id = job.opts.jobId;
        if (ended) return;
        const found = await this.connection.queue.getJob(id);
        if (found?.finishedOn !== undefined) this.#completed(id, found.returnvalue);
        // One that fails may want its model, which a crash took away before the task was on the queue.
        else if (found === undefined || found.attemptsMade > 0) await this.#add([job], context);
      }
    };
    /** Looks again in so many milliseconds. @param before  how many were waited for when it last looked */
    const look = (before: number, pause: number): void => {
      timer = setTimeout(async () => {
        if (signal?.aborted) {
          for (const { opts } of jobs) this.#waiting.get(opts.jobId)?.reject(signal.reason);
          return;
        }
        const { length } = left();
        const isQuiet = length === before;
        if (isQuiet) await ask().catch(() => {}); // a server that is away
        if (!ended) look(length, isQuiet ? Math.min(MOST_ASK_MS, 2 * pause) : firstPause(length));
      }, pause);
    };
    let timer: NodeJS.Timeout | undefined;
    look(jobs.length, firstPause(jobs.length));
    return () => {
      ended = true;
      clearTimeout(timer);
    };
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

  /** An event has the number of a task alone, and may come late: one that is on the queue still has failed in an earlier run. */
  async #failed(id: string, reason: string): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    await waiting.added.catch(() => {});
    const job = await persistently(() => this.connection.queue.getJob(id)).catch(() => undefined);
    if (job !== undefined || this.#waiting.get(id) !== waiting) return;
    this.#waiting.delete(id);
    waiting.reject(fail.taskFailed(waiting.file, reason));
  }
}

const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: "fixed", delay: RETRY_MS },
  removeOnComplete: { age: KEPT_SECONDS },
  removeOnFail: true, // so that the same run, made again, finds a task to do and not a failure
};
