// What a model has learned, and the weights that it answers with.

import { type DType, dtypeOf, type Reals, zeros, zerosFor } from "../base/dtype.js";
import type { Matrix } from "../data/view.js";

/** What a model has learned, with all that it needs to go on to the bit. Never changed in place. */
export interface ModelState extends Weights {
  readonly dtype: DType;
  /** Epochs since the weights were zero. */
  readonly epoch: number;
  /** The lowest rate so far that tells an improvement: of mistakes, or of wrong validation rows. */
  readonly best: number;
  /** Epochs in a row that did not improve on it by more than tol. */
  readonly epochsWithoutImprovement: number;
  /** What the mean of the weights needs; undefined if none is kept. */
  readonly average?: Average | undefined;
  /** The best weights of each output; undefined if the last are kept. */
  readonly pocket?: Pocket | undefined;
  /** With early stopping, the weights of the epoch with the best validation score. */
  readonly bestWeights?: Weights | undefined;
  /** How the samples are standardised before training; undefined if they are not. */
  readonly scale?: Scale | undefined;
}

export interface Weights {
  /** Weights [k×d], one contiguous row per output. */
  readonly W: Reals;
  /** Biases [k]. */
  readonly b: Reals;
}

/**
 * The mean of the weights after each visited row, kept lazily: a correction made when v rows had been visited
 * is missing from the first v of the T weights that the mean is over, so that mean = w − Σ v·correction / T.
 */
export interface Average {
  /** Σ v·correction of the weights [k×d], in f64 for either element type. */
  readonly coefSums: Float64Array;
  /** Σ v·correction of the biases [k]. */
  readonly interceptSums: Float64Array;
  /** T, the rows visited. */
  readonly visits: number;
}

/** Gallant's pocket, one for each output that is corrected on its own. */
export interface Pocket extends Weights {
  /** The most rows in a row that weights have had right when their mistakes were counted. */
  readonly runs: Float64Array;
  /** How many rows in a row the present weights have had right. */
  readonly streaks: Float64Array;
}

/** Samples are trained on as (x − mean) / deviation [d]. */
export interface Scale {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** The weights that a model answers with, for samples as the user has them. */
export type PredictionWeights = Weights & Pick<ModelState, "dtype">;

export const featuresOf = ({ W, b }: Weights): number => W.length / b.length;

/** A copy of the weights, one row per output [k×d]. */
export const coefOf = ({ W, b }: Weights): Matrix => ({
  data: W.slice(),
  rows: b.length,
  cols: W.length / b.length,
});

export function untrained(dtype: DType, outputs: number, features: number): ModelState {
  const W = zerosFor(dtype, outputs * features);
  return { dtype, W, b: zeros(dtype, outputs), epoch: 0, best: Infinity, epochsWithoutImprovement: 0 };
}

/** A model state with what the mean of its weights needs. */
export const averaged = (state: ModelState): ModelState => ({
  ...state,
  average: {
    coefSums: new Float64Array(state.W.length),
    interceptSums: new Float64Array(state.b.length),
    visits: 0,
  },
});

/** A model state with a pocket, in which lie the present weights; outputs that are `joint` share one. */
export function pocketed(state: ModelState, joint: boolean): ModelState {
  const { W, b } = state;
  const units = joint ? 1 : b.length;
  return { ...state, pocket: { W, b, runs: new Float64Array(units), streaks: new Float64Array(units) } };
}

/** Of last weights, their mean and a pocket, those that count: in the units of training. */
export function answeringWeights({ W, b, average, pocket }: ModelState): Weights {
  if (pocket !== undefined) return pocket;
  if (average === undefined || average.visits === 0) return { W, b };
  const { coefSums, interceptSums, visits } = average;
  const mean = (last: Reals, sums: Float64Array): Reals =>
    last.map((weight, i) => weight - (sums[i] as number) / visits) as Reals;
  return { W: mean(W, coefSums), b: mean(b, interceptSums) };
}

/** The weights that a model with this training behind it answers with. */
export function predictionWeights(state: ModelState): PredictionWeights {
  const { dtype, scale } = state;
  const kept = state.bestWeights ?? answeringWeights(state);
  return { dtype, ...(scale === undefined ? kept : folded(kept, scale)) };
}

/** w·(x − mean)/deviation + b as weights for x itself, computed in f64 and rounded once. */
function folded({ W, b }: Weights, { mean, deviation }: Scale): Weights {
  const d = mean.length;
  const shift = Float64Array.from(b);
  const inner = W.map((weight, at) => {
    const j = Math.floor(at / d);
    const folded = weight / (deviation[at % d] as number);
    shift[j] = (shift[j] as number) - folded * (mean[at % d] as number);
    return folded;
  }) as Reals;
  return { W: inner, b: b.map((_, j) => shift[j] as number) as Reals };
}

/**
 * A model state with more outputs: output j of before becomes output places[j] of `count`, and the others are zero,
 * as if they had been there and silent from the first row on.
 */
export function grown(
  state: ModelState,
  places: readonly number[],
  count: number,
  joint: boolean,
): ModelState {
  const d = featuresOf(state);
  const spread = <A extends Reals>(values: A, width: number): A => {
    const wide = zeros(dtypeOf(values), count * width) as A;
    places.forEach((to, from) => {
      wide.set(values.subarray(from * width, (from + 1) * width), to * width);
    });
    return wide;
  };
  const weights = ({ W, b }: Weights): Weights => ({ W: spread(W, d), b: spread(b, 1) });
  const perUnit = (values: Float64Array): Float64Array => (joint ? values : spread(values, 1));
  const { average, pocket, bestWeights } = state;
  return {
    ...state,
    ...weights(state),
    average: average && {
      coefSums: spread(average.coefSums, d),
      interceptSums: spread(average.interceptSums, 1),
      visits: average.visits,
    },
    pocket: pocket && { ...weights(pocket), runs: perUnit(pocket.runs), streaks: perUnit(pocket.streaks) },
    bestWeights: bestWeights && weights(bestWeights),
  };
}
