// What the threads tell each other through shared memory: a slot for each worker, in words of 4 bytes.
//
//   | asked | answered | call | 8 arguments | result |
//
// A worker whose `asked` and `answered` differ has something to do.

export const SLOT = { asked: 0, answered: 1, call: 2, arguments: 3, result: 11, words: 16 } as const;
export const SLOT_BYTES = 4 * SLOT.words;

/** The kernels that a worker can be asked for, by their number here. */
export const CALLS = ["epoch_f32", "epoch_f64", "product_f32", "product_f64"] as const;
export type Call = (typeof CALLS)[number];

export type Kernel = (...numbers: number[]) => number;

/**
 * What a thread does of a call. An epoch's numbers are task, from, to and how many rows stay in the second-level
 * cache while all outputs pass: it is run in such parts.
 */
export function perform(call: Call, kernel: Kernel, numbers: readonly number[]): number {
  if (!call.startsWith("epoch")) return kernel(...numbers);
  const [task, from, to, height] = numbers as [number, number, number, number];
  let mistakes = 0;
  for (let at = from; at < to; at += height) {
    const found = kernel(task, at, Math.min(to, at + height));
    if (found < 0) return found;
    mistakes += found;
  }
  return mistakes;
}

/** In place of a result: the call threw. */
export const FAILED = -2;

/** Tries, some ten nanoseconds each, before a thread lies down to wait: a hot pool answers within microseconds. */
export const SPINS = 4000;

/** What a worker is started with. */
export interface Start {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where its slot lies. */
  readonly slot: number;
}
