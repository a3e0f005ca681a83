// false and true are 0 and 1 as features and as targets, wherever numbers are read, to the bit.
import { describe, expect, it } from "vitest";
import { HebbianAssociator } from "../../src/hebb/index.js";
import { dense, matmul, Perceptron, TLU } from "../../src/index.js";
import { accuracy } from "../../src/metrics/index.js";
import { parity } from "../../src/network/index.js";
import { separability } from "../../src/separability/index.js";
import * as sklearn from "../../src/sklearn/index.js";
import { writeSvmlight } from "../../src/svmlight/index.js";
import { essence } from "../support/essence.js";

const numbers = [
  [0, 0, 2.5],
  [0, 1, 1],
  [1, 0, -1],
  [1, 1, 0],
];
/** The same with booleans for 0 and 1, but where a column has other numbers: a row may mix them. */
const booleans = numbers.map((row) => row.map((value) => (value === 0 || value === 1 ? value === 1 : value)));
const flat = (rows: readonly (readonly (number | boolean)[])[]) => ({ data: rows.flat(), rows: 4, cols: 3 });
const sparse = (values: (number | boolean)[]) => ({
  ...{ indptr: [0, 1, 2, 3, 4], indices: [0, 1, 2, 0], data: values, rows: 4, cols: 3 },
});
const y = ["a", "b", "b", "b"];
const bits = y.map((label) => [Number(label === "a"), 1]);
const truths = bits.map((row) => row.map(Boolean));

type Forms = [given: Parameters<Perceptron["fit"]>[0], meant: Parameters<Perceptron["fit"]>[0]];
const forms: Record<string, Forms> = {
  rows: [booleans, numbers],
  "flat, plain": [flat(booleans), flat(numbers)],
  sparse: [sparse([true, true, 2, false]), sparse([1, 1, 2, 0])],
};

describe.each(Object.entries(forms))("%s", (_, [given, meant]) => {
  it.each([{}, { dtype: "f32" }, { standardize: true }, { average: true }] as const)(
    "Perceptron %j",
    async (options) => {
      const model = new Perceptron(options).fit(given, y);
      const wanted = new Perceptron(options).fit(meant, y);
      expect(essence(model)).toBe(essence(wanted));
      expect(essence(await new Perceptron(options).fitAsync(given, y))).toBe(essence(wanted));
      expect(model.decisionFunction(given)).toEqual(wanted.decisionFunction(meant));
      const part = (X: typeof given) =>
        essence(new Perceptron(options).partialFit(X, y, { classes: ["a", "b"] }));
      expect(part(given)).toBe(part(meant));
    },
  );

  it("the other classes and functions", () => {
    const W = [[1], [2], [3]];
    expect(matmul(given, W)).toEqual(matmul(meant, W));
    expect(dense(given, W)).toEqual(dense(meant, W));
    expect(new TLU().fit(given, [0, 1, 1, 1]).weights).toEqual(new TLU().fit(meant, [0, 1, 1, 1]).weights);
    const coef = (X: typeof given) => new sklearn.Perceptron().fit(X, y).coef;
    expect(coef(given)).toEqual(coef(meant));
    const recalled = (X: typeof given) => new HebbianAssociator().fit(X, bits).weights;
    expect(recalled(given)).toEqual(recalled(meant));
    expect(separability(given, y)).toEqual(separability(meant, y));
    expect(writeSvmlight(given, [1, 2, 3, 4])).toBe(writeSvmlight(meant, [1, 2, 3, 4]));
  });
});

it("one row", () => {
  const model = new Perceptron({ standardize: true }).fit(numbers, y);
  for (const [i, row] of booleans.entries()) {
    expect(model.predictOne(row)).toBe(model.predictOne(numbers[i] as number[]));
    expect(model.contributions(row)).toEqual(model.contributions(numbers[i] as number[]));
  }
  expect(new TLU({ weights: [1, 1], bias: -2 }).output([true, true])).toBe(1);
  expect(parity(2).predict([[true, false]])).toEqual([[1]]);
});

it("targets: a matrix of them, those of a unit, and what is compared with predictions", () => {
  const model = new Perceptron().fit(numbers, truths);
  expect(essence(model)).toBe(essence(new Perceptron().fit(numbers, bits)));
  expect(model.score(numbers, truths)).toBe(model.score(numbers, bits));
  expect(model.predict(numbers)).toEqual(bits);
  expect(accuracy(truths, bits)).toBe(1);
  const unit = (targets: unknown) => new TLU().fit(numbers, targets as number[]).weights;
  expect(unit([false, true, true, true])).toEqual(unit([0, 1, 1, 1]));
});

it("labels stay labels: false and true are two classes of their own", () => {
  const model = new Perceptron().fit(numbers, [false, true, true, true]);
  expect(model.classes).toEqual([false, true]);
  expect(model.predictOne([0, 1, 1])).toBe(true);
});
