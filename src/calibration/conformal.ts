// Split conformal prediction (Vovk, Gammerman & Shafer 2005): sets of classes that hold the right one as often as promised,
// whatever the model is worth, as long as new rows are like those that it was calibrated on.

import type { Label } from "../data/labels.js";
import type { ScoreMatrix } from "./model.js";

/** How far the right class was behind, in the rows of the calibration. */
export interface Conformity {
  /** How many rows there were. */
  readonly rows: number;
  /** How far the largest score of another class was above the right one's, ascending; of many rows some, evenly spaced. */
  readonly behind: Float64Array;
}

/** More are kept of no calibration: with so many the sets are too large for a thousandth of the rows at most. */
export const MOST_KEPT = 1000;

/** @param numbers  the number of each row's class [n] */
export function conformityOf(scores: ScoreMatrix, numbers: Uint32Array): Conformity {
  const all = Float64Array.from(numbers, (number, i) => behind(scores, i, number)).sort();
  const rows = all.length;
  if (rows <= MOST_KEPT) return { rows, behind: all };
  const rank = (i: number): number => Math.ceil(((i + 1) * rows) / MOST_KEPT); // the last of all is kept
  return { rows, behind: Float64Array.from({ length: MOST_KEPT }, (_, i) => all[rank(i) - 1] as number) };
}

/** By how much the score of a class is below the largest of the others; negative where it is above. Finite, for a file. */
function behind({ data, cols }: ScoreMatrix, row: number, number: number): number {
  let most = -Infinity;
  for (let j = 0; j < cols; j++) {
    if (j !== number) most = Math.max(most, data[row * cols + j] as number);
  }
  const distance = most - (data[row * cols + number] as number);
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, distance));
}

/**
 * How far a class may be behind to be in a set that holds the right class with this probability: the ⌈(n + 1)·coverage⌉-th
 * smallest distance of the calibration, or the next that was kept.
 */
export function mostBehind({ rows, behind }: Conformity, coverage: number): number {
  const rank = Math.ceil((rows + 1) * coverage);
  return rank > rows ? Infinity : (behind[Math.floor(((rank - 1) * behind.length) / rows)] as number);
}

/** The classes of one row that are not further behind than `most`, largest score first; the first of all in any case. */
export function setOf<L extends Label>(
  scores: ScoreMatrix,
  row: number,
  classes: readonly L[],
  most: number,
): L[] {
  const order = [...classes.keys()].sort((a, b) => scoreOf(scores, row, b) - scoreOf(scores, row, a));
  return order
    .filter((number, i) => i === 0 || behind(scores, row, number) <= most)
    .map((number) => classes[number] as L);
}

const scoreOf = ({ data, cols }: ScoreMatrix, row: number, number: number): number =>
  data[row * cols + number] as number;
