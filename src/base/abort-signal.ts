/**
 * What the library asks of an AbortSignal, the DOM's or Node's: with a type of its own its declarations need neither
 * of the two.
 */
export interface AbortSignalLike {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** What the call that it ends rejects with. */
  readonly reason: unknown;
  /** Throws the reason once it has been aborted. */
  throwIfAborted(): void;
  /**
   * Has a function called when it is aborted.
   * @param type      "abort"
   * @param listener  the function
   */
  addEventListener(type: "abort", listener: () => void): void;
  /**
   * Has it called no more.
   * @param type      "abort"
   * @param listener  the function
   */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** By signal, who waits for it: with a listener each, engines would warn of a leak from the eleventh on. */
const waiting = /* @__PURE__ */ new WeakMap<
  AbortSignalLike,
  { tell: Set<() => void>; listener: () => void }
>();

/** Calls `tell` once the signal is aborted. @returns what undoes it */
export function onAbort(signal: AbortSignalLike | undefined, tell: () => void): () => void {
  if (signal === undefined) return () => {};
  let entry = waiting.get(signal);
  if (entry === undefined) {
    const others = new Set<() => void>();
    entry = { tell: others, listener: () => others.forEach((other) => void other()) };
    waiting.set(signal, entry);
    signal.addEventListener("abort", entry.listener);
  }
  const { tell: others, listener } = entry;
  others.add(tell);
  return () => {
    if (!others.delete(tell) || others.size > 0) return;
    waiting.delete(signal);
    signal.removeEventListener("abort", listener);
  };
}
