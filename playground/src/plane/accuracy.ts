import { count } from "../data/points";
import { formatPercent } from "../text/format";
import { texts } from "../text/language";
import { type TrainingState, targetsOf } from "./online-trainer";
import { countMisclassified } from "./predict";

/** How many points the prediction weights have right, in a sentence. */
export function accuracyText(training: TrainingState, isLarge: boolean): string {
  const { points, X, classes, predictionWeights, rule, history, visits } = training;
  const { none, now } = texts().accuracy;
  if (classes.length < 2 || visits === 0) return none;
  const n = count(points);
  const wrong = isLarge
    ? (history.at(-1)?.misclassified ?? n)
    : countMisclassified(predictionWeights, rule, X, targetsOf(points, classes));
  return now(n - wrong, n, formatPercent(n - wrong, n));
}
