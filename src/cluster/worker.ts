// A worker: takes tasks from the queue, computes them on threads of its own, and puts the results into the store.

import { isAbsolute, resolve } from "node:path";
import { callAsync, KindError, ValueError } from "../base/errors.js";
import { optionKind } from "../base/texts.js";
import * as fail from "../base/texts-cluster.js";
import { checkOptions } from "../data/options.js";
import { isArrayOf } from "../data/view.js";
import { connect, type QueueConnection, type QueueOptions } from "./connection.js";
import { type Dataset, datasetAt } from "./dataset.js";
import { checkTaskMessage, type ResultMessage, type TaskMessage, taskOf } from "./message.js";
import { getBlob, putBlob } from "./run.js";
import { ThreadExecutor, threadCount } from "./threads.js";
import { KERNELS } from "./version.js";

/** What a worker works on, and how much. */
export interface ClusterWorkerOptions extends QueueOptions {
  /** How many tasks it computes at a time, each on a thread. Default 1. */
  concurrency?: number | undefined;
  /** Folders or URLs: only data sets that lie in one of them are read. Default: any. */
  allow?: readonly string[] | undefined;
}

/** What a worker has done so far. */
export interface WorkerCounts {
  /** Tasks that are done. */
  readonly tasks: number;
  /** Tasks that failed. */
  readonly failures: number;
  /** Rows of the tasks that are done. */
  readonly rows: number;
  /** Spent on tasks, all threads together. */
  readonly seconds: number;
}

/** A worker on a queue. */
export interface ClusterWorker {
  /** What it has done so far. */
  readonly counts: WorkerCounts;
  /** Takes no more tasks, and resolves when those that it has are done. */
  close(): Promise<void>;
  /** Resolves when the worker has ended. @throws {StateError} OTHER_KERNELS where it met a run that other kernels began */
  readonly ended: Promise<void>;
}

/** A worker that is lost is missed after this long, and its tasks go to others. */
const LOCK_MS = 3000;
const STALLED_MS = 1500;
/** How often a task may lose its worker: as often as it likes, in a number that PostgreSQL's integers hold. */
const MOST_LOSSES = 2 ** 31 - 1;
/** Codes of what another attempt may do away with. */
const PASSING = ["STORE", "NO_OBJECT", "WORKER_DIED", "OUT_OF_MEMORY"];

/**
 * Works on a queue until it is closed.
 *
 * @param options  the queue, and how much of it at a time
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE   @throws {StateError} NO_PEER, STORE
 */
export function worker(options: ClusterWorkerOptions): Promise<ClusterWorker> {
  return callAsync("worker", async () => {
    const known = ["redis", "postgres", "queue", "concurrency", "allow"];
    const { concurrency = 1, allow, ...server } = checkOptions(options, known);
    const areTexts = isArrayOf(allow, (prefix) => typeof prefix === "string");
    if (!(allow === undefined || areTexts)) throw optionKind("allow", allow, "an array of folders or URLs");
    const pool = new ThreadExecutor(threadCount("concurrency", concurrency));
    return connect(server, async (connection) => {
      const running = new RunningWorker(connection, pool, concurrency, allow);
      await running.begin();
      return running;
    });
  });
}

const IS_URL = /^https?:\/\//;

/** Whether an address lies in one of the folders, or below one of the URLs, wherever `..` in it leads. */
export function mayRead(location: string, allow: readonly string[] | undefined): boolean {
  const plain = (address: string): string =>
    !IS_URL.test(address) ? resolve(address) : URL.canParse(address) ? new URL(address).href : address;
  return allow?.some((place) => `${plain(location)}/`.startsWith(plain(place).replace(/\/*$/, "/"))) ?? true;
}

class RunningWorker implements ClusterWorker {
  counts: WorkerCounts = { tasks: 0, failures: 0, rows: 0, seconds: 0 };
  readonly ended: Promise<void>;
  readonly #datasets = new Map<string, Promise<Dataset>>();
  /** The model that was asked for last: all tasks of a step begin with the same one. */
  #model: { readonly digest: string; readonly bytes: Promise<Uint8Array> } | undefined;
  #refusal: Error | undefined;
  #closing: Promise<void> | undefined;
  #end: () => void = () => {};

  constructor(
    readonly connection: QueueConnection,
    readonly pool: ThreadExecutor,
    readonly concurrency: number,
    readonly allow: readonly string[] | undefined,
  ) {
    this.ended = new Promise((resolve, reject) => {
      this.#end = () => (this.#refusal === undefined ? resolve() : reject(this.#refusal));
    });
    this.ended.catch(() => {}); // for who does not ask
  }

  /** Takes tasks from now on. */
  async begin(): Promise<void> {
    await this.connection.worker((job, token) => this.#process(job, token), {
      // One task more than there are threads for: what it needs is fetched meanwhile.
      concurrency: this.concurrency + 1,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
      maxStalledCount: MOST_LOSSES,
      name: KERNELS.slice(0, 14),
    });
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.connection.close(); // which waits for the tasks
      await this.pool.close();
      this.#end();
    })();
    return this.#closing;
  }

  async #process(
    job: { data: unknown; moveToWait(token?: string): Promise<unknown> },
    token: string | undefined,
  ): Promise<ResultMessage> {
    const { UnrecoverableError, WaitingError } = this.connection.errors;
    const began = performance.now();
    try {
      const message = checkTaskMessage(job.data);
      if (message.kernels !== KERNELS) {
        this.#refusal ??= fail.otherKernels(message.kernels, KERNELS);
        await job.moveToWait(token); // for a worker that has the same kernels
        void this.close();
        throw new WaitingError();
      }
      const { result, rows } = await this.#compute(message);
      const { tasks, seconds, rows: before, failures } = this.counts;
      const spent = (performance.now() - began) / 1000;
      this.counts = { tasks: tasks + 1, failures, rows: before + rows, seconds: seconds + spent };
      return result;
    } catch (error) {
      if (error instanceof WaitingError) throw error;
      this.counts = { ...this.counts, failures: this.counts.failures + 1 };
      const isOurs = error instanceof KindError || error instanceof ValueError;
      if (isOurs && !PASSING.includes(error.code)) throw new UnrecoverableError(error.message);
      throw error;
    }
  }

  async #compute(message: TaskMessage) {
    const { store } = this.connection;
    const opened = await this.#open(message.dataset);
    const task = taskOf(message, opened.manifest);
    const { shard } = task;
    const [path, model] = await Promise.all([opened.localPath(shard), this.#modelOf(message.model)]);
    const { learned, ...numbers } = await this.pool.runOne({ task: { ...task, model }, path });
    const result: ResultMessage = {
      ...numbers,
      ...(learned !== undefined && { learned: await putBlob(store, learned) }),
    };
    return { result, rows: shard.rows };
  }

  #modelOf(digest: string): Promise<Uint8Array> {
    if (this.#model?.digest !== digest) {
      const bytes = getBlob(this.connection.store, digest);
      this.#model = { digest, bytes };
      bytes.catch(() => {
        this.#model = undefined;
      });
    }
    return this.#model.bytes;
  }

  /** The data set of a message, opened once. */
  async #open({ location, sha256 }: TaskMessage["dataset"]): Promise<Dataset> {
    if (!IS_URL.test(location) && !isAbsolute(location))
      throw fail.notATask("the data set has no absolute address");
    if (!mayRead(location, this.allow)) {
      throw fail.notATask("its data set lies where this worker may not read");
    }
    const key = `${sha256} ${location}`;
    let opening = this.#datasets.get(key);
    if (opening === undefined) {
      opening = datasetAt(location);
      this.#datasets.set(key, opening);
      opening.catch(() => this.#datasets.delete(key));
    }
    const dataset = await opening;
    if (dataset.sha256 !== sha256) {
      this.#datasets.delete(key);
      throw fail.wrongDigest("manifest.json");
    }
    return dataset;
  }
}
