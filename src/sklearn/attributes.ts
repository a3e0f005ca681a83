// A model as scikit-learn has it: its parameters and fitted attributes, by scikit-learn's names.

import { MOST_COUNTED } from "../base/counts.js";
import { allFinite, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { cell, readVector } from "../data/dense.js";
import { type Label, readClasses } from "../data/labels.js";
import { readMatrix } from "../data/matrix.js";
import { isRecord } from "../data/options.js";
import { predictsWithMean } from "./averaging.js";
import type { FittedState, OutputWeights } from "./fitted-state.js";
import { type Estimator, optionNames, type SklearnSettings } from "./options.js";

/** A fitted estimator, by the names that scikit-learn has for its parameters and attributes. */
export interface SklearnAttributes {
  /** Its class. */
  class: Estimator | "SGDClassifier";
  /** get_params() */
  params: Record<string, unknown>;
  /** The classes, sorted. */
  classes_: Label[];
  /** [1×d] for two classes, otherwise [k×d]; with average the mean */
  coef_: number[][];
  /** [1] for two classes, otherwise [k]. */
  intercept_: number[];
  /** 1 and the rows of all epochs. */
  t_: number;
  /** The most epochs that a problem of the last fit ran. */
  n_iter_: number;
  /** With average, the last weights, which training goes on from. */
  standard_coef_?: number[][];
  /** With average, the last biases. */
  standard_intercept_?: number[];
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camelCase = (name: string): string =>
  name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
/** `C` is C on both sides. */
const sklearnName = (name: string): string => (name === "C" ? name : snakeCase(name));

/** Parameters that tell nothing about training, or that a Perceptron has by its nature. */
const IGNORED = ["verbose", "n_jobs", "power_t", "epsilon"];
const SGD = { loss: "perceptron", learning_rate: "constant" } as const;

/** The attributes of a fitted model, for `setattr` in Python. */
export function writeSklearn(
  name: Estimator,
  settings: SklearnSettings,
  state: FittedState,
): SklearnAttributes {
  const { outputs, classes, t, nIter } = state;
  const { average, classWeight } = settings;
  const mean = predictsWithMean(average, t);
  const averaged = name === "Perceptron" && average > 0; // scikit-learn's own Perceptron keeps no mean
  const options = optionNames(name).filter(
    (option) =>
      !["version", "fixes", ...(averaged ? [] : name === "Perceptron" ? ["average"] : [])].includes(option),
  );
  const params: Record<string, unknown> = averaged ? { ...SGD } : {};
  for (const option of options)
    params[sklearnName(option)] = settings[option as keyof SklearnSettings] ?? null;
  if (classWeight !== undefined && classWeight !== "balanced")
    params.class_weight = Object.fromEntries(classWeight);
  const rows = (of: (output: OutputWeights) => Float64Array): number[][] =>
    outputs.map((output) => [...of(output)]);
  return {
    class: averaged ? "SGDClassifier" : name,
    params,
    classes_: [...classes],
    coef_: rows(({ w, averageW }) => (mean ? averageW : w)),
    intercept_: outputs.map(({ b, averageB }) => (mean ? averageB : b)),
    t_: t,
    n_iter_: nIter,
    ...(mean && {
      standard_coef_: rows(({ w }) => w),
      standard_intercept_: outputs.map(({ b }) => b),
    }),
  };
}

/**
 * Validates attributes from anywhere.
 *
 * @throws {ValueError} SKLEARN_ATTRIBUTES; and what options, classes and matrices refuse
 */
export function readSklearn(attributes: unknown): { name: Estimator; options: object; state: FittedState } {
  if (!isRecord(attributes)) throw fail.notSklearn(`the attributes are ${fail.describe(attributes)}`);
  const { class: kind, params, t_: t, n_iter_: nIter } = attributes;
  const sgd = kind === "SGDClassifier";
  if (kind !== "Perceptron" && kind !== "PassiveAggressiveClassifier" && !sgd) {
    throw fail.notSklearn(`class is ${fail.describe(kind)}`);
  }
  const name: Estimator = sgd ? "Perceptron" : kind;
  const options = readParams(name, params, sgd);
  if (!Number.isInteger(t) || !((t as number) >= 1 && (t as number) <= MOST_COUNTED))
    throw fail.notSklearn(`t_ is ${fail.describe(t)}`);
  if (!Number.isSafeInteger(nIter) || (nIter as number) < 0)
    throw fail.notSklearn(`n_iter_ is ${fail.describe(nIter)}`);
  const classes = readClasses(attributes.classes_);
  if (classes.some((label, i) => label !== (attributes.classes_ as Label[])[i]))
    throw fail.notSklearn("classes_ is not sorted");
  const count = classes.length === 2 ? 1 : classes.length;
  const predicting = readWeights(attributes, "", count);
  const average = options.average === true ? 1 : options.average;
  const isMean = typeof average === "number" && predictsWithMean(average, t as number);
  const last =
    isMean || attributes.standard_coef_ !== undefined
      ? readWeights(attributes, "standard_", count)
      : predicting;
  if (last[0]?.w.length !== predicting[0]?.w.length)
    throw fail.notSklearn("standard_coef_ and coef_ differ in shape");
  const outputs = last.map(({ w, b }, j) => ({
    w,
    b,
    averageW: predicting[j]?.w.slice() ?? new Float64Array(0),
    averageB: predicting[j]?.b ?? 0,
  }));
  const state: FittedState = {
    classes,
    outputs,
    features: predicting[0]?.w.length ?? 0,
    t: t as number,
    nIter: nIter as number,
    history: [],
    converged: false,
  };
  return { name, options, state };
}

function readParams(name: Estimator, params: unknown, sgd: boolean): Record<string, unknown> {
  if (!isRecord(params)) throw fail.notSklearn(`params is ${fail.describe(params)}`);
  const known = optionNames(name);
  const options: Record<string, unknown> = {};
  // Where they are left out, an SGDClassifier is another model.
  for (const [parameter, value] of Object.entries(sgd ? SGD : {})) {
    if (params[parameter] !== value)
      throw fail.notSklearn(`${parameter} is ${fail.describe(params[parameter])}`);
  }
  for (const [parameter, value] of Object.entries(params)) {
    const option = camelCase(parameter);
    if (IGNORED.includes(parameter) || (sgd && parameter in SGD)) continue;
    if (!known.includes(option))
      throw fail.notSklearn(`params has ${fail.shorten(parameter)}, which is no parameter of a ${name}`);
    if (parameter !== "random_state" || value !== null) options[option] = value;
  }
  return options;
}

/** coef_ [k×d] and intercept_ [k], a row and a bias for each output, in f64. */
function readWeights(
  attributes: Record<string, unknown>,
  prefix: string,
  count: number,
): { w: Float64Array; b: number }[] {
  const coef = readMatrix(`${prefix}coef_`, attributes[`${prefix}coef_`]);
  const intercept = readVector(`${prefix}intercept_`, attributes[`${prefix}intercept_`], "f64");
  if (coef.csr) throw fail.notSklearn(`${prefix}coef_ is sparse`); // a file would name columns that it has no room for
  if (coef.rows !== count || coef.cols === 0 || intercept.length !== count) {
    throw fail.notSklearn(
      `${prefix}coef_ has ${fail.plural(coef.rows, "row")} of ${coef.cols}; expected ${count}`,
    );
  }
  return Array.from(intercept, (b, j) => {
    const [row, w] = [coef.row(j), zerosFor("f64", coef.cols) as Float64Array];
    for (let i = 0; i < w.length; i++) {
      const value: unknown = row[i];
      if (typeof value !== "number") throw fail.notANumber(cell(j, i, `${prefix}coef_`), value);
      w[i] = value;
    }
    if (!allFinite(w)) throw fail.notSklearn(`${prefix}coef_[${j}] has a number that is not finite`);
    return { w, b };
  });
}
