// A core whose larger calls run on all threads: an epoch is split by outputs, a product by rows. No sum is split, so
// the bits are those of one thread.

import { SHARED_WORK } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import {
  type Core,
  type Epoch,
  type LaterProduct,
  NOT_FINITE,
  NULL,
  type Product,
  type Ptr,
} from "../core/contract.js";
import { cachedRows, readTask, scratchCount, TASK_BYTES, writeTask } from "../core/task.js";
import { type Call, type Kernel, perform, SLOT_BYTES } from "./board.js";
import type { Pool } from "./pool.js";

/** A task of its own for each thread, and its scratch. */
const SCRATCH_BYTES = 8 * scratchCount(0);
const DESK_BYTES = Math.ceil((TASK_BYTES + SCRATCH_BYTES) / 64) * 64;

/** The sum of what threads counted, or NOT_FINITE. */
const total = (counts: readonly number[]): number =>
  counts.includes(NOT_FINITE) ? NOT_FINITE : counts.reduce((sum, count) => sum + count, 0);

/** What a board takes: a slot for each worker, a desk for each thread. */
export const boardBytes = (workers: number): number => workers * SLOT_BYTES + (workers + 1) * DESK_BYTES;

/**
 * @param single   the core to share out; nobody else may use it
 * @param workers  how many slots the board has
 */
export function threadedCore(single: Core, pool: Pool, workers: number): Core {
  const { memory, kernels } = single;
  const desks = pool.board + workers * SLOT_BYTES;
  const desk = (i: number): Ptr => (desks + i * DESK_BYTES) as Ptr;

  /** The first job is done here, the others by workers. */
  function run(who: string, call: Call, [own, ...jobs]: number[][], work: number): number {
    const join = pool.ask(who, call, jobs, work);
    let count = 0;
    try {
      count = perform(call, kernels[call] as Kernel, own as number[]);
    } finally {
      count = total([count, ...join()]);
    }
    return count;
  }

  function epoch(dtype: DType): Epoch {
    const call = `epoch_${dtype}` as const;
    const size = bytesPer[dtype];
    return (address, from, to) => {
      const task = readTask(memory, address);
      const { d, k } = task;
      const threads = Math.min(pool.size + 1, Math.ceil(k / 2));
      const work = (to - from) * d * k;
      if (threads < 2 || task.joint !== 0 || work < SHARED_WORK) {
        return kernels[call](address, from, to);
      }
      const share = (i: number): void => {
        const [first, end] = [Math.floor((i * k) / threads), Math.floor(((i + 1) * k) / threads)];
        const at = (pointer: Ptr, bytes: number): Ptr => (pointer === NULL ? NULL : pointer + bytes) as Ptr;
        writeTask(memory, desk(i), {
          ...{ ...task, k: end - first, Y: at(task.Y, first), classWeight: at(task.classWeight, 16 * first) },
          ...{ W: at(task.W, first * d * size), b: at(task.b, first * size) },
          ...{ sums: at(task.sums, 8 * first * d), biasSums: at(task.biasSums, 8 * first) },
          margins: (desk(i) + DESK_BYTES - SCRATCH_BYTES) as Ptr,
        });
      };
      for (let i = 0; i < threads; i++) share(i);
      const height = cachedRows(d, dtype);
      const jobs = Array.from({ length: threads }, (_, i) => [desk(i), from, to, height]);
      return run("Perceptron", call, jobs, work);
    };
  }

  /** The rows of a product in one job for each of `threads`, in whole tiles. */
  function rowsFor(
    threads: number,
    size: number,
    ...[m, n, k, A, B, b, C, step]: Parameters<Product>
  ): number[][] {
    const edge = (i: number): number => (i === threads ? m : 8 * Math.floor((i * m) / threads / 8));
    return Array.from({ length: threads }, (_, i) => {
      const [from, to] = [edge(i), edge(i + 1)];
      return [to - from, n, k, A + from * k * size, B, b, C + from * n * size, step];
    });
  }

  function later(dtype: DType): LaterProduct {
    const call = `product_${dtype}` as const;
    return (...args) => {
      const [m, n, k] = args;
      const threads = Math.min(pool.size, Math.floor(m / 8));
      if (threads < 1 || m * n * k < SHARED_WORK) {
        const count = kernels[call](...args);
        return () => count;
      }
      const join = pool.ask("product", call, rowsFor(threads, bytesPer[dtype], ...args), m * n * k);
      return () => total(join());
    };
  }

  return {
    ...single,
    kernels: { ...kernels, epoch_f32: epoch("f32"), epoch_f64: epoch("f64") },
    workers: { count: workers, product_f32: later("f32"), product_f64: later("f64") },
  };
}
