import { expect, it } from "vitest";
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { expectRefusals, type Refusal, untyped } from "./expect-refusals.js";

const [foldsOf, split, validate] = [untyped(folds), untyped(trainTestSplit), untyped(crossValidate)];

const X = [[1], [2], [3], [4], [5], [6]];
const y = ["a", "b", "a", "b", "a", "b"];
const make = () => ({ fit: () => undefined, predict: (rows: unknown[]) => rows.map(() => "a") });
const model = (methods: object) => () => ({ ...make(), ...methods });
const bits = [
  [0, 1],
  [1, 1],
];

const SIZE = "a share above 0 and below 1, or a number of rows, that leaves rows on both sides (of 6)";
const FOLDS = "an integer from 2 to the number of rows, 6";

expectRefusals([
  // Leaves a part empty, or a fold; stratifies what has no classes; runs on after a bad option.
  ...[0, 1.5, 6, -1, Number.NaN, Infinity, 0.9].map(
    (testSize): Refusal => [
      () => split(X, y, { testSize }),
      ValueError,
      "OPTION_VALUE",
      `trainTestSplit: testSize is the number ${testSize}; expected ${SIZE}`,
    ],
  ),
  [
    () => split(X, y, { testSize: "0.5" }),
    KindError,
    "OPTION_KIND",
    `trainTestSplit: testSize is the string "0.5"; expected ${SIZE}`,
  ],
  [
    () => split(X, y, { testSize: null }),
    KindError,
    "OPTION_KIND",
    `trainTestSplit: testSize is null; expected ${SIZE}`,
  ],
  [
    () => split(X, y, { stratify: y }),
    KindError,
    "OPTION_KIND",
    "trainTestSplit: stratify is an array; expected true or false",
  ],
  [
    () => split(X, y, { randomState: 1 }),
    KindError,
    "UNKNOWN_OPTION",
    'trainTestSplit: there is no option "randomState"; the options are testSize, stratify, seed',
  ],
  [
    () => split(X, y, 0.25),
    KindError,
    "OPTIONS",
    "trainTestSplit: the options are the number 0.25; expected an object",
  ],
  [
    () => split(X, y, { seed: -1 }),
    ValueError,
    "OPTION_VALUE",
    "trainTestSplit: seed is the number -1; expected an integer from 0 to 4294967295",
  ],
  [
    () => split(X, ["a", "b"]),
    ShapeError,
    "LENGTH",
    "trainTestSplit: y has 2 elements; expected 6, one per row of X",
  ],
  [() => split([], []), ShapeError, "EMPTY", "trainTestSplit: X is empty; expected at least one row"],
  [
    () => split([1, 2], [1, 2]),
    KindError,
    "NO_SHAPE",
    "trainTestSplit: X is an array of numbers, which has no shape; for one row write [X], for many { data, rows, cols }",
  ],
  [
    () => split([[1], [1, 2]], [1, 2]),
    ShapeError,
    "RAGGED_ROWS",
    "trainTestSplit: row 1 of X has 2 elements, the rows before it have 1",
  ],
  [
    () => split({ indptr: [0, 2], indices: [1, 1], data: [1, 2], rows: 1, cols: 2 }, [1]),
    ValueError,
    "DUPLICATE_ENTRY",
    "trainTestSplit: row 0, column 1 of X is stored twice; add the two together, or leave one out",
  ],
  [
    () => validate(make, { indptr: [0, 1], indices: [2], data: [1], rows: 1, cols: 2 }, [1]),
    ValueError,
    "COLUMN_INDEX",
    "crossValidate: X.indices[0], in row 0, is the number 2; expected an integer from 0 to 1",
  ],
  [
    () => split(X, ["a", "a", "a", "a", "a", "b"], { stratify: true }),
    ValueError,
    "CLASS_TOO_SMALL",
    'trainTestSplit: class "b" has 1 member, and stratification needs 2, one for each part; ask for fewer parts, or stratify: false',
  ],
  [
    () => split(X, y, { stratify: true, testSize: 1 }),
    ValueError,
    "PART_TOO_SMALL",
    "trainTestSplit: the test part has 1 row for 2 classes; change testSize, or ask for stratify: false",
  ],
  [
    () => split(X, y, { stratify: true, testSize: 5 }),
    ValueError,
    "PART_TOO_SMALL",
    "trainTestSplit: the train part has 1 row for 2 classes; change testSize, or ask for stratify: false",
  ],
  [
    () => split([[1], [2]], bits, { stratify: true }),
    KindError,
    "STRATIFY",
    "trainTestSplit: stratify needs a label for each row, and y is a matrix; leave it out",
  ],
  ...[1, 0, 2.5, 7, Number.NaN].map(
    (count): Refusal => [
      () => foldsOf(y, { folds: count }),
      ValueError,
      "OPTION_VALUE",
      `folds: folds is the number ${count}; expected ${FOLDS}`,
    ],
  ),
  [
    () => foldsOf(6, { folds: "3" }),
    KindError,
    "OPTION_KIND",
    `folds: folds is the string "3"; expected ${FOLDS}`,
  ],
  [() => foldsOf(0), ValueError, "OPTION_VALUE", "folds: y is the number 0; expected an integer above 0"],
  [
    () => foldsOf(6, { stratify: true }),
    KindError,
    "STRATIFY",
    "folds: stratify needs a label for each row, and y is a number; leave it out",
  ],
  [
    () => foldsOf(y, { folds: 4 }),
    ValueError,
    "CLASS_TOO_SMALL",
    'folds: class "a" has 3 members, and stratification needs 4, one for each part; ask for fewer parts, or stratify: false',
  ],
  [
    () => foldsOf([1, "1"]),
    KindError,
    "LABELS_MIXED",
    'folds: y[1] is the string "1", the labels before it are numbers; labels are of one type',
  ],
  [
    () => foldsOf(y, { testSize: 1 }),
    KindError,
    "UNKNOWN_OPTION",
    'folds: there is no option "testSize"; the options are folds, stratify, seed',
  ],
  [
    () => validate(make, X, y, { fold: 3 }),
    KindError,
    "UNKNOWN_OPTION",
    'crossValidate: there is no option "fold"; did you mean folds?',
  ],
  [
    () => validate(make, X, y),
    ValueError,
    "CLASS_TOO_SMALL",
    'crossValidate: class "a" has 3 members, and stratification needs 5, one for each part; ask for fewer parts, or stratify: false',
  ],
  [
    () => validate(make(), X, y),
    KindError,
    "WRONG_KIND",
    "crossValidate: make is an object; expected a function that makes a model",
  ],
  [
    () => validate(() => ({}), X, y, { folds: 2 }),
    KindError,
    "WRONG_KIND",
    "crossValidate: what make() returned is an object; expected a model with fit and predict",
  ],
  [
    () => validate(async () => make(), X, y, { folds: 2 }),
    KindError,
    "WRONG_KIND",
    "crossValidate: what make() returned is a Promise; expected a model with fit and predict",
  ],
  [
    () => validate(() => null, X, y, { folds: 2 }),
    KindError,
    "WRONG_KIND",
    "crossValidate: what make() returned is null; expected a model with fit and predict",
  ],
  [
    () => validate(model({ fit: async () => 1 }), X, y, { folds: 2 }),
    KindError,
    "ASYNC_CALLBACK",
    "crossValidate: fit returned a promise, and this call does not wait; pass a plain function",
  ],
  [
    () => validate(model({ predict: async () => 1 }), X, y, { folds: 2 }),
    KindError,
    "ASYNC_CALLBACK",
    "crossValidate: predict returned a promise, and this call does not wait; pass a plain function",
  ],
  [
    () => validate(model({ predict: () => ["a"] }), X, y, { folds: 2 }),
    ShapeError,
    "LENGTH",
    "crossValidate: predict(X) has 1 element; expected 3, one per row of y",
  ],
  [
    () => validate(model({ predict: () => [0, 1, 0] }), X, y, { folds: 2 }),
    KindError,
    "LABELS_MIXED",
    "crossValidate: predict(X)[0] is the number 0, the labels before it are strings; labels are of one type",
  ],
  [
    () => validate(make, X, ["a"]),
    ShapeError,
    "LENGTH",
    "crossValidate: y has 1 element; expected 6, one per row of X",
  ],
  [
    () => validate(make, X, y, { folds: 7, stratify: false }),
    ValueError,
    "OPTION_VALUE",
    `crossValidate: folds is the number 7; expected ${FOLDS}`,
  ],
]);

it("lets the model's own error through as it is", () => {
  const own = new Error("no");
  const fit = () => {
    throw own;
  };
  expect(() => validate(model({ fit }), X, y, { folds: 2 })).toThrow(own);
});
