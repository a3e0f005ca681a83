import { spawnWorker, type WorkerHandle } from "../base/spawn-worker.js";
import * as fail from "../base/texts.js";
import {
  KERNEL_THREW,
  type PoolWorkerInit,
  SLOT,
  SLOT_BYTES,
  SPIN_LIMIT,
  WORKER_KERNELS,
  type WorkerKernelName,
} from "./control-block.js";

/** A worker that has not begun with a call after this long counts as dead: what it waits for takes microseconds. */
const BEGIN_MILLISECONDS = 1000;
/**
 * A worker that has not completed a call after this long counts as dead; a call has longer for each
 * multiply-add.
 */
const TIMEOUT_MILLISECONDS = 10_000;
const TIMEOUT_MILLISECONDS_PER_MULTIPLY_ADD = 1e-5;
/** A worker that died so often in a row, without completing a call, is not replaced again. */
const MOST_DEATHS = 3;
/** The longest single Atomics.wait. */
const WAIT_MILLISECONDS = 50;

interface PoolWorker {
  /** undefined until the worker is ready, and once it has been terminated. */
  handle: WorkerHandle | undefined;
  /** How often it has died since it completed a call. */
  deaths: number;
  /** Whether a call was started on it whose end nobody has waited for. */
  isBusy: boolean;
  /** Its slot of the control block. */
  readonly slot: Int32Array;
}

/** A call that a worker runs. */
export interface Call {
  isComplete(): boolean;
  /** Waits for its end. @returns what the kernel returned; undefined if the worker died, threw, or timed out */
  result(): number | undefined;
}

/**
 * Starts a kernel on a worker that has no call to run.
 *
 * @param args          the kernel's arguments: at most 4 integers
 * @param multiplyAdds  which the timeout grows with
 */
export type StartCall = (kernel: WorkerKernelName, args: readonly number[], multiplyAdds: number) => Call;

/**
 * Waits for all of the calls.
 *
 * @returns their results, in order
 * @throws {StateError} WORKER_DIED if a worker died, threw, or timed out
 */
export function resultsOf(calls: readonly Call[]): number[] {
  const results = calls.map((call) => call.result());
  if (results.includes(undefined)) throw fail.workerDied();
  return results as number[];
}

/** Workers that run kernels in one shared memory. One that dies is replaced. */
export class WorkerPool {
  readonly #workers: PoolWorker[];
  #closed = false;

  private constructor(
    readonly init: Omit<PoolWorkerInit, "slot">,
    /** The address of the control block, in bytes. */
    readonly controlBlock: number,
    count: number,
  ) {
    this.#workers = Array.from({ length: count }, (_, i) => ({
      handle: undefined,
      deaths: 0,
      isBusy: false,
      slot: new Int32Array(init.memory.buffer, controlBlock + i * SLOT_BYTES, SLOT.words),
    }));
  }

  /**
   * Spawns `count` workers and resolves when all are ready.
   *
   * @param init          what every worker gets: the compiled kernels and their shared memory
   * @param controlBlock  the address of `count` slots, in bytes, aligned to 64
   * @throws what the engine throws where it cannot start a worker; none is then left running
   */
  static async spawn(
    init: Omit<PoolWorkerInit, "slot">,
    controlBlock: number,
    count: number,
  ): Promise<WorkerPool> {
    const pool = new WorkerPool(init, controlBlock, count);
    try {
      await Promise.all(pool.#workers.map((worker) => pool.#spawn(worker)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  /** The workers that are ready and have nothing to do: a getter of the caller's may make calls in the middle of one. */
  ready(): StartCall[] {
    return this.#workers.flatMap((worker) => {
      const start: StartCall = (...call) => this.#start(worker, ...call);
      return worker.handle === undefined || worker.isBusy ? [] : start;
    });
  }

  /** Terminates all workers. */
  close(): void {
    this.#closed = true;
    for (const worker of this.#workers) this.#terminate(worker);
  }

  #start(worker: PoolWorker, kernel: WorkerKernelName, args: readonly number[], multiplyAdds: number): Call {
    const { slot } = worker;
    worker.isBusy = true;
    slot[SLOT.kernel] = WORKER_KERNELS.indexOf(kernel);
    slot.set(args, SLOT.arguments);
    const issued = (Atomics.add(slot, SLOT.issued, 1) + 1) | 0;
    Atomics.notify(slot, SLOT.issued);
    let end: { readonly result: number | undefined } | undefined;
    return {
      isComplete: () => Atomics.load(slot, SLOT.completed) === issued,
      result: () => {
        end ??= { result: this.#completes(worker, multiplyAdds) ? slot[SLOT.result] : undefined };
        return end.result;
      },
    };
  }

  /**
   * Waits for a worker to complete its call. Replaces it and returns false if it threw, died or timed out.
   */
  #completes(worker: PoolWorker, multiplyAdds: number): boolean {
    const { slot } = worker;
    worker.isBusy = false;
    const issued = Atomics.load(slot, SLOT.issued);
    const isComplete = (): boolean => Atomics.load(slot, SLOT.completed) === issued;
    for (let spin = 0; spin < SPIN_LIMIT && !isComplete(); spin++);
    const timeout = TIMEOUT_MILLISECONDS + multiplyAdds * TIMEOUT_MILLISECONDS_PER_MULTIPLY_ADD;
    const from = performance.now();
    const isLate = (): boolean => {
      if (worker.handle === undefined) return true; // the pool was closed meanwhile
      const hasBegun = Atomics.load(slot, SLOT.begun) === issued;
      return performance.now() - from > (hasBegun ? timeout : BEGIN_MILLISECONDS);
    };
    while (!isComplete() && !isLate()) waitForChange(slot, SLOT.completed, issued - 1);
    if (isComplete() && slot[SLOT.result] !== KERNEL_THREW) {
      worker.deaths = 0;
      return true;
    }
    this.#replace(worker);
    return false;
  }

  #replace(worker: PoolWorker): void {
    this.#terminate(worker);
    // Where it fails, or keeps dying, the pool goes on with fewer workers.
    if (!this.#closed && ++worker.deaths <= MOST_DEATHS) this.#spawn(worker).catch(() => {});
  }

  #terminate(worker: PoolWorker): void {
    const { handle } = worker;
    worker.handle = undefined;
    void handle?.terminate();
  }

  /** Spawns the worker of a slot and resolves when it is ready. */
  #spawn(worker: PoolWorker): Promise<void> {
    const { slot } = worker;
    slot.fill(0);
    return new Promise((resolve, reject) => {
      const onExit = (reason: unknown): void => {
        reject(reason);
        if (worker.handle === handle && worker.handle !== undefined) this.#replace(worker);
      };
      const onReady = (): void => {
        if (this.#closed) return void handle.terminate();
        handle.unref?.(); // a process stays alive until its workers are ready, not until they end
        worker.handle = handle;
        resolve();
      };
      const handle = spawnWorker({
        file: "./thread.js",
        base: import.meta.url,
        createWebWorker: () => new Worker(new URL("./thread.js", import.meta.url), { type: "module" }),
        onMessage: onReady,
        onExit,
      });
      handle.postMessage({ ...this.init, slot: slot.byteOffset } satisfies PoolWorkerInit);
    });
  }
}

/**
 * Waits until a word no longer has the value `unchanged`, or a moment has passed. Returns at once on a page's
 * main thread, where Atomics.wait throws: the caller then polls.
 */
function waitForChange(words: Int32Array, index: number, unchanged: number): void {
  try {
    Atomics.wait(words, index, unchanged, WAIT_MILLISECONDS);
  } catch {}
}
