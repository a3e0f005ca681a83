// The caption under the figure: what has just happened, in a sentence.
import { className, count, pointAt } from "../data/points";
import { plural, short, whole } from "../numbers";
import type { Learning, Visit } from "./learner";

export const MAX_EPOCHS = 500;

/** @param separable  what the proof says; null as long as there is none */
export function narrate(learning: Learning, large: boolean, separable: boolean | null): string {
  const { points, classes, converged, lastVisit, history } = learning;
  if (classes.length < 2) return "Place points of two classes, and it can begin.";
  if (converged) return convergedText(learning);
  if (history.length >= MAX_EPOCHS) return stoppedText(separable);
  if (large) return largeText(learning);
  if (lastVisit === null)
    return `All weights are 0. It will visit ${plural(count(points), "point")}, again and again.`;
  return visitText(learning, lastVisit);
}

function stoppedText(separable: boolean | null): string {
  const stopped = `Stopped after ${whole(MAX_EPOCHS)} epochs`;
  if (separable === null) return `${stopped}.`;
  return separable
    ? `${stopped}. It would come to an end, for there is a line, but with little room.`
    : `${stopped}: it would go on like this for ever.`;
}

function convergedText({ history, mistakes, shown, present }: Learning): string {
  const { epoch = 0, wrong = 0 } = history.at(-1) ?? {};
  const end = `Epoch ${whole(epoch)} passed without a mistake: learning has ended, after ${plural(mistakes, "mistake")}.`;
  return shown === present || wrong === 0
    ? end
    : `${end} The mean still has ${plural(wrong, "point")} wrong.`;
}

function largeText({ points, history }: Learning): string {
  const last = history.at(-1);
  const n = whole(count(points));
  if (last === undefined) return `All weights are 0. A worker will go through ${n} points, epoch by epoch.`;
  return `Epoch ${whole(last.epoch)}: ${plural(last.mistakes, "mistake")} in ${n} points, each corrected at once.`;
}

function visitText(
  { points, classes, rule, eta }: Learning,
  { row, epoch, decision, mistakes, steps }: Visit,
): string {
  const { x, y, label } = pointAt(points, row);
  const place = `(${coordinate(x)}, ${coordinate(y)})`;
  const where = `Epoch ${whole(epoch)}, point ${row + 1} of ${count(points)}: ${place} is ${className(points, label)}`;
  const answer = className(points, classes[decision] ?? 0);
  if (mistakes === 0) return `${where}, and so it says. Nothing changes.`;
  const amount = eta * Math.max(1, Math.abs(steps));
  const size = amount === 1 ? "" : `${coordinate(amount)} · `;
  if (classes.length > 2) {
    const said = classes[decision] === label ? "but not every output agrees" : `but it says ${answer}`;
    const change =
      rule === "joint" ? "Both classes move" : `${plural(mistakes, "output moves", "outputs move")}`;
    return `${where}, ${said}. ${change} by ${size}${place}.`;
  }
  const sign = steps > 0 ? "+" : "−";
  const said = rule === "sign" ? "but it does not say so" : `but it says ${answer}`;
  return `${where}, ${said}. So w ${sign}= ${size}${place} and b ${sign}= ${coordinate(amount)}.`;
}

/** As it was placed, unless that is long. */
const coordinate = (x: number): string => (String(x).length <= 6 ? String(x).replace("-", "−") : short(x));
