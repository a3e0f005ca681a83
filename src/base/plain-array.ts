import * as fail from "./texts.js";

/** What every engine holds in a plain array: V8 ends the process, and no program can catch it, where one grows beyond 112.8 million. */
export const MOST_ELEMENTS = 1e8;

/** The length of a plain array that the caller's data decides. @throws {ValueError} TOO_LARGE */
export function plainLength(what: string, length: number): number {
  if (length > MOST_ELEMENTS) throw fail.tooManyElements(what, length, MOST_ELEMENTS);
  return length;
}
