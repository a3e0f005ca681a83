// Every refusal of rosenblatt/sklearn with its class, code and exact text; the model is unchanged after each.
import { expect, it } from "vitest";
import { KindError, ShapeError, StateError, ValueError } from "../../src/index.js";
import { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "../../src/sklearn/index.js";

const X = [
  [0, 0],
  [0, 1],
  [1, 0],
  [3, 3],
  [4, 3],
  [3, 4],
];
const y = [0, 0, 0, 1, 1, 1];
/** What the types forbid and JavaScript allows. */
const untyped = (value: unknown) => value as never;
const model = new Perceptron().fit(X, y);
const saved = model.toSklearn();
const changed = (change: object) => () => fromSklearn(untyped({ ...saved, ...change }));
const params = (change: object) => changed({ params: { ...saved.params, ...change } });
const NONE = "not a fitted estimator of scikit-learn:";

it.each<[string, string, typeof KindError | typeof ValueError, () => unknown]>([
  [
    "OPTION_VALUE",
    'new Perceptron: penalty is the string "l3"; expected "l2" or "l1" or "elasticnet"',
    ValueError,
    () => new Perceptron({ penalty: untyped("l3") }),
  ],
  [
    "OPTION_KIND",
    'new Perceptron: penalty is the number 2; expected "l2" or "l1" or "elasticnet"',
    KindError,
    () => new Perceptron({ penalty: untyped(2) }),
  ],
  [
    "OPTION_VALUE",
    "new Perceptron: alpha is the number -1; expected a finite number ≥ 0",
    ValueError,
    () => new Perceptron({ alpha: -1 }),
  ],
  [
    "OPTION_VALUE",
    "new Perceptron: l1Ratio is the number 2; expected a number from 0 to 1",
    ValueError,
    () => new Perceptron({ l1Ratio: 2 }),
  ],
  [
    "OPTION_VALUE",
    "new Perceptron: eta0 is the number 0; expected a finite number above 0",
    ValueError,
    () => new Perceptron({ eta0: 0 }),
  ],
  [
    "OPTION_VALUE",
    'new Perceptron: version is the string "1.3"; expected "1.2" or "1.9"',
    ValueError,
    () => new Perceptron({ version: untyped("1.3") }),
  ],
  [
    "OPTION_VALUE",
    "new Perceptron: average is the number 1.5; expected true, false or an integer ≥ 0",
    ValueError,
    () => new Perceptron({ average: 1.5 }),
  ],
  [
    "UNKNOWN_OPTION",
    'new Perceptron: there is no option "max_iter"; did you mean maxIter?',
    KindError,
    () => new Perceptron(untyped({ max_iter: 3 })),
  ],
  [
    "UNKNOWN_OPTION",
    'new PassiveAggressiveClassifier: there is no option "eta"; the options are fitIntercept, maxIter, tol, shuffle, randomState, earlyStopping, validationFraction, nIterNoChange, classWeight, warmStart, average, version, fixes, C, loss',
    KindError,
    () => new PassiveAggressiveClassifier(untyped({ eta: 3 })),
  ],
  [
    "OPTION_VALUE",
    "new PassiveAggressiveClassifier: C is the number 0; expected a finite number above 0",
    ValueError,
    () => new PassiveAggressiveClassifier({ C: 0 }),
  ],
  [
    "OPTION_VALUE",
    'new PassiveAggressiveClassifier: loss is the string "log"; expected "hinge" or "squared_hinge"',
    ValueError,
    () => new PassiveAggressiveClassifier({ loss: untyped("log") }),
  ],
  [
    "CLASSES_MISSING",
    "Perceptron.partialFit: the first call needs { classes }, every label that may come; later batches may lack some",
    ValueError,
    () => new Perceptron().partialFit(X, y),
  ],
  [
    "CLASSES_DIFFER",
    "Perceptron.partialFit: classes is 0, 2, but the model was fitted with 0, 1",
    ValueError,
    () => model.partialFit(X, y, { classes: [0, 2] }),
  ],
  [
    "UNKNOWN_CLASS",
    "Perceptron.partialFit: y[0] is 2, which is no class of this model; its classes are 0, 1",
    ValueError,
    () => model.partialFit(X, [2, 0, 0, 1, 1, 1]),
  ],
  [
    "BALANCED_PART",
    'Perceptron.partialFit: classWeight "balanced" needs all rows at once, and this is a part; pass { label: weight }',
    ValueError,
    () => new Perceptron({ classWeight: "balanced" }).partialFit(X, y, { classes: [0, 1] }),
  ],
  [
    "EARLY_STOPPING_PART",
    "PassiveAggressiveClassifier.partialFit: earlyStopping needs all rows at once, and this is a part; call fit",
    ValueError,
    () => new PassiveAggressiveClassifier({ earlyStopping: true }).partialFit(X, y, { classes: [0, 1] }),
  ],
  [
    "ONE_CLASS",
    "Perceptron.fit: every label is 1; a classifier needs at least two classes",
    ValueError,
    () => new Perceptron().fit(X, [1, 1, 1, 1, 1, 1]),
  ],
  [
    "UNKNOWN_CLASS",
    'Perceptron.fit: a key of classWeight is "7", which is no class of this model; its classes are 0, 1',
    ValueError,
    () => new Perceptron({ classWeight: { 7: 2 } }).fit(X, y),
  ],
  [
    "PART_TOO_SMALL",
    "Perceptron.fit: the test part has 1 row for 2 classes; change validationFraction, or turn earlyStopping off",
    ValueError,
    () => new Perceptron({ earlyStopping: true }).fit(X, y),
  ],
  [
    "WEIGHT",
    "Perceptron.fit: sampleWeight[0] is the number -1; expected a finite number ≥ 0",
    ValueError,
    () => model.fit(X, y, { sampleWeight: [-1, 1, 1, 1, 1, 1] }),
  ],
  [
    "LENGTH",
    "Perceptron.fit: y has 1 element; expected 6, one per row of X",
    ShapeError,
    () => model.fit(X, [1]),
  ],
  [
    "TARGET_KIND",
    "Perceptron.fit: the model was fitted with labels, and y is of the other kind",
    KindError,
    () =>
      model.fit(
        X,
        X.map(() => [1]),
      ),
  ],
  [
    "NOT_FINITE",
    "Perceptron.fit: row 1, column 1 of X is NaN; expected a finite number",
    ValueError,
    () => model.fit({ data: Float64Array.of(1, 2, 3, Number.NaN), rows: 2, cols: 2 }, [0, 1]),
  ],
  [
    "FEATURE_COUNT",
    "Perceptron.predict: the input has 1 feature, but the model was fitted with 2",
    ShapeError,
    () => model.predict([[1]]),
  ],
  [
    "NOT_FITTED",
    "Perceptron.toSklearn: this model has learned nothing yet; call fit or partialFit first",
    StateError,
    () => new Perceptron().toSklearn(),
  ],
  [
    "OVERFLOW",
    "Perceptron.fit: a weight overflowed f64 although every input is finite; scale the numbers down",
    ValueError,
    () => new Perceptron({ eta0: 1e308 }).fit([[1e308], [1e308], [-1e308]], [1, 0, 1]),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} the attributes are null`,
    ValueError,
    () => fromSklearn(untyped(null)),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} class is the string "SVC"`,
    ValueError,
    changed({ class: "SVC" }),
  ],
  ["SKLEARN_ATTRIBUTES", `Perceptron.fromSklearn: ${NONE} t_ is null`, ValueError, changed({ t_: null })],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} n_iter_ is the number 0.5`,
    ValueError,
    changed({ n_iter_: 0.5 }),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} classes_ is not sorted`,
    ValueError,
    changed({ classes_: [1, 0] }),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} coef_ has 2 rows of 2, and 1 are expected`,
    ValueError,
    changed({
      coef_: [
        [1, 2],
        [3, 4],
      ],
    }),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} coef_[0] has a number that is not finite`,
    ValueError,
    changed({ coef_: [[1, Infinity]] }),
  ],
  [
    "SKLEARN_ATTRIBUTES",
    `Perceptron.fromSklearn: ${NONE} params has gamma, which is no parameter of a Perceptron`,
    ValueError,
    params({ gamma: 1 }),
  ],
  [
    "OPTION_VALUE",
    "new Perceptron: eta0 is the number -1; expected a finite number above 0",
    ValueError,
    params({ eta0: -1 }),
  ],
])("%s: %s", (code, text, error, call) => {
  const before = JSON.stringify(model.toSklearn());
  for (let round = 0; round < 2; round++) {
    let thrown: unknown;
    try {
      call();
    } catch (refusal) {
      thrown = refusal;
    }
    expect(thrown).toBeInstanceOf(error);
    expect([(thrown as ValueError).code, (thrown as ValueError).message]).toEqual([code, text]);
  }
  expect(JSON.stringify(model.toSklearn())).toBe(before);
});
