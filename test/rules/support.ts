import { type LearningRule, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { essence } from "../support/essence.js";

/** Every rule, by name. */
export const rules: Readonly<Record<string, LearningRule>> = {
  "PA-I": passiveAggressive({ C: 0.5 }),
  "PA-II": passiveAggressive({ C: 0.5, variant: "pa2" }),
  AROW: arow({ r: 0.5 }),
};

/** All that a model is, but for how long its epochs took. */
export const written = (model: Perceptron): unknown => JSON.parse(essence(model));

/** What a file of it gives back, to go on by the same rule. */
export const reloaded = (model: Perceptron, rule: LearningRule): Perceptron =>
  Perceptron.fromJSON(JSON.parse(JSON.stringify(model)), { rule });

export const learned = (options: PerceptronOptions, ...fit: Parameters<Perceptron["fit"]>): unknown =>
  written(new Perceptron(options).fit(...fit));
