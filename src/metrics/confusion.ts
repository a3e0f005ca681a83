import * as fail from "../base/texts.js";
import { distinct, type Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import { readAnswers, readLabelPair, refuseMixed } from "./answers.js";

export interface ConfusionMatrix {
  /** What row i and column i stand for. */
  readonly labels: Label[];
  /** [k×k]: counts[i][j] rows are of class i and were called j. */
  readonly counts: number[][];
}

export interface ConfusionOptions {
  /** The labels to tell of, in this order; rows with another label, true or predicted, are left out. */
  labels?: ArrayLike<Label> | undefined;
}

/** What a model predicts. A matrix of 0 and 1 is refused, but as its `predict` is typed it fits. */
export type Predicted = ArrayLike<Label> | number[][];

/**
 * Who was taken for whom: a row for each true label, a column for each predicted one (scikit-learn's
 * confusion_matrix). Without `labels`, all that occur on either side, sorted.
 *
 * @throws {KindError} LABELS_ARE_A_MATRIX, UNKNOWN_OPTION; as `accuracy`
 * @throws {ValueError} LABELS_DUPLICATE; LABELS_UNUSED if yTrue has none of `labels`
 */
export function confusionMatrix(
  yTrue: ArrayLike<Label>,
  yPred: Predicted,
  options: ConfusionOptions = {},
): ConfusionMatrix {
  const who = "confusionMatrix";
  checkOptions(who, options, ["labels"]);
  const { truth, prediction } = readLabelPair(who, yTrue, yPred);
  const labels =
    options.labels === undefined ? union(truth, prediction) : readChosen(who, options.labels, truth);
  const place = new Map(labels.map((label, i) => [label, i]));
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (let i = 0; i < truth.length; i++) {
    const row = counts[place.get(truth[i] as Label) ?? -1];
    const column = place.get(prediction[i] as Label);
    if (row !== undefined && column !== undefined) row[column] = (row[column] as number) + 1;
  }
  return { labels, counts };
}

/** All labels of either list, sorted. */
export const union = (a: ArrayLike<Label>, b: ArrayLike<Label>): Label[] =>
  distinct([...distinct(a), ...distinct(b)]);

function readChosen(who: string, value: unknown, truth: ArrayLike<Label>): Label[] {
  const answers = readAnswers(who, "labels", value);
  if (answers.kind === "matrix") throw fail.notAnswers(who, "labels", value);
  const labels = Array.prototype.slice.call(answers.labels) as Label[];
  refuseMixed(who, "labels", labels, truth);
  const seen = new Set<Label>();
  for (const label of labels) {
    if (seen.has(label)) throw fail.labelsTwice(who, label);
    seen.add(label);
  }
  if (!Array.prototype.some.call(truth, (label) => seen.has(label))) throw fail.labelsUnused(who, labels);
  return labels;
}
