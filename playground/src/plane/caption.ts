// The caption under the figure: what has just happened, in a sentence.
import { className, count, pointAt } from "../data/points";
import { plural, short, whole } from "../numbers";
import type { TrainingState, Visit } from "./online-trainer";

export const MAX_EPOCHS = 500;

/** @param separable  the result of the separability test; null until it is there */
export function captionOf(training: TrainingState, isLarge: boolean, separable: boolean | null): string {
  const { points, classes, converged, lastVisit, history } = training;
  if (classes.length < 2) return "Place points of two classes, and it can begin.";
  if (converged) return convergedText(training);
  if (history.length >= MAX_EPOCHS) return stoppedText(separable);
  if (isLarge) return largeText(training);
  if (lastVisit === null)
    return `All weights are 0. It will visit ${plural(count(points), "point")}, again and again.`;
  return visitText(training, lastVisit);
}

function stoppedText(separable: boolean | null): string {
  const stopped = `Stopped after ${whole(MAX_EPOCHS)} epochs`;
  if (separable === null) return `${stopped}.`;
  return separable
    ? `${stopped}. It would come to an end, for there is a line, but with little room.`
    : `${stopped}: it would go on like this for ever.`;
}

function convergedText({ history, mistakes, predictionWeights, trainingWeights }: TrainingState): string {
  const { epoch = 0, misclassified = 0 } = history.at(-1) ?? {};
  const end = `Epoch ${whole(epoch)} passed without a mistake: learning has ended, after ${plural(mistakes, "mistake")}.`;
  return predictionWeights === trainingWeights || misclassified === 0
    ? end
    : `${end} The mean still has ${plural(misclassified, "point")} wrong.`;
}

function largeText({ points, history }: TrainingState): string {
  const last = history.at(-1);
  const n = whole(count(points));
  if (last === undefined) return `All weights are 0. A worker will go through ${n} points, epoch by epoch.`;
  return `Epoch ${whole(last.epoch)}: ${plural(last.mistakes, "mistake")} in ${n} points, each corrected at once.`;
}

function visitText(
  { points, classes, rule, eta }: TrainingState,
  { row, epoch, predicted, mistakes, biasChange }: Visit,
): string {
  const { x, y, label } = pointAt(points, row);
  const place = `(${coordinate(x)}, ${coordinate(y)})`;
  const where = `Epoch ${whole(epoch)}, point ${row + 1} of ${count(points)}: ${place} is ${className(points, label)}`;
  const prediction = className(points, classes[predicted] ?? 0);
  if (mistakes === 0) return `${where}, and so it says. Nothing changes.`;
  const amount = eta * Math.max(1, Math.abs(biasChange));
  const size = amount === 1 ? "" : `${coordinate(amount)} · `;
  if (classes.length > 2) {
    const objection =
      classes[predicted] === label ? "but not every output agrees" : `but it says ${prediction}`;
    const change =
      rule === "joint" ? "Both classes move" : `${plural(mistakes, "output moves", "outputs move")}`;
    return `${where}, ${objection}. ${change} by ${size}${place}.`;
  }
  const sign = biasChange > 0 ? "+" : "−";
  const objection = rule === "sign" ? "but it does not say so" : `but it says ${prediction}`;
  return `${where}, ${objection}. So w ${sign}= ${size}${place} and b ${sign}= ${coordinate(amount)}.`;
}

/** All digits of a coordinate, unless they are many. */
const coordinate = (x: number): string => (String(x).length <= 6 ? String(x).replace("-", "−") : short(x));
