import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { finish } from "../base/work.js";
import type { CheckedTargets, Targets } from "../data/labels.js";
import { checkOptions, count, flag, numeric, seed } from "../data/options.js";
import { type Strata, shuffledRows, strataWork } from "../data/strata.js";
import { readLabelsOrBits } from "./targets.js";

/** How rows are dealt to folds. */
export interface FoldOptions {
  /** How many folds: 2 … rows. Default 5. */
  folds?: number | undefined;
  /** Every class spread evenly over the folds. Default true for labels, which alone have classes. */
  stratify?: boolean | undefined;
  /** The seed of the order, an integer in 0 … 2³² − 1. Default 0. The same seed and rows give the same folds. */
  randomState?: number | undefined;
  /** Another name of `randomState`. Default 0. */
  seed?: number | undefined;
}

/**
 * Splits the rows at random into folds, each to be tested once while the others train (scikit-learn's KFold
 * and StratifiedKFold, shuffled). The sizes of two folds differ by at most one, and so do the members of a
 * class in them.
 *
 * @param y  labels [n], a 0/1 matrix [n×k], or n itself
 * @param options  folds, 5; stratify, true for labels; randomState, 0
 * @returns the rows of each fold, ascending; every row is in exactly one
 * @throws {ValueError} OPTION_VALUE if there are more folds than rows; CLASS_TOO_SMALL if a class has fewer
 *   members
 * @throws {KindError} STRATIFY where there are no labels; NOT_LABELS, LABELS_MIXED, OPTION_KIND, …
 */
export function folds(y: Targets | number, options: FoldOptions = {}): number[][] {
  return call("folds", () => {
    options = checkOptions(options, FOLD_OPTIONS);
    if (typeof y === "number") return assignFolds(undefined, count("y", y), options);
    const targets = readLabelsOrBits("y", y);
    return assignFolds(targets, targets.length, options);
  });
}

export const FOLD_OPTIONS = ["folds", "stratify", "randomState", "seed"] as const;

/** `folds` once the names of options have been checked; `advice` is for a class with too few rows. @returns rows, ascending */
export function assignFolds(
  targets: CheckedTargets | undefined,
  rows: number,
  options: FoldOptions,
  advice = "ask for fewer parts, or stratify: false",
): number[][] {
  plainLength("the folds", rows);
  const allowed = numeric(
    `an integer from 2 to the number of rows, ${rows}`,
    (value) => Number.isInteger(value) && value >= 2 && value <= rows,
  );
  const foldCount = allowed("folds", options.folds === undefined ? 5 : options.folds);
  const strata = readStrata(targets, options.stratify, targets?.kind === "labels");
  strata?.members.forEach((members, i) => {
    if (members < foldCount) throw fail.classTooSmall(strata.classes[i], members, foldCount, advice);
  });
  // Shuffled rows, class by class, go to the folds in turn.
  const rowsOfFolds = Array.from({ length: foldCount }, (): number[] => []);
  sortByClass(finish(shuffledRows(rows, readSeed(options))), strata).forEach((row, i) => {
    (rowsOfFolds[i % foldCount] as number[]).push(row);
  });
  for (const rowsOfFold of rowsOfFolds) rowsOfFold.sort((a, b) => a - b);
  return rowsOfFolds;
}

/** The rows of `rows` that a fold does not have, ascending. */
export function rowsBeside(fold: readonly number[], rows: number): number[] {
  const isInFold = new Uint8Array(rows);
  for (const row of fold) isInFold[row] = 1;
  return Array.from({ length: rows }, (_, i) => i).filter((i) => isInFold[i] === 0);
}

/** The classes to stratify by, or undefined. @throws {KindError} OPTION_KIND, STRATIFY */
export function readStrata(
  targets: CheckedTargets | undefined,
  stratify: unknown,
  fallback: boolean,
): Strata | undefined {
  if (!(stratify === undefined ? fallback : flag("stratify", stratify))) return undefined;
  if (targets?.kind !== "labels") throw fail.nothingToStratify(targets && "a matrix");
  return finish(strataWork(targets.labels));
}

export function readSeed({ randomState, seed: other }: Pick<FoldOptions, "randomState" | "seed">): number {
  if (randomState === undefined) return other === undefined ? 0 : seed("seed", other);
  if (other !== undefined) throw fail.optionValue("seed", other, "nothing beside randomState");
  return seed("randomState", randomState);
}

/** The rows class by class, those of a class in the given order: a counting sort. */
function sortByClass(order: Uint32Array, strata: Strata | undefined): Uint32Array {
  if (strata === undefined) return order;
  const next = [0];
  strata.members.forEach((members, i) => {
    next.push((next[i] as number) + members);
  });
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const number = strata.numbers[row] as number;
    const position = next[number] as number;
    sorted[position] = row;
    next[number] = position + 1;
  }
  return sorted;
}
