import { Learner } from "./learner.js";
import type { Problem, Rule, State } from "./problem.js";
import { shuffleEpoch } from "./random.js";

/**
 * Trains one output from `state`, which is updated in place.
 *
 * @param t  the row counter at the start, 1 for a fit
 * @returns the mistakes of each epoch that ran, or undefined where a weight is not finite after one
 */
export function sgd(problem: Problem, rule: Rule, state: State, t: number): number[] | undefined {
  const { rows, validation } = problem;
  const n = rows.length;
  const trained = validation === undefined ? n : validation.reduce((sum, bit) => sum - bit, n);
  const index = Uint32Array.from({ length: n }, (_, i) => i);
  const place = isPlain(rule) ? problem.place : undefined;
  place?.y.set(problem.y);
  place?.w.set(state.w);
  const learner = new Learner(problem, rule, place === undefined ? state : { ...state, w: place.w }, t);
  let best = validation === undefined ? Infinity : -Infinity;
  let stale = 0;
  const mistakes: number[] = [];
  while (mistakes.length < rule.maxIter) {
    learner.mistakes = 0;
    if (rule.shuffle) shuffleEpoch(index, problem.seed);
    learner.statistic = 0;
    if (place !== undefined) learner.learnFast(place, index);
    else for (const row of index) if (validation?.[row] !== 1) learner.learn(row);
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

/** Whether a row that is right teaches nothing but how many there were: then several may be asked at once. */
const isPlain = ({ loss, penalty, version }: Rule): boolean =>
  loss === "perceptron" && (penalty === null || (penalty === "l2" && version === "1.2"));
