import { zeros, zerosFor } from "../base/dtype.js";
import type { ModelState, Weights } from "../learn/model.js";
import type { LearningRule } from "../learn/rule.js";
import { arow, passiveAggressive } from "./index.js";

/**
 * The rule of a name and its options, which is all that files and messages have of it; undefined if there is none of that name.
 *
 * @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function savedRule({
  name,
  options,
}: Pick<LearningRule, "name" | "options">): LearningRule | undefined {
  if (name === "arow") return arow(options);
  return name === "passiveAggressive" ? passiveAggressive(options) : undefined;
}

/** What a rule keeps for each weight before the first row; undefined if it keeps nothing. */
export function firstVariance(
  rule: LearningRule | undefined,
  { dtype, W, b }: ModelState,
  fitIntercept: boolean,
): Weights | undefined {
  if (rule?.name !== "arow") return undefined;
  return { W: zerosFor(dtype, W.length).fill(1), b: zeros(dtype, b.length).fill(Number(fitIntercept)) };
}
