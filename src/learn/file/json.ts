// A Perceptron as JSON: what a person can read and what resuming to the bit needs. The shortest decimal of a
// number is exact; only −0 and ∞ have no JSON number, and are written as "-0" and null.

import { dtypeOf, type Reals, zeros } from "../../base/dtype.js";
import { plainLength } from "../../base/plain-array.js";
import * as fail from "../../base/texts.js";
import { isArray } from "../../data/view.js";
import type { JSONNumber, PerceptronJSON } from "../types.js";
import { PERCEPTRON_FORMAT } from "./formats.js";
import { readVersion, type TensorReader } from "./read-model.js";
import { savedAs } from "./record.js";
import { type Model, writeModel } from "./write-model.js";

const FORMAT = { format: PERCEPTRON_FORMAT, version: 2 } as const;

export const writePerceptron = (model: Model, resume: boolean): PerceptronJSON =>
  ({ ...FORMAT, ...writeModel(model, writeTensor, resume) }) as PerceptronJSON;

export function writeTensor(data: Reals, cols?: number): JSONNumber[] | JSONNumber[][] {
  plainLength("a tensor of JSON (use toBytes)", data.length);
  if (cols !== undefined) {
    return Array.from({ length: data.length / cols }, (_, j) =>
      writeNumbers(data.subarray(j * cols, (j + 1) * cols)),
    );
  }
  return writeNumbers(data);
}

export const writeNumbers = (values: Reals): JSONNumber[] =>
  Array.from(values, (value) => (Object.is(value, -0) ? "-0" : value));

/** @throws {ValueError} MODEL_FILE; and what the options and classes refuse */
export function readPerceptron(saved: unknown): Model {
  const { version, ...file } = savedAs("the model", saved, FORMAT.format);
  return readVersion(file, version, reader);
}

export const reader: TensorReader = {
  shape: (value) => (isArray(value) ? [value.length, ...(isArray(value[0]) ? [value[0].length] : [])] : []),
  read(name, value, dtype, rows, cols) {
    // Nothing is allocated before all rows are known to be there.
    const matrix = lengthChecked(name, cols === undefined ? [value] : value, cols === undefined ? 1 : rows);
    const names = matrix.map((_, j) => (cols === undefined ? name : `${name}[${j}]`));
    const width = cols ?? rows;
    for (const [j, row] of matrix.entries()) lengthChecked(names[j] as string, row, width);
    const numbers = zeros(dtype, plainLength(name, matrix.length * width)); // holes have a length too
    for (const [j, row] of matrix.entries()) {
      readNumbers(names[j] as string, row as unknown[], numbers.subarray(j * width, (j + 1) * width));
    }
    return numbers;
  },
};

function readNumbers(name: string, values: readonly unknown[], numbers: Reals): void {
  for (const [i, value] of values.entries()) {
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

function lengthChecked(name: string, values: unknown, count: number): unknown[] {
  if (!isArray(values)) throw fail.notASavedModel(`${name} is ${fail.describe(values)}`);
  if (values.length !== count)
    throw fail.notASavedModel(`${name} has length ${values.length}, and ${count} is expected`);
  return values;
}
