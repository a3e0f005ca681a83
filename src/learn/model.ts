// What a model has learned, and the weights that it answers with.

import { type DType, dtypeOf, type Reals, zeros, zerosFor } from "../base/dtype.js";
import { power } from "../base/power.js";
import type { MatrixView } from "../data/view.js";

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
  /**
   * Weights that answer in place of all others: with early stopping those of the epoch with the best validation score;
   * where a mean would not be right in time, the training weights, which are.
   */
  readonly bestWeights?: Weights | undefined;
  /** What a learning rule keeps for each weight, 1 at the beginning; undefined if it keeps nothing. */
  readonly variance?: Weights | undefined;
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
 *
 * With a decay β the mean forgets: m ← β·m + (1 − β)·w after each visited row, over 1 − βᵀ. A correction made with row
 * v is missing by the factor βᵀ⁻ᵛ⁺¹, so that mean = (w − Σ βᵀ⁻ᵛ⁺¹·correction) / (1 − βᵀ). The sum of output j is as it
 * was at its last correction, with row lastVisits[j].
 */
export interface Average {
  /** The sum for the weights [k×d], in f64 for either element type. */
  readonly coefSums: Float64Array;
  /** The sum for the biases [k]. */
  readonly interceptSums: Float64Array;
  /** T, the rows visited. */
  readonly visits: number;
  /** Of a mean that forgets. */
  readonly decaying?: { readonly decay: number; readonly lastVisits: Float64Array } | undefined;
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

/** What a model answers with: a row is scaled as in training, if it was, and then multiplied. */
export type PredictionWeights = Weights & Pick<ModelState, "dtype" | "scale">;

/** Whether weights are the same to the bit. */
export const areEqual = (a: Weights, b: Weights): boolean =>
  a.W.every((weight, i) => Object.is(weight, b.W[i])) && a.b.every((bias, j) => Object.is(bias, b.b[j]));

export const featuresOf = ({ W, b }: Weights): number => W.length / b.length;

export function untrained(dtype: DType, outputs: number, features: number): ModelState {
  const W = zerosFor(dtype, outputs * features);
  return {
    dtype,
    W,
    b: zeros(dtype, outputs),
    average: undefined,
    epoch: 0,
    best: Infinity,
    epochsWithoutImprovement: 0,
  };
}

/** A model state with what the mean of its weights needs; one that forgets if there is a decay. */
export const averaged = (state: ModelState, decay: number | undefined): ModelState => ({
  ...state,
  average: {
    coefSums: new Float64Array(state.W.length),
    interceptSums: new Float64Array(state.b.length),
    visits: 0,
    decaying: decay === undefined ? decay : { decay, lastVisits: new Float64Array(state.b.length) },
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
  return average === undefined || average.visits === 0 ? { W, b } : meanWeights(W, b, average);
}

/** The mean of the weights after each visited row, rounded once from f64. */
export function meanWeights(W: Reals, b: Reals, average: Average): Weights {
  const { coefSums, interceptSums, visits, decaying } = average;
  if (decaying === undefined) {
    const mean = (last: Reals, sums: Float64Array): Reals =>
      last.map((weight, i) => weight - (sums[i] as number) / visits);
    return { W: mean(W, coefSums), b: mean(b, interceptSums) };
  }
  const { decay, lastVisits } = decaying;
  const faded = lastVisits.map((last) => power(decay, visits - last));
  const share = 1 - power(decay, visits);
  const mean = (last: Reals, sums: Float64Array): Reals => {
    const width = last.length / faded.length;
    return last.map((weight, i) => {
      return (weight - (sums[i] as number) * (faded[Math.floor(i / width)] as number)) / share;
    });
  };
  return { W: mean(W, coefSums), b: mean(b, interceptSums) };
}

/** The weights that a model with this training behind it answers with. */
export function predictionWeights(state: ModelState): PredictionWeights {
  const { dtype, scale } = state;
  const { W, b } = state.bestWeights ?? answeringWeights(state);
  return { dtype, W, b, scale };
}

/** Sparse samples are not centred. For a model that is, their zeros have a value too, and they are taken as dense. */
export const samplesFor = (X: MatrixView, scale: Scale | undefined): MatrixView =>
  scale?.mean.some((mean) => mean !== 0) ? { ...X, csr: undefined } : X;

/**
 * For reading, weights for samples in the user's units: w·(x − mean)/deviation + b as w′·x + b′, computed in f64 and
 * rounded once. Where a deviation is tiny they may be infinite.
 */
export function coefficients({ W, b, scale }: PredictionWeights): Weights {
  if (scale === undefined) return { W: W.slice(), b: b.slice() };
  const { mean, deviation } = scale;
  const d = mean.length;
  const shift = Float64Array.from(b);
  const inner = W.map((weight, at) => {
    const j = Math.floor(at / d);
    const folded = weight / (deviation[at % d] as number);
    shift[j] = (shift[j] as number) - folded * (mean[at % d] as number);
    return folded;
  });
  return { W: inner, b: b.map((_, j) => shift[j] as number) };
}

/**
 * A model state with other outputs: output j of before becomes output places[j] of `count`, or none where that is negative,
 * and the others are zero, as if they had been there and silent from the first row on.
 */
export function grown(
  state: ModelState,
  places: readonly number[],
  count: number,
  joint: boolean,
): ModelState {
  const d = featuresOf(state);
  const spread = <A extends Reals>(values: A, width: number, others = 0): A => {
    const wide = zeros(dtypeOf(values), count * width).fill(others) as A;
    places.forEach((to, from) => {
      if (to >= 0) wide.set(values.subarray(from * width, (from + 1) * width), to * width);
    });
    return wide;
  };
  const weights = ({ W, b }: Weights, others?: number): Weights => ({
    W: spread(W, d, others),
    b: spread(b, 1, others),
  });
  const perUnit = (values: Float64Array): Float64Array => (joint ? values : spread(values, 1));
  const { average, pocket, bestWeights, variance } = state;
  return {
    ...state,
    ...weights(state),
    variance: variance && weights(variance, 1),
    average: average && {
      coefSums: spread(average.coefSums, d),
      interceptSums: spread(average.interceptSums, 1),
      visits: average.visits,
      decaying: average.decaying && {
        decay: average.decaying.decay,
        lastVisits: spread(average.decaying.lastVisits, 1),
      },
    },
    pocket: pocket && { ...weights(pocket), runs: perUnit(pocket.runs), streaks: perUnit(pocket.streaks) },
    bestWeights: bestWeights && weights(bestWeights),
  };
}
