// Refusals of the root: labels, targets, classes and weights.
import { KindError, Perceptron, ShapeError, ValueError } from "../../src/index.js";
import { gone, hostile, nothing, strange, views } from "../support/bad-values.js";
import { checkOnCores, type Models, meet, refused, rowsOf, X, Y, y } from "../support/fitted-models.js";
import { type Places, wrong } from "../support/refusals.js";

const each = Object.entries;
const targets: Places<Models> = {
  "Perceptron.fit": ({ model }, value) => model.fit(X, value),
  "Perceptron.partialFit": ({ model }, value) => model.partialFit(X, value),
  "Perceptron.score": ({ model }, value) => model.score(X, value),
};
meet(targets, (bad) => {
  for (const [text, value] of each({ ...nothing, ...strange, ...views }))
    bad(KindError, "NOT_LABELS", `y — ${text}`, value);
  for (const [text, value] of each({
    ...nothing,
    "the bigint 1": 1n,
    "a symbol": Symbol(),
    "an object": hostile,
    "an array": [1],
  }))
    bad(KindError, "LABEL_KIND", `y[1] — ${text}`, [0, value, 0, 1]);
  for (const [text, value] of each({ 'the string "1"': "1", "the boolean true": true })) // For which 1, "1" and true are one class.
    bad(KindError, "LABELS_MIXED", `y[3] — ${text} among numbers`, [0, 1, 0, value]);
  for (const value of [NaN, Infinity])
    bad(ValueError, "NOT_FINITE", `y[2] is ${value}`, Float64Array.of(0, 1, value, 1));
  for (const length of [0, 3, 5])
    bad(ShapeError, "LENGTH", `y has ${length} — for 4 rows`, new Uint8Array(length));
  for (const [place, value] of each({
    y: gone(new Float64Array(4)),
    "y.data": { data: gone(new Float64Array(4)), rows: 4, cols: 1 },
    "row 0 of y": [gone(new Float64Array(1))],
  }))
    bad(ValueError, "DETACHED", `${place} — transferred away`, value);
  for (const value of [2, -1, 0.5, 256, NaN]) // Takes every non-zero for 1, or its lowest byte.
    bad(
      ValueError,
      "NOT_ZERO_ONE",
      `row 2, column 1 of y is the number ${value}`,
      rowsOf(0, 1, 0, 1, 0, value, 1, 0),
    );
  bad(KindError, "NOT_A_ROW", "row 2 of y — the number 1", [[0], [1], 1, [0]]);
  bad(ShapeError, "RAGGED_ROWS", "row 3 of y — too short", [...Y.slice(1), [1]]);
});
refused(KindError, "TARGET_KIND", {
  "Perceptron.partialFit: labels — a matrix for a model of labels": ({ model }) => model.partialFit(X, Y),
  "Perceptron.partialFit: a matrix of 0 and 1 — labels for a model of it": ({ outputs }) =>
    outputs.partialFit(X, y),
  "Perceptron.fit: labels — a matrix for a warm model of labels": ({ warm }) => warm.fit(X, Y),
  "Perceptron.score: labels — a matrix for a model of labels": ({ model }) => model.score(X, Y),
  "Perceptron.score: a matrix of 0 and 1 — labels for a model of it": ({ outputs }) => outputs.score(X, y),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "Perceptron.partialFit: y has 1 column — not 2": ({ outputs }) =>
    outputs.partialFit(X, [[0], [0], [0], [1]]),
  "Perceptron.score: y has 3 columns — not 2": ({ outputs }) => outputs.score(X, Array(4).fill([0, 1, 0])),
});
refused(ValueError, "ONE_CLASS", {
  // Calls one class a converged classifier.
  "Perceptron.fit: 1 — for each row": ({ model }) => model.fit(X, [1, 1, 1, 1]),
  'Perceptron.fit: "a" — for the only row': ({ model }) => model.fit([[1, 2]], ["a"]),
  "Perceptron.partialFit: false — the only class": ({ blank }) =>
    blank.partialFit(X, [false, false, false, false], { classes: [false] }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  // Takes a strange label for the first class.
  "Perceptron.partialFit: y[3] is 5": ({ model }) => model.partialFit(X, [0, 0, 1, 5]),
  'Perceptron.partialFit: y[0] is "0" — not 0': ({ model }) => model.partialFit(X, ["0", "0", "0", "1"]),
  'Perceptron.score: y[0] is "0" — not 0': ({ model }) => model.score(X, ["0", "0", "0", "1"]),
  'Perceptron.partialFit: y[1] is "c"': ({ blank }) =>
    blank.partialFit(X, ["a", "c", "a", "b"], { classes: ["b", "a"] }),
  "Perceptron.fit: y[2] is 2 — new to a warm model": ({ warm }) => warm.fit(X, [0, 1, 2, 1]),
  'Perceptron.fit: a key of classWeight is "2"': () => new Perceptron({ classWeight: { 2: 5 } }).fit(X, y),
});
refused(KindError, "CLASSES", {
  "Perceptron.partialFit: classes — a Set": ({ blank }) =>
    blank.partialFit(X, y, { classes: wrong(new Set(y)) }),
  "Perceptron.partialFit: classes — null": ({ blank }) => blank.partialFit(X, y, { classes: wrong(null) }),
});
refused(ValueError, "CLASSES_MISSING", {
  "Perceptron.partialFit: { classes } — not given to the first call": ({ blank }) => blank.partialFit(X, y),
});
refused(ValueError, "CLASSES_DUPLICATE", {
  'Perceptron.partialFit: "a" — twice among the classes': ({ blank }) =>
    blank.partialFit(X, ["a", "b", "a", "b"], { classes: ["a", "b", "a"] }),
});
refused(ValueError, "CLASSES_DIFFER", {
  // Renames the outputs that it has trained.
  "Perceptron.partialFit: 0, 1, 2 — one class more": ({ model }) =>
    model.partialFit(X, y, { classes: [2, 1, 0] }),
  'Perceptron.partialFit: "cat", "dog" — for a matrix': ({ blank }) =>
    blank.partialFit(X, [[0], [0], [0], [1]], { classes: ["cat", "dog"] }),
  'Perceptron.partialFit: "a", "b" — for a model of a matrix': ({ outputs }) =>
    outputs.partialFit(X, Y, { classes: ["a", "b"] }),
});
refused(KindError, "LABELS_MIXED", {
  'Perceptron.partialFit: classes[1] — "1" behind 0': ({ blank }) =>
    blank.partialFit(X, y, { classes: wrong([0, "1"]) }),
});
refused(ValueError, "DETACHED", {
  "Perceptron.partialFit: classes — transferred away": ({ blank }) =>
    blank.partialFit(X, y, { classes: gone(new Float64Array(2)) }),
});

meet(
  {
    // Flips the rule with a negative weight, or learns from nothing.
    "Perceptron.fit": ({ model }, sampleWeight) => model.fit(X, y, { sampleWeight }),
    "Perceptron.partialFit": ({ model }, sampleWeight) => model.partialFit(X, y, { sampleWeight }),
  },
  (bad) => {
    for (const [text, value] of each({ ...strange, ...views }))
      bad(KindError, "NOT_A_VECTOR", `sampleWeight — ${text}`, value);
    for (const value of [-1, NaN, Infinity])
      bad(ValueError, "WEIGHT", `sampleWeight[1] is the number ${value}`, [1, value, 1, 1]);
    for (const length of [0, 3])
      bad(ShapeError, "LENGTH", `sampleWeight has ${length} — for 4 rows`, new Float32Array(length));
    bad(ValueError, "DETACHED", "sampleWeight — transferred away", gone(new Float64Array(4)));
  },
);
// To partialFit, a batch of such rows is one of which there is nothing to learn.
refused(ValueError, "WEIGHT", {
  "Perceptron.fit: sampleWeight — zeros": ({ model }) => model.fit(X, y, { sampleWeight: [0, 0, -0, 0] }),
});
meet({ "new Perceptron": (_, classWeight) => new Perceptron({ classWeight }).fit(X, y) }, (bad) => {
  for (const value of [-2, NaN, Infinity])
    bad(ValueError, "WEIGHT", `the class weight of 1 is the number ${value}`, new Map([[1, value]]));
  bad(KindError, "OPTION_KIND", "classWeight — an array", [1, 2]);
});
refused(ValueError, "WEIGHT", {
  "Perceptron.fit: classWeight — zeros": () => new Perceptron({ classWeight: { 0: 0, 1: 0 } }).fit(X, y),
});

meet({ "TLU.fit": ({ unit }, value) => unit.fit(X, value) }, (bad) => {
  // Learns what its step can never give.
  for (const [text, value] of each({ ...nothing, ...strange, ...views }))
    bad(KindError, "NOT_A_VECTOR", `y — ${text}`, value);
  for (const value of [-1, 2, NaN, 256, 0.5])
    bad(ValueError, "NOT_A_TARGET", `y[1] is the number ${value}`, [0, value, 0, 1]);
  bad(ShapeError, "LENGTH", "y has 3 — for 4 rows", [0, 0, 1]);
  bad(KindError, "NOT_A_TARGET", 'y[0] — "0"', ["0", "0", "0", "1"]);
  bad(ValueError, "DETACHED", "y — transferred away", gone(new Float64Array(4)));
});

checkOnCores("refusals, labels and weights");
