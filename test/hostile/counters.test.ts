// Counters in files stop where sums are exact, so that what goes on from any file that loads is written, and loads, again.
import { describe, expect, it } from "vitest";
import { useCore } from "../../src/core/current.js";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { type ModelState, predictionWeights } from "../../src/learn/model.js";
import type { Fitted } from "../../src/learn/train/fit.js";
import { fromSklearn as readSklearn, type SklearnAttributes } from "../../src/sklearn/index.js";
import { describeCores } from "../support/cores.js";
import { thrown } from "../support/thrown.js";

const MOST = 2 ** 52;
const fromSklearn = (attributes: unknown) => readSklearn(attributes as SklearnAttributes);

describe("what is written loads again", () => {
  it.each([1e6, 2 ** 22, 2 ** 23])("a label of %d characters", (length) => {
    const model = new Perceptron({ maxIter: 1 }).fit([[0], [1]], ["a", '"\\'.repeat(length / 2)]);
    if (length < 2 ** 23) expect(Perceptron.fromBytes(model.toBytes()).classes).toEqual(model.classes);
    const plain = new Perceptron({ maxIter: 1 }).fit([[0], [1]], ["a", "b".repeat(length)]);
    expect(Perceptron.fromBytes(plain.toBytes()).classes).toEqual(plain.classes);
  });

  const kinds: Record<string, PerceptronOptions> = {
    plain: {},
    averaged: { average: true },
    forgetting: { average: { decay: 0.75 } },
    pocket: { keep: "best" },
    joint: { keep: "best", multiclass: "joint" },
    early: { earlyStopping: true, validationFraction: 0.4, tol: 0 },
  };
  const Z = Array.from({ length: 12 }, (_, i) => [i % 5, i % 3]);
  const labels = Array.from({ length: 12 }, (_, i) => "abc"[(i * i) % 3] as string);
  /** A model with all its counters at a number. */
  function countedTo(count: number, model: Perceptron): Perceptron {
    const { settings, fitted } = model.toState();
    const { average, pocket, ...rest } = (fitted as Fitted).state;
    const all = (values: Float64Array): Float64Array => values.map(() => count);
    const state: ModelState = {
      ...{ ...rest, epoch: count, epochsWithoutImprovement: count },
      average: average && {
        ...{ ...average, visits: count },
        decaying: average.decaying && { ...average.decaying, lastVisits: all(average.decaying.lastVisits) },
      },
      pocket: pocket && { ...pocket, runs: all(pocket.runs), streaks: all(pocket.streaks) },
    };
    const stream = fitted?.stream && { ...fitted.stream, rows: count, right: count };
    const prediction = predictionWeights(state);
    return Perceptron.fromState({
      settings,
      fitted: { ...(fitted as Fitted), state, stream, prediction, nIter: count },
    });
  }

  describeCores("counters at their bound", (core) => {
    it.each(Object.entries(kinds))("load, learn more and load again: %s", async (_, options) => {
      useCore(core());
      const model = new Perceptron({ ...options, maxIter: 3, warmStart: true }).fit(Z, labels);
      if (!options.earlyStopping) await model.fitStream([{ X: Z, y: labels }]);
      for (const count of [MOST, MOST - 1, MOST - 5]) {
        const loaded = Perceptron.fromJSON(JSON.parse(JSON.stringify(countedTo(count, model))));
        loaded.fit(Z, labels).fit(Z, labels);
        if (!options.earlyStopping) {
          loaded.partialFit(Z, labels).partialFit([Z[0] as number[]], [labels[0] as string]);
          await loaded.fitStream([0, 1].map(() => ({ X: Z, y: labels })));
        }
        for (const again of [
          Perceptron.fromJSON(JSON.parse(JSON.stringify(loaded))),
          Perceptron.fromBytes(loaded.toBytes()),
        ]) {
          expect(again.predict(Z)).toEqual(loaded.predict(Z));
          again.fit(Z, labels);
        }
      }
    });
  });

  /** Every counter that a saved model has, as paths to it, and a model that has it. */
  const counters: readonly (readonly [string, keyof typeof kinds])[] = [
    ["nIter", "plain"],
    ["training.epoch", "plain"],
    ["training.epochsWithoutImprovement", "plain"],
    ["training.average.visits", "averaged"],
    ["training.average.lastVisits.0", "forgetting"],
    ["training.pocket.runs.0", "pocket"],
    ["training.pocket.streaks.0", "joint"],
    ["training.stream.rows", "plain"],
    ["training.stream.right", "plain"],
    ["training.history.0.epoch", "plain"],
    ["training.history.0.mistakes", "plain"],
    ["training.history.0.rows", "plain"],
  ];

  it.each(counters)("a counter beyond its bound is refused: %s", async (path, kind) => {
    const model = new Perceptron({ ...kinds[kind], maxIter: 3 }).fit(Z, labels);
    await model.fitStream([{ X: Z, y: labels }]);
    for (const count of [MOST + 1, 2 ** 53 - 1, 2 ** 53, 1e300, 0.5, -1, "1", null]) {
      const saved = JSON.parse(JSON.stringify(model));
      const keys = path.split(".");
      const last = keys.pop() as string;
      const place = keys.reduce((at, key) => at[key], saved);
      expect(place[last]).toBeTypeOf("number");
      place[last] = count;
      expect(thrown(() => Perceptron.fromJSON(saved))?.code).toBe("MODEL_FILE");
    }
  });
});

describe("scikit-learn's attributes", () => {
  const attributes = {
    ...{ class: "Perceptron", params: {}, classes_: [0, 1], coef_: [[1, 2]], intercept_: [0] },
    ...{ t_: 5, n_iter_: 1 },
  };
  const sgd = {
    ...attributes,
    ...{ class: "SGDClassifier", standard_coef_: [[1, 2]], standard_intercept_: [0] },
    params: { loss: "perceptron", learning_rate: "constant", average: 5, shuffle: false },
  };

  it("a weight is a number: nothing is coerced into one", () => {
    const cells: unknown[] = [
      null,
      "7",
      "",
      "0x10",
      true,
      [],
      [7],
      {},
      undefined,
      { valueOf: () => 1 },
      1n,
      new Date(0),
    ];
    for (const cell of cells) {
      for (const bad of [
        { ...attributes, coef_: [[1, cell]] },
        { ...attributes, coef_: { data: [1, cell], rows: 1, cols: 2 } },
        { ...attributes, intercept_: [cell] },
        { ...sgd, standard_coef_: [[cell, 1]] },
        { ...sgd, standard_intercept_: [cell] },
        { ...sgd, t_: cell },
        { ...sgd, n_iter_: cell },
      ]) {
        expect(thrown(() => fromSklearn(bad))?.code).toMatch(/^(NOT_A_NUMBER|SKLEARN_ATTRIBUTES)$/);
      }
    }
    for (const cell of [Number.NaN, Infinity, -Infinity]) {
      const bad = [
        { ...attributes, coef_: [[1, cell]] },
        { ...attributes, intercept_: [cell] },
      ];
      for (const saved of [...bad, { ...attributes, coef_: [Float64Array.of(1, cell)] }])
        expect(thrown(() => fromSklearn(saved))?.code).toMatch(/^(NOT_FINITE|SKLEARN_ATTRIBUTES)$/);
    }
  });

  it("a row counter is bounded, and partialFit ends and can be loaded again from any that loads", () => {
    for (const t_ of [2 ** 53, 2 ** 53 - 1, MOST + 1, 1e300, 0, 1.5]) {
      expect(thrown(() => fromSklearn({ ...sgd, t_ }))?.code).toBe("SKLEARN_ATTRIBUTES");
    }
    for (const t_ of [MOST, MOST - 2, 2 ** 32]) {
      const model = fromSklearn({ ...sgd, t_ });
      const rows = [
        [1, 1],
        [1, 2],
        [2, 1],
        [-1, -1],
      ];
      model.partialFit(rows, [1, 1, 1, 0]).partialFit(rows, [1, 1, 1, 0]);
      expect(fromSklearn(model.toSklearn()).toSklearn()).toEqual(model.toSklearn());
    }
  });
});
