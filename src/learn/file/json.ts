// A Perceptron as JSON: what a person can read and what resuming to the bit needs. The shortest decimal of a
// number is exact; only −0 and ∞ have no JSON number, and are written as "-0" and null.

import { dtypeOf, type Reals, zeros } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import type { JSONNumber, PerceptronJSON } from "../types.js";
import { type Model, type Refuse, readModel, record, type TensorReader, writeModel } from "./model-file.js";

const FORMAT = { format: "rosenblatt.perceptron", version: 1 } as const;

export const writePerceptron = (model: Model): PerceptronJSON =>
  ({ ...FORMAT, ...writeModel(model, writeTensor) }) as PerceptronJSON;

function writeTensor(data: Reals, cols?: number): JSONNumber[] | JSONNumber[][] {
  if (cols !== undefined) {
    return Array.from({ length: data.length / cols }, (_, j) =>
      writeNumbers(data.subarray(j * cols, (j + 1) * cols)),
    );
  }
  return writeNumbers(data);
}

const writeNumbers = (values: Reals): JSONNumber[] =>
  Array.from(values, (value) => (Object.is(value, -0) ? "-0" : value));

/** @throws {ValueError} MODEL_FILE; and what the options and classes refuse */
export function readPerceptron(who: string, saved: unknown): Model {
  const refuse: Refuse = (what) => fail.notASavedModel(who, what);
  if (typeof saved === "string") throw refuse("it is a string; parse it with JSON.parse first");
  const file = record(refuse, "the model", saved, ["format", "version", "options", "fitted"]);
  if (file.format !== FORMAT.format) throw refuse(`format is ${fail.describe(file.format)}`);
  if (file.version !== FORMAT.version) throw refuse(`version is ${fail.describe(file.version)}`);
  return readModel(who, refuse, file, readerOf(refuse));
}

/** No array of numbers in memory is longer. */
const MOST_NUMBERS = 2 ** 29;

const readerOf = (refuse: Refuse): TensorReader => ({
  shape: (value) =>
    Array.isArray(value) ? [value.length, ...(Array.isArray(value[0]) ? [value[0].length] : [])] : [],
  read(name, value, dtype, rows, cols) {
    if (rows * (cols ?? 1) > MOST_NUMBERS) throw refuse(`${name} has ${rows * (cols ?? 1)} numbers`);
    const numbers = zeros(dtype, rows * (cols ?? 1));
    if (cols === undefined) readNumbers(refuse, name, value, numbers);
    else {
      checkLength(refuse, name, value, rows);
      for (const [j, row] of (value as unknown[]).entries()) {
        readNumbers(refuse, `${name}[${j}]`, row, numbers.subarray(j * cols, (j + 1) * cols) as Reals);
      }
    }
    return numbers;
  },
});

function readNumbers(refuse: Refuse, name: string, values: unknown, numbers: Reals): void {
  checkLength(refuse, name, values, numbers.length);
  for (const [i, value] of (values as unknown[]).entries()) {
    const number = value === "-0" ? -0 : value;
    if (typeof number !== "number") throw refuse(`${name}[${i}] is ${fail.describe(value)}`);
    numbers[i] = number;
    if (!Object.is(numbers[i], number) || !Number.isFinite(number)) {
      throw refuse(`${name}[${i}] is ${fail.describe(value)}, which is no finite ${dtypeOf(numbers)}`);
    }
  }
}

function checkLength(refuse: Refuse, name: string, values: unknown, count: number): void {
  if (!Array.isArray(values)) throw refuse(`${name} is ${fail.describe(values)}`);
  if (values.length !== count) throw refuse(`${name} has length ${values.length}, and ${count} is expected`);
}
