// How a value is named in the text of an error.
import type { ErrorCode } from "./error-codes.js";
import { KindError, ValueError } from "./errors.js";

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A value in a few words: `undefined`, `the string "abc"`, `an empty array`, `a Float32Array`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value !== "object") return `the ${typeof value} ${quote(value)}`;
  const kind = kindOf(value);
  return `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}`;
}

/** The name of an object's class, or "object" where it has none of its own, or a hostile one does not say. */
function kindOf(value: object): string {
  try {
    if (Array.isArray(value)) return value.length === 0 ? "empty array" : "array";
    const name: unknown = value.constructor?.name;
    return typeof name === "string" && name !== "Object" && name !== "" ? shorten(name) : "object";
  } catch {
    return "object";
  }
}

/** A value as it would be typed: strings quoted, the rest as is. */
export const quote = (value: unknown): string =>
  typeof value === "string"
    ? JSON.stringify(shorten(value))
    : typeof value === "object"
      ? describe(value)
      : Object.is(value, -0)
        ? "-0"
        : String(value);

export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

export const list = (values: readonly unknown[]): string => {
  const shown = values.slice(0, 8).map(quote).join(", ");
  return values.length > 8 ? `${shown}, … (${values.length} in all)` : shown;
};

/** Text of others for a table or a terminal: on one line, and with nothing in it that is obeyed there. */
export const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");

/** The nearest of `known` within one edit, or two in a longer word, for "did you mean". */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  const reach = word.length < 5 ? 1 : 2;
  for (let edits = 0; edits <= reach; edits++) {
    const near = known.find((name) => isWithin(edits, word.toLowerCase(), name.toLowerCase()));
    if (near !== undefined) return near;
  }
  return undefined;
}

/** Whether so many edits make b of a: a character more, one less, another one, or two that change places. */
function isWithin(edits: number, a: string, b: string): boolean {
  if (a === b) return true;
  if (edits === 0) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  const rest = (p: number, q: number): boolean => isWithin(edits - 1, a.slice(at + p), b.slice(at + q));
  return rest(1, 0) || rest(0, 1) || rest(1, 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
}

/** A KindError where the value is not even a number, otherwise a ValueError. */
export const refusal = (value: unknown, code: ErrorCode, message: string) =>
  typeof value === "number" ? new ValueError(code, message) : new KindError(code, message);
