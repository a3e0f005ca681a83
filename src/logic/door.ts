import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";

// The questions that the doors of this module ask of what comes from outside.

export function record(who: string, what: string, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw fail.wrongKind(who, what, "an object", value);
  return value;
}

/** Whether an object would move a property of this name to the front, as it does with "2". */
export const isIndex = (name: string): boolean => String(Number(name) >>> 0) === name;

export function array(who: string, what: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw fail.wrongKind(who, what, "an array", value);
  return value;
}

export function string(who: string, what: string, value: unknown): string {
  if (typeof value !== "string") throw fail.wrongKind(who, what, "a string", value);
  return value;
}

/** A frozen copy of an array of names. */
export function names(who: string, what: string, value: unknown): readonly string[] {
  return Object.freeze(array(who, what, value).map((name) => string(who, `a name in ${what}`, name)));
}

/** The same names as a set, each of which may occur but once. */
export function distinct(who: string, values: Iterable<string>): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) throw fail.duplicateName(who, value);
    seen.add(value);
  }
  return seen;
}
