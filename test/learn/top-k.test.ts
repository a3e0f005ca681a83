// topK: the scores of decisionFunction with their classes, in the order that a stable sort gives them, whichever core
// computes them. A wrong order of ties, a wrong sign of two classes or a sort that loses it past 128 fails.
import { expect, it } from "vitest";
import {
  KindError,
  Perceptron,
  type PerceptronOptions,
  ShapeError,
  StateError,
  ValueError,
} from "../../src/index.js";
import * as sklearn from "../../src/sklearn/index.js";
import { describeCores } from "../support/cores.js";
import { Random } from "../support/random.js";
import { refusalTable, wrong } from "../support/refusals.js";

const random = new Random(15);
const rowsOf = (n: number, d: number) =>
  Array.from({ length: n }, () => Array.from({ length: d }, () => random.real()));
const X = rowsOf(200, 9);

/** What topK should say, from the scores of all classes. */
const sorted = <C>(classes: readonly C[], scores: readonly number[]): { label: C; score: number }[] =>
  classes.map((label, j) => ({ label, score: scores[j] as number })).sort((a, b) => b.score - a.score);

describeCores("topK", () => {
  it.each<[string, PerceptronOptions, number]>([
    ["three classes", {}, 3],
    ["ten classes in f32", { dtype: "f32" }, 10],
    ["ten classes, standardized", { standardize: true, average: true }, 10],
    ["150 classes", { maxIter: 2 }, 150],
    ["joint", { multiclass: "joint" }, 4],
  ])("ranks %s by their scores", (_, options, k) => {
    const labels = X.map((_, i) => `c${i % k}`);
    const model = new Perceptron({ maxIter: 20, ...options }).fit(X, labels);
    const { data } = model.decisionFunction(X);
    X.forEach((x, i) => {
      const all = sorted(model.classes, [...data.subarray(i * k, (i + 1) * k)]);
      expect(model.topK(x)).toEqual(all);
      for (const most of [1, 2, k, k + 1]) expect(model.topK(x, most)).toEqual(all.slice(0, most));
      expect(all[0]?.label).toBe(model.predictOne(x));
    });
  });

  it("gives both of two classes, z for the second and −z for the first", () => {
    const model = new Perceptron().fit([[-1], [1]], ["left", "right"]);
    const [z] = model.decisionFunction([[3]]).data as unknown as [number];
    expect(z).toBeGreaterThan(0);
    expect(model.topK([3])).toEqual([
      { label: "right", score: z },
      { label: "left", score: -z },
    ]);
    expect(model.topK([3], 1)).toEqual([{ label: "right", score: z }]);
    expect(model.topK([-30])[0]?.label).toBe("left");
  });

  it("puts equal scores in the order of classes", () => {
    const y = ["b", "a", "d", "c"];
    const model = new Perceptron({ fitIntercept: false }).fit(
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ],
      y,
    );
    expect(model.topK([0, 0]).map(({ label }) => label)).toEqual(["a", "b", "c", "d"]);
    expect(model.topK([0, 0], 2).map(({ label }) => label)).toEqual(["a", "b"]);
    const two = new Perceptron({ fitIntercept: false }).fit([[-1], [1]], [false, true]);
    expect(two.topK([0]).map(({ label }) => label)).toEqual([false, true]);
    const many = Array.from({ length: 150 }, (_, i) => 100 + i);
    const grown = new Perceptron({ fitIntercept: false }).fit(
      many.map((_, i) => [i + 1]),
      many,
    );
    expect(grown.topK([0]).map(({ label }) => label)).toEqual(many);
    expect(grown.topK([0], 140).map(({ label }) => label)).toEqual(many.slice(0, 140));
  });

  it.each<[string, (j: number) => number]>([
    ["of which two are far from the others", (j) => (j === 60 ? 1e9 : j === 61 ? -1e9 : (j * 37) % 101)],
    [
      "that rise in pairs between two that are far from them",
      (j) => (j === 60 ? 1e9 : j === 61 ? -1e9 : j >> 1),
    ],
    ["whose range overflows", (j) => (j % 2 === 0 ? 1 : -1) * Number.MAX_VALUE * ((j + 1) / 120)],
    ["the smallest that there are", (j) => ((j * 7) % 5) * Number.MIN_VALUE],
    ["many of which are equal", (j) => (j * 7) % 5],
  ])("ranks 120 scores %s", (_, scoreOf) => {
    const scores = Array.from({ length: 120 }, (_, j) => scoreOf(j));
    const classes = scores.map((_, j) => 1000 + j);
    const { prediction, ...file } = new Perceptron({ maxIter: 1 })
      .fit(
        classes.map((label) => [label]),
        classes,
      )
      .toJSON({ resume: false });
    const weights = { ...prediction, weights: scores.map((score) => [score]), bias: scores.map(() => 0) };
    const model = Perceptron.fromJSON({ ...file, prediction: weights });
    for (const k of [undefined, 33, 119])
      expect(model.topK([1], k)).toEqual(sorted(classes, scores).slice(0, k));
  });

  it("ranks the columns of a matrix of targets by their numbers", () => {
    const targets = X.map((_, i) => [i % 2, Number(i % 3 === 0), Number(i % 5 === 0)]);
    const model = new Perceptron({ maxIter: 5 }).fit(X, targets);
    const { data } = model.decisionFunction(X.slice(0, 1));
    expect(model.topK(X[0] as number[])).toEqual(sorted([0, 1, 2], [...data]));
  });
});

it.each([2, 3, 7])("estimators of rosenblatt/sklearn rank %i classes alike", (k) => {
  const labels = X.map((_, i) => i % k);
  for (const Class of [sklearn.Perceptron, sklearn.PassiveAggressiveClassifier]) {
    const model = new Class({ maxIter: 5 }).fit(X, labels);
    const { data, cols } = model.decisionFunction(X);
    X.forEach((x, i) => {
      const z = [...data.subarray(i * cols, (i + 1) * cols)];
      expect(model.topK(x)).toEqual(sorted(model.classes, k === 2 ? [-(z[0] as number), z[0] as number] : z));
      expect(model.topK(x, 1)).toEqual(model.topK(x).slice(0, 1));
    });
  }
});

const { refused, check } = refusalTable();
const fitted = new Perceptron().fit([[0], [1]], ["no", "yes"]);
for (const k of [0, -1, 1.5, NaN, Infinity]) {
  refused(ValueError, "OPTION_VALUE", {
    [`Perceptron.topK: k is the number ${k}; expected an integer above 0`]: () => fitted.topK([1], k),
  });
}
refused(KindError, "OPTION_KIND", {
  'Perceptron.topK: k is the string "2"; expected an integer above 0': () => fitted.topK([1], wrong("2")),
  "Perceptron.topK: k is null": () => fitted.topK([1], wrong(null)),
});
refused(StateError, "NOT_FITTED", {
  "Perceptron.topK: has learned nothing": () => new Perceptron().topK([1]),
});
refused(KindError, "NOT_A_NUMBER", {
  "Perceptron.topK: x[0] is an array": () => fitted.topK(wrong([[1], [2]])),
});
refused(ShapeError, "FEATURE_COUNT", { "Perceptron.topK: 2 features": () => fitted.topK([1, 2]) });
refused(ValueError, "NOT_FINITE", { "Perceptron.topK: x[0] is NaN": () => fitted.topK([NaN]) });
refused(KindError, "NOT_A_VECTOR", { "Perceptron.topK: x is the number 1": () => fitted.topK(wrong(1)) });
check();
