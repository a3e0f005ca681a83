import type { Label } from "../../data/labels.js";
import { count } from "../../data/options.js";
import type { Ranked } from "../../data/typed-labels.js";
import type { Outputs } from "../outputs.js";

/** The most places that are filled by insertion alone; as far, on average, may a class be from its place beforehand. */
const FEW = 32;

/**
 * The k classes with the largest scores, the largest first, equal ones in the order of `classes`. Two classes score −z and
 * z; columns of a matrix of targets go by their numbers.
 *
 * @param z  margins of one row [k], or [1] of two classes
 * @param k  how many, from 1; undefined, or more than there are, for all
 * @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function topOf(z: ArrayLike<number>, outputs: Outputs, k: unknown): Ranked[] {
  const isBinary = outputs.kind === "binary";
  const n = isBinary ? 2 : outputs.count;
  const most = k === undefined ? n : Math.min(n, count("k", k));
  if (most > FEW) return allOf(z, outputs).slice(0, most);
  const top: Ranked[] = [];
  for (let j = 0; j < n; j++) {
    const score = !isBinary ? (z[j] as number) : j === 0 ? -(z[0] as number) : (z[0] as number);
    let at = top.length;
    if (at === most && !(score > (top[--at] as Ranked).score)) continue;
    insert(top, at, rankedAs(j, score, outputs));
  }
  return top;
}

const rankedAs = (j: number, score: number, { kind, classes }: Outputs): Ranked => ({
  label: kind === "multioutput" ? j : (classes[j] as Label),
  score,
});

/** Puts one at a place, or before those in front of it that score less. @returns where */
function insert(top: Ranked[], at: number, ranked: Ranked): number {
  for (; at > 0 && ranked.score > (top[at - 1] as Ranked).score; at--) top[at] = top[at - 1] as Ranked;
  top[at] = ranked;
  return at;
}

/**
 * All classes, for which as many ranges of scores give a place that is about right (measured, 100 and 1000 classes: 3 and 10
 * times faster than insertion and a sort); where it is not, since most of them share a few ranges, they are sorted.
 */
function allOf(z: ArrayLike<number>, outputs: Outputs): Ranked[] {
  const { count: n } = outputs;
  let largest = -Infinity;
  let least = Infinity;
  for (let j = 0; j < n; j++) {
    const score = z[j] as number;
    if (score > largest) largest = score;
    if (score < least) least = score;
  }
  const scale = n / (largest - least);
  const rangeOf = (score: number): number => ((largest - score) * scale) | 0; // 0 … n, and of NaN 0
  const starts = new Int32Array(n + 2);
  for (let j = 0; j < n; j++) (starts[rangeOf(z[j] as number) + 1] as number)++;
  for (let r = 1; r <= n; r++) (starts[r] as number) += starts[r - 1] as number;
  const top = new Array<Ranked>(n);
  for (let j = 0; j < n; j++) {
    const score = z[j] as number;
    top[(starts[rangeOf(score)] as number)++] = rankedAs(j, score, outputs);
  }
  for (let i = 1, moves = 0; i < n; i++) {
    moves += i - insert(top, i, top[i] as Ranked);
    if (moves > FEW * n) return top.sort((a, b) => b.score - a.score);
  }
  return top;
}
