// How the numbers of a file are taken, of either kind of file.

import { bytesPer, type DType, type Reals, zeros } from "../base/dtype.js";
import { MOST_ELEMENTS } from "../base/plain-array.js";
import { isArray } from "../data/view.js";
import { align } from "../learn/file/container.js";
import { ensure } from "../learn/file/ensure.js";

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

/** NaN of anything but a whole number. */
export const integerOf = (value: unknown): number =>
  Number.isInteger(value) ? (value as number) : Number.NaN;

/** What is in a list; nothing of one with holes, which may be of any length. */
export const listOf = (value: unknown): unknown[] =>
  isArray(value) && !value.includes(undefined) ? [...value] : [];

/** @param isExact  whether the numbers are those of the file, and of its shape */
function checked(
  name: string,
  data: Reals,
  shape: readonly number[],
  expected = shape,
  isExact = true,
): Tensor {
  ensure(
    isExact && data.length > 0 && data.every(Number.isFinite) && String(shape) === String(expected),
    `${name} is not [${expected}] finite numbers of its type`,
  );
  return { data, shape };
}

/** Of lists, or lists of lists. */
export const takeLists: Take = (name, value, dtype, expected) => {
  const rows = listOf(value);
  const lists = isArray(rows[0]) ? rows : [rows];
  const { length } = lists[0] as unknown[];
  const count = lists.length * length;
  const areEven = count > 0 && count <= MOST_ELEMENTS && lists.every((row) => listOf(row).length === length);
  const data = zeros(dtype, areEven ? count : 0);
  let at = 0;
  const isSame = (value: unknown): boolean => {
    const number = value === "-0" ? -0 : value;
    if (typeof number === "number") data[at] = number;
    return number === data[at++]; // as it was given: of its type, and of no other
  };
  const isExact = areEven && (lists as unknown[][]).every((row) => row.every(isSame));
  return checked(name, data, isArray(rows[0]) ? [rows.length, length] : [length], expected, isExact);
};

/** Of bytes, one behind the other. */
export function takeBytes(body: Uint8Array): Take {
  let at = 0;
  return (name, value, dtype, expected, fromEnd) => {
    const shape = [value].flat() as number[];
    const size = shape.reduce((product, count) => product * integerOf(count), bytesPer[dtype]);
    if (fromEnd !== undefined) at = body.length - fromEnd;
    ensure(size >= 0 && at >= 0 && at + size <= body.length, `it has no room for ${name}`);
    const data = zeros(dtype, size / bytesPer[dtype]);
    new Uint8Array(data.buffer).set(body.subarray(at, at + size));
    at += align(size);
    return checked(name, data, shape, expected);
  };
}
