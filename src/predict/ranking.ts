import type { Label } from "../data/labels.js";
import { count } from "../data/options.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Outputs } from "../learn/outputs.js";

/**
 * What `topOf` of the root gives, in a third of its code: it is several times slower where few of many are asked for.
 *
 * @param z  the margins of one row
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function ranked(z: ArrayLike<number>, { kind, classes }: Outputs, k?: number): Ranked[] {
  if (k !== undefined) count("k", k);
  const scores = kind === "binary" ? [-(z[0] as number), z[0] as number] : Array.from(z);
  return scores
    .map((score, j) => ({ label: kind === "multioutput" ? j : (classes[j] as Label), score }))
    .sort((a, b) => b.score - a.score) // which is stable
    .slice(0, k);
}
