// What `average` means for the calls after the first.

import type { Learned } from "./learned.js";
import type { State } from "./problem.js";

/** Whether a model with this row counter answers with the mean. */
export const showsMean = (average: number, t: number): boolean => average > 0 && average <= t - 1;

/** Where a warm start begins: at the weights that the model answers with, and with no mean yet. */
export function warmed(learned: Learned, average: number): Learned {
  const mean = showsMean(average, learned.t);
  const states = learned.states.map(({ w, b, averageW, averageB }) => ({
    ...(mean ? { w: averageW, b: averageB } : { w, b }),
    ...{ averageW: new Float64Array(w.length), averageB: 0 },
  }));
  return { ...learned, states };
}

/**
 * scikit-learn's fault in every version: once a model answers with the mean, its array of biases is the array of their
 * mean. With two classes the bias that training goes on from is then no longer stored; with more, the new bias is
 * stored in the place of its mean.
 *
 * @param before  what training went on from, and whether that answered with the mean
 * @param mean    whether the model does now
 */
export function misplaced(
  state: State,
  before: State,
  isBinary: boolean,
  meanBefore: boolean,
  mean: boolean,
): State {
  if (isBinary) return mean ? { ...state, b: before.b } : state;
  return meanBefore ? { ...state, b: before.b, averageB: state.b } : state;
}
