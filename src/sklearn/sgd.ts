import { upTo } from "../base/random.js";
import { isQuiet, Learner } from "./learner.js";
import { needsLosses, type Problem, type Rule, type State } from "./problem.js";
import { epochShuffle } from "./random.js";

/**
 * Trains one output from `state`, which is updated in place.
 *
 * @param t  the row counter at the start, 1 for a fit
 * @returns the mistakes of each epoch that ran, or undefined where a weight is not finite after one
 */
export function sgd(problem: Problem, rule: Rule, state: State, t: number): number[] | undefined {
  const { rows, validation } = problem;
  const n = rows.count;
  const trained = validation === undefined ? n : validation.reduce((sum, bit) => sum - bit, n);
  const shuffle = rule.shuffle ? epochShuffle(n, problem.seed) : undefined;
  const place = isQuiet(problem, rule) ? rows.place : undefined;
  place?.begin({
    ...{ ...problem, w: state.w, heldOut: validation, shuffle, needsLosses: needsLosses(problem, rule) },
    ...{ eta0: rule.eta0, fitIntercept: rule.fitIntercept },
  });
  const learner = new Learner(problem, rule, state, t, place);
  let order = upTo(place === undefined ? n : 0); // a place has its own
  let best = validation === undefined ? Infinity : -Infinity;
  let stale = 0;
  const mistakes: number[] = [];
  while (mistakes.length < rule.maxIter) {
    learner.mistakes = 0;
    learner.statistic = 0;
    if (place !== undefined) learner.learnFast(place, place.arrange());
    else {
      if (shuffle !== undefined) order = shuffled(order, shuffle);
      for (const row of order) if (validation?.[row] !== 1) learner.learn(row);
    }
    mistakes.push(learner.mistakes);
    if (!learner.isFinite()) return undefined;
    if (validation !== undefined) {
      const score = learner.validationScore(validation);
      stale = rule.tol !== null && score < best + rule.tol ? stale + 1 : 0;
      best = Math.max(best, score);
    } else {
      const sum = learner.statistic;
      const [value, slack] =
        rule.version === "1.9" ? [sum / trained, rule.tol ?? 0] : [sum, (rule.tol ?? 0) * trained];
      stale = rule.tol !== null && value > best - slack ? stale + 1 : 0;
      best = Math.min(best, value);
    }
    if (stale >= rule.nIterNoChange) break;
  }
  learner.finish(state);
  return mistakes;
}

/** Numbers in the order that a shuffle gives them. */
function shuffled(numbers: Uint32Array, shuffle: Uint32Array): Uint32Array {
  const result = new Uint32Array(numbers.length);
  for (let i = 0; i < result.length; i++) result[i] = numbers[shuffle[i] as number] as number;
  return result;
}
