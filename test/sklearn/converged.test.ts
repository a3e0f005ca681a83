// `converged` of scikit-learn's estimators speaks of the weights that answer: after an epoch without a mistake the mean can be
// wrong, and so can weights that a penalty or a passive step has moved since.
import { expect, it } from "vitest";
import { PassiveAggressiveClassifier, Perceptron } from "../../src/sklearn/index.js";
import { Random } from "../support/random.js";

/** Points on both sides of a plane through the origin. */
function separable(seed: number) {
  const random = new Random(seed);
  const plane = [0, 0, 0].map(() => random.uniform() - 0.5);
  const X = Array.from({ length: 20 }, () => plane.map(() => random.uniform() - 0.5));
  const y = X.map((x) => Number(x.reduce((z, value, j) => z + value * (plane[j] as number), 0) > 0));
  return { X, y };
}

const makers: Record<string, (randomState: number) => Perceptron | PassiveAggressiveClassifier> = {
  "last weights": (randomState) => new Perceptron({ randomState }),
  "a mean": (randomState) => new Perceptron({ average: true, randomState }),
  "a mean of rows from the 30th on": (randomState) => new Perceptron({ average: 30, tol: null, randomState }),
  "weights that a penalty moves": (randomState) =>
    new Perceptron({ penalty: "l1", alpha: 0.01, tol: null, maxIter: 20, randomState }),
  "passive steps": (randomState) => new PassiveAggressiveClassifier({ C: 0.5, maxIter: 5, randomState }),
};

it.each(Object.entries(makers))("%s: an epoch without a mistake, taken for the answers", (name, make) => {
  let cleanButWrong = 0;
  let converged = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { X, y } = separable(seed);
    if (new Set(y).size === 1) continue;
    const model = make(seed).fit(X, y);
    const isRight = model.score(X, y) === 1;
    const isClean = model.history.at(-1)?.mistakes === 0;
    expect(model.converged).toBe(isClean && isRight);
    cleanButWrong += Number(isClean && !isRight);
    converged += Number(model.converged);
  }
  expect(converged).toBeGreaterThan(5);
  if (name === "a mean") expect(cleanButWrong).toBeGreaterThan(0);
});

it("a margin that overflows, which predict refuses: the fit is scikit-learn's, and no error", () => {
  const X = [
    [1e200, 1],
    [-1e200, 1],
  ];
  const model = new Perceptron({ tol: null, maxIter: 2 }).fit(X, [1, 0]);
  expect(model.history.at(-1)?.mistakes).toBe(0);
  expect(() => model.predict(X)).toThrow(expect.objectContaining({ code: "OVERFLOW" }));
  expect(model.converged).toBe(false);
});
