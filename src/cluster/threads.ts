// Tasks on threads of this process: the default, which needs no server.

import { availableParallelism } from "node:os";
import { call } from "../base/errors.js";
import { deserializeError, type SerializedError } from "../base/serialized-error.js";
import { spawnWorker, type WorkerHandle } from "../base/spawn-worker.js";
import * as fail from "../base/texts-cluster.js";
import { integerUpTo } from "../data/options.js";
import type { Executor, TaskContext } from "./executor.js";
import type { ShardResult, ShardTask } from "./task.js";

/** What a thread is sent, and what it answers. */
export interface ThreadRequest {
  readonly task: ShardTask;
  readonly path: string;
}
export type ThreadReply = { readonly result: ShardResult } | { readonly error: SerializedError };

/** How often a task may lose its thread before it is the task that is to blame. */
const MOST_DEATHS = 20;

interface Pending extends ThreadRequest {
  deaths: number;
  resolve(result: ShardResult): void;
  reject(error: unknown): void;
}

/**
 * Threads of this process that run tasks.
 *
 * @param count  an integer from 1 to 1024. Default: one for each processor
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function threads(count: number = availableParallelism()): Executor {
  return call("threads", () => new ThreadExecutor(threadCount("count", count)));
}

/** @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export const threadCount = integerUpTo(1024);

/** Made by `threads`. A thread that ends in the middle of a task is replaced, and the task is begun again. */
export class ThreadExecutor implements Executor {
  readonly #idle: WorkerHandle[] = [];
  readonly #busy = new Map<WorkerHandle, Pending>();
  readonly #waiting: Pending[] = [];
  /** The thread that worked on a shard last. */
  readonly #homes = new Map<string, WorkerHandle>();
  retries = 0;
  #isClosed = false;

  constructor(readonly count: number) {}

  async run(tasks: readonly Omit<ShardTask, "model">[], context: TaskContext): Promise<ShardResult[]> {
    const { dataset, model, signal, onTask } = context;
    return await Promise.all(
      tasks.map(async (task) => {
        const path = await dataset.localPath(task.shard);
        signal?.throwIfAborted();
        const result = await this.runOne({ task: { ...task, model }, path });
        onTask();
        return result;
      }),
    );
  }

  /** Runs one task. @throws what the task throws; {StateError} WORKER_DIED if it ends its threads again and again */
  runOne({ task, path }: ThreadRequest): Promise<ShardResult> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(closed(task)); // while its shard was fetched
      this.#waiting.push({ task, path, deaths: 0, resolve, reject });
      this.#next();
    });
  }

  async workers(): Promise<number> {
    return this.count;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const handles = [...this.#idle.splice(0), ...this.#busy.keys()];
    for (const pending of [...this.#busy.values(), ...this.#waiting.splice(0)]) {
      pending.reject(closed(pending.task));
    }
    this.#busy.clear();
    await Promise.all(handles.map((handle) => handle.terminate()));
  }

  #next(): void {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.count)) {
      const handle = this.#idle.pop() ?? this.#spawn();
      const pending = this.#taskFor(handle);
      this.#busy.set(handle, pending);
      handle.ref?.();
      handle.postMessage({ task: pending.task, path: pending.path } satisfies ThreadRequest);
    }
  }

  /** A task of a shard that the thread holds already, or of one that no thread does, or any. */
  #taskFor(handle: WorkerHandle): Pending {
    const homeOf = ({ path }: Pending): WorkerHandle | undefined => this.#homes.get(path);
    const own = this.#waiting.findIndex((pending) => homeOf(pending) === handle);
    const at = own >= 0 ? own : this.#waiting.findIndex((pending) => homeOf(pending) === undefined);
    const [pending] = this.#waiting.splice(Math.max(0, at), 1) as [Pending];
    this.#homes.set(pending.path, handle);
    return pending;
  }

  #spawn(): WorkerHandle {
    const handle = spawnWorker({
      file: "./thread.js",
      base: import.meta.url,
      createWebWorker: () => new Worker(new URL("./thread.js", import.meta.url), { type: "module" }),
      onMessage: (reply) => this.#done(handle, reply as ThreadReply),
      onExit: () => this.#lost(handle),
    });
    return handle;
  }

  #done(handle: WorkerHandle, reply: ThreadReply): void {
    const pending = this.#busy.get(handle);
    if (pending === undefined) return;
    this.#busy.delete(handle);
    handle.unref?.(); // an idle thread does not keep a process alive
    this.#idle.push(handle);
    if ("result" in reply) pending.resolve(reply.result);
    else pending.reject(deserializeError(reply.error));
    this.#next();
  }

  #lost(handle: WorkerHandle): void {
    for (const [path, home] of this.#homes) if (home === handle) this.#homes.delete(path);
    const at = this.#idle.indexOf(handle);
    if (at >= 0) this.#idle.splice(at, 1);
    const pending = this.#busy.get(handle);
    if (pending === undefined) return;
    this.#busy.delete(handle);
    pending.deaths++;
    if (pending.deaths >= MOST_DEATHS) pending.reject(fail.taskDied(pending.task.shard.file, pending.deaths));
    else {
      this.retries++;
      this.#waiting.unshift(pending);
    }
    this.#next();
  }
}

const closed = ({ shard }: ShardTask): Error => fail.taskFailed(shard.file, "the executor was closed");
