// What a task has learned, as bytes: numbers alone, whose places follow from the model that it began with.
//
//   | visits f64 | W [k×d] T | b [k] T |
//   and of a mean   | sums for W [k×d] f64 | sums for b [k] f64 |   and of AROW   | variances of W [k×d] T | of b [k] T |

import { zeros } from "../base/dtype.js";
import * as fail from "../base/texts-cluster.js";
import type { ModelState } from "../learn/model.js";

type Numbers = Float32Array | Float64Array;

/** The arrays of a state, in their order. */
export const arraysOf = ({ W, b, average, variance }: ModelState): Numbers[] => [
  ...[W, b],
  ...(average === undefined ? [] : [average.coefSums, average.interceptSums]),
  ...(variance === undefined ? [] : [variance.W, variance.b]),
];

/** Whether arrays of the same lengths have the same numbers. */
export const haveSameNumbers = (arrays: readonly Numbers[], others: readonly Numbers[]): boolean =>
  arrays.every((values, i) => values.every((value, at) => value === others[i]?.[at]));

export function packLearned(state: ModelState): Uint8Array<ArrayBuffer> {
  const arrays = [Float64Array.of(state.average?.visits ?? 0), ...arraysOf(state)];
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/**
 * @param before  what the task began with
 * @throws {ValueError} TASK if it is of another size
 */
export function unpackLearned(bytes: Uint8Array, before: ModelState): ModelState {
  const { dtype, average, variance } = before;
  const [w, k] = [before.W.length, before.b.length];
  const size = 8 + arraysOf(before).reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes.length !== size) throw fail.notATask("what it learned has another size than its model");
  let at = 0;
  const next = <A extends Numbers>(into: A): A => {
    new Uint8Array(into.buffer).set(bytes.subarray(at, at + into.byteLength));
    at += into.byteLength;
    return into;
  };
  const visits = next(new Float64Array(1))[0] as number;
  const weights = () => ({ W: next(zeros(dtype, w)), b: next(zeros(dtype, k)) });
  const sums = () => ({ coefSums: next(new Float64Array(w)), interceptSums: next(new Float64Array(k)) });
  return {
    ...before,
    ...weights(),
    average: average && { ...sums(), visits },
    variance: variance && weights(),
  };
}
