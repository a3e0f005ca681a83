import { call } from "../base/errors.js";
import { finish } from "../base/work.js";
import type { Targets } from "../data/labels.js";
import { checkOptions, numeric } from "../data/options.js";
import { parted, shuffledRows } from "../data/strata.js";
import { readSeed, readStrata } from "./folds.js";
import { type RowsInput, rowsOf, take } from "./take.js";
import { readRowTargets } from "./targets.js";

/** How many rows to test with, and which. */
export interface SplitOptions {
  /** The share of rows to test with, above 0 and below 1 and rounded up, or their number. Default 0.25. */
  testSize?: number | undefined;
  /** Each class has its share of the test rows, to within one row. Default false. */
  stratify?: boolean | undefined;
  /** The seed of the order, an integer in 0 … 2³² − 1. Default 0. The same seed and rows give the same split. */
  randomState?: number | undefined;
  /** Another name of `randomState`. Default 0. */
  seed?: number | undefined;
}

/** Both parts, shuffled, in the form in which X and y came; the rows of an array are shared, not copied. */
export interface Split<X, Y> {
  /** Rows to train on. */
  XTrain: X;
  /** Rows to test with. */
  XTest: X;
  /** The targets of the rows to train on. */
  yTrain: Y;
  /** The targets of the rows to test with. */
  yTest: Y;
}

/**
 * Splits rows at random into those to train on and those to test with (scikit-learn's train_test_split).
 *
 * @param X  samples [n×d], records, or rows with `take`, such as a table
 * @param y  labels [n], or a 0/1 matrix [n×k]
 * @param options  testSize, 0.25; stratify, false; randomState, 0
 * @throws {ValueError} OPTION_VALUE if testSize leaves no row on either side; NOT_FINITE, …
 * @throws {ValueError} CLASS_TOO_SMALL if a class to stratify has one member; PART_TOO_SMALL if a part has
 *   fewer rows than there are classes   @throws {KindError} STRATIFY where there are no labels
 */
export function trainTestSplit<X extends RowsInput, Y extends Targets>(
  X: X,
  y: Y,
  options: SplitOptions = {},
): Split<X, Y> {
  return call("trainTestSplit", () => {
    options = checkOptions(options, ["testSize", "stratify", "randomState", "seed"]);
    const rows = rowsOf(X);
    const targets = readRowTargets(y, rows);
    const testCount = readTestCount(options.testSize, rows);
    const strata = readStrata(targets, options.stratify, false);
    const order = finish(shuffledRows(rows, readSeed(options)));
    const { train, test } = finish(parted(order, testCount, strata, SPLIT_ADVICE));
    return { XTrain: take(X, train), XTest: take(X, test), yTrain: take(y, train), yTest: take(y, test) };
  });
}

/** The number of test rows, ⌈testSize · n⌉ as a double gives it: scikit-learn's count too. */
function readTestCount(option: unknown, rows: number): number {
  const check = numeric(
    `a share above 0 and below 1, or a number of rows, that leaves rows on both sides (of ${rows})`,
    (size) => size > 0 && (size < 1 ? Math.ceil(size * rows) : size) < rows && (size < 1 || size % 1 === 0),
  );
  const size = check("testSize", option === undefined ? 0.25 : option);
  return size < 1 ? Math.ceil(size * rows) : size;
}

const SPLIT_ADVICE = {
  ofClass: "ask for fewer parts, or stratify: false",
  ofPart: "change testSize, or ask for stratify: false",
};
