import * as fail from "../base/texts.js";
import type { Ranked } from "../data/typed-labels.js";
import type { AnsweringModel } from "./saved-model.js";

/**
 * What `topOf` of the root gives, in a third of its code: it is several times slower where few of many are asked for.
 *
 * @param z        the margins of one row
 * @param outputs  of a Perceptron; of outputs that answer each for itself their numbers stand for labels
 * @throws {ValueError} OPTION_VALUE
 */
export function ranked(z: ArrayLike<number>, outputs: AnsweringModel["outputs"], k?: number): Ranked[] {
  if (k !== undefined && !(Number.isSafeInteger(k) && k > 0)) {
    throw fail.optionValue("k", k, "an integer above 0");
  }
  const { kind, classes = [] } = outputs ?? {};
  const scores = kind === "binary" ? [-(z[0] as number), z[0] as number] : Array.from(z);
  return scores
    .map((score, j) => ({ label: kind === "multioutput" ? j : (classes[j] ?? j), score }))
    .sort((a, b) => b.score - a.score) // which is stable
    .slice(0, k);
}
