// Refusals of rosenblatt/sklearn; a fitted model is unchanged after each.
import { KindError, ShapeError, StateError, ValueError } from "../../src/index.js";
import { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "../../src/sklearn/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

const X = [
  [0, 0],
  [0, 1],
  [1, 0],
  [3, 3],
  [4, 3],
  [3, 4],
];
const y = [0, 0, 0, 1, 1, 1];
const { refused, check } = refusalTable<{ model: Perceptron }>();
const made = { model: new Perceptron().fit(X, y) };
const saved = made.model.toSklearn();
const changed = (change: object) => () => fromSklearn(wrong({ ...saved, ...change }));
const params = (change: object) => changed({ params: { ...saved.params, ...change } });

refused(ValueError, "OPTION_VALUE", {
  'new Perceptron: penalty is the string "l3"; expected "l2" or "l1" or "elasticnet"': () =>
    new Perceptron({ penalty: wrong("l3") }),
  "new Perceptron: alpha is the number -1; expected a finite number ≥ 0": () => new Perceptron({ alpha: -1 }),
  "new Perceptron: l1Ratio is the number 2; expected a number from 0 to 1": () =>
    new Perceptron({ l1Ratio: 2 }),
  "new Perceptron: eta0 is the number 0; expected a finite number above 0": () => new Perceptron({ eta0: 0 }),
  'new Perceptron: version is the string "1.3"; expected "1.2" or "1.9"': () =>
    new Perceptron({ version: wrong("1.3") }),
  "new Perceptron: average is the number 1.5; expected true, false or an integer ≥ 0": () =>
    new Perceptron({ average: 1.5 }),
  "new PassiveAggressiveClassifier: C is the number 0; expected a finite number above 0": () =>
    new PassiveAggressiveClassifier({ C: 0 }),
  'new PassiveAggressiveClassifier: loss is the string "log"; expected "hinge" or "squared_hinge"': () =>
    new PassiveAggressiveClassifier({ loss: wrong("log") }),
  "fromSklearn: eta0 — -1, of a saved estimator": params({ eta0: -1 }),
});
refused(KindError, "OPTION_KIND", {
  "new Perceptron: penalty — 2": () => new Perceptron({ penalty: wrong(2) }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "new Perceptron: did you mean maxIter? — max_iter": () => new Perceptron(wrong({ max_iter: 3 })),
  "new PassiveAggressiveClassifier: the options are fitIntercept, maxIter, tol, shuffle, randomState, earlyStopping, validationFraction, nIterNoChange, classWeight, warmStart, average, version, fixes, C, loss — eta":
    () => new PassiveAggressiveClassifier(wrong({ eta: 3 })),
});
refused(ValueError, "CLASSES_MISSING", {
  "Perceptron.partialFit: { classes } — not given to the first call": () => new Perceptron().partialFit(X, y),
});
refused(ValueError, "CLASSES_DIFFER", {
  "Perceptron.partialFit: 0, 2 — not 0, 1": ({ model }) => model.partialFit(X, y, { classes: [0, 2] }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  "Perceptron.partialFit: y[0] is 2": ({ model }) => model.partialFit(X, [2, 0, 0, 1, 1, 1]),
  'Perceptron.fit: a key of classWeight is "7"': () => new Perceptron({ classWeight: { 7: 2 } }).fit(X, y),
});
refused(ValueError, "BALANCED_PART", {
  'Perceptron.partialFit: classWeight "balanced" — of a part of the rows': () =>
    new Perceptron({ classWeight: "balanced" }).partialFit(X, y, { classes: [0, 1] }),
});
refused(ValueError, "EARLY_STOPPING_PART", {
  "PassiveAggressiveClassifier.partialFit: earlyStopping — of a part of the rows": () =>
    new PassiveAggressiveClassifier({ earlyStopping: true }).partialFit(X, y, { classes: [0, 1] }),
});
refused(ValueError, "ONE_CLASS", {
  "Perceptron.fit: 1 — for each row": () => new Perceptron().fit(X, [1, 1, 1, 1, 1, 1]),
});
refused(ValueError, "PART_TOO_SMALL", {
  "Perceptron.fit: the test part — of one row for two classes": () =>
    new Perceptron({ earlyStopping: true }).fit(X, y),
});
refused(ValueError, "WEIGHT", {
  "Perceptron.fit: sampleWeight[0] — -1": ({ model }) =>
    model.fit(X, y, { sampleWeight: [-1, 1, 1, 1, 1, 1] }),
});
refused(ShapeError, "LENGTH", {
  "Perceptron.fit: y — one label for 6 rows": ({ model }) => model.fit(X, [1]),
});
refused(KindError, "TARGET_KIND", {
  "Perceptron.fit: labels — a matrix for a model of labels": ({ model }) => model.fit(X, Array(6).fill([1])),
});
refused(ValueError, "NOT_FINITE", {
  "Perceptron.fit: row 1, column 1 of X is NaN": ({ model }) =>
    model.fit({ data: Float64Array.of(1, 2, 3, Number.NaN), rows: 2, cols: 2 }, [0, 1]),
});
refused(ShapeError, "FEATURE_COUNT", {
  "Perceptron.predict: 1 feature — not 2": ({ model }) => model.predict([[1]]),
});
refused(StateError, "NOT_FITTED", {
  "Perceptron.toSklearn: call fit or partialFit first": () => new Perceptron().toSklearn(),
});
refused(ValueError, "OVERFLOW", {
  "Perceptron.fit: a weight": () =>
    new Perceptron({ eta0: 1e308 }).fit([[1e308], [1e308], [-1e308]], [1, 0, 1]),
});
const twoRows = [
  [1, 2],
  [3, 4],
];
refused(ValueError, "SKLEARN_ATTRIBUTES", {
  "fromSklearn: the attributes are null": () => fromSklearn(wrong(null)),
  'fromSklearn: class is the string "SVC"': changed({ class: "SVC" }),
  "fromSklearn: t_ is null": changed({ t_: null }),
  "fromSklearn: n_iter_ is the number 0.5": changed({ n_iter_: 0.5 }),
  "fromSklearn: classes_ is not sorted": changed({ classes_: [1, 0] }),
  "fromSklearn: coef_ has 2 rows of 2; expected 1": changed({ coef_: twoRows }),
  "fromSklearn: coef_[0] has a number that is not finite": changed({ coef_: [[1, Infinity]] }),
  "fromSklearn: params has gamma, which is no parameter of a Perceptron": params({ gamma: 1 }),
});

check({ make: () => made, written: ({ model }) => JSON.stringify(model.toSklearn()) });
