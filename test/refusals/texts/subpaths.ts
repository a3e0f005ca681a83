// The texts of separability, network, hebb, metrics, svmlight and sklearn.
import { vi } from "vitest";
import { KindError, ShapeError, ValueError } from "../../../src/base/errors.js";
import { calibrate } from "../../../src/calibration/index.js";
import { dropClass } from "../../../src/classes/index.js";
import { toC } from "../../../src/export/index.js";
import { AssociationLayer } from "../../../src/features/index.js";
import { HebbianAssociator } from "../../../src/hebb/index.js";
import { fromLiblinear, fromOnnx } from "../../../src/import/index.js";
import { Perceptron } from "../../../src/learn/perceptron.js";
import { compile } from "../../../src/logic/index.js";
import { accuracy, confusionMatrix, folds, logLoss, rocAuc } from "../../../src/metrics/index.js";
import { fromLogic, ThresholdNetwork, upstart } from "../../../src/network/index.js";
import { Pipeline } from "../../../src/pipeline/index.js";
import { calibrated, loadModel } from "../../../src/predict/index.js";
import { separability } from "../../../src/separability/index.js";
import { fromSklearn } from "../../../src/sklearn/index.js";
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../../src/svmlight/index.js";
import { untyped, wrong } from "../../support/refusals.js";
import { refused, rejected } from "./table.js";

const [acc, confusion] = [untyped(accuracy), untyped(confusionMatrix)];
const column = [[0], [1]];
const y = ["a", "b"];

// ---------------------------------------------------------------- separability

refused(KindError, "LABELS_ARE_A_MATRIX", {
  "separability: y is a matrix, but a plane parts two classes; ask for one column of y at a time": () =>
    separability(column, wrong(column)),
  "confusionMatrix: yTrue is a matrix of 0 and 1; expected a label for each row; ask for one column at a time":
    () => confusion(column, column),
});
refused(ValueError, "TOO_MANY_CLASSES", {
  'separability: y has 3 classes ("a", "b", "c"), but a plane parts two; ask for one class at a time, as in y.map((label) => label === "a")':
    () => separability([[0], [1], [2]], ["a", "b", "c"]),
});
refused(ValueError, "ONE_CLASS", {
  'separability: every label is "a", which is not known to be the positive or the negative one; use 0 and 1, -1 and 1, or false and true':
    () => separability(column, ["a", "a"]),
});

// ---------------------------------------------------------------- calibrated models that only answer

refused(KindError, "UNKNOWN_OPTION", {
  'CalibratedModel.predict: there is no option "unsure"; the options are abstainBelow, unknown': () => {
    const X = [...column, ...column, ...column];
    const saved = calibrate(new Perceptron(), X, [...y, ...y, ...y], { folds: 2 }).toJSON();
    return loadModel(saved, { steps: [calibrated] }).predict(X, wrong({ unsure: 0 }));
  },
});

// ---------------------------------------------------------------- pipelines

refused(KindError, "STEP_CLASS", {
  'Pipeline.fromJSON: step 0 of the file is "rosenblatt.TableEncoder"; pass what reads it in { steps: [ … ] }':
    () =>
      Pipeline.fromJSON({
        ...{ format: "rosenblatt.Pipeline", version: 1 },
        steps: [{ format: "rosenblatt.TableEncoder" }],
      }),
});
refused(ValueError, "MODEL_FILE", {
  'Perceptron.fromJSON: not a saved model of this version: format is the string "rosenblatt.Pipeline"; load it by the class that saved it; the command line saves a Pipeline (rosenblatt/pipeline) or a CalibratedModel (rosenblatt/calibration)':
    () => Perceptron.fromJSON({ format: "rosenblatt.Pipeline" }),
});

// ---------------------------------------------------------------- loaded models

refused(ValueError, "NOT_EXPORTABLE", {
  'toC: a pipeline with the step "rosenblatt.FeatureHasher" cannot be written as C; export its model alone':
    () =>
      toC({
        format: "rosenblatt.Pipeline",
        version: 1,
        steps: [{ format: "rosenblatt.FeatureHasher" }, new Perceptron().fit([[0], [1]], [0, 1]).toJSON()],
      }),
});
refused(ValueError, "LIBLINEAR", {
  "fromLiblinear: not a classifier of LIBLINEAR: it has no line w": () =>
    fromLiblinear("solver_type MCSVM_CS"),
});
refused(ValueError, "ONNX", {
  "fromOnnx: not a Perceptron of toOnnx: toOnnx did not write it": () => fromOnnx(new Uint8Array(0)),
});

// ---------------------------------------------------------------- network, hebb

refused(KindError, "LAYERS", {
  "new ThresholdNetwork: the layers are an empty array; expected an array of { W, b, step }": () =>
    new ThresholdNetwork([]),
});
refused(ShapeError, "LAYERS_CHAIN", {
  "new ThresholdNetwork: layer 0 has 1 output, and layer 1 takes 2 inputs": () =>
    new ThresholdNetwork([{ W: column }, { W: column }]),
});
refused(ValueError, "NO_INPUTS", {
  "fromLogic: the network has no inputs, and a layer needs at least one": () => fromLogic(compile("true")),
});
refused(ValueError, "INCONSISTENT", {
  "upstart: rows 0 and 2 of X are the same, and their targets differ": () =>
    upstart([[0], [1], [0]], [0, 1, 1]),
});
refused(ValueError, "NOT_A_BIT", {
  "upstart: y[0] is the number -1; expected 0 or 1": () => upstart([[0]], [-1]),
});
refused(ShapeError, "LENGTH", {
  "HebbianAssociator.fit: Y has 2 rows; expected 1, one per row of X": () =>
    new HebbianAssociator().fit([[1]], [[1], [2]]),
});

// ---------------------------------------------------------------- metrics

refused(KindError, "NOT_LABELS", {
  'accuracy: yTrue is the string "ab"; expected an array of labels, or a matrix of 0 and 1': () =>
    acc("ab", y),
  'confusionMatrix: labels is the string "ab"; expected an array of labels': () =>
    confusion(y, y, { labels: "ab" }),
});
refused(KindError, "TARGET_KIND", {
  "accuracy: yTrue is labels and yPred is a matrix of 0 and 1; expected two of a kind": () =>
    acc([0, 1], column),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "accuracy: yTrue has 1 column and yPred has 2; expected as many": () => acc([[1]], [[1, 0]]),
});
refused(ValueError, "LABELS_DUPLICATE", {
  'confusionMatrix: labels names "a" twice': () => confusion(y, y, { labels: ["a", "b", "a"] }),
});
refused(ValueError, "LABELS_UNUSED", {
  'confusionMatrix: yTrue has none of the labels "A", "B"; name one that it has': () =>
    confusion(y, y, { labels: ["A", "B"] }),
});
refused(ValueError, "ONE_CLASS", {
  'rocAuc: the only label is "a"; expected two at least, here or in labels': () => rocAuc(["a"], [1]),
  "rocAuc: column 0 is true of no row; there is nothing to rank it against": () =>
    rocAuc([[0], [0]], [[1], [2]]),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "rocAuc: scores has 3 columns, and there are 2 labels; pass as many, or name in labels what each column stands for":
    () =>
      rocAuc(y, [
        [1, 2, 3],
        [4, 5, 6],
      ]),
});
refused(ValueError, "UNKNOWN_CLASS", {
  'logLoss: yTrue[1] is "b", and labels has only "a", "c"': () => logLoss(y, [0, 1], { labels: ["a", "c"] }),
});
refused(ValueError, "NOT_A_PROBABILITY", {
  "logLoss: row 1, column 0 of proba is the number 2; expected numbers from 0 to 1, which add up to 1 in a row of several":
    () => logLoss(y, [1, 2]),
});
refused(KindError, "STRATIFY", {
  "folds: stratify needs a label for each row, and y is a number; leave it out": () =>
    folds(6, { stratify: true }),
});

// ---------------------------------------------------------------- features

refused(ShapeError, "FEATURE_COUNT", {
  "AssociationLayer.fit: the input has 2 features, and an image of 2×3 pixels has 6": () =>
    new AssociationLayer({ fields: { width: 2, height: 3 } }).fit([[0, 1]]),
});
refused(ValueError, "TOO_LARGE", {
  "AssociationLayer.fit: 200000 units have more connections than there is room for, 134217 would fit; take fewer, or smaller fields":
    () => new AssociationLayer({ units: 200_000, fields: { fan: 2000 } }).fit([new Array(2000).fill(0)]),
});

// ---------------------------------------------------------------- calibration, classes

refused(KindError, "LABELS_ARE_A_MATRIX", {
  "calibrate: y is a matrix, but probabilities are of classes; calibrate a model of one column at a time":
    () => calibrate(wrong(new Perceptron()), column, wrong(column)),
  "dropClass: the model was fitted with a matrix, whose columns have no names; it has no classes to change":
    () => dropClass(new Perceptron().fit(column, column), 0),
});
refused(ValueError, "ONE_CLASS", {
  'dropClass: without "b" one of the classes "a", "b" would be left; a classifier needs at least two': () =>
    dropClass(new Perceptron().fit(column, y), "b"),
});

// ---------------------------------------------------------------- svmlight, sklearn

refused(ValueError, "SVMLIGHT", {
  'readSvmlight: line 1: the label is "spam"; expected a number that f64 holds, such as 1, -1 or 2.5': () =>
    readSvmlight("spam 1:2"),
  'readSvmlight: line 1: it begins with the element "1:2"; expected a label before it, such as 0': () =>
    readSvmlight("1:2 2:3"),
  'readSvmlight: line 1: the label is "1,3", several in one; pass multilabel: true': () =>
    readSvmlight("1,3 1:2"),
  'readSvmlight: line 1: the query is "qid:x"; expected an integer behind qid:': () =>
    readSvmlight("1 qid:x"),
  'readSvmlight: line 2: "3" is no element; expected index:value, such as 3:0.5': () =>
    readSvmlight("1\n1 3"),
  'readSvmlight: line 1: the index of "3:1" is outside 0 to 2; see cols and zeroBased': () =>
    readSvmlight("1 3:1", { cols: 2 }),
  'readSvmlight: line 1: the value of "1:x" is no number that f64 holds; expected a decimal, such as 0.5 or -1e-3':
    () => readSvmlight("1 1:x"),
  "readSvmlight: line 1: the index 2 occurs twice; add the two values together, or leave one out": () =>
    readSvmlight("1 2:1 2:1"),
});
rejected(ValueError, "TEXT_TOO_LONG", {
  "svmlightBatches: a line has more than 268435456 characters; a row is a line of its own": () =>
    svmlightBatches(Array(258).fill("1".repeat(2 ** 20)), { rows: 1, cols: 1 }).next(),
});
refused(ValueError, "TEXT_TOO_LONG", {
  "writeSvmlight: the text has 12 characters, which no string can hold; write the rows in parts": () => {
    const { join } = Array.prototype;
    const limited = vi.spyOn(Array.prototype, "join").mockImplementation(function (this: string[], between) {
      const text = join.call(this, between);
      if (text === "1 1:2\n0 1:3\n") throw new RangeError("Invalid string length");
      return text;
    });
    try {
      return writeSvmlight([[2], [3]], [1, 0]);
    } finally {
      limited.mockRestore();
    }
  },
});
refused(ValueError, "SKLEARN_ATTRIBUTES", {
  "fromSklearn: not a fitted estimator of scikit-learn: the attributes are null": () =>
    fromSklearn(wrong(null)),
});
