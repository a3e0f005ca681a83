import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { accuracy, classificationReport, confusionMatrix } from "../../src/metrics/index.js";
import { expectRefusals, untyped } from "./expect-refusals.js";

const [acc, confusion, report] = [untyped(accuracy), untyped(confusionMatrix), untyped(classificationReport)];

const y = ["a", "b", "a", "b", "a", "b"];
const bits = [
  [0, 1],
  [1, 1],
];
const gone = new Float64Array(2);
structuredClone(gone, { transfer: [gone.buffer] });

expectRefusals([
  // Reads labels from nothing, compares what cannot be equal, names y instead of the argument.
  [
    () => acc(),
    KindError,
    "NOT_LABELS",
    "accuracy: yTrue is undefined; expected an array of labels, or a matrix of 0 and 1",
  ],
  [
    () => acc("ab", ["a", "b"]),
    KindError,
    "NOT_LABELS",
    'accuracy: yTrue is the string "ab"; expected an array of labels, or a matrix of 0 and 1',
  ],
  [() => acc([], []), ShapeError, "EMPTY", "accuracy: yTrue is empty; expected at least one row"],
  [() => acc(["a"], []), ShapeError, "EMPTY", "accuracy: yPred is empty; expected at least one row"],
  [
    () => acc([1, 2], [1]),
    ShapeError,
    "LENGTH",
    "accuracy: yPred has 1 element; expected 2, one per row of yTrue",
  ],
  [
    () => acc([1, "1"], [1, 1]),
    KindError,
    "LABELS_MIXED",
    'accuracy: yTrue[1] is the string "1", the labels before it are numbers; labels are of one type',
  ],
  [
    () => acc([1, 0], [true, false]),
    KindError,
    "LABELS_MIXED",
    "accuracy: yPred[0] is the boolean true, the labels before it are numbers; labels are of one type",
  ],
  [
    () => acc([1, null], [1, 1]),
    KindError,
    "LABEL_KIND",
    "accuracy: yTrue[1] is null; a label is a string, a number or a boolean",
  ],
  [
    () => acc([1, 1], [1, Number.NaN]),
    ValueError,
    "NOT_FINITE",
    "accuracy: yPred[1] is NaN; expected a finite number",
  ],
  [
    () => acc(gone, [1, 1]),
    ValueError,
    "DETACHED",
    "accuracy: the buffer of yTrue is detached: it was transferred or its memory grew; pass a copy",
  ],
  [
    () => acc([0, 1], bits),
    KindError,
    "TARGET_KIND",
    "accuracy: yTrue is labels and yPred is a matrix of 0 and 1; expected two of a kind",
  ],
  [
    () =>
      acc(bits, [
        [0, 1, 1],
        [1, 1, 1],
      ]),
    ShapeError,
    "OUTPUT_COUNT",
    "accuracy: yTrue has 2 columns and yPred has 3; expected as many",
  ],
  [
    () => acc(bits, [[0, 1]]),
    ShapeError,
    "LENGTH",
    "accuracy: yPred has 1 element; expected 2, one per row of yTrue",
  ],
  [
    () =>
      acc(bits, [
        [0, 1],
        [1, 2],
      ]),
    ValueError,
    "NOT_A_BIT",
    "accuracy: row 1, column 1 of yPred is the number 2; expected 0 or 1",
  ],
  [
    () => acc(bits, { indptr: [0, 1, 2], indices: [1, 0], data: [1, 2], rows: 2, cols: 2 }),
    ValueError,
    "NOT_A_BIT",
    "accuracy: row 1, column 0 of yPred is the number 2; expected 0 or 1",
  ],
  [
    () => acc([[0], ["1"]], bits),
    KindError,
    "NOT_A_NUMBER",
    'accuracy: row 1, column 0 of yTrue is the string "1"; expected a number',
  ],
  [
    () => acc([[], []], bits),
    ShapeError,
    "NO_COLUMNS",
    "accuracy: yTrue has no columns; expected at least one feature",
  ],
  [
    () => report(bits, bits),
    KindError,
    "LABELS_ARE_A_MATRIX",
    "classificationReport: yTrue and yPred are matrices, but classes are told of labels; ask for one column at a time",
  ],
  [
    () => report(y, ["a"]),
    ShapeError,
    "LENGTH",
    "classificationReport: yPred has 1 element; expected 6, one per row of yTrue",
  ],
  [
    () => confusion(bits, bits),
    KindError,
    "LABELS_ARE_A_MATRIX",
    "confusionMatrix: yTrue and yPred are matrices, but classes are told of labels; ask for one column at a time",
  ],
  [
    () => confusion(y, y, { label: y }),
    KindError,
    "UNKNOWN_OPTION",
    'confusionMatrix: there is no option "label"; did you mean labels?',
  ],
  [
    () => confusion(y, y, { labels: "ab" }),
    KindError,
    "NOT_LABELS",
    'confusionMatrix: labels is the string "ab"; expected an array of labels',
  ],
  [
    () => confusion(y, y, { labels: [] }),
    ShapeError,
    "EMPTY",
    "confusionMatrix: labels is empty; expected at least one row",
  ],
  [
    () => confusion(y, y, { labels: [1, 2] }),
    KindError,
    "LABELS_MIXED",
    "confusionMatrix: labels[0] is the number 1, the labels before it are strings; labels are of one type",
  ],
  [
    () => confusion(y, y, { labels: ["a", "b", "a"] }),
    ValueError,
    "LABELS_DUPLICATE",
    'confusionMatrix: labels names "a" twice',
  ],
  [
    () => confusion(y, y, { labels: ["A", "B"] }),
    ValueError,
    "LABELS_UNUSED",
    'confusionMatrix: yTrue has none of the labels "A", "B"; name one that it has',
  ],
]);
