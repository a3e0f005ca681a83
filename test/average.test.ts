// The averaged perceptron (Freund & Schapire 1999): the mean of the weights after each visited row.
import fc from "fast-check";
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../src/index.js";
import { describeCores } from "./support/cores.js";
import { Random } from "./support/random.js";
import { typedForms } from "./support/training-sets.js";

/** The mean as it is defined: a model that learns row by row, its weights summed after each row. */
function naiveMean(X: number[][], y: number[], epochs: number, k: number): number[] {
  const d = X[0]?.length ?? 0;
  const W = Array.from({ length: k }, () => new Array<number>(d + 1).fill(0));
  const sum = Array.from({ length: k }, () => new Array<number>(d + 1).fill(0));
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [i, x] of X.entries()) {
      for (const [j, w] of W.entries()) {
        const row = [...x, 1];
        const z = row.reduce((total, value, p) => total + value * (w[p] as number), 0);
        const target = k === 1 ? y[i] : Number(y[i] === j);
        const error = (target as number) - Number(z >= 0);
        for (const [p, value] of row.entries()) w[p] = (w[p] as number) + error * value;
        for (const [p, weight] of w.entries())
          (sum[j] as number[])[p] = ((sum[j] as number[])[p] as number) + weight;
      }
    }
  }
  return sum.flatMap((row) => row.map((total) => total / (epochs * X.length)));
}

/** Weights with the bias behind each row. */
function shown(model: Perceptron): number[] {
  const { data, rows, cols } = model.coef;
  return Array.from({ length: rows }, (_, j) => [
    ...data.slice(j * cols, (j + 1) * cols),
    model.intercept[j] as number,
  ]).flat();
}

const random = new Random(1999);
const noisy = (n: number, d: number, k: number) => ({
  X: Array.from({ length: n }, () => Array.from({ length: d }, () => random.integer(-9, 9))),
  y: Array.from({ length: n }, (_, i) => i % Math.max(k, 2)),
});
const options: PerceptronOptions = { average: true, shuffle: false, tol: null };

describeCores("average", () => {
  it.each([
    [40, 3, 1, 1],
    [40, 3, 1, 7],
    [30, 7, 3, 5],
    [50, 16, 4, 9],
  ])(
    "is the mean after each of %i rows of %i features, %i outputs, %i epochs: a lazy sum that is off by a row",
    (n, d, k, epochs) => {
      const { X, y } = noisy(n, d, k);
      const model = new Perceptron({ ...options, maxIter: epochs }).fit(X, y);
      for (const form of Object.values(typedForms)) {
        const typed = new Perceptron({ ...options, maxIter: epochs }).fit(form(X, Float64Array), y);
        expect(typed.toJSON().training).toMatchObject({ average: model.toJSON().training?.average });
        expect(typed.coef).toEqual(model.coef);
      }
      const mean = naiveMean(X, y, epochs, k);
      const largest = Math.max(...mean.map(Math.abs));
      shown(model).forEach((weight, i) => {
        expect(Math.abs(weight - (mean[i] as number)) / largest).toBeLessThan(1e-12);
      });
    },
  );

  it("leaves training itself alone, and predicts by the mean by every method", () => {
    const { X, y } = noisy(40, 5, 3);
    const plain = new Perceptron({ ...options, average: false, maxIter: 6 }).fit(X, y);
    const averaged = new Perceptron({ ...options, maxIter: 6 }).fit(X, y);
    expect(averaged.history.map(({ mistakes }) => mistakes)).toEqual(
      plain.history.map(({ mistakes }) => mistakes),
    );
    expect(averaged.coef).not.toEqual(plain.coef);
    const { data, cols } = averaged.coef;
    const scores = X.map((x) =>
      [0, 1, 2].map((j) =>
        x.reduce(
          (z, value, p) => z + value * (data[j * cols + p] as number),
          averaged.intercept[j] as number,
        ),
      ),
    );
    expect(averaged.predict(X)).toEqual(scores.map((z) => z.indexOf(Math.max(...z))));
    expect(X.map((x) => averaged.predictOne(x))).toEqual(averaged.predict(X));
  });

  it.each([["rows of numbers", (rows: number[][]) => rows], ...Object.entries(typedForms)])(
    "goes on over warm starts, partial fits and saved models, to the bit: %s",
    (_, form) => {
      const { X: rows, y } = noisy(40, 5, 3);
      const X = form(rows, Float64Array);
      const whole = new Perceptron({ ...options, maxIter: 6 }).fit(X, y);
      const halves = new Perceptron({ ...options, maxIter: 3, warmStart: true }).fit(X, y);
      const resumed = Perceptron.fromJSON(JSON.parse(JSON.stringify(halves))).fit(X, y);
      const steps = new Perceptron(options);
      for (let epoch = 0; epoch < 6; epoch++) steps.partialFit(X, y, { classes: [0, 1, 2] });
      for (const model of [resumed, steps]) {
        expect(model.coef).toEqual(whole.coef);
        expect(model.intercept).toEqual(whole.intercept);
      }
    },
  );

  it("counts the rows that are visited, not those of weight 0", () => {
    const { X, y } = noisy(30, 4, 1);
    const sampleWeight = X.map((_, i) => i % 3);
    const kept = X.map((_, i) => i).filter((i) => i % 3 > 0);
    const all = new Perceptron({ ...options, maxIter: 4 }).fit(X, y, { sampleWeight });
    const few = new Perceptron({ ...options, maxIter: 4 }).fit(
      kept.map((i) => X[i] as number[]),
      kept.map((i) => y[i] as number),
      { sampleWeight: kept.map((i) => i % 3) },
    );
    expect(all.coef).toEqual(few.coef);
  });

  it("an f32 model sums in f64: within a rounding of the f64 model on integers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (d) => {
        const { X, y } = noisy(50, d, 1);
        const wide = shown(new Perceptron({ ...options, maxIter: 9 }).fit(X, y));
        const narrow = shown(new Perceptron({ ...options, maxIter: 9, dtype: "f32" }).fit(X, y));
        expect(narrow).toEqual(wide.map(Math.fround));
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("refuses a saved mean that is none", () => {
    const saved = JSON.parse(
      JSON.stringify(new Perceptron({ ...options, maxIter: 2 }).fit([[0], [1]], [0, 1])),
    );
    const broken = (average: unknown) => () =>
      Perceptron.fromJSON({ ...saved, training: { ...saved.training, average } });
    for (const average of [
      null,
      { ...saved.training.average, visits: 0 },
      { ...saved.training.average, biasSums: [1, 2] },
    ]) {
      expect(broken(average)).toThrow(expect.objectContaining({ code: "MODEL_FILE" }));
    }
  });
});
