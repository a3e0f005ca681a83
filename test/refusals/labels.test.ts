import { Perceptron } from "../../src/index.js";
import {
  checkTable,
  each,
  FINITE,
  GONE,
  gone,
  hostile,
  KindError,
  meet,
  nothing,
  type Places,
  refused,
  rowsOf,
  ShapeError,
  strange,
  ValueError,
  VECTOR,
  views,
  wrong,
  X,
  Y,
  y,
} from "../support/refusals.js";

const targets: Places = {
  "Perceptron.fit": ({ model }, value) => model.fit(X, value),
  "Perceptron.partialFit": ({ model }, value) => model.partialFit(X, value),
  "Perceptron.score": ({ model }, value) => model.score(X, value),
};
meet(targets, (bad) => {
  for (const [text, value] of each({ ...nothing, ...strange, ...views }))
    bad(KindError, "NOT_LABELS", `y is ${text}; expected an array of labels, or a matrix of 0 and 1`, value);
  for (const [text, value] of each({
    ...nothing,
    "the bigint 1n": 1n,
    "a symbol": Symbol(),
    "an object": hostile,
    "an array": [1],
  }))
    bad(KindError, "LABEL_KIND", `y[1] is ${text}; a label is a string, a number or a boolean`, [
      0,
      value,
      0,
      1,
    ]);
  for (const [text, value] of each({ 'the string "1"': "1", "the boolean true": true })) // For which 1, "1" and true are one class.
    bad(
      KindError,
      "LABELS_MIXED",
      `y[3] is ${text}, the labels before it are numbers; labels are of one type`,
      [0, 1, 0, value],
    );
  for (const value of [NaN, Infinity])
    bad(ValueError, "NOT_FINITE", `y[2] is ${value}; ${FINITE}`, Float64Array.of(0, 1, value, 1));
  for (const length of [0, 3, 5])
    bad(
      ShapeError,
      "LENGTH",
      `y has ${length} elements; expected 4, one per row of X`,
      new Uint8Array(length),
    );
  for (const [place, value] of each({
    y: gone(4),
    "y.data": { data: gone(4), rows: 4, cols: 1 },
    "row 0 of y": [gone(1)],
  }))
    bad(ValueError, "DETACHED", `the buffer of ${place} ${GONE}`, value);
  for (const value of [2, -1, 0.5, 256, NaN]) // Takes every non-zero for 1, or its lowest byte.
    bad(
      ValueError,
      "NOT_ZERO_ONE",
      `row 2, column 1 of y is the number ${value}; a matrix of targets holds 0 and 1`,
      rowsOf(0, 1, 0, 1, 0, value, 1, 0),
    );
  bad(KindError, "NOT_A_ROW", `row 2 of y is the number 1; ${VECTOR}`, [[0], [1], 1, [0]]);
  bad(ShapeError, "RAGGED_ROWS", "row 3 of y has 1 element, the rows before it have 2", [...Y.slice(1), [1]]);
});
const other = "and y is of the other kind";
refused(KindError, "TARGET_KIND", {
  [`Perceptron.partialFit: the model was fitted with labels, ${other}`]: ({ model }) =>
    model.partialFit(X, Y),
  [`Perceptron.partialFit: the model was fitted with a matrix of 0 and 1, ${other}`]: ({ outputs }) =>
    outputs.partialFit(X, y),
  [`Perceptron.fit: the model was fitted with labels, ${other}`]: ({ warm }) => warm.fit(X, Y),
  [`Perceptron.score: the model was fitted with labels, ${other}`]: ({ model }) => model.score(X, Y),
  [`Perceptron.score: the model was fitted with a matrix of 0 and 1, ${other}`]: ({ outputs }) =>
    outputs.score(X, y),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "Perceptron.partialFit: y has 1 column, but the model has 2 outputs": ({ outputs }) =>
    outputs.partialFit(X, [[0], [0], [0], [1]]),
  "Perceptron.score: y has 3 columns, but the model has 2 outputs": ({ outputs }) =>
    outputs.score(X, Array(4).fill([0, 1, 0])),
});
const ONE = "a classifier needs at least two classes";
refused(ValueError, "ONE_CLASS", {
  // Calls one class a converged classifier.
  [`Perceptron.fit: every label is 1; ${ONE}`]: ({ model }) => model.fit(X, [1, 1, 1, 1]),
  [`Perceptron.fit: every label is "a"; ${ONE}`]: ({ model }) => model.fit([[1, 2]], ["a"]),
  [`Perceptron.partialFit: every label is false; ${ONE}`]: ({ blank }) =>
    blank.partialFit(X, [false, false, false, false], { classes: [false] }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  // Takes a strange label for the first class.
  "Perceptron.partialFit: y[3] is 5, which is no class of this model; its classes are 0, 1": ({ model }) =>
    model.partialFit(X, [0, 0, 1, 5]),
  'Perceptron.partialFit: y[0] is "0", which is no class of this model; its classes are 0, 1': ({ model }) =>
    model.partialFit(X, ["0", "0", "0", "1"]),
  'Perceptron.partialFit: y[1] is "c", which is no class of this model; its classes are "a", "b"': ({
    blank,
  }) => blank.partialFit(X, ["a", "c", "a", "b"], { classes: ["b", "a"] }),
  "Perceptron.fit: y[2] is 2, which is no class of this model; its classes are 0, 1": ({ warm }) =>
    warm.fit(X, [0, 1, 2, 1]),
  'Perceptron.fit: a key of classWeight is "2", which is no class of this model; its classes are 0, 1': () =>
    new Perceptron({ classWeight: { 2: 5 } }).fit(X, y),
});
const LIST = 'expected an array of labels, or "grow"';
refused(KindError, "CLASSES", {
  [`Perceptron.partialFit: classes is a Set; ${LIST}`]: ({ blank }) =>
    blank.partialFit(X, y, { classes: wrong(new Set(y)) }),
  [`Perceptron.partialFit: classes is null; ${LIST}`]: ({ blank }) =>
    blank.partialFit(X, y, { classes: wrong(null) }),
});
refused(ValueError, "CLASSES_MISSING", {
  "Perceptron.partialFit: the first call needs { classes }, every label that may come; later batches may lack some":
    ({ blank }) => blank.partialFit(X, y),
});
refused(ValueError, "CLASSES_DUPLICATE", {
  'Perceptron.partialFit: classes names "a" twice': ({ blank }) =>
    blank.partialFit(X, ["a", "b", "a", "b"], { classes: ["a", "b", "a"] }),
});
refused(ValueError, "CLASSES_DIFFER", {
  // Renames the outputs that it has trained.
  "Perceptron.partialFit: classes is 0, 1, 2, but the model was fitted with 0, 1": ({ model }) =>
    model.partialFit(X, y, { classes: [2, 1, 0] }),
  'Perceptron.partialFit: classes is "a", "b", but the model was fitted with 0, 1': ({ outputs }) =>
    outputs.partialFit(X, Y, { classes: ["a", "b"] }),
});
refused(KindError, "LABELS_MIXED", {
  'Perceptron.partialFit: classes[1] is the string "1", the labels before it are numbers; labels are of one type':
    ({ blank }) => blank.partialFit(X, y, { classes: wrong([0, "1"]) }),
});
refused(ValueError, "DETACHED", {
  [`Perceptron.partialFit: the buffer of classes ${GONE}`]: ({ blank }) =>
    blank.partialFit(X, y, { classes: gone(2) }),
});

meet(
  {
    // Flips the rule with a negative weight, or learns from nothing.
    "Perceptron.fit": ({ model }, sampleWeight) => model.fit(X, y, { sampleWeight }),
    "Perceptron.partialFit": ({ model }, sampleWeight) => model.partialFit(X, y, { sampleWeight }),
  },
  (bad) => {
    for (const [text, value] of each({ ...strange, ...views }))
      bad(KindError, "NOT_A_VECTOR", `sampleWeight is ${text}; ${VECTOR}`, value);
    for (const value of [-1, NaN, Infinity])
      bad(ValueError, "WEIGHT", `sampleWeight[1] is the number ${value}; ${FINITE} ≥ 0`, [1, value, 1, 1]);
    bad(ValueError, "WEIGHT", "sampleWeight leaves no row with a weight above 0", [0, 0, -0, 0]);
    for (const length of [0, 3])
      bad(
        ShapeError,
        "LENGTH",
        `sampleWeight has ${length} elements; expected 4, one per row of X`,
        new Float32Array(length),
      );
    bad(ValueError, "DETACHED", `the buffer of sampleWeight ${GONE}`, gone(4));
  },
);
meet({ "new Perceptron": (_, classWeight) => new Perceptron({ classWeight }).fit(X, y) }, (bad) => {
  for (const value of [-2, NaN, Infinity])
    bad(
      ValueError,
      "WEIGHT",
      `the class weight of 1 is the number ${value}; ${FINITE} ≥ 0`,
      new Map([[1, value]]),
    );
  bad(
    KindError,
    "OPTION_KIND",
    `classWeight is an array; expected "balanced", or an object or a Map from label to weight`,
    [1, 2],
  );
});
refused(ValueError, "WEIGHT", {
  "Perceptron.fit: classWeight leaves no row with a weight above 0": () =>
    new Perceptron({ classWeight: { 0: 0, 1: 0 } }).fit(X, y),
});

meet({ "TLU.fit": ({ unit }, value) => unit.fit(X, value) }, (bad) => {
  // Learns what its step can never give.
  for (const [text, value] of each({ ...nothing, ...strange, ...views }))
    bad(KindError, "NOT_A_VECTOR", `y is ${text}; ${VECTOR}`, value);
  for (const value of [-1, 2, NaN, 256, 0.5])
    bad(
      ValueError,
      "NOT_A_TARGET",
      `y[1] is the number ${value}; a target is a value of the step function: 0, 1`,
      [0, value, 0, 1],
    );
  bad(ShapeError, "LENGTH", "y has 3 elements; expected 4, one per row of X", [0, 0, 1]);
});

checkTable("refusals, labels and weights");
