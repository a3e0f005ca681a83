import * as fail from "../base/texts.js";
import { record, savedAs } from "../learn/file/record.js";

/**
 * What `toJSON` of a step wrote, without its format and version.
 *
 * @throws {ValueError} MODEL_FILE if it is of another class or version, or lacks a key
 */
export function readSaved(
  saved: unknown,
  expected: string,
  keys: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  const { version, ...step } = savedAs("the step", saved, expected);
  if (version !== 1) throw fail.notASavedModel(`version is ${fail.describe(version)}`);
  return record("the step", step, keys, optional);
}
