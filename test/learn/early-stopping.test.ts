// earlyStopping: rows that are left out tell when to stop, and the weights of the best epoch are restored.
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";

const early: PerceptronOptions = { earlyStopping: true, nIterNoChange: 4, tol: 0.01 };

/** Rows around centres, so that there is something to learn and something to miss. */
function clouds(seed: number, n: number, classes: number) {
  const { X, y } = noisy(seed, n, 6, classes);
  return { X: X.map((x, i) => x.map((value, j) => value + ((y[i] as number) === j ? 12 : 0))), y };
}

describeCores("early stopping", () => {
  it("stops when the validation score stays: a stop by training mistakes, or an epoch off", () => {
    const { X, y } = clouds(1, 200, 3);
    const { history } = new Perceptron({ ...early, maxIter: 200 }).fit(X, y);
    let [best, stale, epochs] = [-Infinity, 0, 0];
    for (const { validationScore = Number.NaN } of history) {
      stale = validationScore > best + 0.01 ? 0 : stale + 1;
      best = Math.max(best, validationScore);
      epochs++;
      if (stale >= 4 && 180 * epochs >= 32_768) break; // 180 rows are learned from
    }
    expect(history).toHaveLength(epochs);
    expect(stale).toBeGreaterThanOrEqual(4);
    expect(epochs).toBe(183);
  });

  it("restores the weights of the best epoch, of several the last: those that it ended with", () => {
    for (const more of [{}, { average: true }, { keep: "best" as const }]) {
      const { X, y } = clouds(2, 150, 3);
      const options = { ...early, ...more, tol: null, maxIter: 15 };
      const model = new Perceptron(options).fit(X, y);
      const scores = model.history.map(({ validationScore = 0 }) => validationScore);
      const bestEpoch = scores.lastIndexOf(Math.max(...scores)) + 1;
      const stopped = new Perceptron({ ...options, maxIter: bestEpoch }).fit(X, y);
      expect(stopped.coef).toEqual(model.coef);
      expect(stopped.intercept).toEqual(model.intercept);
    }
  });

  it("leaves out the same rows for a seed, of each class alike, and never learns from them", () => {
    const { X, y } = noisy(3, 120, 6, 3); // noise: in forty epochs nearly every row is once mistaken
    const options = { ...early, validationFraction: 0.25, maxIter: 40, tol: null, shuffle: false };
    const lastWeights = (sampleWeight?: number[]): string => {
      const model = new Perceptron(options).fit(X, y, { sampleWeight });
      return JSON.stringify(model.toState().fitted?.state.W);
    };
    const base = new Perceptron(options).fit(X, y);
    const held = y.filter((_, i) => lastWeights(y.map((_, k) => (k === i ? 2 : 1))) === lastWeights());
    for (const label of [0, 1, 2]) {
      const count = held.filter((other) => other === label).length;
      expect([10, 11, 12]).toContain(count); // ten are held, and one or two may always have been right
    }
    expect(base.history.every(({ validationScore = -1 }) => Number.isInteger(validationScore * 30))).toBe(
      true,
    );
    expect(new Perceptron(options).fit(X, y).coef).toEqual(base.coef);
    expect(new Perceptron({ ...options, randomState: 1 }).fit(X, y).coef).not.toEqual(base.coef);
  });

  it("scores in the same units as predict, standardised or not", () => {
    const { X, y } = clouds(4, 100, 4);
    for (const standardize of [false, true]) {
      const options = { ...early, standardize, maxIter: 1, validationFraction: 0.5 };
      const model = new Perceptron(options).fit(X, y);
      const [{ validationScore = 0 } = {}] = model.history;
      // Half of the rows are held out: the score of all lies between those of the two halves.
      const right = model.predict(X).filter((label, i) => label === y[i]).length;
      expect(Math.round(validationScore * 50)).toBeLessThanOrEqual(right);
      expect(right - Math.round(validationScore * 50)).toBeLessThanOrEqual(50);
    }
  });

  it("parts a matrix of targets at random, and counts a row right in every output", () => {
    const { X, y } = clouds(5, 80, 3);
    const Y = y.map((label) => [Number(label > 0), Number(label > 1)]);
    const { history } = new Perceptron({ ...early, maxIter: 5, tol: null }).fit(X, Y);
    expect(history.every(({ validationScore = -1 }) => Number.isInteger(validationScore * 8))).toBe(true);
  });

  it("leaves rows of weight 0 out of both parts", () => {
    const { X, y } = clouds(6, 60, 2);
    const broken = X.map((x, i) => (i % 2 === 0 ? x : x.map(() => 1e6)));
    const sampleWeight = y.map((_, i) => Number(i % 2 === 0));
    const labels = y.map((_, i) => (i >> 1) % 2);
    const learn = (rows: number[][]) =>
      new Perceptron({ ...early, maxIter: 4, tol: null, shuffle: false }).fit(rows, labels, { sampleWeight });
    expect(learn(broken).coef).toEqual(learn(X).coef);
    expect(learn(broken).history.map(({ validationScore }) => validationScore)).toEqual(
      learn(X).history.map(({ validationScore }) => validationScore),
    );
  });
});
