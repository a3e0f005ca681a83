/**
 * What the library asks of an AbortSignal, the DOM's or Node's: with a type of its own its declarations need neither
 * of the two.
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
