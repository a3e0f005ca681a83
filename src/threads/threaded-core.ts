// A core whose larger calls run on all threads: an epoch is split by outputs, a product of dense rows by rows
// (multiply.ts). No sum is split, so the bits are those of one thread.

import { OWN_BYTES, SHARED_WORK } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import {
  type Core,
  type Epoch,
  type Memory,
  NOT_FINITE,
  NULL,
  type Ptr,
  type RowsToMultiply,
} from "../core/contract.js";
import { cachedRows, readTask, scratchCount, type Task, taskBytes, writeTask } from "../core/task.js";
import { type KernelFunction, runKernel, SLOT_BYTES, type WorkerKernelName } from "./control-block.js";
import { multiplyOnThreads } from "./multiply.js";
import { resultsOf, type StartCall, type WorkerPool } from "./pool.js";

/** The arrays of a task that corrections write to, and how many bytes of each belong to an output. */
const written = (d: number, size: number) =>
  [
    ["W", d * size],
    ["b", size],
    ["sums", 8 * d],
    ["biasSums", 8],
    ["lastVisits", 8],
  ] as const;

/**
 * Behind the slots of the control block, each thread has a block of its own for its part of an epoch: a Task
 * (core/task.ts), its scratch, and the short ones of the arrays that corrections write to. Were they left where they lie,
 * threads would write to the same lines of the cache, and each correction would take one from the others; long arrays share
 * only the line where one thread's outputs end.
 */
const SCRATCH_AT = taskBytes();
const OWN_AT = SCRATCH_AT + 8 * scratchCount(0);
const TASK_BLOCK_BYTES = Math.ceil((OWN_AT + written(0, 0).length * OWN_BYTES) / 64) * 64;

/** The size of the control block: a slot for each worker, a task block for each worker and for the caller. */
export const controlBlockBytes = (workers: number): number =>
  workers * SLOT_BYTES + (workers + 1) * TASK_BLOCK_BYTES;

/** The sum of the threads' counts, or NOT_FINITE if one of them is. */
const sumCounts = (counts: readonly number[]): number =>
  counts.includes(NOT_FINITE) ? NOT_FINITE : counts.reduce((sum, count) => sum + count, 0);

/** Where an array goes on so many bytes later, if there is one. */
const later = (pointer: Ptr, bytes: number): Ptr => (pointer === NULL ? NULL : pointer + bytes) as Ptr;

/** The task of a thread: the outputs `first` … `end` − 1 of a task. */
function outputsOf(task: Task, size: number, first: number, end: number, margins: Ptr): Task {
  const part = {
    ...task,
    k: end - first,
    margins,
    Y: later(task.Y, first),
    classWeight: later(task.classWeight, 16 * first),
  };
  for (const [name, bytes] of written(task.d, size)) part[name] = later(task[name], bytes * first);
  return part;
}

/** Copies the short arrays of a thread's task to `at`, where the task finds them. @returns what copies them back */
function ownArrays({ buffer }: Memory, part: Task, size: number, at: Ptr): () => void {
  const all = new Uint8Array(buffer);
  const copies: [from: Ptr, to: Ptr, bytes: number][] = [];
  for (const [name, bytesEach] of written(part.d, size)) {
    const [from, bytes] = [part[name], part.k * bytesEach];
    if (from === NULL || bytes > OWN_BYTES) continue;
    copies.push([from, at, bytes]);
    all.copyWithin(at, from, from + bytes);
    part[name] = at;
    at = later(at, bytes);
  }
  return () => {
    for (const [from, to, bytes] of copies) all.copyWithin(from, to, to + bytes);
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
    const size = bytesPer[dtype];
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
      const copiesBack = Array.from({ length: threads }, (_, thread) => {
        const block = taskBlock(thread);
        const part = outputsOf(task, size, edge(thread), edge(thread + 1), later(block, SCRATCH_AT));
        const copyBack = ownArrays(memory, part, size, later(block, OWN_AT));
        writeTask(memory, block, part);
        return copyBack;
      });
      const rowsPerBlock = cachedRows(d, dtype);
      const argsOf = Array.from({ length: threads }, (_, i) => [taskBlock(i), from, to, rowsPerBlock]);
      const mistakes = runOnThreads(kernel, ready.slice(0, threads - 1), argsOf, multiplyAdds);
      for (const copyBack of copiesBack) copyBack();
      return mistakes;
    };
  }

  const multiply = (rows: RowsToMultiply): number => multiplyOnThreads(pool, core, rows);
  return {
    ...core,
    kernels: { ...kernels, epoch_f32: threadedEpoch("f32"), epoch_f64: threadedEpoch("f64") },
    workers: { count: workers, multiply },
  };
}
