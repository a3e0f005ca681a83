// What `average: true` means for what a model answers with, and for the calls after the first.

import type { PredictionWeights } from "../learn/model.js";
import type { FittedState, OutputWeights } from "./fitted-state.js";

/** Whether a model with this row counter predicts with the mean of its weights. */
export const predictsWithMean = (average: number, t: number): boolean => average > 0 && average <= t - 1;

/** Fresh arrays of the weights [k×d] and biases [k] that a model predicts with: the last, or their mean. */
export function sklearnPrediction(outputs: readonly OutputWeights[], mean: boolean): PredictionWeights {
  const chosen = outputs.map(({ w, b, averageW, averageB }) =>
    mean ? { w: averageW, b: averageB } : { w, b },
  );
  const d = outputs[0]?.w.length ?? 0;
  const W = new Float64Array(outputs.length * d);
  for (const [j, { w }] of chosen.entries()) W.set(w, j * d);
  return { dtype: "f64", W, b: Float64Array.from(chosen, ({ b }) => b) };
}

/** The state that a warm start begins from: the weights that the model predicts with, and no mean yet. */
export function warmStarted(state: FittedState, average: number): FittedState {
  const mean = predictsWithMean(average, state.t);
  const outputs = state.outputs.map(({ w, b, averageW, averageB }) => ({
    ...(mean ? { w: averageW, b: averageB } : { w, b }),
    averageW: new Float64Array(w.length),
    averageB: 0,
  }));
  return { ...state, outputs };
}

/**
 * scikit-learn's fault in every version: once a model answers with the mean, its array of biases is the array
 * of their mean. With two classes the bias that training goes on from is then no longer stored; with more,
 * the new bias is stored in the place of its mean.
 *
 * @param trained     the weights after the call
 * @param before      the weights that the call began with
 * @param meanBefore  whether the model predicted with the mean before the call
 * @param mean        whether it does now
 */
export function withMisplacedBias(
  trained: OutputWeights,
  before: OutputWeights,
  isBinary: boolean,
  meanBefore: boolean,
  mean: boolean,
): OutputWeights {
  if (isBinary) return mean ? { ...trained, b: before.b } : trained;
  return meanBefore ? { ...trained, b: before.b, averageB: trained.b } : trained;
}
