// Iterative parameter mixing: McDonald, Hall & Mann, "Distributed training strategies for the structured perceptron", 2010.

import { type Reals, zeros } from "../base/dtype.js";
import type { Average, ModelState, Weights } from "../learn/model.js";
import { arraysOf, haveSameNumbers } from "./learned.js";

/** How the models of an epoch's shards are weighed: alike, or by the mistakes that each made. */
export type Mixing = "uniform" | "mistakes";

/**
 * The weighted mean of what an epoch made of each shard, summed in f64 in the order of the shards and rounded once: who
 * computed a summand, and when, makes no difference.
 *
 * The mean of the weights, w − u/T, is mixed by its sums u, each for the T that all have in common. AROW's variances are mixed
 * as the weights are. A rule may move weights without a mistake: an epoch without any is mixed uniformly.
 *
 * @param states    one of each shard, in their order
 * @param mistakes  those that each made
 * @param before    what all of them began with
 */
export function mix(
  states: readonly ModelState[],
  mistakes: readonly number[],
  mixing: Mixing,
  before: ModelState,
): ModelState {
  const [only] = states;
  if (states.length === 1) return only as ModelState;
  const total = mistakes.reduce((sum, count) => sum + count, 0);
  const isUniform = mixing === "uniform" || total === 0;
  const shares = mistakes.map((count) => (isUniform ? 1 / states.length : count / total));
  const isUnchanged =
    total === 0 && states.every((state) => haveSameNumbers(arraysOf(state), arraysOf(before)));
  const average = mixedAverage(states, shares, isUnchanged);
  if (isUnchanged) return { ...before, average }; // and no share of nothing can move a weight's last bit
  const mixed = (weights: readonly Weights[]): Weights => ({
    W: summed(
      weights.map(({ W }) => W),
      shares,
      zeros(before.dtype, before.W.length),
    ),
    b: summed(
      weights.map(({ b }) => b),
      shares,
      zeros(before.dtype, before.b.length),
    ),
  });
  const variances = states.map(({ variance }) => variance).filter((variance) => variance !== undefined);
  return {
    ...before,
    ...mixed(states),
    average,
    variance: variances.length === 0 ? undefined : mixed(variances),
  };
}

function mixedAverage(
  states: readonly ModelState[],
  shares: readonly number[],
  unchanged: boolean,
): Average | undefined {
  const averages = states.map(({ average }) => average).filter((average) => average !== undefined);
  const [first] = averages;
  if (first === undefined) return undefined;
  const equal = averages.length;
  const visits = Math.round(averages.reduce((sum, { visits }) => sum + visits / equal, 0));
  if (unchanged) return { ...first, visits }; // none changed the sums that all began with
  const factors = averages.map((average, i) => ((shares[i] as number) * visits) / average.visits);
  const sum = (sums: readonly Float64Array[]): Float64Array =>
    summed(sums, factors, new Float64Array(sums[0]?.length ?? 0));
  return {
    visits,
    coefSums: sum(averages.map(({ coefSums }) => coefSums)),
    interceptSums: sum(averages.map(({ interceptSums }) => interceptSums)),
  };
}

/** Σ factor·vector, element by element. */
function summed<R extends Reals>(vectors: readonly R[], factors: readonly number[], into: R): R {
  for (let i = 0; i < into.length; i++) {
    let sum = 0;
    for (let s = 0; s < vectors.length; s++) sum += (factors[s] as number) * (vectors[s]?.[i] as number);
    into[i] = sum;
  }
  return into;
}
