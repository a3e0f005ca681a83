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
   * Adds a function that is called when it is aborted.
   * @param type      "abort"
   * @param listener  the function
   */
  addEventListener(type: "abort", listener: () => void): void;
  /**
   * Removes it again.
   * @param type      "abort"
   * @param listener  the function
   */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The one listener of each signal: with one for each callback, engines would warn of a leak from the eleventh on. */
const listeners = /* @__PURE__ */ new WeakMap<
  AbortSignalLike,
  { listener: () => void; callbacks: Set<() => void> }
>();

/** Calls a function once the signal is aborted. @returns what undoes it */
export function onAbort(signal: AbortSignalLike | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => {};
  let entry = listeners.get(signal);
  if (entry === undefined) {
    const callbacks = new Set<() => void>();
    entry = { callbacks, listener: () => callbacks.forEach((each) => void each()) };
    listeners.set(signal, entry);
    signal.addEventListener("abort", entry.listener);
  }
  const { callbacks, listener } = entry;
  callbacks.add(callback);
  return () => {
    if (!callbacks.delete(callback) || callbacks.size > 0) return;
    listeners.delete(signal);
    signal.removeEventListener("abort", listener);
  };
}
