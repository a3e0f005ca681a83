import type { AbortSignalLike } from "../base/abort-signal.js";
import type { DType } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
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
  share,
} from "../data/options.js";
import { tagOf } from "../data/view.js";
import { type LearningRule, readRule } from "./rule.js";
import type { Keep, Multiclass } from "./types.js";

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

/** How a fit goes on, and with which samples it works. */
export interface Plan extends TrainingSettings {
  readonly standardize?: boolean;
  readonly rule?: LearningRule | undefined;
  /** Whether each epoch is reported as it ends. */
  readonly reports: boolean;
  /** Whether the rows are only a part: whether their mean is right says nothing of when to stop. */
  readonly isPartial?: boolean;
  /** Ends the fit after the present epoch, once it is aborted. */
  readonly stop?: AbortSignalLike | undefined;
}

/** By String(label). */
export type ClassWeightSetting = ReadonlyMap<string, number> | "balanced" | undefined;

export interface PerceptronSettings extends TrainingSettings {
  /** Whether the mean of the weights answers, and the decay by which it forgets with each row, if it forgets. */
  readonly average: boolean | { readonly decay: number };
  readonly keep: Keep;
  readonly multiclass: Multiclass;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly standardize: boolean;
  readonly classWeight: ClassWeightSetting;
  readonly rule: LearningRule | undefined;
}

/** A check and a default for each option. */
export type OptionTable<S> = {
  readonly [name in keyof S]: { readonly check: Check<S[name]>; readonly otherwise: S[name] };
};

export const tolerance = numeric("null or a finite number ≥ 0", (value) => value >= 0 && value < Infinity);

const training: OptionTable<TrainingSettings> = {
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

const perceptron: OptionTable<Omit<PerceptronSettings, keyof TrainingSettings>> = {
  average: { check: readAverage, otherwise: false },
  keep: { check: oneOf("last", "best"), otherwise: "last" },
  multiclass: { check: oneOf("ovr", "joint"), otherwise: "ovr" },
  earlyStopping: { check: flag, otherwise: false },
  validationFraction: { check: share, otherwise: 0.1 },
  standardize: { check: flag, otherwise: false },
  classWeight: { check: readClassWeight, otherwise: undefined },
  rule: { check: readRule, otherwise: undefined },
};

/** The names of the options that TLU and Perceptron share. */
export const trainingOptions = (): string[] => Object.keys(training);

/** All that the Perceptron has. Made at the first call, so that a bundler leaves it out of what needs no Perceptron. */
let all: OptionTable<PerceptronSettings> | undefined;

/** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function trainingSettings(options: unknown, known: readonly string[]): TrainingSettings {
  return resolve(options, training, known);
}

/** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT, TWO_CHOICES */
export function perceptronSettings(options: unknown): PerceptronSettings {
  all ??= { ...training, ...perceptron };
  const settings = resolve(options, all);
  if (settings.average && settings.keep === "best") throw fail.twoChoices("average");
  if (settings.rule && settings.keep === "best") throw fail.twoChoices("rule");
  return settings;
}

/**
 * Checked options, with the defaults of a table filled in.
 *
 * @param known  the names that are allowed, also of options that are not in the table
 * @throws what `checkOptions` and the checks throw
 */
export function resolve<S>(
  options: unknown,
  table: OptionTable<S>,
  known: readonly string[] = Object.keys(table),
): S {
  const own = checkOptions(options as Partial<S>, known);
  const settings: Partial<S> = {};
  for (const name of Object.keys(table) as (keyof S & string)[]) {
    const value = own[name];
    settings[name] = value === undefined ? table[name].otherwise : table[name].check(name, value);
  }
  return settings as S;
}

function readAverage(name: string, value: unknown): PerceptronSettings["average"] {
  if (typeof value === "boolean") return value;
  if (!isRecord(value)) throw fail.optionKind(name, value, "true, false or { decay }");
  return { decay: share(`${name}.decay`, checkOptions(value, ["decay"]).decay) };
}

export function readClassWeight(name: string, value: unknown): ClassWeightSetting {
  if (value === null) return undefined;
  if (value === "balanced") return value;
  const isMap = tagOf(value) === "Map";
  if (!isMap && !isRecord(value)) {
    throw fail.optionKind(name, value, `"balanced", or an object or a Map from label to weight`);
  }
  const entries: [unknown, unknown][] = isMap
    ? [...(value as Map<unknown, unknown>)]
    : Object.entries(value as object);
  for (const [label, weight] of entries) {
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw fail.negativeWeight(`the class weight of ${fail.quote(label)}`, weight);
    }
  }
  return new Map(entries.map(([label, weight]) => [String(label), weight as number]));
}
