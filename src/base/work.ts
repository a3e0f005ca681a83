import type { AbortSignalLike } from "./abort-signal.js";
import { PART } from "./costs.js";

/**
 * Work that can be paused: a generator that yields at least every few thousand operations and returns the
 * result. What it yields is an event for whoever drives it, or nothing. Written once, it runs without a pause or
 * with pauses for the event loop, so that both give the same numbers.
 *
 * Where no other code waits, it does not pause: driven by `finish` it yields events alone. (A generator that is resumed
 * again and again is compiled again and again; measured: half of a first fit.)
 */
export type Work<T, E = never> = Generator<E | undefined, T, void>;

let interruptible = false;

/** Whether what runs now runs to its end before any other code does, so that nothing that it reads changes meanwhile. */
export const isSynchronous = (): boolean => !interruptible;

/** Whether a loop over cheap operations should pause after operation number i, where other code may run. */
export const shouldYield = (i: number, every = PART): boolean => interruptible && i % every === every - 1;

/** The next step of work between whose steps other code runs. */
function interruptibly<T, E>(work: Work<T, E>): IteratorResult<E | undefined, T> {
  const before = interruptible;
  interruptible = true;
  try {
    return work.next();
  } finally {
    interruptible = before;
  }
}

/** Runs the work to its end. */
export function finish<T, E>(work: Work<T, E>, onEvent?: (event: E) => void): T {
  try {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      if (step.value !== undefined) onEvent?.(step.value);
    }
  } finally {
    work.return(undefined as never); // what onEvent throws ends the work too
  }
}

/** The time in milliseconds; where an engine has no `performance`, as in a bare context of node:vm, Date tells it. */
export const now = (): number => (globalThis.performance ?? Date).now();

export interface Pace {
  /** Once it is aborted, the work ends with its reason, at the start or after a pause. */
  readonly signal?: AbortSignalLike | undefined;
  /** Longer than this no other task has to wait, in milliseconds. Default 4: with what a noisy machine adds, below the 10 promised. */
  readonly yieldEvery?: number | undefined;
}

/** Runs the work and lets other tasks run every `yieldEvery` milliseconds. Yields its events, returns its result. */
export async function* paced<T, E>(work: Work<T, E>, { signal, yieldEvery = 4 }: Pace): AsyncGenerator<E, T> {
  signal?.throwIfAborted();
  let started = now();
  for (;;) {
    const step = interruptibly(work);
    if (step.done) return step.value;
    if (step.value !== undefined) {
      yield step.value;
      signal?.throwIfAborted();
    }
    if (now() - started < yieldEvery) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
    started = now();
  }
}

/** Runs the work to its end and lets other tasks run meanwhile; `onEvent` is waited for. */
export async function finishAsync<T, E>(
  work: Work<T, E>,
  pace: Pace,
  onEvent?: (event: E) => unknown,
): Promise<T> {
  const run = paced(work, pace);
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
    await onEvent?.(step.value);
  }
}

/**
 * Lets other tasks run. Not by a timer, which browsers clamp to 4 ms, nor by scheduler.yield, whose continuations
 * Chromium runs before all timers and messages: an abort would never be heard.
 */
export function yieldToEventLoop(): Promise<void> {
  const { MessageChannel, setImmediate } = globalThis as Partial<typeof globalThis>;
  return new Promise((resolve) => {
    if (setImmediate) setImmediate(resolve);
    else if (MessageChannel) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    } else setTimeout(resolve);
  });
}

/**
 * Cheap operations 0 … n − 1, in parts. They are a plain function's because V8 takes long over a loop inside a
 * generator (measured: 36 ns a label, not 4).
 */
export function* inParts(n: number, part: (from: number, to: number) => void): Work<void> {
  for (let from = 0; from < n; from += PART) {
    part(from, Math.min(n, from + PART));
    if (interruptible && from + PART < n) yield;
  }
}
