// A Perceptron as JSON: what a person can read and what resuming to the bit needs. The shortest decimal of a
// number is exact; only −0 and ∞ have no JSON number, and are written as "-0" and null.

import { dtypeOf, type Reals, zeros } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import type { JSONNumber, PerceptronJSON } from "../types.js";
import { type Model, readModel, record, type TensorReader, writeModel } from "./model-file.js";

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
export function readPerceptron(saved: unknown): Model {
  if (typeof saved === "string") throw fail.notASavedModel("it is a string; parse it with JSON.parse first");
  const file = record("the model", saved, ["format", "version", "options", "fitted"]);
  if (file.format !== FORMAT.format) throw fail.notASavedModel(`format is ${fail.describe(file.format)}`);
  if (file.version !== FORMAT.version) throw fail.notASavedModel(`version is ${fail.describe(file.version)}`);
  return readModel(file, reader);
}

/** No array of numbers in memory is longer. */
const MOST_NUMBERS = 2 ** 29;

const reader: TensorReader = {
  shape: (value) =>
    Array.isArray(value) ? [value.length, ...(Array.isArray(value[0]) ? [value[0].length] : [])] : [],
  read(name, value, dtype, rows, cols) {
    if (rows * (cols ?? 1) > MOST_NUMBERS)
      throw fail.notASavedModel(`${name} has ${rows * (cols ?? 1)} numbers`);
    const numbers = zeros(dtype, rows * (cols ?? 1));
    if (cols === undefined) readNumbers(name, value, numbers);
    else {
      checkLength(name, value, rows);
      for (const [j, row] of (value as unknown[]).entries()) {
        readNumbers(`${name}[${j}]`, row, numbers.subarray(j * cols, (j + 1) * cols) as Reals);
      }
    }
    return numbers;
  },
};

function readNumbers(name: string, values: unknown, numbers: Reals): void {
  checkLength(name, values, numbers.length);
  for (const [i, value] of (values as unknown[]).entries()) {
    const number = value === "-0" ? -0 : value;
    if (typeof number !== "number") throw fail.notASavedModel(`${name}[${i}] is ${fail.describe(value)}`);
    numbers[i] = number;
    if (!Object.is(numbers[i], number) || !Number.isFinite(number)) {
      throw fail.notASavedModel(
        `${name}[${i}] is ${fail.describe(value)}, which is no finite ${dtypeOf(numbers)}`,
      );
    }
  }
}

function checkLength(name: string, values: unknown, count: number): void {
  if (!Array.isArray(values)) throw fail.notASavedModel(`${name} is ${fail.describe(values)}`);
  if (values.length !== count)
    throw fail.notASavedModel(`${name} has length ${values.length}, and ${count} is expected`);
}
