import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { finish } from "../base/work.js";
import { classNumbersWork, isMatrix, type Label, readLabels } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { checkOptions, refusePromise } from "../data/options.js";
import { isArray, isVector, type MatrixInput } from "../data/view.js";
import { assignFolds, rowsBeside } from "../metrics/folds.js";
import { take } from "../metrics/take.js";
import { CalibratedModel } from "./calibrated-model.js";
import { calibrationOf } from "./calibration.js";
import {
  checkedScores,
  fittedClasses,
  type ModelScores,
  readScorer,
  type Scorer,
  scoresOf,
} from "./model.js";
import { unfittedModel } from "./unfitted.js";

/** How a model that is not fitted is calibrated. */
export interface CalibrateOptions {
  /** Of a model that is not fitted: how many folds are held out in turn, 2 … rows of the smallest class. Default 5. */
  folds?: number | undefined;
}

/**
 * Gives a classifier probabilities, the choice to say "I do not know", and sets of classes that hold the right one as often
 * as promised.
 *
 * A model that is not fitted is fitted on all rows; its calibration is learned from scores that each row gets while it is
 * held out. A fitted one is only calibrated, on rows that it must not have seen.
 *
 * ```ts
 * const model = calibrate(new Perceptron({ average: true }), X, y);
 * model.predict(rows, { abstainBelow: 0.8, unknown: "ask a human" });
 * ```
 *
 * @param model  a Perceptron, a Pipeline, or what else has `fit`, `decisionFunction` and `classes`
 * @param X      samples [n×d], or what else the model takes
 * @param y      labels [n]
 * @param options  folds, 5
 * @throws {KindError} WRONG_KIND, LABELS_ARE_A_MATRIX, UNKNOWN_OPTION, OPTION_KIND
 * @throws {ValueError} OPTION_VALUE, CLASS_TOO_SMALL, UNKNOWN_CLASS   @throws {ShapeError} LENGTH
 * @throws what the model throws; it is then as it was
 */
export function calibrate<X, Y extends ArrayLike<Label>>(
  model: Scorer<X>,
  X: X,
  y: Y,
  options: CalibrateOptions = {},
): CalibratedModel<X, Y[number]> {
  return call("calibrate", () => {
    options = checkOptions(options, ["folds"]);
    readScorer(model, "fit", "decisionFunction");
    if (isMatrix(y)) throw fail.calibratedMatrix("y is");
    const { labels } = readLabels("y", y, fail.notLabels);
    if (labels.length === 0) throw fail.empty("y");
    const known = fittedClasses(model);
    const scores =
      known === undefined
        ? heldOutScores(model, X, labels, options)
        : scoresOf(checkedScores(model, X, known), known);
    if (scores.rows !== labels.length) throw fail.vectorLength("y", labels.length, scores.rows, "row of X");
    // Two columns of targets look like two classes: what they are, only what is predicted says.
    const { predict } = model as { predict?: (X: X) => unknown };
    if (known && scores.cols === 2 && !scores.isOne && isMatrix(predict?.call(model, rowsOf(X).take([0]))))
      throw fail.calibratedMatrix("the model learned");
    const classes = known ?? (fittedClasses(model) as readonly Label[]);
    const numbers = finish(classNumbersWork(labels, classes));
    return new CalibratedModel(calibrationOf(model, classes as readonly Y[number][], scores, numbers));
  });
}

/** What to do about a class with fewer rows than there are folds. */
const FEW_ROWS = "ask for fewer folds";

/** The scores of each row by a model that was fitted without it; last of all the model itself is fitted, on all rows. */
function heldOutScores<X>(
  model: Scorer<X>,
  X: X,
  labels: ArrayLike<Label>,
  options: CalibrateOptions,
): ModelScores {
  const { count: rows, take: taken } = rowsOf(X);
  if (labels.length !== rows) throw fail.vectorLength("y", labels.length, rows, "row of X");
  const targets = { kind: "labels", labels, length: rows } as const;
  const parts = assignFolds(targets, rows, options, FEW_ROWS).map((held) => {
    const copy = readScorer(unfittedModel(model) as Scorer<X>, "fit", "decisionFunction");
    const others = rowsBeside(held, rows);
    refusePromise("fit", copy.fit(taken(others), take(labels, others)));
    return { held, scores: scoresOf(checkedScores(copy, taken(held), copy.classes), copy.classes) };
  });
  refusePromise("fit", model.fit(X, labels));
  const { cols, isOne } = (parts[0] as (typeof parts)[0]).scores;
  const data = new Float64Array(rows * cols);
  for (const { held, scores } of parts) {
    held.forEach((row, i) => {
      data.set(scores.data.subarray(i * cols, (i + 1) * cols), row * cols);
    });
  }
  return { data, rows, cols, isOne };
}

/** What X is, row by row: a table or what else takes rows of itself, a matrix, which is checked, or a list of anything. */
function rowsOf<X>(X: X): { count: number; take(rows: number[]): X } {
  const itself = X as Partial<{ rows: number; take(rows: number[]): X }>;
  if (typeof itself?.take === "function") {
    return { count: Number(itself.rows), take: (rows) => itself.take?.(rows) as X };
  }
  const isList = isArray(X) && X.length > 0 && !isVector(X[0]);
  const count = isList ? X.length : readSamples(X).rows;
  return { count, take: (rows) => take(X as MatrixInput, rows) as X };
}
