// The control block: how the calling thread and the workers of a pool communicate through shared memory. Each
// worker has a slot of 32-bit words:
//
//   | issued | completed | kernel | 4 arguments | result | begun |
//
// The caller writes kernel and arguments, increments `issued` and notifies; the worker sets `begun` to
// `issued`, runs the kernel, writes the result, sets `completed` to `issued` and notifies. Where the two differ, the worker has a call
// to run.

/** The index of each field in a slot's words, and how many words a slot has (64 bytes, a cache line). */
export const SLOT = {
  issued: 0,
  completed: 1,
  kernel: 2,
  arguments: 3,
  result: 7,
  begun: 8,
  words: 16,
} as const;
export const SLOT_BYTES = 4 * SLOT.words;

/** The kernels that a worker can run; a slot holds an index into this list. */
export const WORKER_KERNELS = ["epoch_f32", "epoch_f64", "product_f32", "product_f64"] as const;
export type WorkerKernelName = (typeof WORKER_KERNELS)[number];

export type KernelFunction = (...args: number[]) => number;

/**
 * Runs one thread's share of a call: a product as it is, an epoch in blocks of rows.
 *
 * @param args  of a product, its ProductCall; of an epoch: task, from, to, and rows per block, which is how
 *              many stay in the second-level cache while all outputs are trained on them
 * @returns what the kernel returns; of an epoch the mistakes of all blocks, or the first negative result
 */
export function runKernel(name: WorkerKernelName, kernel: KernelFunction, args: readonly number[]): number {
  if (!name.startsWith("epoch")) return kernel(...args);
  const [task, from, to, rowsPerBlock] = args as [number, number, number, number];
  let mistakes = 0;
  for (let row = from; row < to; row += rowsPerBlock) {
    const result = kernel(task, row, Math.min(to, row + rowsPerBlock));
    if (result < 0) return result;
    mistakes += result;
  }
  return mistakes;
}

/** The result of a kernel that threw. */
export const KERNEL_THREW = -2;

/** How often to poll, some ten nanoseconds each, before Atomics.wait: a busy pool takes microseconds. */
export const SPIN_LIMIT = 4000;

/** The message that a worker of the pool is started with. */
export interface PoolWorkerInit {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The address of its slot, in bytes. */
  readonly slot: number;
}
