import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { isRecord } from "../data/options.js";
import { isArray, isArrayOf } from "../data/view.js";
import type { Perceptron } from "../learn/perceptron.js";
import { perceptronOf } from "./foreign-weights.js";

/**
 * The Perceptron that answers as a linear classifier of scikit-learn does, by its `classes_`, `coef_` and `intercept_`: the same
 * labels (0 is the first of two), and it can go on learning, by this library's rule. `rosenblatt/sklearn` goes on by scikit-learn's.
 *
 * @throws {ValueError} SKLEARN_ATTRIBUTES; what classes refuse
 */
export const fromScikitLearn = (attributes: unknown): Perceptron =>
  call("fromScikitLearn", () => {
    if (!isRecord(attributes)) throw fail.notSklearn(`the attributes are ${fail.describe(attributes)}`);
    const { classes_: classes, coef_: weights, intercept_: intercept } = attributes;
    const bias = intercept === 0 && isArray(weights) ? weights.map(() => 0) : intercept; // some that fit none have a plain 0
    const areRows = isArrayOf<number[]>(weights, isNumbers) && weights.length > 0;
    if (!isArray(classes) || !areRows || !isNumbers(bias)) {
      throw fail.notSklearn("classes_, coef_ and intercept_ are lists");
    }
    const k = classes.length === 2 ? 1 : classes.length;
    if (weights.length !== k || bias.length !== k) {
      throw fail.notSklearn(
        `coef_ has ${fail.plural(weights.length, "row")} and intercept_ ${bias.length}, for ${fail.plural(classes.length, "label")}`,
      );
    }
    return perceptronOf({
      dtype: "f64",
      step: "sgn",
      outputs: k === 1 ? "binary" : "multiclass",
      classes: classes as Label[],
      weights,
      bias,
      refuse: fail.notSklearn,
    });
  });

const isNumbers = (values: unknown): values is number[] => isArrayOf(values, Number.isFinite);
