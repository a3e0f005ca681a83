// How good a model is on rows that it has not seen.

import { Perceptron, type PerceptronOptions } from "../index.js";
import { rowsBeside } from "../metrics/folds.js";
import { accuracy, folds, trainTestSplit } from "../metrics/index.js";
import { Pipeline } from "../pipeline/index.js";
import { newEncoder } from "./encoder.js";
import type { Values } from "./flags.js";
import { countLabels, type Learner } from "./learning.js";
import { ProgressLine } from "./progress.js";
import type { Examples } from "./tables.js";
import { clippedName } from "./terminal.js";

/** The share of rows that is held out where no flag says another. */
const TEST_SIZE = 0.2;

/** What a model is tested on that learns from a stream. */
export const ONE_PASS = "rows before they were learned from";

export interface Tested {
  /** On what. */
  readonly by: "held-out rows" | "folds" | typeof ONE_PASS;
  readonly rows: number;
  /** The share of these rows that is right. */
  readonly accuracy: number;
  /** The share of them that has the label that most rows have which were learned from. */
  readonly majority?: number;
  /** The accuracy of each fold. */
  readonly folds?: readonly number[];
}

/**
 * The rows to learn from and those to test with, each label with its share of both.
 *
 * @returns a reason where none can be held out
 */
export function heldOut(
  { table, y }: Examples,
  { "test-size": size, seed }: Values,
): { train: Examples; test: Examples } | string {
  if (size === 0) return "";
  const labels = countLabels(y);
  if (size === undefined && (labels.at(-1)?.[1] as number) < 2) {
    return `no rows were held out to test with: only one row is "${clippedName(labels.at(-1)?.[0] ?? "", 24)}"`;
  }
  const testSize = Math.max(size ?? TEST_SIZE, size === undefined ? labels.length / y.length : 0);
  try {
    const parts = trainTestSplit(table, y, { testSize, stratify: true, seed: seed ?? 0 });
    return {
      train: { table: parts.XTrain, y: parts.yTrain },
      test: { table: parts.XTest, y: parts.yTest },
    };
  } catch (error) {
    if (size === undefined) return "no rows were held out to test with: there are too few";
    throw error;
  }
}

export function testedOn({ encoder, model }: Learner, train: Examples, test: Examples): Tested {
  const predicted = model.predict(encoder.transform(test.table));
  return {
    by: "held-out rows",
    rows: test.y.length,
    accuracy: accuracy(test.y, predicted),
    majority: majority(train.y, test.y),
  };
}

const majority = (train: readonly string[], test: readonly string[]): number => {
  const most = countLabels(train)[0]?.[0];
  return test.filter((label) => label === most).length / test.length;
};

/** Tests each row once, by a model of the rows in the other folds. */
export function testedInFolds(
  { table, y }: Examples,
  values: Values,
  options: PerceptronOptions,
  label = "testing",
): Tested {
  const progress = new ProgressLine(label, values);
  try {
    const parts = folds(y, { folds: values.folds ?? 5, seed: values.seed ?? 0 });
    const tests = parts.map((rows, i) => {
      const note = `fold ${i + 1} of ${parts.length}`;
      progress.update({ done: i, total: parts.length, worked: i * table.rows, unit: "rows", note });
      const of = (chosen: number[]): Examples => ({
        table: table.take(chosen),
        y: chosen.map((row) => y[row] as string),
      });
      const [train, test] = [of(rowsBeside(rows, y.length)), of(rows)];
      const pipeline = new Pipeline([newEncoder(values), new Perceptron(options)]).fit(train.table, train.y);
      const predicted = pipeline.predict(test.table);
      return { accuracy: accuracy(test.y, predicted), majority: majority(train.y, test.y) };
    });
    const mean = (scores: readonly number[]): number =>
      scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const scores = tests.map((test) => test.accuracy);
    return {
      by: "folds",
      rows: y.length,
      accuracy: mean(scores),
      majority: mean(tests.map((test) => test.majority)),
      folds: scores,
    };
  } finally {
    progress.end();
  }
}
