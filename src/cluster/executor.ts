import type { AbortSignalLike } from "../base/abort-signal.js";
import type { Dataset } from "./dataset.js";
import type { Store } from "./store.js";
import type { ShardResult, ShardTask } from "./task.js";

/** What the tasks of a step have in common. */
export interface TaskContext {
  /** Where the shards are. */
  readonly dataset: Dataset;
  /** Where the results are kept. */
  readonly store: Store;
  /** Of the run. */
  readonly id: string;
  /** Of the step within it. */
  readonly step: string;
  /** The model that all of them begin with, as `toBytes` wrote it. */
  readonly model: Uint8Array;
  /** Ends the tasks when it aborts. */
  readonly signal: AbortSignalLike | undefined;
  /** Called as each task is done. */
  onTask(): void;
}

/** Something to run tasks on. Who runs which, how often, and in what order makes no difference to the result. */
export interface Executor {
  /**
   * Runs tasks, however many workers are lost on the way.
   *
   * @param tasks    one for each shard
   * @param context  what they have in common
   * @returns their results, in the order of the tasks
   * @throws the error of a task that fails for a reason of its own
   */
  run(tasks: readonly Omit<ShardTask, "model">[], context: TaskContext): Promise<ShardResult[]>;
  /** How many workers there are now, as far as it knows. */
  workers(): Promise<number>;
  /** Tasks that were begun again because their worker was lost. */
  readonly retries: number;
  /** Ends its workers, or lets go of them. */
  close(): Promise<void>;
}
