// standardize: training on (x − mean) / deviation, weights in the user's own units.
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import type { Scale } from "../../src/learn/model.js";
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
    const scale = new Perceptron(standardize).fit(constant, y).toJSON().prediction?.scale;
    expect([scale?.mean[1], scale?.deviation[1]]).toEqual([0.1, 1]);
  });

  it("keeps the scale of the first batch: one that follows each batch", () => {
    const { X, y } = unlike(3, 40, 2);
    const model = new Perceptron(standardize).partialFit(X.slice(0, 20), y.slice(0, 20), { classes: [0, 1] });
    const first = model.toJSON().prediction?.scale;
    model.partialFit(
      X.slice(20).map((x) => x.map((value) => 3 * value + 1)),
      y.slice(20),
    );
    expect(model.toJSON().prediction?.scale).toEqual(first);
    const refit = model.fit(X, y).toJSON().prediction?.scale;
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

  const far = {
    "f32, 1e6 + i": (i: number) => Float32Array.of(1e6 + i, (i * 7) % 5),
    "f32, 1e5 + i/2": (i: number) => Float32Array.of(1e5 + i / 2, (i * 7) % 5),
    "f64, timestamps in microseconds": (i: number) => [1.7e15 + i, (i * 7) % 5],
  };

  it.each(Object.entries(far))(
    "answers as it learned, far from zero (%s): folded weights lose the margin",
    (_, row) => {
      const X = Array.from({ length: 40 }, (_, i) => row(i));
      let converged = 0;
      for (let k = 3; k < 37; k++) {
        const y = X.map((_, i) => Number(i >= k));
        const model = new Perceptron({ standardize: true, tol: null, maxIter: 3000 }).fit(X, y);
        if (!model.converged) continue;
        converged++;
        expect(model.score(X, y)).toBe(1);
        const restored = Perceptron.fromBytes(model.toBytes());
        for (const same of [model, restored, Perceptron.fromJSON(JSON.parse(JSON.stringify(model)))]) {
          expect(X.map((x) => same.predictOne(x))).toEqual(y);
        }
      }
      expect(converged).toBeGreaterThan(20);
    },
  );

  it("scores are those of the scaled rows, to the bit: in batch, one by one, again and again, and by contributions", () => {
    for (const T of [Float32Array, Float64Array]) {
      const { X, y } = unlike(3, 70, 3);
      const rows = X.map((x) => T.from(x));
      const model = new Perceptron(standardize).fit(rows, y);
      const scale = model.toState().fitted?.prediction.scale as Scale;
      const scaled = X.map((x) =>
        T.from(
          [...T.from(x)].map((v, j) => (v - (scale.mean[j] as number)) / (scale.deviation[j] as number)),
        ),
      );
      const by = new Perceptron(plain).fit(scaled, y);
      const { data, cols } = by.decisionFunction(scaled);
      expect(model.decisionFunction(rows).data).toEqual(data);
      for (let again = 0; again < 20; again++) {
        expect(rows.map((x) => model.predictOne(x))).toEqual(by.predict(scaled));
      }
      rows.forEach((x, i) => {
        expect(model.contributions(x)).toEqual(by.contributions(scaled[i] as Float64Array));
      });
      expect(cols).toBe(3);
    }
  });

  it("reads as weights for the rows as they are: coef that is not folded, or not to rounding", () => {
    const { X, y } = unlike(4, 60, 3);
    const model = new Perceptron(standardize).fit(X, y);
    const { data, cols } = model.coef;
    const z = X.flatMap((x) =>
      Array.from(model.intercept, (b, k) =>
        x.reduce((sum, v, j) => sum + v * (data[k * cols + j] as number), b),
      ),
    );
    closeTo(model.decisionFunction(X).data, z);
  });

  it("features of any size: squares that vanish or overflow, of dense and of sparse rows", () => {
    const { X, y } = unlike(5, 40, 2);
    const holes = X.map((x, i) => x.map((value, j) => ((i + j) % 3 === 0 ? 0 : value)));
    const history = (rows: typeof X, form: (rows: typeof X) => Parameters<Perceptron["fit"]>[0]) => {
      const model = new Perceptron(standardize).fit(form(rows), y);
      return [model.history.map(({ mistakes }) => mistakes), model.predict(form(rows))];
    };
    for (const form of [(rows: typeof X) => rows, sparseOf]) {
      const expected = history(holes, form);
      for (const power of [-980, -700, -560, -500, 450, 506, 600, 900]) {
        const sized = holes.map((x) => x.map((value) => value * 2 ** power));
        expect(history(sized, form)).toEqual(expected);
      }
    }
  });
});
