import { call } from "../base/errors.js";
import type { Label } from "../data/labels.js";
import { classifier, type Exportable, exportable, folded, weightRows } from "./exportable.js";

/** A fitted estimator by scikit-learn's names. */
export interface SklearnModel {
  /** The estimator. */
  class: "Perceptron";
  /** None but its defaults. */
  params: Record<string, never>;
  /** Labels [k]. */
  classes_: Label[];
  /** [1×d] for two classes, otherwise [k×d] */
  coef_: number[][];
  /** [1] for two classes, otherwise [k] */
  intercept_: number[];
  /** Updates counted from 1. */
  t_: number;
  /** Epochs. */
  n_iter_: number;
}

/**
 * A model by the names of scikit-learn, in whose hands the lines of docs/sklearn.md make a fitted `Perceptron` of it. A scaled model
 * is folded into the units of the samples. Of two classes scikit-learn answers a score of exactly 0 with the first, as `step: "sgn"`
 * does; "heaviside" answers with the second.
 *
 * @throws {ValueError} NOT_EXPORTABLE, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export const toSklearn = (model: Exportable): SklearnModel =>
  call("toSklearn", () => {
    const saved = exportable(model, "scikit-learn's Perceptron", ["scaling"]);
    const { classes } = classifier(saved, "scikit-learn's Perceptron");
    const weights = folded(saved, "scikit-learn's Perceptron");
    return {
      class: "Perceptron",
      params: {},
      classes_: [...classes],
      coef_: weightRows(weights),
      intercept_: [...weights.b],
      t_: 1,
      n_iter_: 1,
    };
  });
