// Refusals of the root: options, steps, saved models; and what must pass.
import { describe, expect, it } from "vitest";
import { dense, heaviside, KindError, matmul, Perceptron, sgn, TLU, ValueError } from "../../src/index.js";
import {
  boom,
  explode,
  halves,
  hostile,
  nothing,
  notNumbers,
  strange,
  tall,
  vast,
} from "../support/bad-values.js";
import { describeCores } from "../support/cores.js";
import {
  checkOnCores,
  learn,
  level,
  load,
  type Models,
  meet,
  refused,
  written,
  X,
  y,
} from "../support/fitted-models.js";
import { type Call, wrong } from "../support/refusals.js";
import { thrown } from "../support/thrown.js";

const each = Object.entries;
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
          bad(KindError, "OPTION_KIND", `${name} — ${text}, not ${expected}`, { [name]: value });
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
        bad(KindError, "OPTIONS", `${text} — for options`, value);
    for (const [given, meant] of each({
      max_iter: "maxIter",
      eta: "eta0",
      eat0: "eta0", // two edits to who knows no letters that change places
      Shuffle: "shuffle",
      fitIntercpet: "fitIntercept",
    }))
      bad(KindError, "UNKNOWN_OPTION", `did you mean ${meant}? — ${given}`, {
        [given]: 1,
      });
  },
);
refused(ValueError, "TWO_CHOICES", {
  'new Perceptron: average and keep: "best"': () => new Perceptron({ average: true, keep: "best" }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "TLU.fit: the options are onEpoch — sampleWeight": ({ unit }) =>
    unit.fit(X, y, wrong({ sampleWeight: [-1] })),
  "Perceptron.fit: did you mean sampleWeight? — sampleWeights": ({ model }) =>
    model.fit(X, y, wrong({ sampleWeights: y })),
  "Perceptron.partialFit: the options are sampleWeight, classes — onEpoch": ({ model }) =>
    model.partialFit(X, y, wrong({ onEpoch: explode })),
});
refused(KindError, "OPTIONS", {
  "new Perceptron: a Map — for options": () => new Perceptron(wrong(new Map([["eta0", 5]]))),
  "new Perceptron: a Date — for options": () => new Perceptron(wrong(new Date(0))),
  "Perceptron.fit: an array — for options": ({ model }) => model.fit(X, y, wrong([1, 1, 1, 1])),
});
refused(KindError, "OPTION_KIND", {
  "new Perceptron: classWeight — a Set": () => new Perceptron({ classWeight: wrong(new Set([0])) }),
  "dense: step — 5": () => dense(X, X.slice(2), null, wrong(5)),
  'Perceptron.fit: onEpoch — "log"': ({ model }) => model.fit(X, y, { onEpoch: wrong("log") }),
});
refused(ValueError, "OPTION_VALUE", {
  'dense: step — "relu"': () => dense(X, [[1], [1]], [0], wrong("relu")),
});
refused(KindError, "ASYNC_CALLBACK", {
  "Perceptron.fit: onEpoch — an async function": ({ model }) =>
    model.fit(X, y, { onEpoch: () => Promise.reject(new Error("unheard")) }),
});
meet({ heaviside: (_, z) => heaviside(z), sgn: (_, z) => sgn(z) }, (bad) => {
  for (const [text, z] of each(notNumbers)) bad(KindError, "NOT_A_NUMBER", `z — ${text}`, z);
});
meet({ "new TLU": (_, bias) => new TLU({ bias }) }, (bad) => {
  for (const [text, bias] of each(notNumbers))
    if (bias !== undefined) bad(KindError, "NOT_A_NUMBER", `bias — ${text}`, bias);
  for (const bias of [NaN, Infinity]) bad(ValueError, "NOT_FINITE", `bias is ${bias}`, bias);
});
// Loads half a model, or something else. What is wrong; the keys of the file, of its `prediction`, of its `training`.
const epochs = (report: object) => ({
  history: [{ epoch: 1, mistakes: 0, accuracy: 1, seconds: 0, ...report }],
});
const files: [string, object, object?, object?][] = [
  ["the model has an unknown key weights", { weights: [] }],
  ["the model has an unknown key rule", { rule: { name: "arow" } }],
  ['format is the string "sklearn"', { format: "sklearn" }],
  ["version is the number 3", { version: 3 }],
  ['version is the string "1"', { version: "1" }],
  ["prediction is the boolean false", { prediction: false }],
  ["prediction lacks dtype", { prediction: {} }],
  ["prediction has an unknown key intercept", {}, { intercept: [] }],
  ["scale is there, and the options say otherwise", {}, { scale: { mean: [0, 0], deviation: [1, 1] } }],
  ["training has an unknown key pocket", {}, {}, { pocket: [] }],
  ["training has an unknown key average", {}, {}, { average: [] }],
  ['dtype is the string "f16"', {}, { dtype: "f16" }],
  ["prediction.bias is an object", {}, { bias: { length: 1, 0: 1 } }],
  ['prediction.bias[0] is the string "1"', {}, { bias: ["1"] }],
  ["prediction.bias[0] is the number NaN, which is no finite f64", {}, { bias: [NaN] }],
  ["prediction.weights[0][1] is null", {}, { weights: [[1, null]] }],
  ["prediction.weights[0][0] is an object", {}, { weights: [[hostile, 1]] }],
  ["the number of features is undefined", {}, { weights: [1] }],
  [
    "prediction.weights[0][1] is the number 0.1, which is no finite f32",
    {},
    { dtype: "f32", weights: [[1, 0.1]] },
  ],
  ["the number of features is the number 0", {}, { weights: [[]] }],
  ["the number of rows of weights is the number 0", {}, { weights: [] }],
  ["2 rows of weights for 2 labels", {}, { weights: [[1], [2]], bias: [1, 2] }],
  ["1 row of weights for 3 labels", { classes: [0, 1, 2] }, { outputs: "multiclass" }],
  ['outputs is the string "toString" and grows the boolean false with 2 labels', {}, { outputs: "toString" }],
  ["the classes of a matrix are 0 and 1", { classes: ["a", "b"] }, { outputs: "multioutput" }],
  ["the classes of a matrix are 0 and 1", { classes: [0, 1, 2] }, { outputs: "multioutput" }],
  ["epoch is the number -1", {}, {}, { epoch: -1 }],
  ["epoch is the number 1.5", {}, {}, { epoch: 1.5 }],
  ["epochsWithoutImprovement is null", {}, {}, { epochsWithoutImprovement: null }],
  ['best is the string "0"', {}, {}, { best: "0" }],
  ['stopReason is the string "tired"', { stopReason: "tired" }],
  ["converged is the number 1, and stopReason is converged", { converged: 1, stopReason: "converged" }],
  ["history is an object", {}, {}, { history: {} }],
  ["history[0] is null", {}, {}, { history: [null] }],
  ["history[0] lacks epoch", {}, {}, { history: [{}] }],
  ["history[0].skipped is the number 1", {}, {}, epochs({ skipped: 1 })],
  ["training.stream lacks recent", {}, {}, { stream: { rows: 1, right: 1 } }],
  ['training.stream.recent is the string "2"', {}, {}, { stream: { rows: 1, right: 1, recent: "2" } }],
  ["training.stream counts more rows", {}, {}, { stream: { rows: 1, right: 2, recent: "" } }],
  // What contradicts itself.
  ["nIter is 0, and history has 1 epoch", { nIter: 0 }, {}, epochs({})],
  [
    "scale.deviation has a number ≤ 0",
    { options: { standardize: true } },
    { scale: { mean: [0, 0], deviation: [1, 0] } },
  ],
  [
    "a last visit is to come",
    { options: { average: { decay: 0.5 } } },
    {},
    { average: { visits: 4, weightSums: [[0, 0]], biasSums: [0], lastVisits: [5] } },
  ],
  ["prediction is not what training says", {}, {}, { weights: [[7, 7]], bias: [7] }],
  ["the classes are not sorted", { classes: [1, 0] }],
  ["prediction.weights[0][1] is undefined", {}, { weights: [Object.assign([1], { length: 2 })] }],
  ["prediction.bias[0] is undefined", {}, { bias: Array(1) }],
  ["history[0] is undefined", {}, {}, { history: Array(1) }],
  ["and stopReason is maxIter", { converged: true, stopReason: "maxIter" }],
  ["accuracy is the number 7", {}, {}, epochs({ accuracy: 7 })],
  ["the option dtype is f32, and the weights are f64", { options: { dtype: "f32" } }],
  ["mistakes is the number 0.5", {}, {}, epochs({ mistakes: 0.5 })],
];
for (const [text, ...keys] of files)
  refused(ValueError, "MODEL_FILE", { [`Perceptron.fromJSON: ${text}`]: () => load(...keys) });
for (const [text, value] of each({ ...nothing, "the number 4": 4, "a symbol": Symbol() }))
  refused(ValueError, "MODEL_FILE", {
    [`Perceptron.fromJSON: the model is ${text}`]: () => Perceptron.fromJSON(value),
  });
refused(ValueError, "MODEL_FILE", {
  "Perceptron.fromJSON: it is a string; JSON.parse it first": ({ model }) =>
    Perceptron.fromJSON(JSON.stringify(model)),
});

refused(ValueError, "UNKNOWN_CLASS", {
  'Perceptron.fromJSON: a key of classWeight is "2"': () => load({ options: { classWeight: { 2: 1 } } }),
});

checkOnCores("refusals, options and files");

describeCores("options and callbacks", () => {
  describe("callbacks and getters, against a program that commits half a fit or stays locked", () => {
    const row = Object.defineProperty([1, 1], 1, { get: explode });
    const input = Object.defineProperty({ rows: 4, cols: 2 }, "data", { get: explode, enumerable: true });
    let epochs = 0;
    const third = { onEpoch: () => (++epochs % 3 === 0 ? explode() : undefined) };
    it.each<[string, Call<Models>]>([
      ["onEpoch, in epoch 3", ({ model }) => model.fit(X, [1, 0, 0, 1], third)],
      ["a getter of X", ({ model }) => model.fit(wrong(input), y)],
      ["a getter in a row", ({ model }) => model.fit([X[0], X[1], X[2], row], y)],
      ["a getter in a row, at predict", ({ model }) => model.predict([X[0], row])],
    ])("an error of %s comes out as it is; the model is as before and can learn again", (_place, call) => {
      const models = learn();
      const before = { models: written(models), level: level() };
      expect(thrown(() => call(models))).toBe(boom);
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
      const onEpoch = () => {
        for (const call of inner) codes.add(thrown(call)?.code);
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
