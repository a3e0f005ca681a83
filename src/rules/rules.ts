import { call } from "../base/errors.js";
import { checkOptions, oneOf, positive } from "../data/options.js";
import type { LearningRule } from "../learn/rule.js";
import { openRule } from "./open-rule.js";
import type { RuleKind } from "./rule-state.js";

/** How `passiveAggressive` learns. */
export interface PassiveAggressiveRuleOptions {
  /** How far a step may go, > 0: a small C learns slowly, and forgives rows that are wrong. Default 1. */
  C?: number | undefined;
  /** "pa1" cuts a step off at C; "pa2" makes it smaller, the more so the longer it is. Default "pa1". */
  variant?: "pa1" | "pa2" | undefined;
}

/** How `arow` learns. */
export interface ArowRuleOptions {
  /** How much the past resists a row, > 0: a large r learns slowly, and forgives rows that are wrong. Default 1. */
  r?: number | undefined;
}

/**
 * The passive-aggressive rule (Crammer, Dekel, Keshet, Shalev-Shwartz & Singer 2006): a row whose margin is below 1 moves the
 * weights by the least that makes it 1, within what C allows. With ℓ = max(0, 1 − y·(w·x + b)), y = ±1, w ← w + τ·y·x and
 * b ← b + τ·y,
 *
 *   PA-I:  τ = min(C, ℓ / (‖x‖² + 1))        PA-II:  τ = ℓ / (‖x‖² + 1 + 1/2C)
 *
 * the 1 beside ‖x‖² being the bias neuron's input, 0 without one. With `multiclass: "joint"` (MIRA) the loss is 1 less what
 * the right class is ahead of the best other one; both are moved, and the squared length counts twice.
 *
 * ```ts
 * new Perceptron({ rule: passiveAggressive({ C: 0.1 }), average: true });
 * ```
 * @param options  C, how far a step may go, 1; variant, how it is held back, "pa1"
 * @returns        a value for the option `rule` of a Perceptron
 * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function passiveAggressive(options: PassiveAggressiveRuleOptions = {}): LearningRule {
  return call("passiveAggressive", () => {
    const { C = 1, variant = "pa1" } = checkOptions(options, ["C", "variant"]);
    const kind = oneOf("pa1", "pa2")("variant", variant);
    return rule("passiveAggressive", { C: positive("C", C), variant: kind }, kind, C);
  });
}

/**
 * Adaptive regularisation of weight vectors with a diagonal covariance (Crammer, Kulesza & Dredze 2009). Each weight has a
 * variance σ, 1 at the beginning, which shrinks with each row that has moved it: what rare features say counts more. Where
 * the margin is below 1, with v = Σ σⱼ·xⱼ² + σ_b, β = 1 / (v + r) and ℓ = 1 − y·(w·x + b),
 *
 *   wⱼ ← wⱼ + ℓ·β·y·σⱼ·xⱼ,   b ← b + ℓ·β·y·σ_b,   σⱼ ← σⱼ − β·σⱼ²·xⱼ²,   σ_b ← σ_b − β·σ_b²
 *
 * With `multiclass: "joint"` the loss is 1 less what the right class is ahead of the best other one, and v that of both.
 *
 * ```ts
 * new Perceptron({ rule: arow({ r: 0.1 }) });
 * ```
 * @param options  r, how much the past resists a row, 1
 * @returns        a value for the option `rule` of a Perceptron
 * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function arow(options: ArowRuleOptions = {}): LearningRule {
  return call("arow", () => {
    const { r = 1 } = checkOptions(options, ["r"]);
    return rule("arow", { r: positive("r", r) }, "arow", r);
  });
}

const rule = (
  name: string,
  options: Record<string, number | string>,
  kind: RuleKind,
  strength: number,
): LearningRule => ({
  name,
  options,
  open: (...place) => openRule(kind, strength, ...place),
});
