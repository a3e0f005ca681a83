/**
 * Work that can be paused: a generator that yields at least every few thousand operations and returns the
 * result. Written once, it is driven without a pause or with breaths for the event loop, so that both give
 * the same numbers.
 */
export type Work<T> = Generator<void, T, void>;

/** Runs the work to its end. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Longer than this no other task has to wait; below the 10 ms that are promised. */
const BREATH_MS = 8;

/**
 * Runs the work to its end and lets other tasks run at least about every 10 ms.
 *
 * @throws signal.reason, at the start or after a breath, if the signal has been aborted
 */
export async function finishAsync<T>(work: Work<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  let started = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - started < BREATH_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    started = performance.now();
  }
}
