import type { AbortSignalLike } from "../base/abort-signal.js";
import * as fail from "../base/texts.js";
import { tagOf } from "./view.js";

/**
 * An object's own options, read once; refuses anything but an object whose names are all known.
 *
 * @param place  where they are, as the texts of errors begin: "layer 0: "
 * @throws {KindError} OPTIONS, UNKNOWN_OPTION (with a suggestion)
 */
export function checkOptions<O>(options: O, known: readonly string[], place = ""): O {
  if (!isRecord(options)) throw fail.notOptions(place, options);
  const own = Object.create(null); // what others have put on Object.prototype is no option
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw fail.unknownOption(place, name, known);
    own[name] = options[name];
  }
  return own;
}

/** An object with named properties: no array, Map, Date or the like, of this realm or another. */
export const isRecord = (value: unknown): value is Record<string, unknown> => tagOf(value) === "Object";

/** One check of one option: returns the value, or throws KindError OPTION_KIND or ValueError OPTION_VALUE. */
export type Check<T> = (name: string, value: unknown) => T;

export const flag: Check<boolean> = (name, value) => {
  if (typeof value !== "boolean") throw fail.optionKind(name, value, "true or false");
  return value;
};

/** A number for which `accepts` holds; `expected` says it in words. */
export function numeric(expected: string, accepts: (value: number) => boolean): Check<number> {
  return (name, value) => {
    if (typeof value !== "number") throw fail.optionKind(name, value, expected);
    if (!accepts(value)) throw fail.optionValue(name, value, expected);
    return value;
  };
}

/** An integer from 1 to `most`, which is below 2⁵³. */
export function integerUpTo(most: number): Check<number> {
  return numeric(
    `an integer from 1 to ${most}`,
    (value) => Number.isInteger(value) && value > 0 && value <= most,
  );
}

export const positive = numeric("a finite number above 0", (value) => value > 0 && value < Infinity);

export const share = numeric("a number above 0 and below 1", (value) => value > 0 && value < 1);

export const count = numeric("an integer above 0", (value) => Number.isSafeInteger(value) && value > 0);

export const seed = numeric("an integer from 0 to 4294967295", (value) => value >>> 0 === value);

export function oneOf<T extends string>(...words: readonly T[]): Check<T> {
  const expected = words.map((word) => `"${word}"`).join(" or ");
  return (name, value) => {
    if (typeof value !== "string") throw fail.optionKind(name, value, expected);
    if (!words.includes(value as T)) throw fail.optionValue(name, value, expected);
    return value as T;
  };
}

/** `empty` itself, or what `check` accepts. */
export function optional<T, E extends null | undefined>(empty: E, check: Check<T>): Check<T | E> {
  return (name, value) => (value === empty ? empty : check(name, value));
}

/** What reads options one by one: undefined for one that is left out. @throws {KindError} OPTIONS, UNKNOWN_OPTION */
export function readerOf<O>(given: O, known: readonly string[]) {
  const options = checkOptions(given, known);
  return <T>(check: Check<T>, name: keyof O & string): T | undefined =>
    optional(undefined, check)(name, options[name]);
}

/** A function, or nothing. */
export function callback<F>(name: string, value: unknown): F | undefined {
  if (value !== undefined && typeof value !== "function") throw fail.optionKind(name, value, "a function");
  return value as F | undefined;
}

/** A promise that nobody waits for would fail unseen, or end the process. @throws {KindError} ASYNC_CALLBACK */
export function refusePromise(name: string, result: unknown): void {
  if (typeof result !== "object" || result === null || !("then" in result)) return;
  Promise.resolve(result).catch(() => {});
  throw fail.asyncCallback(name);
}

/** An AbortSignal, of this realm or another, or nothing. */
export function abortSignal(name: string, value: unknown): AbortSignalLike | undefined {
  if (value === undefined) return undefined;
  if (typeof (value as Partial<AbortSignalLike> | null)?.throwIfAborted !== "function") {
    throw fail.optionKind(name, value, "an AbortSignal");
  }
  return value as AbortSignalLike;
}
