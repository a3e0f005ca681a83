// A Perceptron as JSON: what a person can read and what resuming to the bit needs. The shortest decimal of a
// number is exact; only −0 and ∞ have no JSON number, and are written as "-0" and null.

import { type DType, type Reals, zeros } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { type Label, readClasses } from "../data/labels.js";
import { type Fitted, shownWeights } from "./fitted.js";
import { encodeClassWeight, labelOutputs, matrixOutputs, type Outputs } from "./outputs.js";
import { type PerceptronOptions, type PerceptronSettings, perceptronSettings } from "./settings.js";
import type { Average, Learned } from "./train.js";
import type { EpochReport, JSONNumber, PerceptronJSON } from "./types.js";

export function writePerceptron(settings: PerceptronSettings, fitted: Fitted | undefined): PerceptronJSON {
  const { dtype, classWeight, ...rest } = settings;
  const options: PerceptronOptions = {
    ...rest,
    ...(dtype && { dtype }),
    ...(classWeight && {
      classWeight: classWeight === "balanced" ? classWeight : Object.fromEntries(classWeight),
    }),
  };
  return {
    format: "rosenblatt.perceptron",
    version: 1,
    options,
    fitted: fitted ? writeFitted(fitted) : null,
  };
}

function writeFitted({
  outputs,
  learned,
  converged,
  history,
}: Fitted): NonNullable<PerceptronJSON["fitted"]> {
  const { dtype, W, b, epoch, best, stale, average } = learned;
  return {
    dtype,
    outputs: outputs.kind,
    classes: [...outputs.classes],
    coef: writeRows(W, b.length),
    intercept: writeNumbers(b),
    average: average
      ? {
          visits: average.visits,
          coefSums: writeRows(average.sums.subarray(0, W.length), b.length),
          interceptSums: writeNumbers(average.sums.subarray(W.length)),
        }
      : null,
    epoch,
    best: best === Infinity ? null : best,
    stale,
    converged,
    history: history.map((report) => ({ ...report })),
  };
}

function writeRows(values: Reals, rows: number): JSONNumber[][] {
  const cols = values.length / rows;
  return Array.from({ length: rows }, (_, j) => writeNumbers(values.subarray(j * cols, (j + 1) * cols)));
}

const writeNumbers = (values: Reals): JSONNumber[] =>
  Array.from(values, (value) => (Object.is(value, -0) ? "-0" : value));

/** @throws {ValueError} MODEL_FILE; and what the options and classes refuse */
export function readPerceptron(
  who: string,
  saved: unknown,
): { settings: PerceptronSettings; fitted?: Fitted } {
  const refuse: Refuse = (what) => fail.notASavedModel(who, what);
  if (typeof saved === "string") throw refuse("it is a string; parse it with JSON.parse first");
  const file = record(refuse, "the model", saved, ["format", "version", "options", "fitted"]);
  if (file.format !== "rosenblatt.perceptron") throw refuse(`format is ${fail.describe(file.format)}`);
  if (file.version !== 1) throw refuse(`version is ${fail.describe(file.version)}`);
  const settings = perceptronSettings(who, file.options);
  if (file.fitted === null) return { settings };
  const fitted = readFitted(who, refuse, file.fitted);
  const { classWeight } = settings;
  if (classWeight !== "balanced") encodeClassWeight(who, classWeight, fitted.outputs); // refuses weights of classes that are not there
  if (settings.average !== (fitted.learned.average !== undefined)) {
    throw refuse("the option average and what was learned differ");
  }
  if (settings.dtype !== undefined && settings.dtype !== fitted.learned.dtype) {
    throw refuse(`the option dtype is ${settings.dtype}, and the weights are ${fitted.learned.dtype}`);
  }
  return { settings, fitted };
}

/** No array of numbers in memory is longer. */
const MOST_NUMBERS = 2 ** 29;

type Refuse = (what: string) => Error;

const FITTED = [
  "dtype",
  "outputs",
  "classes",
  "coef",
  "intercept",
  "average",
  "epoch",
  "best",
  "stale",
  "converged",
  "history",
] as const;

function readFitted(who: string, refuse: Refuse, value: unknown): Fitted {
  const file = record(refuse, "fitted", value, FITTED);
  const { dtype, coef } = file;
  if (dtype !== "f32" && dtype !== "f64") throw refuse(`dtype is ${fail.describe(dtype)}`);
  const b = readNumbers(refuse, "intercept", file.intercept, dtype);
  const outputs = readOutputs(who, refuse, file.outputs, file.classes, b.length);
  const W = readRows(refuse, "coef", coef, b.length, dtype);
  const average = file.average === null ? undefined : readAverage(refuse, file.average, W.length, b.length);
  const best = file.best === null ? Infinity : amount(refuse, "best", file.best);
  const epoch = whole(refuse, "epoch", file.epoch);
  const stale = whole(refuse, "stale", file.stale);
  const history = readHistory(refuse, file.history);
  const converged = history.at(-1)?.mistakes === 0;
  if (file.converged !== converged)
    throw refuse(`converged is ${fail.describe(file.converged)} after such a history`);
  const learned: Learned = { dtype, W, b, epoch, best, stale, average };
  return { outputs, learned, shown: shownWeights(learned), history, converged };
}

function readRows(refuse: Refuse, name: string, value: unknown, count: number, dtype: DType): Reals {
  if (!Array.isArray(value) || value.length !== count)
    throw refuse(`${name} has not one row for each output`);
  const rows = Array.from(value, (row: unknown, j) => readNumbers(refuse, `${name}[${j}]`, row, dtype));
  const d = rows[0]?.length ?? 0;
  if (d === 0 || rows.some((row) => row.length !== d)) throw refuse(`the rows of ${name} differ in length`);
  const values = zeros(dtype, count * d);
  for (const [j, row] of rows.entries()) values.set(row, j * d);
  return values;
}

function readAverage(refuse: Refuse, value: unknown, weightCount: number, outputCount: number): Average {
  const file = record(refuse, "average", value, ["visits", "coefSums", "interceptSums"]);
  const visits = whole(refuse, "visits", file.visits);
  if (visits === 0) throw refuse("visits is the number 0");
  const weights = readRows(refuse, "coefSums", file.coefSums, outputCount, "f64");
  const biases = readNumbers(refuse, "interceptSums", file.interceptSums, "f64");
  if (weights.length !== weightCount || biases.length !== outputCount)
    throw refuse("the sums have another shape");
  const sums = new Float64Array(weightCount + outputCount);
  sums.set(weights);
  sums.set(biases, weightCount);
  return { visits, sums };
}

function readOutputs(who: string, refuse: Refuse, kind: unknown, classes: unknown, count: number): Outputs {
  const named = readClasses(who, classes);
  const outputs = kind === "multioutput" ? matrixOutputs(count) : labelOutputs(named);
  if (outputs.kind !== kind) throw refuse(`outputs is ${fail.describe(kind)} with ${named.length} classes`);
  if (outputs.count !== count) throw refuse(`${count} rows of weights for ${named.length} classes`);
  if (outputs.classes.some((label, i) => label !== (classes as Label[])[i])) {
    throw refuse(
      kind === "multioutput" ? "the classes of a matrix are 0 and 1" : "the classes are not sorted",
    );
  }
  return outputs;
}

function readHistory(refuse: Refuse, value: unknown): EpochReport[] {
  if (!Array.isArray(value)) throw refuse(`history is ${fail.describe(value)}`);
  return Array.from(value, (entry: unknown, i) => {
    const report = record(refuse, `history[${i}]`, entry, ["epoch", "mistakes", "accuracy", "seconds"]);
    return {
      epoch: whole(refuse, "epoch", report.epoch),
      mistakes: whole(refuse, "mistakes", report.mistakes),
      accuracy: share(refuse, "accuracy", report.accuracy),
      seconds: amount(refuse, "seconds", report.seconds),
    };
  });
}

function readNumbers(refuse: Refuse, name: string, values: unknown, dtype: DType): Reals {
  if (!Array.isArray(values)) throw refuse(`${name} is ${fail.describe(values)}`);
  if (values.length > MOST_NUMBERS) throw refuse(`${name} has ${values.length} numbers`);
  const numbers = zeros(dtype, values.length);
  for (const [i, value] of values.entries()) {
    const number = value === "-0" ? -0 : value;
    if (typeof number !== "number") throw refuse(`${name}[${i}] is ${fail.describe(value)}`);
    numbers[i] = number;
    if (!Object.is(numbers[i], number) || !Number.isFinite(number)) {
      throw refuse(`${name}[${i}] is ${fail.describe(value)}, which is no finite ${dtype}`);
    }
  }
  return numbers;
}

/** A plain object with these keys and no others. */
function record(
  refuse: Refuse,
  name: string,
  value: unknown,
  keys: readonly string[],
): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw refuse(`${name} is ${fail.describe(value)}`);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw refuse(`${name} lacks ${key}`);
  for (const key of Object.keys(value))
    if (!keys.includes(key)) throw refuse(`${name} has an unknown key ${key}`);
  return value as Record<string, unknown>;
}

function amount(refuse: Refuse, name: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity)) {
    throw refuse(`${name} is ${fail.describe(value)}`);
  }
  return value;
}

function share(refuse: Refuse, name: string, value: unknown): number {
  const share = amount(refuse, name, value);
  if (share > 1) throw refuse(`${name} is ${share}`);
  return share;
}

function whole(refuse: Refuse, name: string, value: unknown): number {
  if (!Number.isSafeInteger(amount(refuse, name, value))) throw refuse(`${name} is ${fail.describe(value)}`);
  return value as number;
}
