import { count } from "../data/points";
import { formatPercent } from "../text/format";
import { texts } from "../text/language";
import type { TrainingState } from "./online-trainer";

/** How many points the prediction weights have right, in a sentence. */
export function accuracyText({ points, classes, misclassified, visits }: TrainingState): string {
  const { none, now } = texts().accuracy;
  if (classes.length < 2 || visits === 0) return none;
  const n = count(points);
  return now(n - misclassified, n, formatPercent(n - misclassified, n));
}
