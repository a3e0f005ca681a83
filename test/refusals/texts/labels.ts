// The texts of labels, classes, targets and weights.
import { KindError, Perceptron, ShapeError, StateError, TLU, ValueError } from "../../../src/index.js";
import { X, y } from "../../support/fitted-models.js";
import { wrong } from "../../support/refusals.js";
import { refused } from "./table.js";

const Y = X;
const fitted = (labels: unknown, options = {}) => new Perceptron(options).fit(X, wrong(labels));
const part = (labels: unknown, classes?: unknown, options = {}) =>
  new Perceptron(options).partialFit(X, wrong(labels), { classes: wrong(classes) });

refused(KindError, "NOT_LABELS", {
  "Perceptron.fit: y is the number 4; expected an array of labels, or a matrix of 0 and 1": () => fitted(4),
});
refused(KindError, "LABEL_KIND", {
  "Perceptron.fit: y[1] is null; a label is a string, a number or a boolean": () => fitted([0, null, 0, 1]),
});
refused(KindError, "LABELS_MIXED", {
  'Perceptron.fit: y[3] is the string "1", other labels are numbers; labels are of one type': () =>
    fitted([0, 1, 0, "1"]),
});
refused(ValueError, "TOO_MANY_CLASSES", {
  "Perceptron.fit: more than 65536 distinct labels; a quantity is not to be classified": () => {
    const rows = 2 ** 16 + 1;
    const y = Float64Array.from({ length: rows }, (_, i) => i / 2);
    return new Perceptron().fit({ data: new Uint8Array(rows), rows, cols: 1 }, y);
  },
});
refused(ValueError, "ONE_CLASS", {
  'Perceptron.fit: every label is "a"; a classifier needs at least two classes': () =>
    fitted(["a", "a", "a", "a"]),
});
refused(ValueError, "UNKNOWN_CLASS", {
  'Perceptron.partialFit: y[1] is "c", which is no class of this model; its classes are "a", "b"': () =>
    part(["a", "c", "a", "b"], ["b", "a"]),
});
refused(ValueError, "CLASSES_MISSING", {
  "Perceptron.partialFit: the first call needs { classes }, every label that may come; later batches may lack some":
    () => part(y),
});
refused(KindError, "CLASSES", {
  'Perceptron.partialFit: classes is a Set; expected an array of labels, or "grow"': () =>
    part(y, new Set(y)),
});
refused(ValueError, "CLASSES_DUPLICATE", {
  "Perceptron.partialFit: classes names 0 twice": () => part(y, [0, 1, 0]),
});
refused(ValueError, "CLASSES_DIFFER", {
  "Perceptron.partialFit: classes is 0, 1, 2, but the model was fitted with 0, 1": () =>
    fitted(y).partialFit(X, y, { classes: [2, 1, 0] }),
});
refused(ValueError, "NOT_ZERO_ONE", {
  "Perceptron.fit: row 2, column 1 of y is the number 2; a matrix of targets holds 0 and 1": () =>
    fitted([X[0], X[1], [1, 2], X[3]]),
});
refused(KindError, "TARGET_KIND", {
  "Perceptron.score: the model was fitted with a matrix of 0 and 1, and y is of the other kind": () =>
    fitted(Y).score(X, y),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "Perceptron.score: y has 1 column, but the model has 2 outputs": () =>
    fitted(Y).score(X, [[0], [0], [0], [1]]),
});
refused(ValueError, "NOT_A_TARGET", {
  "TLU.fit: y[0] is the number -1; a target is a value of the step function: 0, 1": () =>
    new TLU().fit(X, wrong([-1, 0, 0, 1])),
});
refused(ValueError, "WEIGHT", {
  "Perceptron.fit: sampleWeight[1] is the number -1; expected a finite number ≥ 0": () =>
    new Perceptron().fit(X, y, { sampleWeight: [1, -1, 1, 1] }),
  "Perceptron.fit: classWeight leaves no row with a weight above 0": () =>
    fitted(y, { classWeight: { 0: 0, 1: 0 } }),
});
refused(ValueError, "BALANCED_PART", {
  'Perceptron.partialFit: classWeight "balanced" needs all rows at once, and this is a part; pass { label: weight }':
    () => part(y, [0, 1], { classWeight: "balanced" }),
});
refused(ValueError, "EARLY_STOPPING_PART", {
  "Perceptron.partialFit: earlyStopping needs all rows at once, and this is a part; call fit": () =>
    part(y, [0, 1], { earlyStopping: true }),
});
refused(ValueError, "PART_TOO_SMALL", {
  "Perceptron.fit: validationFraction leaves none of 4 rows to learn from; make it smaller, or turn earlyStopping off":
    () => fitted(Y, { earlyStopping: true, validationFraction: 0.99 }),
  "Perceptron.fit: the test part has 1 row for 2 classes; change validationFraction, or turn earlyStopping off":
    () => fitted([0, 0, 1, 1], { earlyStopping: true }),
});
refused(ValueError, "CLASS_TOO_SMALL", {
  "Perceptron.fit: class 1 has 1 member, and stratification needs 2, one for each part; turn earlyStopping off":
    () => fitted(y, { earlyStopping: true }),
});
refused(KindError, "JOINT_MATRIX", {
  'Perceptron.fit: multiclass "joint" chooses one class for a row, and y is a matrix of 0 and 1; pass labels, or take "ovr"':
    () => fitted(Y, { multiclass: "joint" }),
});
refused(StateError, "CANNOT_GROW", {
  'Perceptron.partialFit: classes "grow" needs one row of weights for each class, and y is a matrix; begin a model with "grow"':
    () => part(Y, "grow"),
});
