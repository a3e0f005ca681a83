import type { Work } from "../base/work.js";
import type { SearchResult } from "./search-result.js";

/** Rows between two checks of the size of the weights, and between two pauses. */
const BLOCK_ROWS = 256;

/** Half of 2^53: the bound on the sums is itself a rounded sum. */
const MAX_EXACT_SUM = 2 ** 52;

/**
 * The perceptron learning rule over signed rows in their order: w ← w + aᵢ wherever w·aᵢ ≤ 0, from w = 0.
 * On integer rows the weights stay bounded (Minsky & Papert 1969, the perceptron cycling theorem), so it
 * ends in one of two ways. An epoch without mistake has found a plane (Rosenblatt 1957; Novikoff 1962).
 * Weights that repeat at the end of an epoch are a proof that there is none: the corrections between sum to
 * zero, so that their counts are Gordan's multipliers. Brent's algorithm (1980) finds the repetition with
 * one checkpoint, moved after 1, 2, 4, … epochs; the counts are those since the checkpoint.
 *
 * All sums are exact: before each block of rows the greatest that could occur is compared with 2^52.
 *
 * @param rows    signed rows aᵢ = sᵢ·(xᵢ, 1)  [n×D] safe integers
 * @param budget  epochs to run at most
 * @returns undefined if the budget or the range of exact integers did not suffice
 */
export function* integerPerceptron(
  rows: readonly Float64Array[],
  budget: number,
): Work<SearchResult | undefined> {
  const n = rows.length;
  const columnMaxima = maximaOf(rows);
  const weights = new Float64Array(columnMaxima.length);
  const counts = new Array<number>(n).fill(0);
  const checkpoint = weights.slice();
  let epochsSinceCheckpoint = 0;
  let checkpointInterval = 1;

  for (let epoch = 1; epoch <= budget; epoch++) {
    let mistakes = 0;
    for (let start = 0; start < n; start += BLOCK_ROWS) {
      if (largestSum(weights, columnMaxima) > MAX_EXACT_SUM) return undefined;
      mistakes += correctMistakes(rows, start, Math.min(start + BLOCK_ROWS, n), weights, counts);
      yield;
    }
    if (mistakes === 0) return planeResult(rows, weights);
    if (equal(weights, checkpoint)) return { counts: counts.map(BigInt) };
    if (++epochsSinceCheckpoint === checkpointInterval) {
      checkpoint.set(weights);
      counts.fill(0);
      epochsSinceCheckpoint = 0;
      checkpointInterval *= 2;
    }
  }
  return undefined;
}

/** The rule over the rows start … end − 1. @returns mistakes, each of which is added to its row's count */
function correctMistakes(
  rows: readonly Float64Array[],
  start: number,
  end: number,
  weights: Float64Array,
  counts: number[],
): number {
  let mistakes = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i] as Float64Array;
    if (dot(weights, row) > 0) continue;
    for (let j = 0; j < row.length; j++) weights[j] = (weights[j] as number) + (row[j] as number);
    counts[i] = (counts[i] as number) + 1;
    mistakes++;
  }
  return mistakes;
}

const planeResult = (rows: readonly Float64Array[], weights: Float64Array): SearchResult => ({
  plane: Array.from(weights, BigInt),
  least: BigInt(rows.reduce((least, row) => Math.min(least, dot(weights, row)), Infinity)),
});

/** The greatest |aᵢⱼ| of each column. */
function maximaOf(rows: readonly Float64Array[]): Float64Array {
  const most = new Float64Array((rows[0] as Float64Array).length);
  for (const row of rows)
    for (let j = 0; j < row.length; j++) most[j] = Math.max(most[j] as number, Math.abs(row[j] as number));
  return most;
}

/** A bound on |every sum of a dot product| until the next block ends. */
function largestSum(weights: Float64Array, columnMaxima: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    const most = columnMaxima[j] as number;
    sum += (Math.abs(weights[j] as number) + BLOCK_ROWS * most) * most;
  }
  return sum;
}

function equal(u: Float64Array, v: Float64Array): boolean {
  for (let j = 0; j < u.length; j++) if (u[j] !== v[j]) return false;
  return true;
}

function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < u.length; j++) sum += (u[j] as number) * (v[j] as number);
  return sum;
}
