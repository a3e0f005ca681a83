// What loadModel refuses, of files and of rows, with the root's codes; and that it never answers from what it could not read.
import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import { calibrate } from "../../src/calibration/index.js";
import { KindError, Perceptron, ShapeError, StateError, TLU, ValueError } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { associationLayer, loadModel } from "../../src/predict/index.js";
import { refusalTable, untyped, wrong } from "../support/refusals.js";
import { thrown } from "../support/thrown.js";

const X = [
  [0, 0],
  [1, 2],
  [3, 1],
];
const trained = new Perceptron({ standardize: true, maxIter: 3 }).fit(X, ["a", "b", "c"]);
const file = (): Record<string, never> => JSON.parse(JSON.stringify(trained));
const answering = calibrate(
  new Perceptron().fit([[0], [1]], ["a", "b"]),
  [[0], [1], [2], [3]],
  ["a", "b", "a", "b"],
);
const load = untyped(loadModel);
/** A good file in which something is otherwise. */
const edited = (edit: (saved: Record<string, unknown> & { prediction: Record<string, unknown> }) => void) => {
  const saved: Record<string, never> = file();
  edit(saved as never);
  return loadModel(saved);
};
const unit = (): Record<string, unknown> => ({ ...new TLU({ weights: [1, 2] }).toJSON() });
const network = (): Record<string, unknown> => JSON.parse(JSON.stringify(parity(2)));
const model = loadModel(trained.toJSON());
const predict = (value: unknown): unknown => model.predict(wrong(value));
const one = (value: unknown): unknown => model.predictOne(wrong(value));
const twoRows = { indptr: [0, 1, 2], indices: [0, 1], data: [1, 2], rows: 2, cols: 2 };
const sparse = (changes: object): unknown => predict({ ...twoRows, ...changes });

const { refused, check } = refusalTable();

refused(ValueError, "MODEL_FILE", {
  "loadModel: it is undefined — nothing": () => load(),
  "loadModel: it is a string; JSON.parse it first": () => load("{}"),
  "loadModel: format is undefined": () => load({}),
  'loadModel: format is the string "rosenblatt.other"': () => load({ format: "rosenblatt.other" }),
  "loadModel: version is the number 3": () => load({ ...file(), version: 3 }),
  "loadModel: options is undefined": () => edited((saved) => delete saved.options),
  'loadModel: step is the string "relu"': () => edited((saved) => (saved.options = { step: "relu" })),
  "loadModel: prediction is undefined": () =>
    edited((saved) => delete (saved as { prediction?: unknown }).prediction),
  'loadModel: dtype is the string "f16"': () => edited(({ prediction }) => (prediction.dtype = "f16")),
  "loadModel: the bias is not [2] — weights, a row short": () =>
    edited(({ prediction }) => (prediction.weights as unknown[]).pop()),
  "loadModel: weights is not [3,2] finite numbers of its type — ragged": () =>
    edited(({ prediction }) => (prediction.weights = [[1, 2], [3], [4, 5, 6]])),
  "loadModel: weights is not [1,2] — null among them": () =>
    edited(({ prediction }) => (prediction.weights = [[1, null]])),
  "loadModel: weights is not [0]": () => edited(({ prediction }) => (prediction.weights = [])),
  "loadModel: the bias is not [3]": () => edited(({ prediction }) => (prediction.bias = [1, 2])),
  "loadModel: weights is not [3,2] — too large for its type": () =>
    edited(({ prediction }) => Object.assign(prediction, { dtype: "f32", bias: [1e300, 0, 0] })),
  "loadModel: mean is not [2]": () =>
    edited(({ prediction }) => (prediction.scale = { mean: [1], deviation: [1, 1] })),
  "loadModel: its deviation is not above 0": () =>
    edited(({ prediction }) => (prediction.scale = { mean: [1, 1], deviation: [1, 0] })),
  "loadModel: its classes are not sorted, or do not fit — two of three": () =>
    edited((saved) => (saved.classes = ["a", "b"])),
  "loadModel: its classes are not sorted — twice the same": () =>
    edited((saved) => (saved.classes = ["a", "b", "b"])),
  "loadModel: its classes are not sorted — of two types": () =>
    edited((saved) => (saved.classes = ["a", "b", 3])),
  "loadModel: its classes are not sorted — another kind of outputs": () =>
    edited(({ prediction }) => (prediction.outputs = "binary")),
  "loadModel: prediction is undefined — of version 1": () =>
    load({ format: "rosenblatt.perceptron", version: 1, options: { step: "sgn" } }),
  "loadModel: weights is not [0] finite — a unit with a hole": () =>
    load({ ...unit(), weights: [1, undefined] }),
  "loadModel: weights is not [0] — of a unit": () => load({ ...unit(), weights: [] }),
  "loadModel: its weights do not fit — rows of a unit": () => load({ ...unit(), weights: [[1, 2]] }),
  "loadModel: W is not [1,0] — a network without outputs": () =>
    load({ ...network(), layers: [{ W: [[]], b: [], step: "sgn" }] }),
  "loadModel: the bias is not — a network of lists": () =>
    load({ ...network(), layers: [{ W: [1, 2], b: [1], step: "sgn" }] }),
  "loadModel: its weights do not fit — a list of them": () =>
    edited(({ prediction }) => (prediction.weights = [1, 2, 3])),
  "loadModel: the bias — a unit without": () => load({ ...unit(), bias: undefined }),
  "loadModel: version is the number 2 — of a unit": () => load({ ...unit(), version: 2 }),
  "loadModel: it has no layers": () => load({ ...network(), layers: [] }),
  "loadModel: its weights do not fit — layers that do not chain": () =>
    load({ ...network(), layers: [...(network().layers as []), ...(network().layers as [])] }),
  "loadModel: it has 3 bytes": () => load(new Uint8Array(3)),
  "loadModel: it does not begin as one": () => load(new Uint8Array(64)),
  "loadModel: it does not begin as one — another view": () => load(new Float32Array(16)),
  "loadModel: its checksum differs": () => load(trained.toBytes().fill(7, 200, 201)),
});
refused(KindError, "STEP_CLASS", {
  'loadModel: step 0 of the file is "rosenblatt.calibrated"; pass what reads it — nothing is passed': () =>
    load(answering.toJSON()),
  'loadModel: step 0 of the file is "rosenblatt.calibrated" — in bytes, with another': () =>
    loadModel(answering.toBytes(), { steps: [associationLayer] }),
});
refused(StateError, "NOT_FITTED", {
  "loadModel: this model has learned nothing yet": () => load(new Perceptron().toJSON()),
  "loadModel: this model has learned nothing yet — as bytes": () => load(new Perceptron().toBytes()),
});

refused(KindError, "NOT_A_MATRIX", { "loadModel.predict: X is an object": () => predict({}) });
refused(KindError, "NO_SHAPE", {
  "loadModel.predict: X is an array of numbers": () => predict([1, 2]),
  "loadModel.decisionFunction: X is a Float32Array of numbers": () =>
    model.decisionFunction(wrong(new Float32Array(2))),
});
refused(KindError, "NOT_A_ROW", { "loadModel.predict: row 1 of X is null": () => predict([[1, 2], null]) });
refused(KindError, "NOT_A_VECTOR", {
  "loadModel.predictOne: x is undefined": () => one(undefined),
  "loadModel.predictOne: x is an object — of two sparse rows, of which the first would answer": () =>
    one(twoRows),
  "loadModel.topK: x is an object": () => model.topK(wrong({})),
  "loadModel.topK: x is an object — of two sparse rows": () => model.topK(wrong(twoRows)),
  "loadModel.predict: X.data is an object": () => predict({ data: {}, rows: 1, cols: 2 }),
  "loadModel.predict: X.indptr is undefined": () => sparse({ indptr: undefined }),
  "loadModel.predict: X.indices is null": () => sparse({ indices: null }),
});
refused(KindError, "NOT_A_NUMBER", {
  "loadModel.predict: row 0, column 1 of X is the string": () => predict([[1, "2"]]),
  "loadModel.predictOne: x[0] is undefined — a hole": () => one(Array(2)),
  "loadModel.predictOne: x[0] is an array; expected a number — a matrix, whose one row would be one feature":
    () => one([[1, 2]]),
  "loadModel.topK: x[0] is a Float64Array; expected a number — a matrix of three rows": () =>
    model.topK(wrong([new Float64Array(2), [1, 2], [3, 4]])),
});
refused(ValueError, "NOT_FINITE", {
  "loadModel.predict: row 1, column 0 of X is NaN": () => predict([[1, 2], Float32Array.of(NaN, 1)]),
  "loadModel.predictOne: x[1] is Infinity": () => one([1, Infinity]),
});
refused(ValueError, "OVERFLOW", {
  "loadModel.predictOne: a dot product overflowed f64": () =>
    loadModel(new TLU({ weights: [1e308, 1e308] }).toJSON()).predictOne([9, 9]),
});
/** Rows without an element, of which only the first and the last are there. */
const claimed = (rows: number) => {
  const indptr = Object.assign(Array(rows + 1), { 0: 0, [rows]: 0 });
  return wrong({ indptr, indices: [], data: [], rows, cols: 2 });
};
// Whoever takes memory for rows that are only claimed gets what the engine throws, or waits for it.
refused(ValueError, "TOO_LARGE", {
  "loadModel.predict: the result would be 12884901882 values; expected at most 100000000": () =>
    predict(claimed(2 ** 32 - 2)),
  "loadModel.decisionFunction: the result would be 100000002 values — three a row": () =>
    model.decisionFunction(claimed(33_333_334)),
});
refused(ShapeError, "EMPTY", { "loadModel.predict: X is empty": () => predict([]) });
refused(ShapeError, "RAGGED_ROWS", {
  "loadModel.predict: row 1 of X has 1 element": () => predict([[1, 2], [3]]),
});
refused(ShapeError, "FEATURE_COUNT", {
  "loadModel.predict: the input has 3 features": () => predict([[1, 2, 3]]),
  "loadModel.predictOne: the input has 1 feature": () => one([1]),
  "loadModel.predict: the input has 1 feature — sparse": () => sparse({ cols: 1 }),
});
refused(ShapeError, "DATA_LENGTH", {
  "loadModel.predict: X is [2×2]": () => predict({ data: [1], rows: 2, cols: 2 }),
});
refused(ValueError, "BAD_SHAPE", {
  "loadModel.predict: X.rows is the number -1": () => sparse({ rows: -1 }),
});
refused(ShapeError, "LENGTH", {
  "loadModel.predict: X.indices has 1 element": () => sparse({ indices: [0] }),
});
refused(ShapeError, "INDPTR", {
  "loadModel.predict: X.indptr[0] is the number 1": () => sparse({ indptr: [1, 1, 2] }),
  "loadModel.predict: X.indptr[2] is the number 1 — before the end": () => sparse({ indptr: [0, 1, 1] }),
  "loadModel.predict: X.indptr[1] is the number 0.5": () => sparse({ indptr: [0, 0.5, 2] }),
  "loadModel.predict: X.indptr[1] is the number 3 — descending": () => sparse({ indptr: [0, 3, 2] }),
  "loadModel.predict: X.indptr[4] is undefined — too long": () => sparse({ indptr: [0, 1, 2, 2] }),
  "loadModel.predict: X.indptr[2] is undefined — too short": () => sparse({ indptr: [0, 1] }),
});
refused(ValueError, "COLUMN_INDEX", {
  "loadModel.predict: X.indices[1], in row 1, is the number 2": () => sparse({ indices: [0, 2] }),
  "loadModel.predict: X.indices[0], in row 0, is the number -1": () => sparse({ indices: [-1, 1] }),
  "loadModel.predict: X.indices[0], in row 0, is the number 0.5": () => sparse({ indices: [0.5, 1] }),
});
refused(KindError, "COLUMN_INDEX", {
  'loadModel.predict: X.indices[0], in row 0, is the string "length"': () =>
    sparse({ indices: ["length", 1] }),
});
refused(ValueError, "DUPLICATE_ENTRY", {
  "loadModel.predict: row 0, column 1 of X is stored twice": () =>
    sparse({ indptr: [0, 2, 2], indices: [1, 1] }),
});
refused(ValueError, "OPTION_VALUE", {
  "loadModel.topK: k is the number 0; expected an integer above 0": () => model.topK([1, 2], 0),
  'loadModel.topK: k is the string "2"': () => model.topK([1, 2], wrong("2")),
  "loadModel.topK: k is the number 1.5": () => model.topK([1, 2], 1.5),
});
check();

it("refuses every file of bytes with a byte changed or missing, and none with an error of another kind", () => {
  const bytes = trained.toBytes();
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] as number) ^ 0x41;
    expect(() => load(changed)).toThrow(expect.objectContaining({ code: "MODEL_FILE" }));
    expect(() => load(bytes.slice(0, at))).toThrow(expect.objectContaining({ code: "MODEL_FILE" }));
  }
});

it("refuses headers that claim more than there is, with the right checksum, before it allocates", () => {
  const bytes = trained.toBytes();
  const end = 16 + new DataView(bytes.buffer).getUint32(12, true);
  const text = new TextDecoder().decode(bytes.subarray(16, end));
  for (const claim of [
    "[3,1e15]",
    "[3,-2]",
    "[-3,-2]",
    "[3,2.5]",
    "[]",
    '["3",2]',
    "[3,[2]]",
    "null",
    "[6,1]",
    "1e999",
  ]) {
    const header = text.replace('"weights":[3,2]', `"weights":${claim}`).slice(0, end - 16);
    const file = bytes.slice();
    file.set(new TextEncoder().encode(header.padEnd(end - 16)), 16);
    new DataView(file.buffer).setUint32(file.length - 4, crc32(file.subarray(0, -4)), true);
    expect(() => load(file), claim).toThrow(expect.objectContaining({ code: "MODEL_FILE" }));
  }
});

it("has errors that are the root's, though they come from another file", async () => {
  const alone = await import(new URL("../../dist/predict/index.js", import.meta.url).href);
  const root = await import(new URL("../../dist/index.js", import.meta.url).href);
  const errors = [
    thrown(() => alone.loadModel(1)),
    thrown(() => alone.loadModel(trained.toJSON()).predictOne([1])),
  ];
  const classes = [root.KindError, root.StateError, root.ValueError, root.ShapeError, RangeError, Error];
  const isOf = (error: unknown): boolean[] => classes.map((type) => error instanceof type);
  expect(isOf(errors[0])).toEqual([false, false, true, false, true, true]);
  expect(isOf(errors[1])).toEqual([false, false, true, true, true, true]);
  for (const other of [null, undefined, "ValueError", new Error("no"), new RangeError("no"), {}]) {
    expect(isOf(other).slice(0, 4)).toEqual([false, false, false, false]);
  }
});

it("cuts the class that a file says an object has, which would fill a log", () => {
  const step = { constructor: { name: "a".repeat(100_000) } };
  expect(() => loadModel({ ...trained.toJSON(), options: { step } })).toThrow(/: step is an a{39}…$/);
});
