// How the numbers of a file are taken, of either kind of file.

import { allFinite, bytesPer, type DType, type Reals, view, zeros } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { align } from "../learn/file/container.js";

/** Numbers with their shape: [n], or [rows, cols] row-major. */
export interface Tensor {
  readonly data: Reals;
  readonly shape: readonly number[];
}

/**
 * Takes the numbers that stand for `value`.
 *
 * @param shape    what is expected; undefined for any
 * @param fromEnd  in a file of bytes, how many before its end they begin; undefined where the numbers before them end
 * @throws {ValueError} MODEL_FILE unless there are so many finite numbers of the type
 */
export type Take = (
  name: string,
  value: unknown,
  dtype: DType,
  shape?: readonly number[],
  fromEnd?: number,
) => Tensor;

function checked(name: string, { data, shape }: Tensor, expected: readonly number[] = shape): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count > 0) || data.length !== count || !allFinite(data) || String(shape) !== String(expected)) {
    throw fail.notASavedModel(`${name} is not [${expected.join("×")}] finite numbers of its type`);
  }
  return { data, shape };
}

/** Of lists, or lists of lists. */
export const takeLists: Take = (name, value, dtype, expected) => {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const isMatrix = Array.isArray(rows[0]);
  const shape = isMatrix ? [rows.length, (rows[0] as unknown[]).length] : [rows.length];
  const numbers = rows.flat().map((number) => (number === "-0" ? -0 : number)) as number[];
  const fits = !isMatrix || rows.every((row) => (row as unknown[] | null)?.length === shape[1]);
  const data = zeros(dtype, fits ? numbers.length : 0);
  data.set(numbers.slice(0, data.length));
  // As they were given: of their type, and of no other.
  const areExact = numbers.every((number, i) => Object.is(number, data[i]));
  return checked(name, { data: areExact ? data : zeros(dtype, 0), shape }, expected);
};

/** Of bytes, one behind the other. */
export function takeBytes(body: Uint8Array): Take {
  let at = 0;
  return (name, value, dtype, expected, fromEnd) => {
    const shape = (Array.isArray(value) ? value : [value]) as number[];
    const size = shape.reduce((product, count) => product * count, bytesPer[dtype]);
    if (fromEnd !== undefined) at = body.length - fromEnd;
    if (!(shape.every(Number.isInteger) && size >= 0 && at + size <= body.length))
      throw fail.notASavedModel(`it has no room for ${name}`);
    const { buffer } = body.slice(at, at + size) as Uint8Array<ArrayBuffer>;
    at += align(size);
    return checked(name, { data: view(dtype, buffer, 0, size / bytesPer[dtype]), shape }, expected);
  };
}
