import { call } from "../base/errors.js";
import type { Label } from "../data/labels.js";
import { labelUnion, type Predicted } from "./confusion.js";
import { printed, table, twoPlaces } from "./print.js";
import { readTrueAndPredictedLabels } from "./targets.js";

/** How well one class is found. */
export interface ClassScores {
  /** Of the rows predicted so, the share that is so. */
  precision: number;
  /** Of the rows that are so, the share predicted so. */
  recall: number;
  /** The harmonic mean of precision and recall. */
  f1: number;
  /** The rows that are so. */
  support: number;
}

/** How well each class is found, and all of them. Its String is a table. */
export interface ClassificationReport {
  /** One entry per label of either side, sorted. */
  readonly perClass: ({ readonly label: Label } & ClassScores)[];
  /** The plain mean over classes; support is n. */
  readonly macro: ClassScores;
  /** The mean over classes weighted by support; support is n. */
  readonly weighted: ClassScores;
  /** The share of right rows. */
  readonly accuracy: number;
}

/**
 * How well each class is found (scikit-learn's classification_report with zero_division=0, and its table as a string). With the
 * hits h of a class, the p rows predicted so and the s rows that are so,
 *
 *   precision = h / p,  recall = h / s,  f1 = 2·h / (p + s),  and 0 / 0 counts as 0.
 *
 * macro = Σ score / k,  weighted = Σ s·score / n, summed in the order of the classes.
 *
 * @param yTrue  truth       [n]
 * @param yPred  prediction  [n]
 * @throws {KindError} LABELS_ARE_A_MATRIX, LABELS_MIXED, NOT_LABELS, …   @throws {ShapeError} LENGTH, EMPTY
 */
export function classificationReport(yTrue: ArrayLike<Label>, yPred: Predicted): ClassificationReport {
  return call("classificationReport", () => {
    const { truth, prediction } = readTrueAndPredictedLabels(yTrue, yPred);
    const counts = new Map(
      labelUnion(truth, prediction).map((label) => [label, { hits: 0, predicted: 0, support: 0 }]),
    );
    let correct = 0;
    for (let i = 0; i < truth.length; i++) {
      const actual = counts.get(truth[i] as Label) as ClassCounts;
      const predicted = counts.get(prediction[i] as Label) as ClassCounts;
      actual.support++;
      predicted.predicted++;
      if (actual !== predicted) continue;
      actual.hits++;
      correct++;
    }
    const perClass = [...counts].map(([label, classCounts]) => ({ label, ...scoresOf(classCounts) }));
    const n = truth.length;
    const report: ClassificationReport = {
      perClass,
      macro: average(perClass, () => 1, perClass.length, n),
      weighted: average(perClass, ({ support }) => support, n, n),
      accuracy: correct / n,
    };
    return printed(report, reportText);
  });
}

/** As scikit-learn prints it, in columns of its widths. */
function reportText({ perClass, macro, weighted, accuracy }: ClassificationReport): string {
  const line = (name: string, { precision, recall, f1, support }: ClassScores): string[] => [
    ...[name, ...[precision, recall, f1].map(twoPlaces), `${support}`],
  ];
  const none = ["", "", "", "", ""];
  return table(
    [
      ["", "precision", "recall", "f1-score", "support"],
      none,
      ...perClass.map((scores) => line(String(scores.label), scores)),
      none,
      ["accuracy", "", "", twoPlaces(accuracy), `${macro.support}`],
      line("macro avg", macro),
      line("weighted avg", weighted),
    ],
    1,
    [0, 10, 9, 9, 9],
  );
}

interface ClassCounts {
  hits: number;
  predicted: number;
  support: number;
}

const scoresOf = ({ hits, predicted, support }: ClassCounts): ClassScores => ({
  precision: ratio(hits, predicted),
  recall: ratio(hits, support),
  f1: ratio(2 * hits, predicted + support),
  support,
});

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function average(
  perClass: readonly ClassScores[],
  weight: (scores: ClassScores) => number,
  total: number,
  support: number,
): ClassScores {
  const mean = (name: "precision" | "recall" | "f1"): number =>
    perClass.reduce((sum, scores) => sum + scores[name] * weight(scores), 0) / total;
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1"), support };
}
