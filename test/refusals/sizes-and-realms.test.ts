// Bad input that an earlier version let through, or met with an error of the engine's own.
import vm from "node:vm";
import { expect, it } from "vitest";
import { dense, matmul, Perceptron, TLU } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import {
  checkTable,
  gone,
  KindError,
  load,
  refused,
  ShapeError,
  StateError,
  ValueError,
  wrong,
  X,
  y,
} from "../support/refusals.js";

const long = new Float64Array(70_000);
const many = Array<Float64Array>(70_000).fill(long);
const SIZE = "GiB are needed at once, and linear memory ends at 4 GiB; pass the rows in parts (partialFit)";

// A size that is found out after other memory has been taken, or by the engine.
refused(ValueError, "TOO_LARGE", {
  [`matmul: 73.0 ${SIZE}`]: () => matmul([long], many),
  [`dense: 73.0 ${SIZE}`]: () => dense([long], many),
  [`Perceptron.fit: 4.56 ${SIZE}`]: () =>
    new Perceptron().fit(wrong(Array(70_000).fill([1])), wrong(Array(70_000).fill(new Uint8Array(70_000)))),
  [`Perceptron.fit: 4.00 ${SIZE}`]: () =>
    new Perceptron({ keep: "best" }).fit(
      Array(65_536).fill(new Float64Array(8191)),
      wrong(Uint8Array.from({ length: 65_536 }, (_, i) => i % 2)),
      {
        sampleWeight: new Float64Array(65_536).fill(1),
      },
    ),
});

// Kinds that are recognised by their name, not by their constructor.
const foreign = vm.runInNewContext("({ big: new BigInt64Array(2), view: new DataView(new ArrayBuffer(8)) })");
refused(KindError, "NOT_A_ROW", {
  "Perceptron.fit: row 0 of X is a BigInt64Array; expected an array or a typed array of numbers": ({
    model,
  }) => model.fit([foreign.big, foreign.big], [0, 1]),
  "Perceptron.predict: row 0 of X is a DataView; expected an array or a typed array of numbers": ({
    model,
  }) => model.predict([foreign.view]),
});
refused(KindError, "NOT_A_MATRIX", {
  "Perceptron.fit: X is a BigInt64Array; expected number[][], an array of typed-array rows, or { data, rows, cols }":
    ({ model }) => model.fit(wrong(new BigInt64Array(4)), y),
  "Perceptron.fit: X is an object; expected number[][], an array of typed-array rows, or { data, rows, cols }":
    ({ model }) => model.fit(wrong({ constructor: { name: Symbol() } }), y),
});

// Options that were ignored.
refused(KindError, "OPTIONS", {
  "new Perceptron: the options are a Map; expected an object": () =>
    new Perceptron(wrong(new Map([["eta0", 5]]))),
  "new Perceptron: the options are a Date; expected an object": () => new Perceptron(wrong(new Date(0))),
});
refused(KindError, "UNKNOWN_OPTION", {
  'TLU.fit: there is no option "sampleWeight"; the options are onEpoch': ({ unit }) =>
    unit.fit(X, y, wrong({ sampleWeight: [-1] })),
});
refused(KindError, "OPTION_KIND", {
  'new Perceptron: classWeight is a Set; expected "balanced", or an object or a Map from label to weight':
    () => new Perceptron({ classWeight: wrong(new Set([0])) }),
  'dense: step is the number 5; expected "heaviside" or "sgn"': () => dense(X, X.slice(2), null, wrong(5)),
});
refused(ValueError, "CLASSES_DIFFER", {
  'Perceptron.partialFit: classes is "cat", "dog", but the model was fitted with 0, 1': ({ blank }) =>
    blank.partialFit(X, [[0], [0], [0], [1]], { classes: ["cat", "dog"] }),
});
refused(KindError, "ASYNC_CALLBACK", {
  "Perceptron.fit: onEpoch returned a promise, and this call does not wait; pass a plain function": ({
    model,
  }) => model.fit(X, y, { onEpoch: () => Promise.reject(new Error("unheard")) }),
});

// Wrong kinds that were called wrong values, and texts that misled.
refused(KindError, "BAD_SHAPE", {
  'Perceptron.fit: X.rows is the string "2"; expected an integer ≥ 0': ({ model }) =>
    model.fit(wrong({ data: [0, 1], rows: "2", cols: 1 }), [0, 1]),
});
refused(KindError, "NOT_A_TARGET", {
  'TLU.fit: y[0] is the string "0"; a target is a value of the step function: 0, 1': ({ unit }) =>
    unit.fit(X, wrong(["0", "0", "0", "1"])),
});
refused(ValueError, "DETACHED", {
  "TLU.fit: the buffer of y is detached: it was transferred or its memory grew; pass a copy": ({ unit }) =>
    unit.fit(X, gone(4)),
});
refused(StateError, "NOT_FITTED", {
  "TLU.output: this model has learned nothing yet; give it { weights }, or call fit first": () =>
    new TLU().output([0, 1]),
});
refused(ValueError, "UNKNOWN_CLASS", {
  'Perceptron.score: y[0] is "0", which is no class of this model; its classes are 0, 1': ({ model }) =>
    model.score(X, ["0", "0", "0", "1"]),
  'Perceptron.fromJSON: a key of classWeight is "2", which is no class of this model; its classes are 0, 1':
    () => load({ options: { classWeight: { 2: 1 } } }),
});

// Model files that contradict themselves.
const file = (what: string): string => `Perceptron.fromJSON: not a saved model of this version: ${what}`;
refused(ValueError, "MODEL_FILE", {
  [file("the classes are not sorted")]: () => load({}, { classes: [1, 0] }),
  [file("coef[0][1] is undefined")]: () => load({}, { coef: [Object.assign([1], { length: 2 })] }),
  [file("intercept[0] is undefined")]: () => load({}, { intercept: Array(1) }),
  [file("history[0] is undefined")]: () => load({}, { history: Array(1) }),
  [file("converged is the boolean true after such a history")]: () => load({}, { history: [] }),
  [file("accuracy is the number 7")]: () =>
    load({}, { history: [{ epoch: 1, mistakes: 0, accuracy: 7, seconds: 0 }] }),
  [file("the option dtype is f32, and the weights are f64")]: () => load({ options: { dtype: "f32" } }),
});

// A row that changes while it is read.
let reads = 0;
const shrinking = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
Object.defineProperty(shrinking[0], 0, {
  get: () => {
    (shrinking[3] as number[]).length = ++reads && 1;
    return 0;
  },
});
refused(ShapeError, "RAGGED_ROWS", {
  "Perceptron.fit: row 3 of X has 1 element, the rows before it have 2": ({ model }) => {
    (shrinking[3] as number[]).length = 0;
    (shrinking[3] as number[]).push(1, 1);
    model.fit(shrinking, y);
  },
});

checkTable("refusals, what was mended");

describeCores("typed arrays of another realm", () => {
  const rows = vm.runInNewContext("[[0, 0], [0, 1], [1, 0], [1, 1]].map((row) => Float32Array.from(row))");

  it("are f32 like our own, and predict by every method", () => {
    const model = new Perceptron().fit(rows, y);
    expect(model.coef.data).toBeInstanceOf(Float32Array);
    expect(rows.map((row: Float32Array) => model.predictOne(row))).toEqual(model.predict(rows));
  });

  it("a Map of another realm weighs classes", () => {
    const classWeight = vm.runInNewContext("new Map([[0, 3], [1, 1]])");
    const own = new Perceptron({ classWeight: new Map([[0, 3]]), tol: null, maxIter: 1, shuffle: false });
    const other = new Perceptron({ classWeight, tol: null, maxIter: 1, shuffle: false });
    expect(other.fit(X, y).coef).toEqual(own.fit(X, y).coef);
  });
});
