import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { type Label, readLabels } from "../data/labels.js";
import { checkOptions, count } from "../data/options.js";
import { isArray, type Matrix } from "../data/view.js";
import { checkedMatrix } from "./model.js";

/** What has probabilities. */
export interface ProbabilisticModel<X, L extends Label> {
  /** How probable each class is [n×k]. @param X  samples [n×d], or what else the model takes */
  predictProba(X: X): Matrix;
  /** The classes, in the order of the probabilities. */
  readonly classes: readonly L[];
}

/** How finely probabilities are told apart. */
export interface ReliabilityOptions {
  /** Into how many parts 0 … 1 is cut. Default 10. */
  bins?: number | undefined;
}

/** What probabilities say beside how often they are right. */
export interface Reliability {
  /** Of each part that has rows: their mean probability, the share of them that is right, and how many they are. */
  readonly curve: { readonly predicted: number; readonly observed: number; readonly rows: number }[];
  /** Σ rows·|observed − predicted| / n. */
  readonly expectedCalibrationError: number;
}

/**
 * Whether probabilities are what they say: of the rows whose answer has a probability near p, a share near p should be right.
 * The answer of a row is its most probable class, among equals the first (Guo, Pleiss, Sun & Weinberger 2017).
 *
 * @param model  what `calibrate` gave, or another with `predictProba` and `classes`
 * @param X      samples that it has not seen
 * @param y      labels [n]
 * @param options  bins, 10
 * @throws {KindError} WRONG_KIND, ASYNC_CALLBACK, NOT_LABELS, UNKNOWN_OPTION, OPTION_KIND   @throws {ShapeError} LENGTH
 * @throws {ValueError} OPTION_VALUE; what the model throws
 */
export function reliability<X, L extends Label>(
  model: ProbabilisticModel<X, L>,
  X: X,
  y: ArrayLike<L>,
  options: ReliabilityOptions = {},
): Reliability {
  return call("reliability", () => {
    const { bins: asked = 10 } = checkOptions(options, ["bins"]);
    const bins = count("bins", asked);
    if (typeof model?.predictProba !== "function" || !isArray(model.classes)) {
      throw fail.wrongKind("the model", "one with predictProba and classes", model);
    }
    const { classes } = model;
    const { labels } = readLabels("y", y, fail.notLabels);
    const given = within(() => model.predictProba(X), ".predictProba");
    const { data, rows, cols } = checkedMatrix("predictProba", given, classes.length);
    if (labels.length !== rows) throw fail.vectorLength("y", labels.length, rows, "row of X");
    const parts = new Map<number, { probability: number; right: number; rows: number }>();
    for (let row = 0; row < rows; row++) {
      const probabilities = data.subarray(row * cols, (row + 1) * cols);
      const most = Math.max(...probabilities);
      const number = Math.min(bins, Math.max(1, Math.ceil(most * bins)));
      const part = parts.get(number) ?? { probability: 0, right: 0, rows: 0 };
      parts.set(number, part);
      part.rows++;
      part.probability += most;
      if (classes[probabilities.indexOf(most)] === labels[row]) part.right++;
    }
    const curve = [...parts]
      .sort(([a], [b]) => a - b)
      .map(([, { probability, right, rows }]) => ({
        predicted: probability / rows,
        observed: right / rows,
        rows,
      }));
    const error = curve.reduce(
      (sum, { predicted, observed, rows }) => sum + rows * Math.abs(observed - predicted),
      0,
    );
    return { curve, expectedCalibrationError: error / rows };
  });
}
