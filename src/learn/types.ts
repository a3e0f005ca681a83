// The types that users see of training: apart from the machinery, so that declarations lead no further.

import type { AbortSignalLike } from "../base/abort-signal.js";
import type { DType } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import type { Label } from "../data/labels.js";
import type { LearningRule } from "./rule.js";

/** How a model learns. Names and meanings are scikit-learn's, in camelCase. */
export interface TrainingOptions {
  /** η, the learning rate: > 0, dimensionless. Default 1. */
  eta0?: number | undefined;
  /** The most epochs that one call runs. Default 1000. */
  maxIter?: number | undefined;
  /**
   * An epoch improves if its mistakes per row and output fall below the best so far less tol; null: without
   * limit, until no mistake is left or `maxIter` ends it. No fit ends by it before 32,768 rows were visited. Default 1e-3.
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

/** How a Perceptron learns, and which weights it answers with. Names and meanings are scikit-learn's, in camelCase. */
export interface PerceptronOptions extends TrainingOptions {
  /**
   * Whether the model is the mean of the weights after each visited row (Freund & Schapire 1999) in place of the
   * last ones; `{ decay }`, above 0 and below 1: with one that forgets, m ← decay·m + (1 − decay)·w after each row.
   * Training itself goes on from the last ones. Not together with `keep: "best"`. Default false.
   */
  average?: boolean | { decay: number } | undefined;
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
  /**
   * Another learning rule: `passiveAggressive()` or `arow()` of `rosenblatt/rules`. An epoch that changes no weight then
   * ends the fit. Not together with `keep: "best"`. Default: the perceptron's own.
   */
  rule?: LearningRule | undefined;
}

/** What a fit takes beside its rows. */
export interface FitOptions {
  /** A factor of the update for each row [n], ≥ 0, dimensionless; rows of weight 0 are left out. Default: 1 for every row. */
  sampleWeight?: ArrayLike<number> | null | undefined;
  /** Called after each epoch. What it throws ends the fit and leaves the model as it was. Default: none. */
  onEpoch?: OnEpoch | undefined;
}

/** How a call that lets other tasks run is paced. */
export interface PaceOptions {
  /** Ends the call with its reason once it is aborted. Default: none. */
  signal?: AbortSignalLike | undefined;
  /**
   * Once it is aborted, ends the call after the present epoch or batch and keeps what was learned: `stopReason` is then
   * "stopped". A fit runs its first epoch in any case; a stream asks for no further batch. Default: none.
   */
  stop?: AbortSignalLike | undefined;
  /** Milliseconds after which other tasks may run. Default 4. */
  yieldEvery?: number | undefined;
}

/** What a fit that lets other tasks run takes beside its rows. */
export interface FitAsyncOptions extends FitOptions, PaceOptions {}

/** What one epoch over a batch takes beside its rows. */
export interface PartialFitOptions {
  /**
   * Every label that may ever come; by default those of the calls before, so that it is needed on the first, unless y is a
   * matrix of 0 and 1. Or "grow": classes are those that have come so far, one row of weights each, and a new one begins
   * with zeros in its sorted place; the model remembers it, also in a file.
   */
  classes?: ArrayLike<Label> | "grow" | undefined;
  /** A factor of the update for each row [n], ≥ 0, dimensionless; rows of weight 0 are left out. Default: 1 for every row. */
  sampleWeight?: ArrayLike<number> | null | undefined;
}

/** One epoch in figures. */
export interface EpochReport {
  /** Counted from 1, since the weights were zero. */
  epoch: number;
  /** Wrong outputs, summed over rows and outputs (of joint outputs: wrong rows); each was corrected. */
  mistakes: number;
  /**
   * 1 − mistakes / decisions, which are rows · outputs (of joint outputs: rows), as they were met. In a stream, the share of
   * the batch's rows that the model predicted right before it learned from them.
   */
  accuracy: number;
  /** How long the epoch took. Without `onEpoch`, short epochs run in one call, and each has its share of it. */
  seconds: number;
  /** With early stopping, the share of validation rows that the weights to answer with have right. */
  validationScore?: number;
  /** In a stream, the rows met so far. */
  rows?: number;
  /** In a stream, the share of those that were predicted right before they were learned from. */
  progressive?: number;
  /** In a stream, the share of the last 1,000 of them that were. */
  recent?: number;
  /** True of a batch without rows, or of rows that all weigh nothing: nothing was learned, and its `accuracy` of 1 is of no row. */
  skipped?: true;
}

/**
 * Why the last call that learned ended: no mistake was left, epochs did not improve any more, `maxIter` was reached, or it
 * was stopped.
 */
export type StopReason = "converged" | "noImprovement" | "maxIter" | "stopped";

/** Called after each epoch, or each batch of a stream. */
export type OnEpoch = (report: EpochReport) => unknown;

/** One output that tells two classes apart, one per class, or one per column of a 0/1 matrix. */
export type OutputKind = "binary" | "multiclass" | "multioutput";

/** −0 and no other number is written as a string. */
export type JSONNumber = number | "-0";

/** Which parts of a model are saved. */
export interface SaveOptions {
  /** Whether what only further training needs (`partialFit`, `warmStart`) is saved too. Default true. */
  resume?: boolean | undefined;
}

/** A model file. `classes` and `prediction` suffice to predict: the class of the largest of weights·x + bias. */
export interface PerceptronJSON {
  /** What the file is. */
  format: "rosenblatt.perceptron";
  /** Of the format; version 1 is read too. */
  version: 2;
  /** Sorted, one per row of weights; of two classes the second is that of scores ≥ 0. null before the first fit. */
  classes: null | Label[];
  /** All that predicting needs beside the classes. null before the first fit. */
  prediction: null | {
    dtype: DType;
    outputs: OutputKind;
    /** [k×d] */
    weights: JSONNumber[][];
    /** [k] */
    bias: JSONNumber[];
    /** With `standardize`, [d] each: weights and bias are for (x − mean) / deviation. */
    scale?: { mean: JSONNumber[]; deviation: JSONNumber[] };
  };
  /** The options that it was made with, with every default. */
  options: PerceptronOptions;
  /** As the model's, of the last call. */
  nIter?: number;
  /** Whether the model has every row right that the last call learned from. */
  converged?: boolean;
  /** Why the last call that learned ended. */
  stopReason?: StopReason;
  /** What only further training needs; left out by `resume: false`. */
  training?: {
    /** The last weights of training, where others answer. */
    weights?: JSONNumber[][];
    bias?: JSONNumber[];
    /** With `average`, what the mean of the weights needs. */
    average?: {
      visits: number;
      weightSums: JSONNumber[][];
      biasSums: JSONNumber[];
      lastVisits?: JSONNumber[];
    };
    /** With `keep: "best"`, the weights in the pocket where others answer, and runs of right rows [k] or [1]. */
    pocket?: { weights?: JSONNumber[][]; bias?: JSONNumber[]; runs: JSONNumber[]; streaks: JSONNumber[] };
    /** What a `rule` keeps for each weight and bias, if it keeps anything. */
    variance?: { weights: JSONNumber[][]; bias: JSONNumber[] };
    /** Whether `classes: "grow"` may add to them. */
    grows: boolean;
    epoch: number;
    best: number | null;
    epochsWithoutImprovement: number;
    /** Of the last stream, rows met and those predicted right; of all, 1 or 0 for each of the last 1,000 rows. */
    stream?: { rows: number; right: number; recent: string };
    history: EpochReport[];
  };
}

/** A saved TLU: it answers step(x·weights + bias). */
export interface TLUJSON {
  /** What the file is. */
  format: "rosenblatt.tlu";
  /** Of the format. */
  version: 1;
  /** The element type that it answers in. */
  dtype: DType;
  /** The activation. */
  step: Step;
  /** [d] */
  weights: JSONNumber[];
  /** The bias. */
  bias: JSONNumber;
}
