import { expect, test } from "vitest";
import { separability, separabilityAsync, verifyCertificate } from "../../src/separability/index.js";

const call = separability as (...args: unknown[]) => unknown;
const X = [[0], [1]];

const cases: [what: string, args: unknown[], kind: string, code: string, message: string][] = [
  ["no matrix", [7, [0]], "KindError", "NOT_A_MATRIX", "X is the number 7"],
  ["no rows", [[], []], "ShapeError", "EMPTY", "X is empty"],
  [
    "no columns",
    [
      [[], []],
      [0, 1],
    ],
    "ShapeError",
    "NO_COLUMNS",
    "X has no columns",
  ],
  [
    "ragged rows",
    [
      [[1], [1, 2]],
      [0, 1],
    ],
    "ShapeError",
    "RAGGED_ROWS",
    "row 1 of X",
  ],
  [
    "text in X",
    [
      [["1"], [2]],
      [0, 1],
    ],
    "KindError",
    "NOT_A_NUMBER",
    'row 0, column 0 of X is the string "1"',
  ],
  [
    "NaN in X",
    [
      [[0], [Number.NaN]],
      [0, 1],
    ],
    "ValueError",
    "NOT_FINITE",
    "row 1, column 0 of X is NaN",
  ],
  [
    "infinity in a typed row",
    [[new Float32Array([-Infinity])], [1]],
    "ValueError",
    "NOT_FINITE",
    "row 0, column 0",
  ],
  ["no labels", [X, 1], "KindError", "NOT_LABELS", "y is the number 1"],
  ["too few labels", [X, [1]], "ShapeError", "LENGTH", "y has 1"],
  ["a matrix of labels", [X, [[0], [1]]], "KindError", "LABELS_ARE_A_MATRIX", "y is a matrix"],
  ["an object as label", [X, [0, {}]], "KindError", "LABEL_KIND", "y[1] is an object"],
  ["mixed labels", [X, [0, "1"]], "KindError", "LABELS_MIXED", 'y[1] is the string "1"'],
  ["a NaN label", [X, [0, Number.NaN]], "ValueError", "NOT_FINITE", "y[1] is NaN"],
  [
    "three classes",
    [
      [[0], [1], [2]],
      ["a", "b", "c"],
    ],
    "ValueError",
    "TOO_MANY_CLASSES",
    'y has 3 classes ("a", "b", "c"), but a plane parts two; ask for one class at a time, as in y.map((label) => label === "a")',
  ],
  [
    "one class of unknown sign",
    [X, ["a", "a"]],
    "ValueError",
    "ONE_CLASS",
    'every label is "a", which is not known to be the positive or the negative one; use 0 and 1, -1 and 1, or false and true',
  ],
  ["one class of 2", [X, [2, 2]], "ValueError", "ONE_CLASS", "every label is 2"],
  [
    "an unknown option",
    [X, [0, 1], { fitIntercpt: false }],
    "KindError",
    "UNKNOWN_OPTION",
    "did you mean fitIntercept?",
  ],
  [
    "a signal without async",
    [X, [0, 1], { signal: {} }],
    "KindError",
    "UNKNOWN_OPTION",
    'no option "signal"',
  ],
  ["no options", [X, [0, 1], 7], "KindError", "OPTIONS", "the options are the number 7"],
  [
    "fitIntercept 1",
    [X, [0, 1], { fitIntercept: 1 }],
    "KindError",
    "OPTION_KIND",
    "fitIntercept is the number 1",
  ],
  ["budget as text", [X, [0, 1], { budget: "9" }], "KindError", "OPTION_KIND", 'budget is the string "9"'],
  [
    "a negative budget",
    [X, [0, 1], { budget: -1 }],
    "ValueError",
    "OPTION_VALUE",
    "budget is the number -1; expected a number of epochs, 0 or greater",
  ],
  [
    "a NaN budget",
    [X, [0, 1], { budget: Number.NaN }],
    "ValueError",
    "OPTION_VALUE",
    "budget is the number NaN",
  ],
];

test.each(cases)("%s is refused", (_, args, name, code, message) => {
  expect(() => call(...args)).toThrow(expect.objectContaining({ name, code }));
  expect(() => call(...args)).toThrow(message);
  expect(() => call(...args)).toThrow(/^separability: /);
});

test("verifyCertificate refuses bad data in its own name", () => {
  const certificate = { counts: [1n, 1n] };
  expect(() => verifyCertificate([[0], []], [0, 1], certificate)).toThrow(/^verifyCertificate: /);
  expect(() => verifyCertificate(X, [0, 1], certificate, { budget: 1 } as object)).toThrow(
    /no option "budget"/,
  );
});

test("undefined is the default of every option", async () => {
  const options = { fitIntercept: undefined, budget: undefined };
  expect(separability(X, [0, 1], options)).toEqual(separability(X, [0, 1]));
  expect(await separabilityAsync(X, [0, 1], { ...options, signal: undefined })).toEqual(
    separability(X, [0, 1]),
  );
});
