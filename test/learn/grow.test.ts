// classes: "grow": one row of weights for each class that has come, and new ones enter with zeros.
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Label, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { noisy } from "../support/naive.js";
import { anyOptions } from "../support/training-sets.js";

const grow = { classes: "grow" } as const;

/** A growing model that has met batches of rows, one after the other. */
function met(options: PerceptronOptions, batches: readonly (readonly [number[][], Label[]])[]): Perceptron {
  const model = new Perceptron(options);
  for (const [X, y] of batches) model.partialFit(X, y, grow);
  return model;
}

describeCores("classes that grow", () => {
  it("keeps one row of weights per class from the first call, be it for one class or two", () => {
    const model = new Perceptron().partialFit([[1, 2]], ["m"], grow);
    expect([model.classes, model.coef.rows, model.predictOne([5, 5])]).toEqual([["m"], 1, "m"]);
    model.partialFit([[3, 1]], ["z"], grow);
    expect([model.classes, model.coef.rows]).toEqual([["m", "z"], 2]);
    model.partialFit([[2, 2]], ["a"], grow);
    expect([model.classes, model.coef.rows, model.intercept.length]).toEqual([["a", "m", "z"], 3, 3]);
    expect(model.decisionFunction([[1, 1]]).cols).toBe(3);
  });

  it("a new class takes its sorted place with zeros, and the others keep their weights", () => {
    const { X } = noisy(1, 12, 4, 2);
    const model = met({ shuffle: false }, [[X, X.map((_, i) => (i % 2 === 0 ? "b" : "d"))]]);
    const [before, bias] = [[...model.coef.data], [...model.intercept]];
    // A row of zeros moves no weight, only biases.
    for (const label of ["a", "c", "e"]) model.partialFit([[0, 0, 0, 0]], [label], grow);
    expect(model.classes).toEqual(["a", "b", "c", "d", "e"]);
    const { data, cols } = model.coef;
    const row = (k: number): number[] => [...data.slice(k * cols, (k + 1) * cols)];
    expect([row(1), row(3)]).toEqual([before.slice(0, 4), before.slice(4)]);
    for (const k of [0, 2, 4]) expect(row(k)).toEqual([0, 0, 0, 0]);
    expect(bias).toHaveLength(2);
  });

  it("a class that comes late is one that was there from the first row on, and silent: means over fewer rows", () => {
    // Of joint outputs a and b, one is never below 0, and c comes behind them: it is not chosen before it is right.
    const options: PerceptronOptions = { multiclass: "joint", shuffle: false, average: true };
    const { X, y } = noisy(2, 40, 5, 3);
    const names = y.map((label) => ["a", "b", "c"][label] as string);
    const few = names.map((name) => (name === "c" ? "a" : name));
    const grown = met(options, [
      [X, few],
      [X, names],
    ]);
    const known = new Perceptron(options)
      .partialFit(X, few, { classes: ["a", "b", "c"] })
      .partialFit(X, names);
    expect(grown.coef).toEqual(known.coef);
    expect(grown.intercept).toEqual(known.intercept);
  });

  it("grows means, pockets and files with it, for every option and order of arrival", () => {
    fc.assert(
      fc.property(anyOptions, fc.integer({ min: 0, max: 99 }), (options, seed) => {
        const { X, y } = noisy(seed, 36, 3, 4);
        const plain: PerceptronOptions = { ...options, earlyStopping: false, classWeight: undefined };
        const order = [2, 0, 3, 1].map((label) => (label + seed) % 4);
        const parts = order.map((_, step) => {
          const kept = y.map((_, i) => i).filter((i) => order.indexOf(y[i] as number) <= step);
          return [kept.map((i) => X[i] as number[]), kept.map((i) => y[i] as Label)] as const;
        });
        const straight = met(plain, parts);
        let saved = new Perceptron(plain);
        for (const [part, labels] of parts) {
          saved = Perceptron.fromBytes(saved.partialFit(part, labels, grow).toBytes());
          saved = Perceptron.fromJSON(JSON.parse(JSON.stringify(saved)));
        }
        expect(saved.coef).toEqual(straight.coef);
        expect(saved.classes).toEqual([0, 1, 2, 3]);
        expect(saved.predict(X)).toEqual(straight.predict(X));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("weighs classes that have not come yet, and grows a model that began with three", () => {
    const model = new Perceptron({ classWeight: { spam: 5, ham: 1 } });
    model.partialFit([[1], [2]], ["ham", "ham"], grow).partialFit([[3]], ["spam"], grow);
    expect(Perceptron.fromBytes(model.toBytes()).classes).toEqual(["ham", "spam"]);
    const three = new Perceptron().partialFit([[1], [2], [3]], [0, 1, 2], { classes: [0, 1, 2] });
    expect(three.partialFit([[4]], [9], grow).classes).toEqual([0, 1, 2, 9]);
  });

  it("fit begins anew, and goes on with the classes there are where it is warm", () => {
    const { X, y } = noisy(3, 20, 3, 2);
    const model = met({}, [[X, y]]);
    expect(model.coef.rows).toBe(2);
    expect(model.fit(X, y).coef).toEqual(new Perceptron().fit(X, y).coef);
    expect(met({ warmStart: true }, [[X, y]]).fit(X, y).coef.rows).toBe(2);
  });
});

it("is remembered: by later batches, by streams and by both files", async () => {
  const begun = () =>
    new Perceptron().partialFit(
      [
        [8, 9],
        [20, 22],
      ],
      [5, 6],
      grow,
    );
  const told = begun().partialFit([[10, 12]], [8], grow);
  const models = [
    begun(),
    Perceptron.fromJSON(JSON.parse(JSON.stringify(begun()))),
    Perceptron.fromBytes(begun().toBytes()),
  ];
  for (const model of models) {
    model.partialFit([[10, 12]], [8]);
    expect([model.classes, model.coef]).toEqual([[5, 6, 8], told.coef]);
    await model.fitStream([{ X: [[1, 2]], y: [9] }]);
    expect(model.classes).toEqual([5, 6, 8, 9]);
  }
  expect(() => begun().partialFit([[1, 2]], [7], { classes: [5, 6, 7] })).toThrow(
    expect.objectContaining({ code: "CLASSES_DIFFER" }),
  );
  expect(() =>
    new Perceptron().partialFit([[1], [2]], [5, 6], { classes: [5, 6] }).partialFit([[1]], [7]),
  ).toThrow(expect.objectContaining({ code: "UNKNOWN_CLASS" }));
});
