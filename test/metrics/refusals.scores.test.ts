// Refusals of the scores: labels and predictions that are none, or do not belong together.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { accuracy, classificationReport, confusionMatrix } from "../../src/metrics/index.js";
import { gone } from "../support/bad-values.js";
import { refusalTable, untyped } from "../support/refusals.js";

const [acc, confusion, report] = [untyped(accuracy), untyped(confusionMatrix), untyped(classificationReport)];
const { refused, check } = refusalTable();

const y = ["a", "b", "a", "b", "a", "b"];
const bits = [
  [0, 1],
  [1, 1],
];
const sparse = { indptr: [0, 1, 2], indices: [1, 0], data: [1, 2], rows: 2, cols: 2 };

// Reads labels from nothing, compares what cannot be equal, names y instead of the argument.
refused(KindError, "NOT_LABELS", {
  "accuracy: yTrue — nothing": () => acc(),
  "accuracy: yTrue — a string": () => acc("ab", ["a", "b"]),
  "confusionMatrix: labels — a string": () => confusion(y, y, { labels: "ab" }),
});
refused(ShapeError, "EMPTY", {
  "accuracy: yTrue — no rows": () => acc([], []),
  "accuracy: yPred — no rows": () => acc(["a"], []),
  "confusionMatrix: labels — none": () => confusion(y, y, { labels: [] }),
});
refused(ShapeError, "LENGTH", {
  "accuracy: yPred — a label too few": () => acc([1, 2], [1]),
  "accuracy: yPred — a row too few": () => acc(bits, [[0, 1]]),
  "classificationReport: yPred — labels too few": () => report(y, ["a"]),
});
refused(KindError, "LABELS_MIXED", {
  "accuracy: yTrue[1] — a string behind a number": () => acc([1, "1"], [1, 1]),
  "accuracy: yPred[0] — a boolean, for numbers": () => acc([1, 0], [true, false]),
  "confusionMatrix: labels[0] — a number, for strings": () => confusion(y, y, { labels: [1, 2] }),
});
refused(KindError, "LABEL_KIND", { "accuracy: yTrue[1] — null": () => acc([1, null], [1, 1]) });
refused(ValueError, "NOT_FINITE", { "accuracy: yPred[1] is NaN": () => acc([1, 1], [1, Number.NaN]) });
refused(ValueError, "DETACHED", {
  "accuracy: yTrue — transferred away": () => acc(gone(new Float64Array(2)), [1, 1]),
});
refused(KindError, "TARGET_KIND", {
  "accuracy: yTrue is labels — and yPred a matrix": () => acc([0, 1], bits),
});
refused(ShapeError, "OUTPUT_COUNT", {
  "accuracy: 3 — columns, for 2": () => acc(bits, [Array(3).fill(1), Array(3).fill(1)]),
});
refused(ValueError, "NOT_A_BIT", {
  "accuracy: row 1, column 1 of yPred — 2": () => acc(bits, [bits[0], [1, 2]]),
  "accuracy: row 1, column 0 of yPred — 2, in a sparse matrix": () => acc(bits, sparse),
});
refused(KindError, "NOT_A_NUMBER", {
  "accuracy: row 1, column 0 of yTrue — a string": () => acc([[0], ["1"]], bits),
});
refused(ShapeError, "NO_COLUMNS", { "accuracy: yTrue — no columns": () => acc([[], []], bits) });
refused(KindError, "LABELS_ARE_A_MATRIX", {
  "classificationReport: yTrue is a matrix — and yPred another": () => report(bits, bits),
  "confusionMatrix: yTrue is a matrix — and yPred another": () => confusion(bits, bits),
});
refused(KindError, "UNKNOWN_OPTION", {
  "confusionMatrix: did you mean labels? — label": () => confusion(y, y, { label: y }),
});
refused(ValueError, "LABELS_DUPLICATE", {
  'confusionMatrix: "a" — twice': () => confusion(y, y, { labels: ["a", "b", "a"] }),
});
refused(ValueError, "LABELS_UNUSED", {
  'confusionMatrix: "A", "B" — for "a" and "b"': () => confusion(y, y, { labels: ["A", "B"] }),
});
const quantities = Float64Array.from({ length: 10_001 }, (_, i) => i);
// Makes k² numbers of a quantity's k values, until the engine ends the process.
refused(ValueError, "TOO_LARGE", {
  "confusionMatrix: the matrix of all labels — 100020001 values": () => confusion(quantities, quantities),
});

check();
