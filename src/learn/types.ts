// The types that users see of training: apart from the machinery, so that declarations lead no further.

import type { AbortSignalLike } from "../base/abort-signal.js";
import type { DType } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import type { Label } from "../data/labels.js";

/** How a model learns. Names and meanings are scikit-learn's, in camelCase. */
export interface TrainingOptions {
  /** η, the learning rate: > 0, dimensionless. Default 1. */
  eta0?: number | undefined;
  /** The most epochs that one call runs. Default 1000. */
  maxIter?: number | undefined;
  /**
   * An epoch improves if its mistakes per row and output fall below the best so far less tol; null runs to
   * `maxIter`. Default 1e-3.
   */
  tol?: number | null | undefined;
  /** Epochs without improvement after which a fit ends. Default 5. */
  nIterNoChange?: number | undefined;
  /** Whether there is a bias neuron. Default true. */
  fitIntercept?: boolean | undefined;
  /** Whether each epoch visits the rows in an order of its own. Default true. */
  shuffle?: boolean | undefined;
  /** The seed of those orders, an integer in 0 … 2³² − 1. Default 0. */
  randomState?: number | undefined;
  /** The activation, in training and in prediction. Default "heaviside". */
  step?: Step | undefined;
  /** Whether `fit` goes on from what the model has learned. Default false. */
  warmStart?: boolean | undefined;
  /** The element type; by default f32 if X is all Float32Array, otherwise f64. */
  dtype?: DType | undefined;
}

/** Weights by class: a Map, or an object whose keys are compared as String(label). */
export type ClassWeight = ReadonlyMap<Label, number> | Readonly<Record<string, number>>;

/** Which weights a model answers with: the last ones, or those with the fewest mistakes. */
export type Keep = "last" | "best";

/** How several classes are told apart: each from the rest, or all by one decision. */
export type Multiclass = "ovr" | "joint";

export interface PerceptronOptions extends TrainingOptions {
  /**
   * Whether the model is the mean of the weights after each visited row (Freund & Schapire 1999) in place of the
   * last ones. Training itself goes on from the last ones. Default false.
   */
  average?: boolean | undefined;
  /**
   * "best" keeps for each output the weights that made the fewest mistakes over all training rows (Gallant's pocket
   * with ratchet, 1990). Training itself goes on from the last ones. Not together with `average`. Default "last".
   */
  keep?: Keep | undefined;
  /**
   * "ovr": each class against the rest, one update for each wrong output. "joint": a row is one decision for the
   * largest score, and a mistake moves the right class towards the row and the chosen one away from it by as much.
   * Two classes are the same in both. Default "ovr".
   */
  multiclass?: Multiclass | undefined;
  /**
   * Whether part of the rows is left out of training and tells when to stop: an epoch then improves if their score
   * does by more than `tol`, and the weights of the best epoch are restored. Default false.
   */
  earlyStopping?: boolean | undefined;
  /** The share of rows to leave out, above 0 and below 1, of each class alike. Default 0.1. */
  validationFraction?: number | undefined;
  /**
   * Whether to train on each feature less its mean, over its standard deviation, of the rows that a fit, or the first
   * `partialFit`, is given; sparse samples are not centred. `coef` and `intercept` are for samples as they are.
   * Default false.
   */
  standardize?: boolean | undefined;
  /**
   * A factor of the update for rows of a class; "balanced" is n / (classes · rows of the class), over the rows that
   * `fit` is given. Default: 1 for every class.
   */
  classWeight?: ClassWeight | "balanced" | null | undefined;
}

export interface FitOptions {
  /** A factor of the update for each row [n], ≥ 0; rows of weight 0 are left out. */
  sampleWeight?: ArrayLike<number> | null | undefined;
  /** Called after each epoch. What it throws ends the fit and leaves the model as it was. */
  onEpoch?: OnEpoch | undefined;
}

/** How a call that lets other tasks run is paced. */
export interface PaceOptions {
  /** Ends the call with its reason once it is aborted. */
  signal?: AbortSignalLike | undefined;
  /** Milliseconds after which other tasks may run. Default 4. */
  yieldEvery?: number | undefined;
}

export interface FitAsyncOptions extends FitOptions, PaceOptions {}

export interface PartialFitOptions {
  /**
   * Every label that may ever come; needed on the first call, unless y is a matrix of 0 and 1. Or "grow": classes are
   * those that have come so far, one row of weights each, and a new one begins with zeros in its sorted place.
   */
  classes?: ArrayLike<Label> | "grow" | undefined;
  /** A factor of the update for each row [n], ≥ 0; rows of weight 0 are left out. */
  sampleWeight?: ArrayLike<number> | null | undefined;
}

/** One epoch in figures. */
export interface EpochReport {
  /** Counted from 1, since the weights were zero. */
  epoch: number;
  /** Wrong outputs, summed over rows and outputs (of joint outputs: wrong rows); each was corrected. */
  mistakes: number;
  /** 1 − mistakes / decisions, which are rows · outputs (of joint outputs: rows), as they were met. */
  accuracy: number;
  /** How long the epoch took. Where nobody is told of each, short epochs run in one call, and each has its share of it. */
  seconds: number;
  /** With early stopping, the share of validation rows that the weights to answer with have right. */
  validationScore?: number;
  /** In a stream, the rows met so far. */
  rows?: number;
  /** In a stream, the share of those that were predicted right before they were learned from. */
  progressive?: number;
}

export type OnEpoch = (report: EpochReport) => unknown;

/** One output that tells two classes apart, one per class, or one per column of a 0/1 matrix. */
export type OutputKind = "binary" | "multiclass" | "multioutput";

/** −0 and no other number is written as a string. */
export type JSONNumber = number | "-0";

export interface PerceptronJSON {
  format: "rosenblatt.perceptron";
  version: 1;
  options: PerceptronOptions;
  /** null before the first fit. */
  fitted: null | {
    dtype: DType;
    outputs: OutputKind;
    classes: Label[];
    /** Whether `classes: "grow"` may add to them. */
    grows: boolean;
    /** [k×d] */
    coef: JSONNumber[][];
    /** [k] */
    intercept: JSONNumber[];
    /** With `average`, what their mean needs; `coef` and `intercept` are the last weights. */
    average: null | { visits: number; coefSums: JSONNumber[][]; interceptSums: JSONNumber[] };
    /** With `keep: "best"`, the weights in the pocket, and runs of right rows [k] or [1]. */
    pocket: null | {
      coef: JSONNumber[][];
      intercept: JSONNumber[];
      runs: JSONNumber[];
      streaks: JSONNumber[];
    };
    /** With `earlyStopping`, the weights of the best epoch. */
    chosen: null | { coef: JSONNumber[][]; intercept: JSONNumber[] };
    /** With `standardize`, mean and deviation [d] of the samples; all weights here are for (x − mean) / deviation. */
    scale: null | { mean: JSONNumber[]; deviation: JSONNumber[] };
    epoch: number;
    best: number | null;
    stale: number;
    nIter: number;
    converged: boolean;
    history: EpochReport[];
  };
}
