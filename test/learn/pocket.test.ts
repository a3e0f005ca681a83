// keep: "best": Gallant's pocket with ratchet, one for each output.
import fc from "fast-check";
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { noisy, pocketFit } from "../support/naive.js";
import { anyOptions, anyTrainingSet } from "../support/training-sets.js";

const best: PerceptronOptions = { keep: "best", tol: null };

describeCores("pocket", () => {
  it.each([1, 2, 5, 12])(
    "after %i epochs: weights put in too late, too early, or without the ratchet",
    (epochs) => {
      for (const seed of [1, 2, 3]) {
        const { X, y } = noisy(seed, 70, 4, 2);
        for (const dtype of ["f32", "f64"] as const) {
          const model = new Perceptron({ ...best, dtype, maxIter: epochs, randomState: seed }).fit(X, y);
          const { pocket } = pocketFit({ X, y, epochs, seed });
          expect([...model.coef.data, model.intercept[0]]).toEqual(pocket.w);
          expect(model.predict(X).filter((label, i) => label !== y[i])).toHaveLength(pocket.mistakes);
        }
      }
    },
  );

  it("leaves training itself alone: the last weights go on beside the pocket", () => {
    const { X, y } = noisy(9, 50, 5, 3);
    const learn = (options: PerceptronOptions) =>
      new Perceptron({ ...options, tol: null, maxIter: 7 }).fit(X, y);
    const [kept, plain] = [learn({ keep: "best" }), learn({})];
    expect(kept.history.map(({ mistakes }) => mistakes)).toEqual(
      plain.history.map(({ mistakes }) => mistakes),
    );
    expect(kept.toJSON().training?.weights).toEqual(plain.toJSON().prediction?.weights);
    expect(kept.coef).not.toEqual(plain.coef);
  });

  it("keeps one for each output: an output whose pocket waits for another's", () => {
    const { X, y } = noisy(11, 60, 4, 3);
    const model = new Perceptron({ ...best, maxIter: 8 }).fit(X, y);
    for (const label of [0, 1, 2]) {
      const alone = y.map((other) => Number(other === label));
      const { pocket } = pocketFit({ X, y: alone, epochs: 8, seed: 0 });
      const { data, cols } = model.coef;
      expect([...data.slice(label * cols, (label + 1) * cols), model.intercept[label]]).toEqual(pocket.w);
    }
  });

  it("never makes more mistakes in training than the last weights, or than after fewer epochs", () => {
    fc.assert(
      fc.property(anyTrainingSet, anyOptions, ({ rows, X, y, sampleWeight }, options) => {
        const mistakes = (keep: "best" | "last", maxIter: number): number => {
          const model = new Perceptron({
            ...options,
            ...{ average: false, earlyStopping: false, standardize: false, multiclass: "ovr", keep, maxIter },
          });
          const isFirst = y.map((label) => label === y[0]);
          const predicted = model.fit(X, isFirst, { sampleWeight }).predict(rows);
          return predicted.filter((label, i) => label !== isFirst[i] && sampleWeight?.[i] !== 0).length;
        };
        const counts = [1, 2, 3, 5].map((epochs) => mistakes("best", epochs));
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        expect(mistakes("best", 4)).toBeLessThanOrEqual(mistakes("last", 4));
      }),
      { seed: 1990, numRuns: 80 },
    );
  });

  it("a fit that converges answers with the weights that did", () => {
    const { X } = noisy(5, 40, 3, 2);
    const y = X.map((x) => Number(2 * (x[0] as number) - (x[1] as number) + 0.5 > 0));
    const model = new Perceptron(best).fit(X, y);
    expect(model.converged).toBe(true);
    expect(model.score(X, y)).toBe(1);
  });

  it("of joint outputs keeps them together: rows of W from different moments", () => {
    const { X, y } = noisy(6, 60, 5, 4);
    const model = new Perceptron({ ...best, multiclass: "joint", maxIter: 12 }).fit(X, y);
    const { data, cols } = model.coef;
    for (let j = 0; j < cols; j++) {
      expect([0, 1, 2, 3].reduce((sum, k) => sum + (data[k * cols + j] as number), 0)).toBe(0);
    }
    const last = new Perceptron({ multiclass: "joint", tol: null, maxIter: 12 }).fit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(last.score(X, y));
  });

  it("counts anew over what a call is given: a pocket that an easier batch filled for ever", () => {
    const { X } = noisy(4, 60, 4, 2);
    const y = X.map(([a = 0, b = 0], i) => Number(i % 10 === 0 ? a < b : a > b));
    const model = new Perceptron(best);
    for (let epoch = 0; epoch < 9; epoch++) {
      model.partialFit(X.slice(0, 3), y.slice(0, 3), { classes: [0, 1] });
    }
    expect(model.score(X.slice(0, 3), y.slice(0, 3))).toBe(1);
    const before = model.score(X, y);
    for (let epoch = 0; epoch < 6; epoch++) model.partialFit(X, y);
    expect(model.score(X, y)).toBeGreaterThan(before);
  });
});
