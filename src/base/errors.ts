// What the library throws. Each error carries a `code`, which is stable; the words (texts.ts) may improve. It is made of
// its text alone, wherever something is wrong; the public method that was called puts its name before that, once.

import type { ErrorCode } from "./error-codes.js";

/** What an engine says is wrong, whatever it throws. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether an error is of a class, by its names: of this copy of the library or another (rosenblatt/predict is one file). */
const isNamed = (error: unknown, ...names: string[]): boolean =>
  names.includes((error as Error | undefined)?.name as string) && "code" in (error as Error);

/** The wrong kind of thing: not a matrix, not a number, an option that does not exist. */
export class KindError extends TypeError {
  /**
   * Whether an error is of this class, by its name: of this copy of the library or another.
   * @param error  anything
   */
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: StateError asks it too
    return isNamed(error, this.name, "StateError");
  }
  static override readonly name: string = "KindError"; // which minifying would take away
  override readonly name: string = "KindError";
  /** The public method that threw it, such as "Perceptron.fit"; the message begins with it. */
  readonly method?: string;
  /**
   * @param code     what is wrong, in one word that stays
   * @param message  the same in a sentence
   */
  constructor(
    /** What is wrong, in one word that stays: docs/errors.md lists them all. */
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The right kind with the wrong value: out of range, not finite, too large for memory. */
export class ValueError extends RangeError {
  /**
   * Whether an error is of this class, by its name: of this copy of the library or another.
   * @param error  anything
   */
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: ShapeError asks it too
    return isNamed(error, this.name, "ShapeError");
  }
  static override readonly name: string = "ValueError"; // which minifying would take away
  override readonly name: string = "ValueError";
  /** The public method that threw it, such as "Perceptron.fit"; the message begins with it. */
  readonly method?: string;
  /**
   * @param code     what is wrong, in one word that stays
   * @param message  the same in a sentence
   */
  constructor(
    /** What is wrong, in one word that stays: docs/errors.md lists them all. */
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Sizes that do not fit together. */
export class ShapeError extends ValueError {
  static override readonly name: string = "ShapeError";
  override readonly name: string = "ShapeError";
}

/** A call that this object cannot answer in the state that it is in. */
export class StateError extends KindError {
  static override readonly name: string = "StateError";
  override readonly name: string = "StateError";
}

/**
 * What was thrown, for a public method to throw on. An error of this library that has no method yet gets this one, in its
 * message and in its stack. Any other passes unchanged: what a callback threw, and what a public method did that was called
 * within.
 */
export function named(method: string, error: unknown): unknown {
  if ((error instanceof KindError || error instanceof ValueError) && error.method === undefined) {
    Object.assign(error, { method, message: `${method}: ${error.message}` });
    // Engines keep ten frames: those below the public method would leave no room for the caller's own line. Where there is
    // no such function, a stack does not repeat the message.
    (Error as { captureStackTrace?: (of: Error) => void }).captureStackTrace?.(error);
  }
  return error;
}

/** The result of a public method, or of a function, by its name in errors. */
export function call<T>(method: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw named(method, error);
  }
}

/** `call` of a body that is asynchronous: a rejection is named. */
export async function callAsync<T>(method: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw named(method, error);
  }
}
