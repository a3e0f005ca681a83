// A program in which somebody has put properties on Object.prototype: none of them is an option.
import { afterEach, expect, it } from "vitest";
import { Perceptron, TLU } from "../../src/index.js";
import { accuracy, confusionMatrix, crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { upstart } from "../../src/network/index.js";
import { separability } from "../../src/separability/index.js";
import { Perceptron as SklearnPerceptron } from "../../src/sklearn/index.js";
import { readSvmlight, writeSvmlight } from "../../src/svmlight/index.js";
import { sixTimes, X, y } from "../support/fitted-models.js";

const classes = [0, 1];

const POLLUTION = {
  ...{
    sampleWeight: [0, 0, 0, 1],
    classes: ["x", "y"],
    onEpoch: () => expect.fail("called"),
    signal: 7,
    resume: false,
  },
  ...{
    yieldEvery: -1,
    weights: [9, 9],
    bias: 9,
    decay: 7,
    labels: [7],
    testSize: 9,
    stratify: 9,
    seed: -1,
    folds: 99,
  },
  ...{
    fitIntercept: 7,
    budget: -1,
    epochs: -1,
    randomState: -1,
    rows: -1,
    cols: -1,
    zeroBased: 7,
    dtype: "f16",
    step: "x",
  },
  ...{ eta0: -1, maxIter: -1, keep: "x" },
};

afterEach(() => {
  for (const key of Object.keys(POLLUTION)) Reflect.deleteProperty(Object.prototype, key);
});

it("every call answers as it does in a clean one", async () => {
  const ask = async (): Promise<unknown[]> => {
    const model = new Perceptron().fit(X, y);
    const told = (one: Perceptron) => [
      one.coef,
      one.predict(X),
      one.toBytes().length > 0,
      one.toBytes({}).length > 0,
    ];
    return [
      ...told(model),
      ...told(new Perceptron({}).fit(X, y, {})),
      ...told(new Perceptron({ average: { decay: 0.5 } }).partialFit(X, y, { classes })),
      ...told(new Perceptron().partialFit(X, y, { classes }).partialFit([[1, 1]], [1])),
      ...told(await new Perceptron().fitAsync(X, y)),
      ...told(await new Perceptron().fitStream([{ X, y, sampleWeight: null }], { classes })),
      new TLU({ weights: [1, 1], bias: -2 }).fit(X, y).predict(X),
      new TLU().fit(X, y).weights,
      new SklearnPerceptron().fit(X, y).coef,
      accuracy(y, y),
      confusionMatrix(y, y),
      folds(8),
      trainTestSplit(X, y),
      crossValidate(() => new Perceptron(), sixTimes(X), sixTimes(y), { folds: 2 }).mean,
      separability(X, y).separable,
      upstart(X, y).history,
      readSvmlight("1 1:2\n"),
      writeSvmlight(X, y),
    ];
  };
  const wanted = JSON.stringify(await ask());
  for (const [key, value] of Object.entries(POLLUTION)) {
    Object.defineProperty(Object.prototype, key, {
      value,
      configurable: true,
      writable: true,
      enumerable: false,
    });
    expect(JSON.stringify(await ask()), key).toBe(wanted);
    Reflect.deleteProperty(Object.prototype, key);
  }
});
