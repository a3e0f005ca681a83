// Errors on their way from one thread to another: a structured clone would lose their class and their code.

import type { ErrorCode } from "./error-codes.js";
import { KindError, ShapeError, StateError, ValueError } from "./errors.js";

/** An error of this library, which has a code, or of the engine. */
export interface SerializedError {
  readonly name: string;
  readonly code: ErrorCode | undefined;
  /** Without the name of the method that ran there: whoever called it names its own. */
  readonly message: string;
}

export function serializeError(error: unknown): SerializedError {
  const { name, code, method, message } = error as Error & Partial<KindError>;
  return { name, code, message: method === undefined ? message : message.slice(`${method}: `.length) };
}

const CLASSES: Record<string, new (code: ErrorCode, message: string) => Error> = {
  KindError,
  ValueError,
  ShapeError,
  StateError,
};

export function deserializeError({ name, code, message }: SerializedError): Error {
  const ErrorClass = CLASSES[name];
  if (ErrorClass !== undefined && code !== undefined) return new ErrorClass(code, message);
  return Object.assign(new Error(message), { name });
}
