// Refusals of every way to learn: options that contradict the data, calls that are paced, streams, files.
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import {
  type Bad,
  boom,
  checkTable,
  each,
  explode,
  hostile,
  KindError,
  learn,
  level,
  type Models,
  meet,
  nothing,
  type Refusal,
  refused,
  StateError,
  strange,
  ValueError,
  written,
  wrong,
  X,
  Y,
  y,
} from "../support/refusals.js";
import { sparseOf } from "../support/training-sets.js";

const flags = { earlyStopping: "true or false", standardize: "true or false", average: "true or false" };
const words = { keep: '"last" or "best"', multiclass: '"ovr" or "joint"' };
meet({ "new Perceptron": (_, options) => new Perceptron(options) }, (bad) => {
  for (const [name, expected] of each({ ...flags, ...words })) {
    for (const [text, value] of each({ null: null, ...strange, "an array": [1] })) {
      if (typeof value === "boolean" && name in flags) continue;
      const isWord = name in words && typeof value === "string";
      bad(
        isWord ? ValueError : KindError,
        isWord ? "OPTION_VALUE" : "OPTION_KIND",
        `${name} is ${text}; expected ${expected}`,
        { [name]: value },
      );
    }
  }
  const share = "expected a number above 0 and below 1";
  for (const value of [0, 1, -0.1, 2, NaN, Infinity])
    bad(ValueError, "OPTION_VALUE", `validationFraction is the number ${value}; ${share}`, {
      validationFraction: value,
    });
  bad(KindError, "OPTION_KIND", `validationFraction is the string "0.1"; ${share}`, {
    validationFraction: "0.1",
  });
});

// ---------------------------------------------------------------- options and data

const off = "turn earlyStopping off";
refused(ValueError, "CLASS_TOO_SMALL", {
  [`Perceptron.fit: class 1 has 1 member, and stratification needs 2, one for each part; ${off}`]: () =>
    new Perceptron({ earlyStopping: true }).fit(X, y),
});
refused(ValueError, "PART_TOO_SMALL", {
  [`Perceptron.fit: the test part has 1 row for 2 classes; change validationFraction, or ${off}`]: () =>
    new Perceptron({ earlyStopping: true }).fit(X, [0, 0, 1, 1]),
  [`Perceptron.fit: validationFraction leaves none of 4 rows to learn from; make it smaller, or ${off}`]:
    () => new Perceptron({ earlyStopping: true, validationFraction: 0.99 }).fit(X, Y),
});
refused(ValueError, "EARLY_STOPPING_PART", {
  "Perceptron.partialFit: earlyStopping needs all rows at once, and this is a part; call fit": () =>
    new Perceptron({ earlyStopping: true }).partialFit(X, y, { classes: [0, 1] }),
});
refused(ValueError, "BALANCED_PART", {
  'Perceptron.partialFit: classWeight "balanced" needs all rows at once, and this is a part; pass { label: weight }':
    () => new Perceptron({ classWeight: "balanced" }).partialFit(X, y, { classes: "grow" }),
});
const joint = new Perceptron({ multiclass: "joint" });
refused(KindError, "JOINT_MATRIX", {
  'Perceptron.fit: multiclass "joint" chooses one class for a row, and y is a matrix of 0 and 1; pass labels, or take "ovr"':
    () => joint.fit(X, Y),
});
const GROW = 'Perceptron.partialFit: classes "grow" needs one row of weights for each class, and';
refused(StateError, "CANNOT_GROW", {
  [`${GROW} this model has one for both; begin a model with "grow"`]: ({ model }) =>
    model.partialFit(X, y, { classes: "grow" }),
  [`${GROW} y was a matrix; begin a model with "grow"`]: ({ outputs }) =>
    outputs.partialFit(X, y, { classes: "grow" }),
  [`${GROW} y is a matrix; begin a model with "grow"`]: ({ blank }) =>
    blank.partialFit(X, Y, { classes: "grow" }),
});
const growing = new Perceptron().partialFit(X, ["a", "b", "a", "b"], { classes: "grow" });
refused(KindError, "LABELS_MIXED", {
  "Perceptron.partialFit: y[0] is the number 0, the labels before it are strings; labels are of one type":
    () => growing.partialFit(X, y, { classes: "grow" }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  'Perceptron.partialFit: y[3] is "c", which is no class of this model; its classes are "a", "b"': () =>
    growing.partialFit(X, ["a", "b", "a", "c"]),
});
refused(ValueError, "CLASSES_DIFFER", {
  'Perceptron.partialFit: classes is "a", "c", but the model was fitted with "a", "b"': () =>
    growing.partialFit(X, ["a", "b", "a", "a"], { classes: ["a", "c"] }),
});
refused(ValueError, "OVERFLOW", {
  "Perceptron.fit: a standard deviation overflowed f64 although every input is finite; scale the numbers down":
    () => new Perceptron({ standardize: true }).fit([[1e308], [-1e308], [1e308]], [0, 1, 1]),
});
const long = { eta0: 1e308, fitIntercept: false, shuffle: false, maxIter: 3 };
const overflowed =
  "Perceptron.fit: a weight overflowed f64 although every input is finite; scale the numbers down";
const corners = [
  [1, 0],
  [0, 1],
  [1, 0],
  [0, 1],
  [0, 1],
];
refused(ValueError, "OVERFLOW", {
  [overflowed]: () => new Perceptron({ ...long, average: true }).fit(corners, [1, 1, 1, 0, 1]),
});
refused(ValueError, "OVERFLOW", {
  [overflowed]: () => new Perceptron({ ...long, average: true }).fit(sparseOf(corners), [1, 1, 1, 0, 1]),
});
refused(ValueError, "OVERFLOW", {
  [overflowed]: () =>
    new Perceptron({ standardize: true, eta0: 1e300 }).fit([[1e-100], [3e-100], [2e-100]], [0, 1, 0]),
});
refused(ValueError, "NOT_FINITE", {
  "Perceptron.fit: row 1, column 0 of X is NaN; expected a finite number": () =>
    new Perceptron({ standardize: true }).fit(
      { data: Float64Array.of(1, 2, NaN, 4), rows: 2, cols: 2 },
      [0, 1],
    ),
});

// ---------------------------------------------------------------- files

meet({ "Perceptron.fromBytes": (_, value) => Perceptron.fromBytes(value) }, (bad) => {
  const things = { ...nothing, ...strange, "an array": [1], "a Float64Array": new Float64Array(9) };
  for (const [text, value] of each({ ...things, "an ArrayBuffer": new ArrayBuffer(64) }))
    bad(KindError, "NOT_BYTES", `the file is ${text}; expected a Uint8Array`, value);
  bad(
    ValueError,
    "DETACHED",
    "the buffer of the file is detached: it was transferred or its memory grew; pass a copy",
    detachedBytes(),
  );
});

function detachedBytes(): Uint8Array {
  const bytes = new Uint8Array(64);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

checkTable("refusals, ways to learn");

// ---------------------------------------------------------------- calls that are paced

type Paced = (models: Models, value: never) => Promise<unknown>;
const drain = async (iterable: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of iterable);
};
const batches = [{ X, y }];
const paced: Record<string, Paced> = {
  "Perceptron.fitAsync": ({ model }, options) => model.fitAsync(X, y, options),
  "Perceptron.epochs": ({ model }, options) => drain(model.epochs(X, y, options)),
  "Perceptron.fitStream": ({ model }, options) => model.fitStream(batches, options),
};
const data: Record<string, Paced> = {
  "Perceptron.fitAsync": ({ warm }, rows) => warm.fitAsync(rows, y),
  "Perceptron.epochs": ({ warm }, rows) => drain(warm.epochs(rows, y)),
  "Perceptron.fitStream": ({ model }, rows) => model.fitStream([{ X: rows, y }]),
};

const rejected: { code: string; text: string; error: Refusal; call: (models: Models) => Promise<unknown> }[] =
  [];
function reject(error: Refusal, code: string, calls: Record<string, (models: Models) => Promise<unknown>>) {
  for (const [text, call] of each(calls)) rejected.push({ error, code, text, call });
}
for (const [method, call] of each(paced)) {
  const bad: Bad = (error, code, text, value) =>
    reject(error, code, { [`${method}: ${text}`]: (models) => call(models, wrong(value)) });
  for (const [text, value] of each({ null: null, ...strange }))
    bad(KindError, "OPTION_KIND", `signal is ${text}; expected an AbortSignal`, { signal: value });
  for (const value of [0, -1, NaN, Infinity])
    bad(ValueError, "OPTION_VALUE", `yieldEvery is the number ${value}; expected a finite number above 0`, {
      yieldEvery: value,
    });
  bad(KindError, "OPTION_KIND", 'yieldEvery is the string "8"; expected a finite number above 0', {
    yieldEvery: "8",
  });
  bad(KindError, "UNKNOWN_OPTION", 'there is no option "signals"; did you mean signal?', { signals: 1 });
  bad(KindError, "OPTIONS", "the options are null; expected an object", null);
}
for (const [method, call] of each(data)) {
  const refuse: Bad = (error, code, text, value) =>
    reject(error, code, { [`${method}: ${text}`]: (models) => call(models, wrong(value)) });
  refuse(ValueError, "NOT_FINITE", "row 1, column 0 of X is NaN; expected a finite number", [
    X[0],
    [NaN, 1],
    X[2],
    X[3],
  ]);
  refuse(ValueError, "FEATURE_COUNT", "the input has 3 features, but the model was fitted with 2", [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [0, 1, 1],
  ]);
}
const ITERABLE = "expected an iterable or async iterable of { X, y }";
for (const [text, value] of each({ ...nothing, "the number 4": 4, 'the string "01"': "01", "an object": {} }))
  reject(KindError, "BATCHES", {
    [`Perceptron.fitStream: batches is ${text}; ${ITERABLE}`]: ({ model }) => model.fitStream(wrong(value)),
  });
for (const [text, value] of each({ ...nothing, "the number 4": 4, 'the string "01"': "01" }))
  reject(KindError, "BATCHES", {
    [`Perceptron.fitStream: a batch is ${text}; expected { X, y }`]: ({ model }) =>
      model.fitStream(wrong([value])),
  });
reject(ValueError, "CLASSES_MISSING", {
  "Perceptron.fitStream: the first call needs { classes }, every label that may come; later batches may lack some":
    ({ blank }) => blank.fitStream(batches),
});
reject(ValueError, "UNKNOWN_CLASS", {
  "Perceptron.fitStream: y[3] is 2, which is no class of this model; its classes are 0, 1": ({ model }) =>
    model.fitStream([{ X, y: [0, 0, 1, 2] }]),
});

describeCores("refusals, paced calls", () => {
  it.each(rejected)("$code: $text", async ({ error, code, text, call }) => {
    const models = learn();
    const before = written(models);
    for (let round = 0; round < 2; round++) {
      const thrown = await call(models).then(
        () => "nothing was thrown",
        (refusal: unknown) => refusal,
      );
      expect(thrown).toBeInstanceOf(error);
      const { code: found, message } = thrown as InstanceType<Refusal>;
      expect([found, message]).toEqual([code, text]);
    }
    expect(written(models)).toBe(before);
  });

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
