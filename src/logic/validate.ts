// Validation of what comes from outside. Each function returns the value by its type, or throws.

import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { isArray } from "../data/view.js";

/** @throws {KindError} WRONG_KIND */
export function requireObject(what: string, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw fail.wrongKind(what, "an object", value);
  return value;
}

/** @throws {KindError} WRONG_KIND */
export function requireArray(what: string, value: unknown): readonly unknown[] {
  if (!isArray(value)) throw fail.wrongKind(what, "an array", value);
  return value;
}

/** @throws {KindError} WRONG_KIND */
export function requireString(what: string, value: unknown): string {
  if (typeof value !== "string") throw fail.wrongKind(what, "a string", value);
  return value;
}

/** A frozen copy of an array of names. @throws {KindError} WRONG_KIND */
export function requireNames(what: string, value: unknown): readonly string[] {
  const names = requireArray(what, value);
  // Other than `map`, `from` sees holes too, and ends at the first.
  return Object.freeze(Array.from(names, (name) => requireString(`a name in ${what}`, name)));
}

/** A set of names. @throws {ValueError} DUPLICATE_NAME if one occurs twice */
export function requireUnique(names: Iterable<string>): ReadonlySet<string> {
  const unique = new Set<string>();
  for (const name of names) {
    if (unique.has(name)) throw fail.duplicateName(name);
    unique.add(name);
  }
  return unique;
}

/** Whether an object would move a property of this name to the front, as it does with "2". */
export const isIndex = (name: string): boolean => String(Number(name) >>> 0) === name;
