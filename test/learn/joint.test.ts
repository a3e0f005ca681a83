// multiclass: "joint": one decision a row, one update to the right class and the chosen one.
import fc from "fast-check";
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { jointFit, noisy } from "../support/naive.js";
import { anyOptions, anyTrainingSet, typedForms } from "../support/training-sets.js";

const joint: PerceptronOptions = { multiclass: "joint", tol: null };

describeCores("joint", () => {
  it.each([
    [30, 3, 3],
    [41, 7, 4],
    [60, 16, 9],
    [25, 1, 5],
  ])(
    "%i rows of %i features, %i classes: another class, sign or order of ties than the definition's",
    (n, d, classes) => {
      const { X, y } = noisy(n, n, d, classes);
      for (const dtype of ["f32", "f64"] as const) {
        const kind = dtype === "f32" ? Float32Array : Float64Array;
        const shuffled = { ...joint, dtype, maxIter: 6, randomState: 4 };
        const models: [Perceptron, number?][] = [
          [new Perceptron(shuffled).fit(X, y), 4],
          ...Object.values(typedForms).map((form): [Perceptron] => [
            new Perceptron({ ...shuffled, shuffle: false }).fit(form(X, kind), y),
          ]),
        ];
        for (const [model, seed] of models) {
          const naive = jointFit({ X, y, epochs: 6, seed }, classes);
          expect(model.history.map(({ mistakes }) => mistakes)).toEqual(naive.mistakes);
          expect(model.history.map(({ accuracy }) => accuracy)).toEqual(
            naive.mistakes.map((mistakes) => 1 - mistakes / n),
          );
          expect([...model.coef.data]).toEqual(naive.W.flatMap((w) => w.slice(0, d)));
          expect([...model.intercept]).toEqual(naive.W.map((w) => w[d]));
        }
      }
    },
  );

  it("what one class gains another loses: rows of W that do not sum to zero", () => {
    const { X, y } = noisy(7, 50, 6, 4);
    for (const average of [false, true]) {
      const { coef, intercept } = new Perceptron({ ...joint, average, maxIter: 9 }).fit(X, y);
      for (let j = 0; j < 6; j++) {
        const sum = [0, 1, 2, 3].reduce((total, k) => total + (coef.data[k * 6 + j] as number), 0);
        if (average) expect(Math.abs(sum)).toBeLessThan(1e-9);
        else expect(sum).toBe(0);
      }
      expect(Math.abs([...intercept].reduce((a, b) => a + b, 0))).toBeLessThan(1e-9);
    }
  });

  it("two classes are the same as one against the rest, with every option", () => {
    fc.assert(
      fc.property(anyTrainingSet, anyOptions, ({ X, y, sampleWeight }, options) => {
        const twoClasses = y.map((label) => label === y[0]);
        const learn = (multiclass: "ovr" | "joint"): unknown => {
          const model = new Perceptron({ ...options, multiclass, maxIter: 4 });
          return model.fit(X, twoClasses, { sampleWeight }).coef;
        };
        expect(learn("joint")).toEqual(learn("ovr"));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("weighs a row by its class alone: the weight of the class that was chosen", () => {
    const { X, y } = noisy(8, 40, 3, 3);
    const weight = [1, 2, 4];
    const byClass = new Perceptron({ ...joint, maxIter: 5, classWeight: { 0: 1, 1: 2, 2: 4 } }).fit(X, y);
    const byRow = new Perceptron({ ...joint, maxIter: 5 }).fit(X, y, {
      sampleWeight: y.map((label) => weight[label] as number),
    });
    expect(byClass.coef).toEqual(byRow.coef);
    const without = new Perceptron({ ...joint, maxIter: 5, classWeight: { 0: 0 } }).fit(X, y);
    const kept = y.map((label) => Number(label > 0));
    expect(without.coef).toEqual(
      new Perceptron({ ...joint, maxIter: 5 }).fit(X, y, { sampleWeight: kept }).coef,
    );
  });

  it("converges where planes part every pair, and only then", () => {
    const X = [
      [0, 9],
      [1, 8],
      [9, 0],
      [8, 1],
      [-9, -9],
      [-8, -9],
    ];
    const model = new Perceptron(joint).fit(X, ["n", "n", "e", "e", "sw", "sw"]);
    expect(model.converged).toBe(true);
    expect(model.score(X, ["n", "n", "e", "e", "sw", "sw"])).toBe(1);
  });
});
