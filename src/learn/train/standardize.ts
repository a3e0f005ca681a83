// Standardising: each feature less its mean, over its standard deviation, so that no feature outweighs another
// by its unit alone.

import { allFinite, type DType, type Reals } from "../../base/dtype.js";
import { shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { NULL } from "../../core/contract.js";
import type { Scale } from "../model.js";
import { rowsPerPart, type Samples } from "./samples.js";

/**
 * Mean and deviation √(Σ (x − mean)² / n) of each feature, in f64, over the rows that count. A deviation of 0
 * counts as 1. Values are taken less the first one of their feature, which leaves nothing to round where a
 * feature is constant. Sparse samples are not centred, which would fill them: their mean is given as 0.
 *
 * @param counts  1 for each row that counts [n]; undefined for all
 * @returns undefined where a number overflowed or is not finite
 */
export function* measured(
  arena: Arena,
  samples: Samples,
  dtype: DType,
  counts: Uint8Array | undefined,
): Work<Scale | undefined> {
  const { d } = samples;
  const n = counts?.reduce((sum, bit) => sum + bit, 0) ?? samples.n;
  const first = new Float64Array(d);
  const stored = new Float64Array(d);
  const sums = new Float64Array(d);
  const squares = new Float64Array(d);
  yield* everyRow(arena, samples, dtype, counts, (values, columns, start, end) => {
    for (let p = start; p < end; p++) {
      const j = columns === undefined ? p - start : (columns[p] as number);
      const x = values[p] as number;
      if (stored[j] === 0) first[j] = x;
      stored[j] = (stored[j] as number) + 1;
      sums[j] = (sums[j] as number) + (x - (first[j] as number));
    }
  });
  const zeros = stored.map((count) => n - count);
  // Of the first value, how far off the mean is.
  const offset = sums.map((sum, j) => (sum - (zeros[j] as number) * (first[j] as number)) / n);
  yield* everyRow(arena, samples, dtype, counts, (values, columns, start, end) => {
    for (let p = start; p < end; p++) {
      const j = columns === undefined ? p - start : (columns[p] as number);
      const distance = (values[p] as number) - (first[j] as number) - (offset[j] as number);
      squares[j] = (squares[j] as number) + distance * distance;
    }
  });
  const mean = first.map((value, j) => value + (offset[j] as number));
  const deviation = squares.map((sum, j) => {
    const ofZeros = zeros[j] === 0 ? 0 : (zeros[j] as number) * (mean[j] as number) ** 2;
    return Math.sqrt((sum + ofZeros) / n) || 1;
  });
  if (!allFinite(mean) || !allFinite(deviation)) return undefined;
  return { mean: samples.indptr === NULL ? mean : new Float64Array(d), deviation };
}

/** x ← (x − mean) / deviation, in place. */
export function* rescale(arena: Arena, samples: Samples, dtype: DType, scale: Scale): Work<void> {
  const { mean, deviation } = scale;
  yield* everyRow(arena, samples, dtype, undefined, (values, columns, start, end) => {
    for (let p = start; p < end; p++) {
      const j = columns === undefined ? p - start : (columns[p] as number);
      values[p] = ((values[p] as number) - (mean[j] as number)) / (deviation[j] as number);
    }
  });
}

/** Hands each row that counts to `visit`: elements start … end − 1 of the values and, if sparse, of the columns. */
function* everyRow(
  arena: Arena,
  samples: Samples,
  dtype: DType,
  counts: Uint8Array | undefined,
  visit: (values: Reals, columns: Uint32Array | undefined, start: number, end: number) => void,
): Work<void> {
  const { d, X, indptr, indices, n, stored } = samples;
  const values = arena.reals(dtype, X, stored);
  const starts = indptr === NULL ? undefined : arena.words(indptr, n + 1);
  const columns = indptr === NULL ? undefined : arena.words(indices, stored);
  const partRows = rowsPerPart(samples);
  for (let i = 0; i < n; i++) {
    if (shouldYield(i, partRows)) yield;
    if (counts?.[i] === 0) continue;
    const start = starts === undefined ? i * d : (starts[i] as number);
    visit(values, columns, start, starts === undefined ? start + d : (starts[i + 1] as number));
  }
}
