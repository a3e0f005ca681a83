import type { DType } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import {
  type Check,
  checkOptions,
  count,
  flag,
  isRecord,
  numeric,
  oneOf,
  optional,
  positive,
  seed,
} from "../data/options.js";

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

export interface PerceptronOptions extends TrainingOptions {
  /**
   * Whether the model is the mean of the weights after each visited row (Freund & Schapire 1999) in place of the
   * last ones. Training itself goes on from the last ones. Default false.
   */
  average?: boolean | undefined;
  /**
   * A factor of the update for rows of a class; "balanced" is n / (classes · rows of the class), over the rows that
   * `fit` is given. Default: 1 for every class.
   */
  classWeight?: ClassWeight | "balanced" | null | undefined;
}

/** Options with every default filled in. */
export interface TrainingSettings {
  readonly eta0: number;
  readonly maxIter: number;
  readonly tol: number | null;
  readonly nIterNoChange: number;
  readonly fitIntercept: boolean;
  readonly shuffle: boolean;
  readonly randomState: number;
  readonly step: Step;
  readonly warmStart: boolean;
  readonly dtype: DType | undefined;
}

/** By String(label). */
export type ClassWeightSetting = ReadonlyMap<string, number> | "balanced" | undefined;

export interface PerceptronSettings extends TrainingSettings {
  readonly average: boolean;
  readonly classWeight: ClassWeightSetting;
}

type Table<S> = {
  readonly [name in keyof S]: { readonly check: Check<S[name]>; readonly otherwise: S[name] };
};

const tolerance = numeric("null or a finite number ≥ 0", (value) => value >= 0 && value < Infinity);

const training: Table<TrainingSettings> = {
  eta0: { check: positive, otherwise: 1 },
  maxIter: { check: count, otherwise: 1000 },
  tol: { check: optional(null, tolerance), otherwise: 1e-3 },
  nIterNoChange: { check: count, otherwise: 5 },
  fitIntercept: { check: flag, otherwise: true },
  shuffle: { check: flag, otherwise: true },
  randomState: { check: seed, otherwise: 0 },
  step: { check: oneOf("heaviside", "sgn"), otherwise: "heaviside" },
  warmStart: { check: flag, otherwise: false },
  dtype: { check: optional(undefined, oneOf("f32", "f64")), otherwise: undefined },
};

/** Options of the public contract that later versions bring: only their default is accepted. */
const later: Readonly<Record<string, unknown>> = {
  keep: "last",
  multiclass: "ovr",
  earlyStopping: false,
  validationFraction: 0.1,
};

/** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function trainingSettings(who: string, options: unknown, others: readonly string[]): TrainingSettings {
  checkOptions(who, options, [...Object.keys(training), ...others]);
  return resolve(who, options as TrainingOptions, training);
}

/** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, NOT_YET */
export function perceptronSettings(who: string, options: unknown): PerceptronSettings {
  const settings = trainingSettings(who, options, ["average", "classWeight", ...Object.keys(later)]);
  const given = options as Record<string, unknown>;
  for (const [name, otherwise] of Object.entries(later)) {
    const value = given[name];
    if (value !== undefined && value !== otherwise) throw fail.notYet(who, `the option ${name}`);
  }
  const average = given.average === undefined ? false : flag(who, "average", given.average);
  return { ...settings, average, classWeight: readClassWeight(who, given.classWeight) };
}

function resolve<S>(who: string, options: object, table: Table<S>): S {
  const settings: Partial<S> = {};
  for (const name of Object.keys(table) as (keyof S & string)[]) {
    const value = (options as Partial<S>)[name];
    settings[name] = value === undefined ? table[name].otherwise : table[name].check(who, name, value);
  }
  return settings as S;
}

function readClassWeight(who: string, value: unknown): ClassWeightSetting {
  if (value === undefined || value === null) return undefined;
  if (value === "balanced") return value;
  const isMap = Object.prototype.toString.call(value) === "[object Map]";
  if (!isMap && !isRecord(value)) {
    throw fail.optionKind(
      who,
      "classWeight",
      value,
      `"balanced", or an object or a Map from label to weight`,
    );
  }
  const entries: [unknown, unknown][] = isMap
    ? [...(value as Map<unknown, unknown>)]
    : Object.entries(value as object);
  for (const [label, weight] of entries) {
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw fail.negativeWeight(who, `the class weight of ${fail.quote(label)}`, weight);
    }
  }
  return new Map(entries.map(([label, weight]) => [String(label), weight as number]));
}
