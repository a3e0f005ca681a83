/** The place of the first name that repeats an earlier one; −1 if there is none. In one pass, for a file may have any number of names. */
export function repeatedAt(names: readonly string[]): number {
  const before = new Set<string>();
  return names.findIndex((name) => {
    const isRepeated = before.has(name);
    before.add(name);
    return isRepeated;
  });
}
