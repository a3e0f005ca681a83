import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import { checkOptions, refusePromise } from "../data/options.js";
import { accuracyOf } from "./accuracy.js";
import { assignFolds, FOLD_OPTIONS, type FoldOptions, rowsBeside } from "./folds.js";
import { printed } from "./print.js";
import { type RowsInput, rowsOf, take } from "./take.js";
import { readRowTargets, readTruthAndPrediction } from "./targets.js";

/** What can be validated: a Perceptron, or anything else with `fit` and `predict`. */
export interface Classifier<X, Y> {
  /**
   * Learns, before it returns.
   * @param X  rows to learn from
   * @param y  a target for each
   */
  fit(X: X, y: Y): unknown;
  /**
   * Answers, before it returns.
   * @param X  rows that it has not learned from
   */
  predict(X: X): Targets;
}

/** How a model does on rows that it has not seen. Its String is mean ± deviation. */
export interface Validation {
  /** The accuracy of each fold, in the order of `folds`. */
  scores: number[];
  /** The mean of the scores. */
  mean: number;
  /** The population's standard deviation, √(Σ (score − mean)² / folds): numpy's default. */
  deviation: number;
}

/**
 * How a model does on rows that it has not seen (scikit-learn's cross_val_score): for each fold, a fresh
 * model is fitted on all other rows, in their order, and is tested on the fold: each row once.
 *
 * ```ts
 * crossValidate(() => new Perceptron({ average: true }), X, y).mean;
 * ```
 *
 * @param make  makes an unfitted model; called once per fold
 * @param X     samples [n×d], or what the model takes in their place: records, or rows with `take`, such as a table
 * @param y     labels [n], or a 0/1 matrix [n×k]
 * @param options  folds, 5; stratify, true for labels; randomState, 0
 * @throws {KindError} WRONG_KIND if `make` makes no model, ASYNC_CALLBACK if its fit or predict is
 *   asynchronous
 * @throws what `folds`, the model, and `accuracy` of its predictions throw
 */
export function crossValidate<X extends RowsInput, Y extends Targets>(
  make: () => Classifier<X, Y>,
  X: X,
  y: Y,
  options: FoldOptions = {},
): Validation {
  return call("crossValidate", () => {
    if (typeof make !== "function" || make.prototype?.fit) {
      throw fail.wrongKind("make", "a function that makes a model, such as () => new Perceptron()", make);
    }
    options = checkOptions(options, FOLD_OPTIONS);
    const rows = rowsOf(X);
    const testFolds = assignFolds(readRowTargets(y, rows), rows, options);
    const scores = testFolds.map((test) => {
      const train = rowsBeside(test, rows);
      const model = readModel(make());
      refusePromise("fit", model.fit(take(X, train), take(y, train)));
      const predicted = model.predict(take(X, test));
      refusePromise("predict", predicted);
      return accuracyOf(readTruthAndPrediction(take(y, test), predicted, ["y", "predict(X)"]));
    });
    const mean = meanOf(scores);
    const deviation = Math.sqrt(meanOf(scores.map((score) => (score - mean) ** 2)));
    return printed({ scores, mean, deviation }, validationText);
  });
}

const validationText = ({ scores, mean, deviation }: Validation): string =>
  `${mean.toFixed(4)} ± ${deviation.toFixed(4)} over ${scores.length} folds`;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function readModel<X, Y>(model: Classifier<X, Y>): Classifier<X, Y> {
  if (typeof model?.fit !== "function" || typeof model.predict !== "function") {
    throw fail.wrongKind("what make() returned", "a model with fit and predict", model);
  }
  return model;
}
