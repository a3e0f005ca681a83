import { describe, expect, it } from "vitest";
import { dense, heaviside, matmul, Perceptron, sgn, TLU } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import {
  boom,
  type Call,
  checkTable,
  each,
  explode,
  FINITE,
  halves,
  hostile,
  KindError,
  learn,
  level,
  load,
  meet,
  nothing,
  notNumbers,
  refused,
  strange,
  tall,
  thrownBy,
  ValueError,
  vast,
  written,
  wrong,
  X,
  y,
} from "../support/refusals.js";

// Coerces its options, never ends, never learns, or has another seed than it says.
const settings = [
  ["eta0", "a finite number above 0", [0, -0.1, NaN, Infinity]],
  ["maxIter", "an integer above 0", [0, -1, 2.5, Infinity]],
  ["nIterNoChange", "an integer above 0", [0, 0.5]],
  ["tol", "null or a finite number ≥ 0", [-0.001, NaN, Infinity]],
  ["randomState", "an integer from 0 to 4294967295", [-1, 1.5, 2 ** 32, NaN]],
  ["step", '"heaviside" or "sgn"', ["relu"]],
  ["dtype", '"f32" or "f64"', ["f16"]],
  ["shuffle", "true or false", []],
  ["fitIntercept", "true or false", []],
  ["warmStart", "true or false", []],
] as const;
meet(
  { "new Perceptron": (_, given) => new Perceptron(given), "new TLU": (_, given) => new TLU(given) },
  (bad) => {
    for (const [name, expected, values] of settings) {
      const type = typeof (values[0] ?? true);
      for (const [text, value] of each(strange))
        if (typeof value !== type)
          bad(KindError, "OPTION_KIND", `${name} is ${text}; expected ${expected}`, { [name]: value });
      for (const value of values)
        bad(
          ValueError,
          "OPTION_VALUE",
          `${name} is the ${type} ${type === "string" ? `"${value}"` : value}; expected ${expected}`,
          { [name]: value },
        );
    }
    for (const [text, value] of each({ ...nothing, ...strange, "an array": [1] }))
      if (value !== undefined && (Array.isArray(value) || typeof value !== "object" || value === null))
        bad(KindError, "OPTIONS", `the options are ${text}; expected an object`, value);
    for (const [given, meant] of each({
      max_iter: "maxIter",
      eta: "eta0",
      Shuffle: "shuffle",
      fitIntercpet: "fitIntercept",
    }))
      bad(KindError, "UNKNOWN_OPTION", `there is no option "${given}"; did you mean ${meant}?`, {
        [given]: 1,
      });
  },
);
refused(ValueError, "TWO_CHOICES", {
  'new Perceptron: average and keep: "best" each say which weights to answer with; take one of them': () =>
    new Perceptron({ average: true, keep: "best" }),
});
refused(KindError, "UNKNOWN_OPTION", {
  'Perceptron.fit: there is no option "sampleWeights"; did you mean sampleWeight?': ({ model }) =>
    model.fit(X, y, wrong({ sampleWeights: y })),
  'Perceptron.partialFit: there is no option "onEpoch"; the options are sampleWeight, classes': ({ model }) =>
    model.partialFit(X, y, wrong({ onEpoch: explode })),
});
refused(KindError, "OPTIONS", {
  "Perceptron.fit: the options are an array; expected an object": ({ model }) =>
    model.fit(X, y, wrong([1, 1, 1, 1])),
});
refused(KindError, "OPTION_KIND", {
  'Perceptron.fit: onEpoch is the string "log"; expected a function': ({ model }) =>
    model.fit(X, y, { onEpoch: wrong("log") }),
});
refused(ValueError, "OPTION_VALUE", {
  'dense: step is the string "relu"; expected "heaviside" or "sgn"': () =>
    dense(X, [[1], [1]], [0], wrong("relu")),
});
meet({ heaviside: (_, z) => heaviside(z), sgn: (_, z) => sgn(z) }, (bad) => {
  for (const [text, z] of each(notNumbers))
    bad(KindError, "NOT_A_NUMBER", `z is ${text}; expected a number`, z);
});
meet({ "new TLU": (_, bias) => new TLU({ bias }) }, (bad) => {
  for (const [text, bias] of each(notNumbers))
    if (bias !== undefined) bad(KindError, "NOT_A_NUMBER", `bias is ${text}; expected a number`, bias);
  for (const bias of [NaN, Infinity]) bad(ValueError, "NOT_FINITE", `bias is ${bias}; ${FINITE}`, bias);
});
// Loads half a model, or something else. What is wrong, the keys of the file, the keys of its `fitted`.
const files: [string, object, object?][] = [
  ["the model has an unknown key weights", { weights: [] }],
  ['format is the string "sklearn"', { format: "sklearn" }],
  ["version is the number 2", { version: 2 }],
  ['version is the string "1"', { version: "1" }],
  ["fitted is the boolean false", { fitted: false }],
  ["fitted lacks dtype", { fitted: {} }],
  ["fitted has an unknown key pockets", {}, { pockets: [] }],
  ["pocket is there, and the options say otherwise", {}, { pocket: [] }],
  ["average is there, and the options say otherwise", {}, { average: [] }],
  ['dtype is the string "f16"', {}, { dtype: "f16" }],
  ["intercept is an object", {}, { intercept: { length: 1, 0: 1 } }],
  ['intercept[0] is the string "1"', {}, { intercept: ["1"] }],
  ["intercept[0] is the number NaN, which is no finite f64", {}, { intercept: [NaN] }],
  ["coef[0][1] is null", {}, { coef: [[1, null]] }],
  ["coef[0][0] is an object", {}, { coef: [[hostile, 1]] }],
  ["the number of features is undefined", {}, { coef: [1] }],
  ["coef[0][1] is the number 0.1, which is no finite f32", {}, { dtype: "f32", coef: [[1, 0.1]] }],
  ["the number of features is the number 0", {}, { coef: [[]] }],
  ["the number of rows of coef is the number 0", {}, { coef: [] }],
  ["2 rows of weights for 2 classes", {}, { coef: [[1], [2]], intercept: [1, 2] }],
  ["1 rows of weights for 3 classes", {}, { outputs: "multiclass", classes: [0, 1, 2] }],
  [
    'outputs is the string "toString" and grows the boolean false with 2 classes',
    {},
    { outputs: "toString" },
  ],
  ["the classes of a matrix are 0 and 1", {}, { outputs: "multioutput", classes: ["a", "b"] }],
  ["epoch is the number -1", {}, { epoch: -1 }],
  ["epoch is the number 1.5", {}, { epoch: 1.5 }],
  ["stale is null", {}, { stale: null }],
  ['best is the string "0"', {}, { best: "0" }],
  ["converged is the number 1 after such a history", {}, { converged: 1 }],
  ["history is an object", {}, { history: {} }],
  ["history[0] is null", {}, { history: [null] }],
  ["history[0] lacks epoch", {}, { history: [{}] }],
  ["mistakes is the number 0.5", {}, { history: [{ epoch: 1, mistakes: 0.5, accuracy: 1, seconds: 0 }] }],
];
const SAVED = "Perceptron.fromJSON: not a saved model of this version:";
for (const [text, file, fitted] of files)
  refused(ValueError, "MODEL_FILE", { [`${SAVED} ${text}`]: () => load(file, fitted) });
for (const [text, value] of each({ ...nothing, "the number 4": 4, "a symbol": Symbol() }))
  refused(ValueError, "MODEL_FILE", { [`${SAVED} the model is ${text}`]: () => Perceptron.fromJSON(value) });
refused(ValueError, "MODEL_FILE", {
  [`${SAVED} it is a string; parse it with JSON.parse first`]: ({ model }) =>
    Perceptron.fromJSON(JSON.stringify(model)),
});

checkTable("refusals, options and files");

describeCores("refusals, besides", () => {
  describe("callbacks and getters, against a program that commits half a fit or stays locked", () => {
    const row = Object.defineProperty([1, 1], 1, { get: explode });
    const input = Object.defineProperty({ rows: 4, cols: 2 }, "data", { get: explode, enumerable: true });
    let epochs = 0;
    const third = { onEpoch: () => (++epochs % 3 === 0 ? explode() : undefined) };
    it.each<[string, Call]>([
      ["onEpoch, in epoch 3", ({ model }) => model.fit(X, [1, 0, 0, 1], third)],
      ["a getter of X", ({ model }) => model.fit(wrong(input), y)],
      ["a getter in a row", ({ model }) => model.fit([X[0], X[1], X[2], row], y)],
      ["a getter in a row, at predict", ({ model }) => model.predict([X[0], row])],
    ])("an error of %s comes out as it is; the model is as before and can learn again", (_place, call) => {
      const models = learn();
      const before = { models: written(models), level: level() };
      expect(thrownBy(() => call(models))).toBe(boom);
      expect({ models: written(models), level: level() }).toEqual(before);
      expect(models.model.fit(X, [1, 0, 0, 0]).predict(X)).toEqual([1, 0, 0, 0]);
    });

    it("bad calls within onEpoch, caught there, leave the outer fit as it would have been", () => {
      const calm = new Perceptron().fit(X, y);
      const model = new Perceptron();
      const codes = new Set<unknown>();
      const inner = [
        () => model.fit(X, [1, 1, 0, 0]),
        () => calm.predict(tall(NaN)),
        () => calm.fit(vast(Array(70_000).fill(0)), halves),
      ];
      const code = (call: () => unknown) => (thrownBy(call) as { code?: unknown }).code;
      const onEpoch = () => {
        for (const call of inner) codes.add(code(call));
      };
      model.fit(X, y, { onEpoch });
      expect([...codes]).toEqual(["BUSY", "NOT_FINITE", "TOO_LARGE"]);
      expect(model.coef).toEqual(calm.coef);
    });
  });

  describe("what must pass, against a check that refuses too much", () => {
    it("options with their defaults learn what no options learn", () => {
      const alone = { average: false, keep: "last", multiclass: "ovr", earlyStopping: false } as const;
      const defaults = { ...alone, validationFraction: 0.1, classWeight: null, tol: 1e-3, dtype: undefined };
      const model = new Perceptron(defaults).fit(X, y, { sampleWeight: null, onEpoch: undefined });
      expect(model.coef).toEqual(new Perceptron().fit(X, y).coef);
    });

    /** What `use` gives while all objects inherit a learning rate. */
    const polluted = <R>(use: () => R): R => {
      const all = Object.prototype as { eta0?: number };
      all.eta0 = 0.5;
      try {
        return use();
      } finally {
        delete all.eta0;
      }
    };

    it("what all objects inherit is no option of a TLU: a learning rate from a polluted prototype", () => {
      const fitted = () => new TLU({ maxIter: 3 }).fit(X, y).weights;
      expect(polluted(fitted)).toEqual(fitted());
      const given = () => new TLU({ eta0: 0.1, maxIter: 3 }).fit(X, y).weights;
      expect(polluted(given)).toEqual(given());
      expect("eta0" in {}).toBe(false);
    });

    it("nor of a Perceptron", () => {
      const fitted = () => new Perceptron({ maxIter: 3 }).fit(X, y).coef;
      expect(polluted(fitted)).toEqual(fitted());
    });

    it("nor in place of one that a Perceptron is given", () => {
      const given = () => new Perceptron({ eta0: 0.1, maxIter: 3 }).fit(X, y).coef;
      expect(polluted(given)).toEqual(given());
    });

    it("the ends of the ranges are inside them, and every number has a step", () => {
      const ends = { eta0: Number.MIN_VALUE, maxIter: 1, tol: 0, nIterNoChange: 1, randomState: 2 ** 32 - 1 };
      expect(new Perceptron(ends).fit(X, y, { sampleWeight: [0, 0, 1, 1] }).nIter).toBe(1);
      expect(matmul([[Number.MAX_VALUE]], [[1]]).data).toEqual(Float64Array.of(Number.MAX_VALUE));
      expect([NaN, -Infinity, -0, 0, Infinity].map(heaviside)).toEqual([0, 0, 1, 1, 1]);
      expect([NaN, -Infinity, -0, 0, Infinity].map(sgn)).toEqual([0, -1, 0, 0, 1]);
    });
  });
});
