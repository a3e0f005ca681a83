import type { Targets } from "../data/labels.js";
import { isVector, type MatrixInput, type SparseInput } from "../data/view.js";

/**
 * The rows at `indices` of X or y, each at most once, whose shape has been checked, in that order and in the form in
 * which they came: an array stays an array (of the same row objects, not of copies), a Float32Array a Float32Array,
 * { data, rows, cols } the same over fresh data, and so a sparse matrix.
 */
export function take<T extends MatrixInput | Targets>(values: T, indices: ArrayLike<number>): T {
  if (isVector(values)) return pick(values, indices, 1) as unknown as T;
  if ("indptr" in values) return takeSparse(values, indices) as unknown as T;
  const { data, cols } = values as { data: ArrayLike<number>; cols: number };
  return { data: pick(data, indices, cols), rows: indices.length, cols } as unknown as T;
}

function takeSparse({ indptr, indices, data, cols }: SparseInput, chosen: ArrayLike<number>): SparseInput {
  const starts = fresh(indptr, chosen.length + 1);
  const places: number[] = [];
  starts[0] = 0;
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i] as number;
    for (let p = indptr[row] as number; p < (indptr[row + 1] as number); p++) places.push(p);
    starts[i + 1] = places.length;
  }
  return {
    indptr: starts,
    indices: pick(indices, places, 1),
    data: pick(data, places, 1),
    rows: chosen.length,
    cols,
  };
}

/** Blocks of `width` elements. */
function pick<T>(values: ArrayLike<T>, indices: ArrayLike<number>, width: number): ArrayLike<T> {
  const picked = fresh(values, indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] as number) * width;
    for (let j = 0; j < width; j++) picked[i * width + j] = values[from + j] as T;
  }
  return picked;
}

/** An array of the same type. A slice keeps that; but not values.slice, for Buffer's is no copy. */
function fresh<T>(values: ArrayLike<T>, length: number): T[] {
  if (Array.isArray(values)) return new Array<T>(length);
  return Float64Array.prototype.slice.call(values, 0, length) as unknown as T[];
}
