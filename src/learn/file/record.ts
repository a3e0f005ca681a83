import { MOST_COUNTED } from "../../base/counts.js";
import * as fail from "../../base/texts.js";
import { isObject } from "../../data/view.js";

/** What a plain object has itself: these keys and no others, but for optional ones. @throws {ValueError} MODEL_FILE */
export function record(
  name: string,
  value: unknown,
  keys: readonly string[],
  optional: readonly string[] | "any" = [],
): Record<string, unknown> {
  if (!isObject(value)) throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw fail.notASavedModel(`${name} lacks ${key}`);
  for (const key of Object.keys(value))
    if (optional !== "any" && !keys.includes(key) && !optional.includes(key))
      throw fail.notASavedModel(`${name} has an unknown key ${fail.shorten(key)}`);
  return Object.assign(Object.create(null), value);
}

/** What a file holds beside its format, once that is right. @throws {ValueError} MODEL_FILE */
export function savedAs(name: string, saved: unknown, expected: string): Record<string, unknown> {
  if (typeof saved === "string") throw fail.notASavedModel("it is a string; JSON.parse it first");
  const { format, ...file } = record(name, saved, [], "any");
  if (format !== expected) throw fail.notThisFormat(format);
  return file;
}

/** @throws {ValueError} MODEL_FILE unless it is a number from 0 to `most` */
export function amount(name: string, value: unknown, most = Number.MAX_VALUE): number {
  if (typeof value !== "number" || !(value >= 0 && value <= most)) {
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  }
  return value;
}

/** @throws {ValueError} MODEL_FILE unless it is an integer from `least` to where counters stop */
export function whole(name: string, value: unknown, least = 0): number {
  if (!Number.isInteger(value) || amount(name, value, MOST_COUNTED) < least) {
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  }
  return value as number;
}
