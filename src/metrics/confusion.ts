import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { distinct, type Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import { printed, table } from "./print.js";
import { readLabelsOrBits, readTrueAndPredictedLabels, requireSameLabelType } from "./targets.js";

/** How often each label was predicted as which. Its String is a table. */
export interface ConfusionMatrix {
  /** What row i and column i stand for. */
  readonly labels: Label[];
  /** [k×k]: counts[i][j] rows are of class i and were called j. */
  readonly counts: number[][];
}

/** Which labels to tell of. */
export interface ConfusionOptions {
  /** The labels to tell of, in this order; rows with another label, true or predicted, are left out. Default: all, sorted. */
  labels?: ArrayLike<Label> | undefined;
}

/** What a model predicts. A matrix of 0 and 1 is refused, but as its `predict` is typed it fits. */
export type Predicted = ArrayLike<Label> | number[][];

/**
 * How often each label was predicted as which: a row for each true label, a column for each predicted one
 * (scikit-learn's confusion_matrix), and a table of it as a string. Without `labels`, all that occur on either side, sorted.
 *
 * @param yTrue    truth       [n]
 * @param yPred    prediction  [n]
 * @param options  labels to tell of, in this order
 * @throws {KindError} LABELS_ARE_A_MATRIX, LABELS_MIXED, NOT_LABELS, UNKNOWN_OPTION, …
 * @throws {ValueError} LABELS_DUPLICATE; LABELS_UNUSED if yTrue has none of `labels`; TOO_LARGE for more than 10,000 labels
 */
export function confusionMatrix(
  yTrue: ArrayLike<Label>,
  yPred: Predicted,
  options: ConfusionOptions = {},
): ConfusionMatrix {
  return call("confusionMatrix", () => {
    options = checkOptions(options, ["labels"]);
    const { truth, prediction } = readTrueAndPredictedLabels(yTrue, yPred);
    const labels =
      options.labels === undefined ? labelUnion(truth, prediction) : usedLabels(options.labels, truth);
    const indexOf = new Map(labels.map((label, i) => [label, i]));
    plainLength("the matrix of all labels", labels.length ** 2);
    const counts = labels.map(() => new Array<number>(labels.length).fill(0));
    for (let i = 0; i < truth.length; i++) {
      const row = counts[indexOf.get(truth[i] as Label) ?? -1];
      const column = indexOf.get(prediction[i] as Label);
      if (row !== undefined && column !== undefined) row[column] = (row[column] as number) + 1;
    }
    return printed({ labels, counts }, confusionText);
  });
}

/** The widest table; of more classes the columns have numbers in place of labels. */
const TERMINAL = 80;

function confusionText({ labels, counts }: ConfusionMatrix): string {
  const text = (named: boolean): string =>
    table(
      [
        ["true \\ predicted", ...labels.map((label, i) => (named ? String(label) : `${i}`))],
        ...counts.map((row, i) => [`${named ? "" : `${i} `}${labels[i]}`, ...row.map(String)]),
      ],
      2,
    );
  const named = text(true);
  return named.indexOf("\n") <= TERMINAL ? named : text(false);
}

/** All labels of either list, sorted. */
export const labelUnion = (a: ArrayLike<Label>, b: ArrayLike<Label>): Label[] =>
  distinct([...distinct(a), ...distinct(b)]);

/** The option `labels`, of which yTrue has one at least. @throws as `readLabelOption`; ValueError LABELS_UNUSED */
function usedLabels(value: unknown, truth: ArrayLike<Label>): Label[] {
  const labels = readLabelOption(value, truth);
  const unique = new Set(labels);
  if (!Array.prototype.some.call(truth, (label) => unique.has(label))) throw fail.labelsUnused(labels);
  return labels;
}

/**
 * The option `labels`, in its order.
 *
 * @throws {KindError} NOT_LABELS, LABELS_MIXED   @throws {ValueError} LABELS_DUPLICATE
 */
export function readLabelOption(value: unknown, truth: ArrayLike<Label>): Label[] {
  const targets = readLabelsOrBits("labels", value);
  if (targets.kind === "matrix") throw fail.notAnswers("labels", value);
  const labels = Array.prototype.slice.call(targets.labels) as Label[];
  requireSameLabelType("labels", labels, truth);
  const unique = new Set<Label>();
  for (const label of labels) {
    if (unique.has(label)) throw fail.labelsTwice(label);
    unique.add(label);
  }
  return labels;
}
