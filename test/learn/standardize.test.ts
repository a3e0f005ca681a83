// standardize: training on (x − mean) / deviation, weights in the user's own units.
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";
import { sparseOf } from "../support/training-sets.js";

const plain: PerceptronOptions = { tol: null, maxIter: 6 };
const standardize = { ...plain, standardize: true };

/** Mean and deviation of each column of the rows, as they are defined. */
function scaleOf(X: readonly (readonly number[])[]) {
  return (X[0] ?? []).map((_, j) => {
    const mean = X.reduce((sum, x) => sum + (x[j] as number), 0) / X.length;
    const variance = X.reduce((sum, x) => sum + ((x[j] as number) - mean) ** 2, 0) / X.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
}

/** Rows of features whose units differ by a factor of a million. */
function unlike(seed: number, n: number, classes: number) {
  const { X, y } = noisy(seed, n, 4, classes);
  return { X: X.map(([a = 0, b = 0, c = 0]) => [a / 1000, 1000 * b + 5e4, c, 7]), y };
}

const closeTo = (values: ArrayLike<number>, others: readonly number[]): void => {
  const largest = Math.max(...others.map(Math.abs));
  Array.from(values).forEach((value, i) => {
    expect(Math.abs(value - (others[i] as number)) / largest).toBeLessThan(1e-12);
  });
};

describeCores("standardize", () => {
  it("is training on the scaled samples, folded back: a bias without the means, a constant that divides by 0", () => {
    for (const average of [false, true]) {
      const { X, y } = unlike(1, 60, 3);
      const scale = scaleOf(X);
      const scaled = X.map((x) =>
        x.map((value, j) => {
          const { mean, deviation } = scale[j] as (typeof scale)[number];
          return (value - mean) / deviation;
        }),
      );
      const model = new Perceptron({ ...standardize, average }).fit(X, y);
      const by = new Perceptron({ ...plain, average }).fit(scaled, y);
      expect(model.history.map(({ mistakes }) => mistakes)).toEqual(
        by.history.map(({ mistakes }) => mistakes),
      );
      const { data, cols } = by.coef;
      const folded = Array.from(data, (w, at) => w / (scale[at % cols]?.deviation ?? 1));
      closeTo(model.coef.data, folded);
      closeTo(
        model.intercept,
        Array.from(by.intercept, (b, k) =>
          scale.reduce((sum, { mean }, j) => sum - (folded[k * cols + j] as number) * mean, b),
        ),
      );
      expect(model.predict(X)).toEqual(by.predict(scaled));
    }
  });

  it("a constant feature has deviation 0, which counts as 1, whatever its rounding", () => {
    const { X, y } = noisy(2, 30, 2, 2);
    const constant = X.map(([a = 0]) => [a, 0.1]); // thirty times 0.1 do not sum to 3
    const scale = new Perceptron(standardize).fit(constant, y).toJSON().fitted?.scale;
    expect([scale?.mean[1], scale?.deviation[1]]).toEqual([0.1, 1]);
  });

  it("keeps the scale of the first batch: one that follows each batch", () => {
    const { X, y } = unlike(3, 40, 2);
    const model = new Perceptron(standardize).partialFit(X.slice(0, 20), y.slice(0, 20), { classes: [0, 1] });
    const first = model.toJSON().fitted?.scale;
    model.partialFit(
      X.slice(20).map((x) => x.map((value) => 3 * value + 1)),
      y.slice(20),
    );
    expect(model.toJSON().fitted?.scale).toEqual(first);
    const refit = model.fit(X, y).toJSON().fitted?.scale;
    expect(refit).not.toEqual(first);
  });

  it("scales sparse samples and does not centre them", () => {
    const { X, y } = noisy(4, 50, 6, 3);
    const holes = X.map((x) => x.map((value) => (value % 2 === 0 ? 0 : value)));
    const scale = scaleOf(holes);
    const model = new Perceptron(standardize).fit(sparseOf(holes), y);
    const by = new Perceptron(plain).fit(
      holes.map((x) => x.map((value, j) => value / (scale[j]?.deviation ?? 1))),
      y,
    );
    expect(model.history.map(({ mistakes }) => mistakes)).toEqual(by.history.map(({ mistakes }) => mistakes));
    closeTo(
      model.coef.data,
      Array.from(by.coef.data, (w, at) => w / (scale[at % 6]?.deviation ?? 1)),
    );
    expect([...model.intercept]).toEqual([...by.intercept]);
  });

  it("after a dense batch a sparse one is its dense twin: zeros that lose their mean", () => {
    const { X, y } = noisy(5, 40, 6, 2);
    const holes = X.map((x) => x.map((value) => (value % 3 === 0 ? 0 : value)));
    const [dense, sparse] = [holes, sparseOf(holes)].map((second) =>
      new Perceptron(standardize).partialFit(X, y, { classes: [0, 1] }).partialFit(second, y),
    );
    expect(sparse?.coef).toEqual(dense?.coef);
    expect(sparse?.intercept).toEqual(dense?.intercept);
  });

  it("leaves rows of weight 0 out of mean and deviation", () => {
    const { X, y } = unlike(6, 30, 2);
    const sampleWeight = y.map((_, i) => Number(i % 3 > 0));
    const kept = X.map((_, i) => i).filter((i) => i % 3 > 0);
    const all = new Perceptron({ ...standardize, shuffle: false }).fit(X, y, { sampleWeight });
    const few = new Perceptron({ ...standardize, shuffle: false }).fit(
      kept.map((i) => X[i] as number[]),
      kept.map((i) => y[i] as number),
    );
    expect(all.coef).toEqual(few.coef);
  });

  it("makes units not matter: metres or millimetres, the same predictions", () => {
    const { X, y } = noisy(7, 60, 5, 3);
    const powers = [1, 1024, 2 ** -12, 2 ** 20, 4];
    const metres = new Perceptron(standardize).fit(X, y);
    const others = X.map((x) => x.map((value, j) => value * (powers[j] as number)));
    const millimetres = new Perceptron(standardize).fit(others, y);
    expect(millimetres.decisionFunction(others).data).toEqual(metres.decisionFunction(X).data);
  });
});
