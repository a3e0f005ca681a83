import * as fail from "../base/texts.js";

/** The place of the first name that repeats an earlier one; −1 if there is none. In one pass, for a file may have any number of names. */
export function repeatedAt(names: readonly string[]): number {
  const seen = new Set<string>();
  return names.findIndex((name) => seen.size === seen.add(name).size);
}

/** @throws {ValueError} DUPLICATE_NAME if a name comes twice */
export function refuseRepeated(names: readonly string[]): void {
  const twice = names[repeatedAt(names)];
  if (twice !== undefined) throw fail.duplicateName(twice);
}
