// The caption under the figure: what has just happened, in a sentence.
import { className } from "../data/names";
import { count, pointAt } from "../data/points";
import { formatExact, formatPoint } from "../text/format";
import { texts } from "../text/language";
import type { TrainingState, Visit } from "./online-trainer";

export const MAX_EPOCHS = 500;

/** @param separable  the result of the separability test; null until it is there */
export function captionOf(training: TrainingState, isLarge: boolean, separable: boolean | null): string {
  const { points, classes, converged, lastVisit, history } = training;
  const { begin, start } = texts().caption;
  if (classes.length < 2) return begin;
  if (converged) return convergedText(training);
  if (history.length >= MAX_EPOCHS) return stoppedText(separable);
  if (isLarge) return largeText(training);
  return lastVisit === null ? start(count(points)) : visitText(training, lastVisit);
}

function stoppedText(separable: boolean | null): string {
  const { stopped, wouldEnd, wouldNotEnd } = texts().caption;
  if (separable === null) return `${stopped(MAX_EPOCHS)}.`;
  return separable ? `${stopped(MAX_EPOCHS)}. ${wouldEnd}` : `${stopped(MAX_EPOCHS)}: ${wouldNotEnd}`;
}

function convergedText({ history, mistakes, predictionWeights, trainingWeights }: TrainingState): string {
  const { converged, meanWrong } = texts().caption;
  const { epoch = 0, misclassified = 0 } = history.at(-1) ?? {};
  const end = converged(epoch, mistakes);
  return predictionWeights === trainingWeights || misclassified === 0
    ? end
    : `${end} ${meanWrong(misclassified)}`;
}

function largeText({ points, history }: TrainingState): string {
  const { startLarge, epoch } = texts().caption;
  const last = history.at(-1);
  return last === undefined ? startLarge(count(points)) : epoch(last.epoch, last.mistakes, count(points));
}

function visitText({ points, classes, rule, eta, inputs }: TrainingState, visit: Visit): string {
  const { row, epoch, predicted, mistakes, biasChange } = visit;
  const text = texts().caption;
  const { x, y, label } = pointAt(points, row);
  const point = formatPoint(x, y);
  const where = text.visit(epoch, row + 1, count(points), point, className(points, label));
  if (mistakes === 0) return `${where}, ${text.right}`;
  const amount = eta * Math.max(1, Math.abs(biasChange));
  const size = amount === 1 ? "" : `${formatExact(amount)} · `;
  const prediction = className(points, classes[predicted] ?? 0);
  const moved = inputs.plain ? point : "x";
  if (classes.length > 2) {
    const objection = classes[predicted] === label ? text.disagree : text.says(prediction);
    const change = rule === "joint" ? text.bothMove(size + moved) : text.outputsMove(mistakes, size + moved);
    return `${where}, ${objection}. ${change}`;
  }
  const objection = rule === "sign" ? text.saysNot : text.says(prediction);
  const sign = biasChange > 0 ? "+" : "−";
  return `${where}, ${objection}. ${text.update(sign, size + moved, formatExact(amount))}`;
}
