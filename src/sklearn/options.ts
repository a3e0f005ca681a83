import { type Check, count, flag, numeric, oneOf, optional, positive, seed, share } from "../data/options.js";
import {
  type ClassWeightSetting,
  type OptionTable,
  readClassWeight,
  resolve,
  tolerance,
} from "../learn/settings.js";
import type { ClassWeight } from "../learn/types.js";

/** What both estimators take: scikit-learn's options and defaults, in camelCase. */
export interface CommonOptions {
  /** Whether there is a bias, b in w·x + b. Default true. */
  fitIntercept?: boolean | undefined;
  /** The most epochs of a fit. Default 1000. */
  maxIter?: number | undefined;
  /**
   * An epoch improves if its loss falls below the best by more than this; null runs to maxIter. Default 1e-3.
   */
  tol?: number | null | undefined;
  /** Whether rows are shuffled, from the same seed before each epoch. Default true. */
  shuffle?: boolean | undefined;
  /** The seed, an integer in 0 … 2³² − 1. Default 0. */
  randomState?: number | undefined;
  /** Whether part of the rows says when to stop. Default false. */
  earlyStopping?: boolean | undefined;
  /** The share of rows to hold out. Default 0.1. */
  validationFraction?: number | undefined;
  /** Epochs without improvement after which a fit ends. Default 5. */
  nIterNoChange?: number | undefined;
  /** A factor of the update for rows of a class, or "balanced". Default null. */
  classWeight?: ClassWeight | "balanced" | null | undefined;
  /** Whether fit goes on from the present weights. Default false. */
  warmStart?: boolean | undefined;
  /**
   * Whether, or from which row on, the model is the mean of the weights, as SGDClassifier's. Default false.
   */
  average?: boolean | number | undefined;
  /** The version whose training is reproduced: they stop by other sums. Default "1.9". */
  version?: Version | undefined;
  /** Whether known faults of that version are mended. Default false. */
  fixes?: boolean | undefined;
}

/** A version of scikit-learn. */
export type Version = "1.2" | "1.9";

/** scikit-learn's parameters of its Perceptron, in camelCase. */
export interface SklearnPerceptronOptions extends CommonOptions {
  /** What is added to the loss: a norm of the weights, or two. Default null: nothing. */
  penalty?: "l2" | "l1" | "elasticnet" | null | undefined;
  /** What the penalty is multiplied by, ≥ 0. Default 1e-4. */
  alpha?: number | undefined;
  /** The part of l1 in "elasticnet", 0 … 1. Default 0.15. */
  l1Ratio?: number | undefined;
  /** The learning rate, > 0. Default 1. */
  eta0?: number | undefined;
}

/** scikit-learn's parameters of its PassiveAggressiveClassifier, in camelCase. */
export interface PassiveAggressiveOptions extends CommonOptions {
  /** The largest step, > 0. Default 1. */
  C?: number | undefined;
  /** "hinge" is PA-I, "squared_hinge" PA-II. Default "hinge". */
  loss?: "hinge" | "squared_hinge" | undefined;
}

export interface SklearnSettings {
  readonly penalty: "l2" | "l1" | "elasticnet" | null;
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly eta0: number;
  readonly C: number;
  /** The perceptron's loss with a constant rate, or the passive-aggressive rules I and II. */
  readonly loss: "perceptron" | "hinge" | "squared_hinge";
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number | null;
  readonly shuffle: boolean;
  readonly randomState: number;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly nIterNoChange: number;
  readonly classWeight: ClassWeightSetting;
  readonly warmStart: boolean;
  /** The first row of the mean, counted from 1; 0 for none. */
  readonly average: number;
  readonly version: Version;
  readonly fixes: boolean;
}

const averageStart: Check<number> = (name, value) =>
  typeof value === "boolean"
    ? Number(value)
    : numeric("true, false or an integer ≥ 0", (row) => Number.isSafeInteger(row) && row >= 0)(name, value);

const common = {
  fitIntercept: { check: flag, otherwise: true },
  maxIter: { check: count, otherwise: 1000 },
  tol: { check: optional(null, tolerance), otherwise: 1e-3 },
  shuffle: { check: flag, otherwise: true },
  randomState: { check: seed, otherwise: 0 },
  earlyStopping: { check: flag, otherwise: false },
  validationFraction: { check: share, otherwise: 0.1 },
  nIterNoChange: { check: count, otherwise: 5 },
  classWeight: { check: readClassWeight, otherwise: undefined },
  warmStart: { check: flag, otherwise: false },
  average: { check: averageStart, otherwise: 0 },
  version: { check: oneOf<Version>("1.2", "1.9"), otherwise: "1.9" },
  fixes: { check: flag, otherwise: false },
} as const;

type Own<K extends keyof SklearnSettings> = OptionTable<Pick<SklearnSettings, K>>;

const perceptron: Own<"penalty" | "alpha" | "l1Ratio" | "eta0"> = {
  penalty: { check: optional(null, oneOf("l2", "l1", "elasticnet")), otherwise: null },
  alpha: {
    check: numeric("a finite number ≥ 0", (value) => value >= 0 && value < Infinity),
    otherwise: 1e-4,
  },
  l1Ratio: { check: numeric("a number from 0 to 1", (value) => value >= 0 && value <= 1), otherwise: 0.15 },
  eta0: { check: positive, otherwise: 1 },
};

const passiveAggressive: Own<"C" | "loss"> = {
  C: { check: positive, otherwise: 1 },
  loss: { check: oneOf("hinge", "squared_hinge"), otherwise: "hinge" },
};

/** What an estimator does not take has the value that changes nothing. */
const neutral = { penalty: null, alpha: 0, l1Ratio: 0, eta0: 1, C: 1, loss: "perceptron" } as const;

/** The classes of scikit-learn that there are here. */
export type Estimator = "Perceptron" | "PassiveAggressiveClassifier";

/** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT */
export function sklearnSettings(estimator: Estimator, options: unknown): SklearnSettings {
  const own = estimator === "Perceptron" ? perceptron : passiveAggressive;
  const table = { ...common, ...own } as OptionTable<SklearnSettings>;
  return { ...neutral, ...resolve(options, table) };
}

/** The options that an estimator has. */
export const optionNames = (estimator: Estimator): string[] =>
  Object.keys({ ...(estimator === "Perceptron" ? perceptron : passiveAggressive), ...common });
