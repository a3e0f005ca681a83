// Standardising: each feature less its mean, over its standard deviation, so that no feature outweighs another
// by its unit alone.

import { COPY_PART } from "../../base/costs.js";
import { allFinite, bytesPer, type DType, type Reals } from "../../base/dtype.js";
import { isSynchronous, shouldYield, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { NULL, type Ptr } from "../../core/contract.js";
import type { Scale } from "../model.js";
import { countOf } from "../outputs.js";
import { rowsPerPart, type Samples } from "./samples.js";

/** What a feature is multiplied by before it is measured where its squares would overflow, and where they vanish. */
const [DOWN, UP] = [2 ** -600, 2 ** 600];
/** Sums of squares below this have lost bits, or everything. */
const LEAST_SQUARES = 2 ** -900;

/**
 * Mean and deviation √(Σ (x − mean)² / n) of each feature, in f64, over the rows that count. A deviation of 0
 * counts as 1. Values are taken less the first one of their feature, which leaves nothing to round where a
 * feature is constant, and are measured in units of 2⁶⁰⁰ or 2⁻⁶⁰⁰ where f64 has no room for their squares. Sparse
 * samples are not centred, which would fill them: their mean is given as 0.
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
  const units = new Float64Array(samples.d).fill(1);
  let { mean, variance, distance } = yield* moments(arena, samples, dtype, counts, units);
  const needed = variance.map((value, j) => {
    if (!Number.isFinite(value)) return DOWN;
    return value < LEAST_SQUARES && (distance[j] as number) > 0 ? UP : 1;
  });
  if (needed.some((unit) => unit !== 1)) {
    units.set(needed);
    ({ mean, variance } = yield* moments(arena, samples, dtype, counts, units));
  }
  const deviation = variance.map((value, j) => Math.sqrt(value) / (units[j] as number) || 1);
  const centre = mean.map((value, j) => value / (units[j] as number));
  if (!allFinite(centre) || !allFinite(deviation)) return undefined;
  return { mean: samples.indptr === NULL ? centre : new Float64Array(samples.d), deviation };
}

/** Of each feature times its unit [d]: mean, variance, and the largest distance from the mean. */
function* moments(
  arena: Arena,
  samples: Samples,
  dtype: DType,
  counts: Uint8Array | undefined,
  units: Float64Array,
) {
  const { d } = samples;
  const n = counts === undefined ? samples.n : countOf(counts);
  const [first, stored, sums] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  yield* everyRow(arena, samples, dtype, counts, (values, columns, start, end) => {
    for (let p = start; p < end; p++) {
      const j = columns === undefined ? p - start : (columns[p] as number);
      const x = (values[p] as number) * (units[j] as number);
      if (stored[j] === 0) first[j] = x;
      stored[j] = (stored[j] as number) + 1;
      sums[j] = (sums[j] as number) + (x - (first[j] as number));
    }
  });
  const zeros = stored.map((count) => n - count);
  // Of the first value, how far off the mean is.
  const offset = sums.map((sum, j) => (sum - (zeros[j] as number) * (first[j] as number)) / n);
  const [squares, distance] = [new Float64Array(d), new Float64Array(d)];
  yield* everyRow(arena, samples, dtype, counts, (values, columns, start, end) => {
    for (let p = start; p < end; p++) {
      const j = columns === undefined ? p - start : (columns[p] as number);
      const x = (values[p] as number) * (units[j] as number);
      const off = x - (first[j] as number) - (offset[j] as number);
      squares[j] = (squares[j] as number) + off * off;
      if (Math.abs(off) > (distance[j] as number)) distance[j] = Math.abs(off);
    }
  });
  const mean = first.map((value, j) => value + (offset[j] as number));
  const variance = squares.map((sum, j) => {
    const ofZeros = zeros[j] === 0 ? 0 : (zeros[j] as number) * (mean[j] as number) ** 2;
    return (sum + ofZeros) / n;
  });
  return { mean, variance, distance };
}

/** x ← (x − mean) / deviation, in place. */
export function* rescale(arena: Arena, samples: Samples, dtype: DType, scale: Scale): Work<void> {
  const { n, d, X, indptr, indices, stored } = samples;
  const [mean, deviation] = [arena.place(scale.mean), arena.place(scale.deviation)];
  const standardize = arena.core.kernels[`standardize_${dtype}`];
  const [rows, width] = indptr === NULL ? [n, d] : [stored, 1];
  const partRows = Math.max(1, Math.floor(COPY_PART / width));
  for (let from = 0; from < rows; from += partRows) {
    const at = (X + from * width * bytesPer[dtype]) as Ptr;
    const columns = indptr === NULL ? NULL : ((indices + 4 * from) as Ptr);
    standardize(Math.min(partRows, rows - from), width, at, columns, mean, deviation);
    if (!isSynchronous()) yield;
  }
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
