// Refusals of every way to learn: options that contradict the data, calls that are paced, streams, files.
import { expect, it } from "vitest";
import { KindError, Perceptron, ShapeError, StateError, ValueError } from "../../src/index.js";
import { boom, explode, flat, gone, hostile, nothing, strange } from "../support/bad-values.js";
import { collected } from "../support/collected.js";
import { describeCores } from "../support/cores.js";
import {
  checkOnCores,
  learn,
  level,
  type Models,
  meet,
  meetAsync,
  refused,
  rejected,
  written,
  X,
  Y,
  y,
} from "../support/fitted-models.js";
import { type Places, wrong } from "../support/refusals.js";
import { sparseOf } from "../support/training-sets.js";

const each = Object.entries;
const flags = {
  earlyStopping: "true or false",
  standardize: "true or false",
  average: "true, false or { decay }",
};
const words = { keep: '"last" or "best"', multiclass: '"ovr" or "joint"' };
meet({ "new Perceptron": (_, options) => new Perceptron(options) }, (bad) => {
  for (const [name, expected] of each({ ...flags, ...words })) {
    for (const [text, value] of each({ null: null, ...strange, "an array": [1] })) {
      if (typeof value === "boolean" && name in flags) continue;
      if (name === "average" && text === "an object") continue;
      const isWord = name in words && typeof value === "string";
      bad(
        isWord ? ValueError : KindError,
        isWord ? "OPTION_VALUE" : "OPTION_KIND",
        `${name} — ${text}, not ${expected}`,
        { [name]: value },
      );
    }
  }
  for (const decay of [0, 1, -0.1, NaN])
    bad(ValueError, "OPTION_VALUE", `average.decay is the number ${decay}`, { average: { decay } });
  bad(KindError, "OPTION_KIND", "average.decay is undefined", { average: {} });
  bad(KindError, "UNKNOWN_OPTION", 'no option "decays"; did you mean decay', { average: { decays: 0.9 } });
  for (const value of [0, 1, -0.1, 2, NaN, Infinity])
    bad(ValueError, "OPTION_VALUE", `validationFraction is the number ${value}`, {
      validationFraction: value,
    });
  bad(KindError, "OPTION_KIND", 'validationFraction — "0.1"', {
    validationFraction: "0.1",
  });
});

// ---------------------------------------------------------------- options and data

refused(ValueError, "CLASS_TOO_SMALL", {
  "Perceptron.fit: class 1 — of one member": () => new Perceptron({ earlyStopping: true }).fit(X, y),
});
refused(ValueError, "PART_TOO_SMALL", {
  "Perceptron.fit: the test part — of one row for two classes": () =>
    new Perceptron({ earlyStopping: true }).fit(X, [0, 0, 1, 1]),
  "Perceptron.fit: validationFraction — leaves no row to learn from": () =>
    new Perceptron({ earlyStopping: true, validationFraction: 0.99 }).fit(X, Y),
});
refused(ValueError, "EARLY_STOPPING_PART", {
  "Perceptron.partialFit: earlyStopping — of a part of the rows": () =>
    new Perceptron({ earlyStopping: true }).partialFit(X, y, { classes: [0, 1] }),
});
refused(ValueError, "BALANCED_PART", {
  'Perceptron.partialFit: classWeight "balanced" — of a part of the rows': () =>
    new Perceptron({ classWeight: "balanced" }).partialFit(X, y, { classes: "grow" }),
});
const joint = new Perceptron({ multiclass: "joint" });
refused(KindError, "JOINT_MATRIX", {
  'Perceptron.fit: multiclass "joint" — of a matrix': () => joint.fit(X, Y),
});
refused(StateError, "CANNOT_GROW", {
  "Perceptron.partialFit: this model has one for both": ({ model }) =>
    model.partialFit(X, y, { classes: "grow" }),
  "Perceptron.partialFit: y was a matrix": ({ outputs }) => outputs.partialFit(X, y, { classes: "grow" }),
  "Perceptron.partialFit: y is a matrix": ({ blank }) => blank.partialFit(X, Y, { classes: "grow" }),
});
const growing = new Perceptron().partialFit(X, ["a", "b", "a", "b"], { classes: "grow" });
refused(KindError, "LABELS_MIXED", {
  "Perceptron.partialFit: y[0] — a number behind strings": () =>
    growing.partialFit(X, y, { classes: "grow" }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  "Perceptron.partialFit: y[3] is 7 — of a model that does not grow": ({ model }) =>
    model.partialFit(X, [0, 1, 0, 7]),
});
refused(ValueError, "CLASSES_DIFFER", {
  'Perceptron.partialFit: "a", "c" — not "a", "b"': () =>
    growing.partialFit(X, ["a", "b", "a", "a"], { classes: ["a", "c"] }),
});
refused(ValueError, "OVERFLOW", {
  "Perceptron.fit: a margin — further from the mean than f64 reaches": () =>
    new Perceptron({ standardize: true }).fit([[1.7e308], [-1.7e308], [1.7e308]], [0, 1, 1]),
});
const long = { eta0: 1e308, fitIntercept: false, shuffle: false, maxIter: 3 };
const corners = [
  [1, 0],
  [0, 1],
  [1, 0],
  [0, 1],
  [0, 1],
];
refused(ValueError, "OVERFLOW", {
  "Perceptron.fit: a weight — averaged": () =>
    new Perceptron({ ...long, average: true }).fit(corners, [1, 1, 1, 0, 1]),
  "Perceptron.fit: a weight — averaged, of sparse rows": () =>
    new Perceptron({ ...long, average: true }).fit(sparseOf(corners), [1, 1, 1, 0, 1]),
});
refused(ValueError, "NOT_FINITE", {
  "Perceptron.fit: row 1, column 0 of X is NaN — to be scaled": () =>
    new Perceptron({ standardize: true }).fit(
      { data: Float64Array.of(1, 2, NaN, 4), rows: 2, cols: 2 },
      [0, 1],
    ),
});

// ---------------------------------------------------------------- files

meet({ "Perceptron.fromBytes": (_, value) => Perceptron.fromBytes(value) }, (bad) => {
  for (const [text, value] of each({ ...nothing, ...strange, "an array": [1] }))
    bad(KindError, "NOT_BYTES", `the file — ${text}`, value);
  bad(ValueError, "DETACHED", "the file — transferred away", gone(new Uint8Array(64)));
  bad(ValueError, "DETACHED", "the file — its buffer", gone(new Uint8Array(64)).buffer);
  for (const [text, value] of each({
    "a Float64Array": new Float64Array(9),
    "an ArrayBuffer": new ArrayBuffer(72),
  }))
    bad(ValueError, "MODEL_FILE", `it does not begin as one — ${text}`, value);
});

// ---------------------------------------------------------------- calls that are paced

const batches = [{ X, y }];
const paced: Places<Models> = {
  "Perceptron.fitAsync": ({ model }, options) => model.fitAsync(X, y, options),
  "Perceptron.epochs": ({ model }, options) => collected(model.epochs(X, y, options)),
  "Perceptron.fitStream": ({ model }, options) => model.fitStream(batches, options),
};
meetAsync(paced, (bad) => {
  for (const [text, signal] of each({ null: null, ...strange }))
    bad(KindError, "OPTION_KIND", `signal — ${text}`, { signal });
  for (const yieldEvery of [0, -1, NaN, Infinity])
    bad(ValueError, "OPTION_VALUE", `yieldEvery is the number ${yieldEvery}`, { yieldEvery });
  bad(KindError, "OPTION_KIND", 'yieldEvery — "8"', { yieldEvery: "8" });
  bad(KindError, "UNKNOWN_OPTION", "did you mean signal?", { signals: 1 });
  bad(KindError, "OPTIONS", "null", null);
});
const data: Places<Models> = {
  "Perceptron.fitAsync": ({ warm }, rows) => warm.fitAsync(rows, y),
  "Perceptron.epochs": ({ warm }, rows) => collected(warm.epochs(rows, y)),
  "Perceptron.fitStream": ({ model }, rows) => model.fitStream([{ X: rows, y }]),
};
meetAsync(data, (bad) => {
  bad(ValueError, "NOT_FINITE", "row 1, column 0 of X is NaN", [X[0], [NaN, 1], X[2], X[3]]);
  bad(ShapeError, "FEATURE_COUNT", "3 features — not 2", Array(4).fill([1, 2, 3]));
});
meetAsync({ "Perceptron.fitStream": ({ model }, source) => model.fitStream(source) }, (bad) => {
  for (const [text, value] of each({ ...nothing, "the number 4": 4, 'the string "01"': "01" })) {
    bad(KindError, "BATCHES", `batches — ${text}`, value);
    bad(KindError, "BATCHES", `a batch — ${text}`, [value]);
  }
  bad(KindError, "BATCHES", "batches — an object", {});
  bad(KindError, "BATCHES", "a batch is an array — [X, y], of which X is not undefined", [[X, y]]);
  bad(KindError, "BATCHES", "a batch is a Map — its X is no property", [
    new Map<string, unknown>([["X", X]]),
  ]);
});
rejected(ValueError, "CLASSES_MISSING", {
  "Perceptron.fitStream: { classes } — not given to the first call": ({ blank }) => blank.fitStream(batches),
});
rejected(ValueError, "UNKNOWN_CLASS", {
  "Perceptron.fitStream: y[3] is 2": ({ model }) => model.fitStream([{ X, y: [0, 0, 1, 2] }]),
});
rejected(ValueError, "NOT_FINITE", {
  // Tells the number that it was rounded to.
  "Perceptron.fitStream: row 1, column 0 of X is 1e+39 — beyond f32": ({ f32 }) =>
    f32.fitStream([{ X: flat(0, 0, 1e39, 1, 1, 0, 1, 1), y }]),
});

checkOnCores("refusals, ways to learn");

describeCores("paced calls", () => {
  it("what a callback, a batch or an iterator throws comes out as it is, and the model is as before", async () => {
    const models = learn();
    const before = { models: written(models), level: level() };
    const { model } = models;
    const failing = {
      async *[Symbol.asyncIterator]() {
        yield explode();
      },
    };
    for (const call of [
      () => model.fitAsync(X, y, { onEpoch: explode }),
      () => model.fitAsync(X, y, { onEpoch: () => Promise.reject(boom) }),
      () => model.fitAsync(wrong([X[0], X[1], X[2], Object.defineProperty([1, 1], 1, { get: explode })]), y),
      () => model.fitStream(wrong(failing)),
      () => model.fitStream(wrong([Object.defineProperty({ y }, "X", { get: explode })])),
    ]) {
      await expect(call()).rejects.toBe(boom);
      expect({ models: written(models), level: level() }).toEqual(before);
    }
    await expect(model.fitAsync(X, wrong(hostile))).rejects.toMatchObject({ code: "NOT_LABELS" });
    expect(written(models)).toBe(before.models);
    expect((await model.fitAsync(X, [0, 1, 1, 1])).predict(X)).toEqual([0, 1, 1, 1]);
  });
});
