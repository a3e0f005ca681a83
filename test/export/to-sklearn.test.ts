// scikit-learn, where it is installed, answers as the model whose attributes it was given; and they come back.

import { expect, it } from "vitest";
import { toSklearn } from "../../src/export/index.js";
import { fromScikitLearn } from "../../src/import/index.js";
import { Perceptron } from "../../src/index.js";
import { checkSklearn as check } from "./check-sklearn.js";
import { exactCases, sqlCases } from "./models.js";

it("scikit-learn gives the model's labels", (context) =>
  check(context, [...exactCases(80, 9), ...sqlCases(81, 6)]));

it("has scikit-learn's shapes and names, in the units of the samples", () => {
  const model = new Perceptron({ standardize: true }).fit(
    [
      [1, 10],
      [2, 30],
      [4, 20],
    ],
    [1, 2, 3],
  );
  expect(toSklearn(model)).toEqual({
    ...{ class: "Perceptron", params: {}, classes_: [1, 2, 3], t_: 1, n_iter_: 1 },
    coef_: [0, 1, 2].map((j) => [...model.coef.data.slice(2 * j, 2 * j + 2)]),
    intercept_: [...model.intercept],
  });
});

// NumPy sorts texts by their code points, JavaScript by halves of them; and attributes may be written by hand.
it("answers a score of 0 with the first of two classes, also where they are not in the order of JavaScript", () => {
  for (const classes of [
    ["a", "b"],
    ["b", "a"],
    ["\uff5e", "😀"],
  ]) {
    const model = fromScikitLearn({ classes_: classes, coef_: [[1]], intercept_: [0] });
    expect(model.predict([[-1], [0], [1]])).toEqual([classes[0], classes[0], classes[1]]);
  }
});

it("takes the plain 0 that LinearSVC and RidgeClassifier have where they fit no intercept", () => {
  const model = fromScikitLearn({ classes_: [1, 2, 3], coef_: [[1], [0], [-1]], intercept_: 0 });
  expect(model.predict([[2], [-2]])).toEqual([1, 3]);
});

it("comes back with the same weights, and goes on learning", () => {
  for (const one of sqlCases(82, 10)) {
    const saved = JSON.parse(JSON.stringify(toSklearn(one.model)));
    const model = fromScikitLearn(saved);
    expect(toSklearn(model)).toEqual(saved);
    model.partialFit(
      one.rows,
      one.rows.map((_, i) => model.classes[i % model.classes.length] as number),
    );
  }
  for (const bad of [
    null,
    {},
    { classes_: [1, 2], coef_: [[1], [2]], intercept_: [1, 2] },
    { classes_: [1, 2], coef_: [["1"]], intercept_: [0] },
  ]) {
    expect(() => fromScikitLearn(bad)).toThrow(expect.objectContaining({ code: "SKLEARN_ATTRIBUTES" }));
  }
});
