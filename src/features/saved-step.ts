import * as fail from "../base/texts.js";
import { record } from "../learn/file/record.js";

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
  if (typeof saved === "string") throw fail.notASavedModel("it is a string; parse it with JSON.parse first");
  const { format, version } = record("the step", saved, ["format", "version"], "any");
  if (format !== expected) throw fail.notASavedModel(`format is ${fail.describe(format)}`);
  if (version !== 1) throw fail.notASavedModel(`version is ${fail.describe(version)}`);
  return record("the step", saved, ["format", "version", ...keys], optional);
}
