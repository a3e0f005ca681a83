// A core whose larger calls run on all threads: an epoch is split by outputs, a product of dense rows by rows
// (multiply.ts). No sum is split, so the bits are those of one thread.

import { SHARED_WORK } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import { type Core, type Epoch, NOT_FINITE, NULL, type Ptr, type RowsToMultiply } from "../core/contract.js";
import { cachedRows, readTask, scratchCount, type Task, taskBytes, writeTask } from "../core/task.js";
import { type KernelFunction, runKernel, SLOT_BYTES, type WorkerKernelName } from "./control-block.js";
import { multiplyOnThreads } from "./multiply.js";
import { resultsOf, type StartCall, type WorkerPool } from "./pool.js";

/**
 * Behind the slots of the control block, each thread has a block of its own for its part of an epoch: a Task
 * (core/task.ts), followed by its scratch.
 */
const SCRATCH_BYTES = 8 * scratchCount(0);
const TASK_BLOCK_BYTES = Math.ceil((taskBytes() + SCRATCH_BYTES) / 64) * 64;

/** The size of the control block: a slot for each worker, a task block for each worker and for the caller. */
export const controlBlockBytes = (workers: number): number =>
  workers * SLOT_BYTES + (workers + 1) * TASK_BLOCK_BYTES;

/** The sum of the threads' counts, or NOT_FINITE if one of them is. */
const sumCounts = (counts: readonly number[]): number =>
  counts.includes(NOT_FINITE) ? NOT_FINITE : counts.reduce((sum, count) => sum + count, 0);

/** The task of a thread: the outputs `first` … `end` − 1 of a task. */
function outputsOf(task: Task, size: number, first: number, end: number, margins: Ptr): Task {
  const { d } = task;
  const offset = (pointer: Ptr, bytes: number): Ptr => (pointer === NULL ? NULL : pointer + bytes) as Ptr;
  return {
    ...task,
    k: end - first,
    margins,
    Y: offset(task.Y, first),
    classWeight: offset(task.classWeight, 16 * first),
    W: offset(task.W, first * d * size),
    b: offset(task.b, first * size),
    sums: offset(task.sums, 8 * first * d),
    biasSums: offset(task.biasSums, 8 * first),
    lastVisits: offset(task.lastVisits, 8 * first),
  };
}

/**
 * The core that runs the larger calls of `core` on the pool's workers and the calling thread.
 *
 * @param core     the kernels, in the pool's shared memory; nobody else may use it
 * @param workers  how many slots the control block has
 */
export function threadedCore(core: Core, pool: WorkerPool, workers: number): Core {
  const { memory, kernels } = core;
  const firstTaskBlock = pool.controlBlock + workers * SLOT_BYTES;
  const taskBlock = (thread: number): Ptr => (firstTaskBlock + thread * TASK_BLOCK_BYTES) as Ptr;

  /** Runs the kernel here with the first list of arguments, and on as many workers with the others. */
  function runOnThreads(
    kernel: WorkerKernelName,
    workers: readonly StartCall[],
    argsOf: readonly number[][],
    multiplyAdds: number,
  ): number {
    const calls = workers.map((start, i) => start(kernel, argsOf[i + 1] as number[], multiplyAdds));
    let count = 0;
    try {
      count = runKernel(kernel, kernels[kernel] as KernelFunction, argsOf[0] as number[]);
    } finally {
      count = sumCounts([count, ...resultsOf(calls)]);
    }
    return count;
  }

  function threadedEpoch(dtype: DType): Epoch {
    const kernel = `epoch_${dtype}` as const;
    return (address, from, to) => {
      const task = readTask(memory, address);
      const { d, k } = task;
      const ready = pool.ready();
      const threads = Math.min(ready.length + 1, Math.ceil(k / 2));
      const multiplyAdds = (to - from) * d * k;
      if (threads < 2 || task.joint !== 0 || multiplyAdds < SHARED_WORK) {
        return kernels[kernel](address, from, to);
      }
      const edge = (thread: number): number => Math.floor((thread * k) / threads);
      for (let thread = 0; thread < threads; thread++) {
        const margins = (taskBlock(thread) + TASK_BLOCK_BYTES - SCRATCH_BYTES) as Ptr;
        const part = outputsOf(task, bytesPer[dtype], edge(thread), edge(thread + 1), margins);
        writeTask(memory, taskBlock(thread), part);
      }
      const rowsPerBlock = cachedRows(d, dtype);
      const argsOf = Array.from({ length: threads }, (_, i) => [taskBlock(i), from, to, rowsPerBlock]);
      return runOnThreads(kernel, ready.slice(0, threads - 1), argsOf, multiplyAdds);
    };
  }

  const multiply = (rows: RowsToMultiply): number => multiplyOnThreads(pool, core, rows);
  return {
    ...core,
    kernels: { ...kernels, epoch_f32: threadedEpoch("f32"), epoch_f64: threadedEpoch("f64") },
    workers: { count: workers, multiply },
  };
}
