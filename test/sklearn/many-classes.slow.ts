// As many classes as there may be, each with a binary problem of its own.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/sklearn/index.js";

it("a model of 65,536 classes learns a row", { timeout: 120_000 }, () => {
  const model = new Perceptron<number>();
  model.partialFit([[1, 2]], [3], { classes: Array.from({ length: 2 ** 16 }, (_, i) => i) });
  expect([model.nIter, model.history?.length, model.predictOne([1, 2])]).toEqual([1, 1, 3]);
});
