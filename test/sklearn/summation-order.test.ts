// Where the last bit decides, as found by comparing with scikit-learn 1.2.1: a sum in another order, a loss
// of NaN.
import { expect, it } from "vitest";
import { PassiveAggressiveClassifier, Perceptron } from "../../src/sklearn/index.js";
import { pairwiseSum } from "../../src/sklearn/pairwise.js";
import { sparseOf } from "../support/training-sets.js";

it("a validation score of weighted rows is summed in pairs: one row after the other stops an epoch later", () => {
  const X = [-1, -1, 2, -3, -2, 1, 1, -1, 3, 4, -5, 0, 5, 3, -5].map((x) => [x]);
  const y = [1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0];
  const sampleWeight = [0.1, 0.3, 0.3, 0.3, 0.2, 0.1, 0.3, 0.3, 0.2, 0.3, 0.1, 0.3, 0.3, 0.1, 0.1];
  const options = { earlyStopping: true, validationFraction: 0.5, tol: 0, maxIter: 20, nIterNoChange: 2 };
  const model = new Perceptron({ version: "1.2", ...options }).fit(X, y, { sampleWeight });
  expect([model.nIter, model.t, model.coef.data[0]]).toEqual([6, 91, -1.3877787807814457e-16]);
});

it("numpy's order of additions: eight sums, joined in pairs, and halves of more than 128", () => {
  // (1 / numpy.arange(1, n + 1)).sum() of numpy 1.24.2
  for (const [n, sum] of [
    [1, 1.0],
    [7, 2.5928571428571425],
    [8, 2.7178571428571425],
    [9, 2.8289682539682537],
    [15, 3.3182289932289937],
    [16, 3.3807289932289937],
    [127, 5.425334592589172],
    [128, 5.433147092589173],
    [129, 5.440899030573669],
    [137, 5.50084178584451],
    [256, 6.124344962817281],
    [1000, 7.485470860550345],
    [4099, 8.895835961417054],
  ] as const) {
    expect(pairwiseSum(Array.from({ length: n }, (_, i) => 1 / (i + 1)))).toBe(sum);
  }
});

it("a margin of NaN leaves a passive-aggressive unchanged, dense rows or sparse", () => {
  const X = [
    [1e-150, 0],
    [0, -1e-150],
    [1e200, 1e200],
  ];
  const options = { C: 1e300, shuffle: false, fitIntercept: false, maxIter: 1, tol: null } as const;
  for (const input of [X, sparseOf(X)]) {
    const { coef } = new PassiveAggressiveClassifier(options).fit(input, [1, 1, 0]);
    expect([...coef.data]).toEqual([1e150, -1e150]);
  }
});
