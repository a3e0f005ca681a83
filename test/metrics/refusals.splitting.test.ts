// Refusals of whatever splits rows: parts that stay empty, classes that are too small for them, models that are none.
import { expect, it } from "vitest";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { Perceptron } from "../../src/index.js";
import { crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { refusalTable, untyped } from "../support/refusals.js";

const [foldsOf, split, validate] = [untyped(folds), untyped(trainTestSplit), untyped(crossValidate)];
const { refused, meet, check } = refusalTable();

const X = [[1], [2], [3], [4], [5], [6]];
const y = ["a", "b", "a", "b", "a", "b"];
const make = () => ({ fit: () => undefined, predict: (rows: unknown[]) => rows.map(() => "a") });
const model = (methods: object) => () => ({ ...make(), ...methods });
const bits = [
  [0, 1],
  [1, 1],
];
const sparseRow = { indptr: [0, 2], indices: [1, 1], data: [1, 2], rows: 1, cols: 2 };
const beyond = { indptr: [0, 1], indices: [2], data: [1], rows: 1, cols: 2 };

// Leaves a part empty, or a fold; stratifies what has no classes; runs on after a bad option.
const SIZE = "a share above 0 and below 1, or a number of rows, that leaves rows on both sides (of 6)";
meet({ trainTestSplit: (_, testSize) => split(X, y, { testSize }) }, (bad) => {
  for (const size of [0, 1.5, 6, -1, Number.NaN, Infinity, 0.9])
    bad(ValueError, "OPTION_VALUE", `testSize is the number ${size}; expected ${SIZE}`, size);
  bad(KindError, "OPTION_KIND", 'testSize — "0.5"', "0.5");
  bad(KindError, "OPTION_KIND", "testSize — null", null);
});
const FOLDS = "an integer from 2 to the number of rows, 6";
meet({ folds: (_, count) => foldsOf(y, { folds: count }) }, (bad) => {
  for (const count of [1, 0, 2.5, 7, Number.NaN])
    bad(ValueError, "OPTION_VALUE", `folds is the number ${count}; expected ${FOLDS}`, count);
  bad(KindError, "OPTION_KIND", 'folds — "3"', "3");
});
refused(ValueError, "OPTION_VALUE", {
  "trainTestSplit: seed — -1": () => split(X, y, { seed: -1 }),
  "trainTestSplit: randomState — -1": () => split(X, y, { randomState: -1 }),
  "trainTestSplit: seed — 1, beside randomState": () => split(X, y, { seed: 1, randomState: 1 }),
  "folds: y — 0 rows": () => foldsOf(0),
  "crossValidate: folds — 7 of 6 rows": () => validate(make, X, y, { folds: 7, stratify: false }),
});
refused(KindError, "OPTION_KIND", {
  "trainTestSplit: stratify — an array": () => split(X, y, { stratify: y }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "trainTestSplit: the options are testSize, stratify, randomState, seed — shuffle": () =>
    split(X, y, { shuffle: false }),
  "folds: the options are folds, stratify, randomState, seed — testSize": () => foldsOf(y, { testSize: 1 }),
  "crossValidate: did you mean folds? — fold": () => validate(make, X, y, { fold: 3 }),
});
refused(KindError, "OPTIONS", { "trainTestSplit: 0.25 — for options": () => split(X, y, 0.25) });
refused(ShapeError, "LENGTH", {
  "trainTestSplit: y — 2 labels for 6 rows": () => split(X, ["a", "b"]),
  "crossValidate: y — one label for 6 rows": () => validate(make, X, ["a"]),
  "crossValidate: predict(X) — one label for 3 rows": () =>
    validate(model({ predict: () => ["a"] }), X, y, { folds: 2 }),
});
refused(ShapeError, "EMPTY", { "trainTestSplit: X — no rows": () => split([], []) });
refused(KindError, "NO_SHAPE", { "trainTestSplit: X — a list of numbers": () => split([1, 2], [1, 2]) });
refused(ShapeError, "RAGGED_ROWS", { "trainTestSplit: row 1 of X": () => split([[1], [1, 2]], [1, 2]) });
refused(ValueError, "DUPLICATE_ENTRY", {
  "trainTestSplit: row 0, column 1 of X": () => split(sparseRow, [1]),
});
refused(ValueError, "COLUMN_INDEX", {
  "crossValidate: X.indices[0], in row 0": () => validate(make, beyond, [1]),
});
refused(ValueError, "CLASS_TOO_SMALL", {
  'trainTestSplit: class "b" — of one member': () =>
    split(X, ["a", "a", "a", "a", "a", "b"], { stratify: true }),
  'folds: class "a" — of 3 members, for 4 folds': () => foldsOf(y, { folds: 4 }),
  'crossValidate: class "a" — of 3 members, for 5 folds': () => validate(make, X, y),
});
refused(ValueError, "PART_TOO_SMALL", {
  "trainTestSplit: the test part — of one row for two classes": () =>
    split(X, y, { stratify: true, testSize: 1 }),
  "trainTestSplit: the train part — of one row for two classes": () =>
    split(X, y, { stratify: true, testSize: 5 }),
});
refused(KindError, "STRATIFY", {
  "trainTestSplit: a matrix — for labels": () => split([[1], [2]], bits, { stratify: true }),
  "folds: a number — of rows, for labels": () => foldsOf(6, { stratify: true }),
});
refused(KindError, "LABELS_MIXED", {
  "folds: y[1] — a string behind a number": () => foldsOf([1, "1"]),
  "crossValidate: predict(X)[0] — a number for strings": () =>
    validate(model({ predict: () => [0, 1, 0] }), X, y, { folds: 2 }),
});
refused(KindError, "WRONG_KIND", {
  "crossValidate: make — a model": () => validate(make(), X, y),
  "crossValidate: make is a function — the class": () => validate(Perceptron, X, y),
  "crossValidate: what make() returned is an object — without methods": () =>
    validate(() => ({}), X, y, { folds: 2 }),
  "crossValidate: what make() returned is an object — without predict": () =>
    validate(model({ predict: undefined }), X, y, { folds: 2 }),
  "crossValidate: what make() returned is a Promise": () => validate(async () => make(), X, y, { folds: 2 }),
  "crossValidate: what make() returned is null": () => validate(() => null, X, y, { folds: 2 }),
});
refused(KindError, "ASYNC_CALLBACK", {
  "crossValidate: fit — returns a promise": () => validate(model({ fit: async () => 1 }), X, y, { folds: 2 }),
  "crossValidate: predict — returns a promise": () =>
    validate(model({ predict: async () => 1 }), X, y, { folds: 2 }),
});

check();

it("lets the model's own error through as it is", () => {
  const own = new Error("no");
  const fit = () => {
    throw own;
  };
  expect(() => validate(model({ fit }), X, y, { folds: 2 })).toThrow(own);
});
