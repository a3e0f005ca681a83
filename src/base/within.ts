// For a public method that asks others of the library's own: what they refuse bears the name of the one that was called.

import { KindError, ValueError } from "./errors.js";

/** An error that a public method within has named, without that name: for `named` to put another. Any other is as it was. */
function unnamed(error: unknown, ending: string): unknown {
  if ((error instanceof KindError || error instanceof ValueError) && error.method?.endsWith(ending)) {
    Object.assign(error, { method: undefined, message: error.message.slice(error.method.length + 2) });
  }
  return error;
}

/**
 * The result of a body that calls public methods, whose errors lose their names.
 *
 * @param ending  of the names that are lost, where what was handed in may ask others that keep theirs
 */
export function within<T>(body: () => T, ending = ""): T {
  try {
    return body();
  } catch (error) {
    throw unnamed(error, ending);
  }
}
