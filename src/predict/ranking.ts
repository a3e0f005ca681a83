import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Outputs } from "../learn/outputs.js";

/**
 * What `topOf` of the root gives, in a third of its code: it is several times slower where few of many are asked for.
 *
 * @param z  the margins of one row
 * @throws {ValueError} OPTION_VALUE
 */
export function ranked(z: ArrayLike<number>, { kind, classes }: Outputs, k?: number): Ranked[] {
  if (!(k === undefined || (Number.isSafeInteger(k) && k > 0))) {
    throw fail.optionValue("k", k, "an integer above 0");
  }
  const scores = kind === "binary" ? [-(z[0] as number), z[0] as number] : Array.from(z);
  return scores
    .map((score, j) => ({ label: kind === "multioutput" ? j : (classes[j] as Label), score }))
    .sort((a, b) => b.score - a.score) // which is stable
    .slice(0, k);
}
