// Models taken from scikit-learn and given back: what a golden case learned in Python goes on here to the
// same bits.
import { expect, it } from "vitest";
import { fromSklearn, PassiveAggressiveClassifier, Perceptron } from "../../src/sklearn/index.js";
import { noisy } from "../support/naive.js";

const { X, y } = noisy(17, 60, 4, 3);

it("go on where they were, through JSON: a counter, a class weight or a penalty that is lost", () => {
  const makers = [
    () => new Perceptron({ penalty: "l2", alpha: 0.01, classWeight: { 0: 2 }, randomState: 4 }),
    () => new Perceptron({ penalty: "elasticnet", l1Ratio: 0.4, fitIntercept: false }),
    () => new PassiveAggressiveClassifier({ C: 0.3, loss: "squared_hinge", shuffle: false }),
  ];
  for (const make of makers) {
    const kept = make().partialFit(X, y, { classes: [0, 1, 2] });
    const taken = fromSklearn(JSON.parse(JSON.stringify(kept.toSklearn())));
    expect(taken.predict(X)).toEqual(kept.predict(X));
    expect(taken.partialFit(X, y).toSklearn()).toEqual(kept.partialFit(X, y).toSklearn());
    expect(taken.t).toBe(121);
  }
});

it("take what Python writes, parameters that do not matter to training included", () => {
  const attributes = {
    class: "Perceptron" as const,
    params: {
      alpha: 0.0001,
      class_weight: null,
      early_stopping: false,
      eta0: 1,
      fit_intercept: true,
      l1_ratio: 0.15,
      max_iter: 1000,
      n_iter_no_change: 5,
      n_jobs: null,
      penalty: null,
      random_state: 0,
      shuffle: true,
      tol: 0.001,
      validation_fraction: 0.1,
      verbose: 0,
      warm_start: false,
    },
    classes_: ["no", "yes"],
    coef_: [[1.5, -2]],
    intercept_: [0.25],
    t_: 41.0,
    n_iter_: 4,
  };
  const model = fromSklearn(attributes);
  expect([model.predictOne([1, 0]), model.predictOne([0, 1]), model.t, model.nIter]).toEqual([
    "yes",
    "no",
    41,
    4,
  ]);
  const { params, ...rest } = model.toSklearn();
  const { params: given, ...fitted } = attributes;
  expect(rest).toEqual(fitted);
  const { n_jobs: _n, verbose: _v, ...told } = given;
  expect(params).toEqual(told);
});

it("write an averaged model as the SGDClassifier that it is", () => {
  const model = new Perceptron({ average: true }).fit(X, y);
  const attributes = model.toSklearn();
  expect([attributes.class, attributes.params.loss, attributes.params.average]).toEqual([
    "SGDClassifier",
    "perceptron",
    1,
  ]);
  expect(attributes.coef_.flat()).toEqual([...model.coef.data]);
  expect(fromSklearn(JSON.parse(JSON.stringify(attributes))).predict(X)).toEqual(model.predict(X));
});

// One that goes on from the mean, or takes what is left out for a Perceptron's, learns other weights than Python does.
it("a mean without the weights behind it is refused, and an SGDClassifier that does not say it is a perceptron", () => {
  const { standard_coef_, ...mean } = new Perceptron({ average: true }).fit(X, y).toSklearn();
  expect(() => fromSklearn(mean)).toThrow(/^fromSklearn: standard_coef_ is undefined; expected rows/);
  const { params } = mean;
  for (const lacks of ["loss", "learning_rate"]) {
    const { [lacks]: _, ...others } = params;
    const refusal = { code: "SKLEARN_ATTRIBUTES", message: expect.stringContaining(`${lacks} is undefined`) };
    expect(() => fromSklearn({ ...mean, standard_coef_, params: others } as never)).toThrow(
      expect.objectContaining(refusal),
    );
  }
  const last = { ...mean, params: { ...params, average: mean.t_ } }; // a mean that has not begun
  expect(fromSklearn(last).predict(X)).toHaveLength(y.length);
});
