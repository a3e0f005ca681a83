// What the library throws. Each error carries a `code`, which is stable; the words (texts.ts) may improve.

/** What an engine says is wrong, whatever it throws. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The wrong kind of thing: not a matrix, not a number, an option that does not exist. */
export class KindError extends TypeError {
  override readonly name: string = "KindError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The right kind with the wrong value: out of range, not finite, too large for memory. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Sizes that do not fit together. */
export class ShapeError extends ValueError {
  override readonly name: string = "ShapeError";
}

/** A call that this object cannot answer in the state that it is in. */
export class StateError extends KindError {
  override readonly name: string = "StateError";
}
