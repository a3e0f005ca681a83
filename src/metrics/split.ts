import * as fail from "../base/texts.js";
import { type DenseInput, readSamples } from "../data/dense.js";
import type { Targets } from "../data/labels.js";
import { checkOptions, numeric } from "../data/options.js";
import { readAnswersOf, type Strata } from "./answers.js";
import { readStrata, shuffled } from "./folds.js";
import { take } from "./take.js";

export interface SplitOptions {
  /** The share of rows to test with, above 0 and below 1 and rounded up, or their number. Default 0.25. */
  testSize?: number | undefined;
  /** Each class has its share of the test rows, to within one row. Default false. */
  stratify?: boolean | undefined;
  /** 0 … 2³² − 1. Default 0. The same seed and rows give the same split. */
  seed?: number | undefined;
}

/** Both parts, shuffled, in the form in which X and y came; the rows of an array are shared, not copied. */
export interface Split<X, Y> {
  XTrain: X;
  XTest: X;
  yTrain: Y;
  yTest: Y;
}

/**
 * Parts rows at random into those to learn from and those to test with (scikit-learn's train_test_split).
 *
 * @param X  samples  [n×d]
 * @param y  labels [n], or a 0/1 matrix [n×k]
 * @throws {ValueError} OPTION_VALUE if testSize leaves no row on either side; as `readSamples` and `readAnswers`
 * @throws {ValueError} CLASS_TOO_SMALL if a class to stratify has one member; PART_TOO_SMALL if a part has fewer
 *   rows than there are classes
 */
export function trainTestSplit<X extends DenseInput, Y extends Targets>(
  X: X,
  y: Y,
  options: SplitOptions = {},
): Split<X, Y> {
  const who = "trainTestSplit";
  checkOptions(who, options, ["testSize", "stratify", "seed"]);
  const { rows } = readSamples(who, X);
  const answers = readAnswersOf(who, y, rows);
  const testCount = readTestCount(who, options.testSize, rows);
  const strata = readStrata(who, answers, options.stratify, false);
  const order = shuffled(who, rows, options.seed);
  const left = strata === undefined ? [testCount] : shares(who, strata, testCount, rows);
  const test: number[] = [];
  const train: number[] = [];
  for (const row of order) {
    const number = strata?.numbers[row] ?? 0;
    const wanted = left[number] as number;
    (wanted > 0 ? test : train).push(row);
    left[number] = wanted - 1;
  }
  return { XTrain: take(X, train), XTest: take(X, test), yTrain: take(y, train), yTest: take(y, test) };
}

/** ⌈testSize · n⌉ as a double gives it, which is scikit-learn's count too. */
function readTestCount(who: string, option: unknown, rows: number): number {
  const check = numeric(
    `a share above 0 and below 1, or a number of rows, that leaves rows on both sides (of ${rows})`,
    (size) => size > 0 && (size < 1 ? Math.ceil(size * rows) : size) < rows && (size < 1 || size % 1 === 0),
  );
  const size = check(who, "testSize", option === undefined ? 0.25 : option);
  return size < 1 ? Math.ceil(size * rows) : size;
}

/**
 * The test rows of each class by largest remainder (Hamilton): ⌊t·nᵢ/n⌋, and one more for the classes with the
 * largest t·nᵢ mod n until there are t; among equals for the smaller class, which lacks a row sooner, then the first.
 */
function shares(who: string, { classes, members }: Strata, testCount: number, rows: number): number[] {
  members.forEach((count, i) => {
    if (count < 2) throw fail.classTooSmall(who, classes[i], count, 2);
  });
  for (const [part, size] of [["test", testCount] as const, ["train", rows - testCount] as const]) {
    if (size < classes.length) throw fail.partTooSmall(who, part, size, classes.length);
  }
  const counts = members.map((count) => Math.floor((testCount * count) / rows));
  const rest = testCount - counts.reduce((sum, count) => sum + count, 0);
  const remainders = members.map((count, i) => ({ i, count, remainder: (testCount * count) % rows }));
  remainders.sort((a, b) => b.remainder - a.remainder || a.count - b.count || a.i - b.i);
  for (const { i } of remainders.slice(0, rest)) counts[i] = (counts[i] as number) + 1;
  return counts;
}
