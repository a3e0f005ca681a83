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
