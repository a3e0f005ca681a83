// More classes than a call has arguments: what is taken of all outputs is taken one by one.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/sklearn/index.js";

it("a model of 150,000 classes learns a row", { timeout: 120_000 }, () => {
  const model = new Perceptron<number>();
  model.partialFit([[1, 2]], [3], { classes: Array.from({ length: 150_000 }, (_, i) => i) });
  expect([model.nIter, model.history?.length, model.predictOne([1, 2])]).toEqual([1, 1, 3]);
});
