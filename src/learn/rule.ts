import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Arena } from "../core/arena.js";
import type { Ptr } from "../core/contract.js";
import type { Task } from "../core/task.js";
import { type Check, checkOptions, isRecord } from "../data/options.js";
import type { Weights } from "./model.js";

/** A learning rule in place of the perceptron's own: a value of `rosenblatt/rules`. */
export interface LearningRule {
  /** As files have it. */
  readonly name: string;
  /** As files have them. */
  readonly options: Readonly<Record<string, number | string>>;
  /**
   * Begins to learn. A rule that a file has named has no such method: its model answers, and does not learn.
   *
   * @param variance  what it has kept for each weight; undefined at the beginning
   * @param rows      how many rows stay in memory; 0 if others take their place
   * @internal
   */
  open?(arena: Arena, task: Task, dtype: DType, variance: Weights | undefined, rows: number): OpenRule;
}

/** A rule at work, over the weights of a task. */
export interface OpenRule {
  /** As the kernel `epoch` (core/contract.ts). */
  epoch(task: Ptr, from: number, to: number): number;
  /** At the end of an epoch: whether a weight is another than at the end of the one before. */
  hasMoved(): boolean;
  /** What it keeps for each weight, copied; undefined if it keeps nothing. */
  variance(): Weights | undefined;
}

/** How a model is loaded. */
export interface PerceptronLoadOptions {
  /** The rule by which the model has learned, if it is to go on: files only name it. Default: it only answers. */
  rule?: LearningRule | undefined;
}

/** A rule, or what a file says of one. */
export const readRule: Check<LearningRule> = (name, value) => {
  const rule = value as LearningRule;
  if (!isRecord(value) || typeof rule.name !== "string" || !isRecord(rule.options))
    throw fail.optionKind(name, value, "a rule of rosenblatt/rules");
  return rule;
};

/** A loaded model with the rule that its file names. @throws {StateError} NO_RULE if that is another */
export function withRule<M extends { settings: { rule: LearningRule | undefined } }>(
  model: M,
  options: unknown = {},
): M {
  if (typeof options !== "object") return model; // as where an array is mapped
  const { rule: value } = checkOptions(options as PerceptronLoadOptions, ["rule"]);
  if (value === undefined) return model;
  const rule = readRule("rule", value);
  const { settings } = model;
  if (ruleText(rule) !== ruleText(settings.rule)) throw fail.noRule(ruleText(settings.rule));
  return { ...model, settings: { ...settings, rule } };
}

/** A rule as it would be typed, and how to go on by it. */
export const ruleText = (rule: LearningRule | undefined): string =>
  rule
    ? `${rule.name}(${JSON.stringify(rule.options)}), which a file only names: load it with { rule }, outside a worker`
    : "the perceptron's own rule: load it without { rule }";
