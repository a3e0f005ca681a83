// A Perceptron as plain values, and all that is checked when they are read. How the tensors in it are written is
// for the kind of file to say: as rows of numbers (perceptron-json.ts) or as bytes (perceptron-bytes.ts).

import { allFinite, type DType, type Reals } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { type Label, readClasses } from "../../data/labels.js";
import {
  type Average,
  featuresOf,
  type Pocket,
  predictionWeights,
  type Scale,
  type Weights,
} from "../model.js";
import { encodeClassWeight, labelOutputs, matrixOutputs, type Outputs } from "../outputs.js";
import { type PerceptronSettings, perceptronSettings } from "../settings.js";
import type { Fitted } from "../train/fit.js";
import type { EpochReport, PerceptronOptions } from "../types.js";

/** How a kind of file writes a tensor; `cols` is given for a matrix. */
export type WriteTensor = (data: Reals, cols?: number) => unknown;

/** How a kind of file reads what it has written. */
export interface TensorReader {
  /** How many numbers there are, or rows and columns; not checked yet. */
  shape(value: unknown): readonly unknown[];
  /** @throws {ValueError} MODEL_FILE unless there are rows × cols finite numbers of the type */
  read(name: string, value: unknown, dtype: DType, rows: number, cols?: number): Reals;
}

export interface Model {
  readonly settings: PerceptronSettings;
  readonly fitted?: Fitted | undefined;
}

/** The parts of a fitted model that depend on options; null in a file that has none. */
const PARTS = ["average", "pocket", "chosen", "scale"] as const;

export function writeModel({ settings, fitted }: Model, write: WriteTensor): object {
  const { dtype, classWeight, ...rest } = settings;
  const options: PerceptronOptions = {
    ...rest,
    ...(dtype && { dtype }),
    ...(classWeight && {
      classWeight: classWeight === "balanced" ? classWeight : Object.fromEntries(classWeight),
    }),
  };
  return { options, fitted: fitted ? writeFitted(fitted, write) : null };
}

function writeFitted({ outputs, state, history, nIter, converged }: Fitted, write: WriteTensor): object {
  const { dtype, epoch, best, epochsWithoutImprovement, average, pocket, bestWeights, scale } = state;
  const { kind, classes, grows } = outputs;
  const d = featuresOf(state);
  const weights = ({ W, b }: Weights): object => ({ coef: write(W, d), intercept: write(b) });
  return {
    ...{ dtype, outputs: kind, classes: [...classes], grows },
    ...weights(state),
    average: average
      ? {
          visits: average.visits,
          coefSums: write(average.coefSums, d),
          interceptSums: write(average.interceptSums),
        }
      : null,
    pocket: pocket ? { ...weights(pocket), runs: write(pocket.runs), streaks: write(pocket.streaks) } : null,
    chosen: bestWeights ? weights(bestWeights) : null,
    scale: scale ? { mean: write(scale.mean), deviation: write(scale.deviation) } : null,
    ...{ epoch, best: best === Infinity ? null : best, stale: epochsWithoutImprovement, nIter, converged },
    history: history.map((report) => ({ ...report })),
  };
}

// ---------------------------------------------------------------- reading

const FITTED = [
  ...["dtype", "outputs", "classes", "grows", "coef", "intercept", ...PARTS],
  ...["epoch", "best", "stale", "nIter", "converged", "history"],
];

/** @throws {ValueError} MODEL_FILE; and what the options and classes refuse */
export function readModel(plain: Record<string, unknown>, reader: TensorReader): Model {
  const settings = perceptronSettings(plain.options);
  if (plain.fitted === null) return { settings };
  const file = record("fitted", plain.fitted, FITTED);
  const { dtype } = file;
  if (dtype !== "f32" && dtype !== "f64") throw fail.notASavedModel(`dtype is ${fail.describe(dtype)}`);
  if (settings.dtype !== undefined && settings.dtype !== dtype) {
    throw fail.notASavedModel(`the option dtype is ${settings.dtype}, and the weights are ${dtype}`);
  }
  const [rows, cols] = reader.shape(file.coef);
  const k = whole("the number of rows of coef", rows, 1);
  const d = whole("the number of features", cols, 1);
  const outputs = readOutputs(file, k);
  const { classWeight } = settings;
  if (classWeight !== "balanced") encodeClassWeight(classWeight, outputs); // refuses unknown classes
  const numbers = (name: string, value: unknown, type: DType, rows: number, cols?: number): Reals => {
    const values = reader.read(name, value, type, rows, cols);
    if (!allFinite(values)) throw fail.notASavedModel(`${name} has a number that is not finite`);
    return values;
  };
  const weights = (of: Record<string, unknown>, place: string): Weights => ({
    W: numbers(`${place}coef`, of.coef, dtype, k, d),
    b: numbers(`${place}intercept`, of.intercept, dtype, k),
  });
  const wide = (name: string, value: unknown, rows: number, cols?: number): Float64Array =>
    numbers(name, value, "f64", rows, cols) as Float64Array;
  const { W, b } = weights(file, "");
  const parts = readParts(file, settings);
  const average: Average | undefined = parts.average && {
    visits: whole("average.visits", parts.average.visits, 1),
    coefSums: wide("average.coefSums", parts.average.coefSums, k, d),
    interceptSums: wide("average.interceptSums", parts.average.interceptSums, k),
  };
  const units = settings.multiclass === "joint" && outputs.kind === "multiclass" ? 1 : k;
  const pocket: Pocket | undefined = parts.pocket && {
    ...weights(parts.pocket, "pocket."),
    runs: wide("pocket.runs", parts.pocket.runs, units),
    streaks: wide("pocket.streaks", parts.pocket.streaks, units),
  };
  for (const run of pocket ? [...pocket.runs, ...pocket.streaks] : []) whole("a run of the pocket", run);
  const bestWeights = parts.chosen && weights(parts.chosen, "chosen.");
  const scale: Scale | undefined = parts.scale && {
    mean: wide("scale.mean", parts.scale.mean, d),
    deviation: wide("scale.deviation", parts.scale.deviation, d),
  };
  if (scale?.deviation.some((value) => value <= 0))
    throw fail.notASavedModel("scale.deviation has a number ≤ 0");
  const best = file.best === null ? Infinity : amount("best", file.best, 1);
  const [epoch, epochsWithoutImprovement] = [whole("epoch", file.epoch), whole("stale", file.stale)];
  const state = {
    dtype,
    W,
    b,
    epoch,
    best,
    epochsWithoutImprovement,
    average,
    pocket,
    bestWeights,
    scale,
  } as const;
  return {
    settings,
    fitted: { outputs, state, prediction: predictionWeights(state), ...readRun(file) },
  };
}

/** The parts that the options ask for, each with its own keys and no others. */
function readParts(
  file: Record<string, unknown>,
  { average, keep, earlyStopping, standardize }: PerceptronSettings,
): Partial<Record<(typeof PARTS)[number], Record<string, unknown>>> {
  const expected = {
    average: average && ["visits", "coefSums", "interceptSums"],
    pocket: keep === "best" && ["coef", "intercept", "runs", "streaks"],
    chosen: earlyStopping && ["coef", "intercept"],
    scale: standardize && ["mean", "deviation"],
  };
  const found: Record<string, Record<string, unknown>> = {};
  for (const part of PARTS) {
    const keys = expected[part];
    if (keys) found[part] = record(part, file[part], keys);
    else if (file[part] !== null)
      throw fail.notASavedModel(`${part} is there, and the options say otherwise`);
  }
  return found;
}

/** What a file says of the last call. */
function readRun(file: Record<string, unknown>): Pick<Fitted, "history" | "nIter" | "converged"> {
  const history = readHistory(file.history);
  const nIter = whole("nIter", file.nIter);
  const converged = history.at(-1)?.mistakes === 0;
  if (file.converged !== converged) {
    throw fail.notASavedModel(`converged is ${fail.describe(file.converged)} after such a history`);
  }
  if (nIter < history.length)
    throw fail.notASavedModel(`nIter is ${nIter}, and history has ${history.length} epochs`);
  return { history, nIter, converged };
}

function readOutputs(file: Record<string, unknown>, k: number): Outputs {
  const { outputs: kind, classes, grows } = file;
  const named = readClasses(classes, grows === true);
  const outputs = kind === "multioutput" ? matrixOutputs(k) : labelOutputs(named, grows === true);
  if (outputs.kind !== kind || outputs.grows !== grows) {
    throw fail.notASavedModel(
      `outputs is ${fail.describe(kind)} and grows ${fail.describe(grows)} with ${named.length} classes`,
    );
  }
  if (outputs.count !== k) throw fail.notASavedModel(`${k} rows of weights for ${named.length} classes`);
  if (outputs.classes.some((label, i) => label !== (classes as Label[])[i])) {
    throw fail.notASavedModel(
      kind === "multioutput" ? "the classes of a matrix are 0 and 1" : "the classes are not sorted",
    );
  }
  return outputs;
}

/** What each figure of a report may be at most; those that are not shares are whole, but for the seconds. */
const MOST: Readonly<Record<keyof EpochReport, number>> = {
  ...{ epoch: Infinity, mistakes: Infinity, accuracy: 1, seconds: Infinity },
  ...{ validationScore: 1, rows: Infinity, progressive: 1 },
};
const FIGURES = Object.keys(MOST) as (keyof EpochReport)[];

function readHistory(value: unknown): EpochReport[] {
  if (!Array.isArray(value)) throw fail.notASavedModel(`history is ${fail.describe(value)}`);
  return Array.from(value, (entry: unknown, i) => {
    const report = record(`history[${i}]`, entry, FIGURES.slice(0, 4), FIGURES);
    for (const [key, figure] of Object.entries(report)) {
      const most = MOST[key as keyof EpochReport];
      const read = most === 1 || key === "seconds" ? amount : whole;
      read(key, figure, most === 1 ? 1 : undefined);
    }
    return { ...report } as unknown as EpochReport;
  });
}

/** A plain object with these keys and no others, but for optional ones. */
export function record(
  name: string,
  value: unknown,
  keys: readonly string[],
  optional: readonly string[] = keys,
): Record<string, unknown> {
  if (typeof value !== "object" || value === null)
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw fail.notASavedModel(`${name} lacks ${key}`);
  for (const key of Object.keys(value))
    if (!keys.includes(key) && !optional.includes(key))
      throw fail.notASavedModel(`${name} has an unknown key ${key}`);
  return value as Record<string, unknown>;
}

function amount(name: string, value: unknown, most = Number.MAX_VALUE): number {
  if (typeof value !== "number" || !(value >= 0 && value <= most)) {
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  }
  return value;
}

function whole(name: string, value: unknown, least = 0): number {
  if (!Number.isSafeInteger(value) || (value as number) < least) {
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  }
  return value as number;
}
