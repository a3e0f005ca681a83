// When a fit with a penalty stops: scikit-learn 1.9.1's epochs and weights. Catches norms of the present weights, or of those
// that the present row touches: 1.9 has them from the last correction, from before the l1 penalty.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/sklearn/index.js";
import { sparseOf } from "../support/training-sets.js";

const X = Array.from({ length: 40 }, (_, i) => [((11 * i) % 23) - 8, ((i * i) % 19) - 6, ((7 * i) % 5) - 2]);
const y = X.map(([a, b]) => Number((a as number) + (b as number) > 3));
const fewer = sparseOf(X.map((x, i) => x.map((value, j) => (j === i % 3 || j === (i * i) % 3 ? value : 0))));

it.each([
  ["l1", 0.3, 1, fewer, 4, [7.900000000000091, 2.0000000000000995, 0], 0],
  ["l1", 0.3, 0.1, fewer, 4, [0.7900000000000054, 0.2000000000000055, 0], 0],
  ["elasticnet", 0.3, 1, fewer, 6, [0, 0.7439485918927004, 0], -0.01],
  ["elasticnet", 0.3, 3, X, 7, [15.664574571629863, 0, 0], 0],
  ["elasticnet", 0.5, 0.1, X, 5, [0.9095205503926512, 0.5359029283574765, 0], -0.6],
  ["elasticnet", 0.5, 0.03, X, 3, [0.22350589876624044, 0.017069151086009808, 0], -0.12],
] as const)("%s, alpha %d, eta0 %d", (penalty, alpha, eta0, rows, nIter, coef, intercept) => {
  const options = { penalty, alpha, eta0, l1Ratio: 0.5, maxIter: 200, nIterNoChange: 2 };
  const model = new Perceptron(options).fit(rows as never, y);
  expect([model.nIter, ...model.coef.data, ...model.intercept]).toEqual([nIter, ...coef, intercept]);
});
