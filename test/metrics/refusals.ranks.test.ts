// Refusals of the scores of ranks and probabilities.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import { averagePrecision, brierScore, logLoss, rocAuc, topKAccuracy } from "../../src/metrics/index.js";
import { refusalTable, untyped } from "../support/refusals.js";

const { refused, meet, check } = refusalTable();
const [auc, ap, loss, brier, topK] = [rocAuc, averagePrecision, logLoss, brierScore, topKAccuracy].map(
  (score) => untyped(score as never),
) as ReturnType<typeof untyped>[] as [
  ReturnType<typeof untyped>,
  ReturnType<typeof untyped>,
  ReturnType<typeof untyped>,
  ReturnType<typeof untyped>,
  ReturnType<typeof untyped>,
];

const y = ["a", "b", "a"];
const three = [
  [0.1, 0.2, 0.7],
  [0.5, 0.5, 0],
  [1, 0, 0],
];

meet(
  {
    "rocAuc: scores": (_, [truth, scores, options]: [unknown, unknown, unknown]) =>
      auc(truth, scores, options),
    "averagePrecision: scores": (_, [truth, scores, options]: [unknown, unknown, unknown]) =>
      ap(truth, scores, options),
    "topKAccuracy: scores": (_, [truth, scores, options]: [unknown, unknown, unknown]) =>
      topK(truth, scores, options),
    "logLoss: proba": (_, [truth, scores, options]: [unknown, unknown, unknown]) =>
      loss(truth, scores, options),
    "brierScore: proba": (_, [truth, scores, options]: [unknown, unknown, unknown]) =>
      brier(truth, scores, options),
  },
  (bad, name) => {
    bad(KindError, "NOT_LABELS", "yTrue", [undefined, [1]]);
    bad(KindError, "NOT_A_VECTOR", `${name} is undefined`, [y, undefined]);
    bad(KindError, "NOT_A_NUMBER", `${name}[1] is the string "b"`, [y, [0, "b", 1]]);
    bad(KindError, "NOT_A_NUMBER", `row 0, column 1 of ${name} is null`, [
      y,
      [
        [0, null],
        [0, 1],
        [1, 0],
      ],
    ]);
    bad(ValueError, "NOT_FINITE", `${name}[2] is NaN`, [y, [0, 1, Number.NaN]]);
    bad(ValueError, "NOT_FINITE", `row 1, column 0 of ${name} is Infinity`, [
      y,
      [
        [0, 1],
        [Infinity, 1],
        [1, 0],
      ],
    ]);
    bad(ShapeError, "LENGTH", `${name} has 2 elements; expected 3`, [y, [0, 1]]);
    bad(ShapeError, "NO_COLUMNS", `${name} has no columns`, [y, [[], [], []]]);
    bad(ShapeError, "OUTPUT_COUNT", `${name} has 3 columns, and there are 2 labels`, [y, three]);
    bad(ShapeError, "OUTPUT_COUNT", `${name} has 1 column, and there are 3 labels`, [
      ["a", "b", "c"],
      [0, 1, 1],
    ]);
    bad(ValueError, "ONE_CLASS", 'the only label is "a"; expected two at least, here or in labels', [
      ["a", "a"],
      [0, 1],
    ]);
    bad(ValueError, "UNKNOWN_CLASS", 'yTrue[1] is "b", and labels has only "a", "c"', [
      y,
      [0, 1, 1],
      { labels: ["a", "c"] },
    ]);
    bad(ValueError, "LABELS_DUPLICATE", '"a"', [y, three, { labels: ["a", "b", "a"] }]);
    bad(KindError, "LABELS_MIXED", "labels[0] is the number 1, other labels are strings", [
      y,
      [0, 1, 1],
      { labels: [1, 2] },
    ]);
    bad(KindError, "UNKNOWN_OPTION", "did you mean labels?", [y, [0, 1, 1], { label: y }]);
  },
);
refused(ShapeError, "OUTPUT_COUNT", {
  "rocAuc: yTrue has 2 columns and scores has 1": () => auc([[0, 1]], [[1]]),
});
refused(ValueError, "ONE_CLASS", {
  "rocAuc: column 1 — true of no row": () =>
    auc(
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 2],
        [2, 3],
      ],
    ),
  'rocAuc: class "c" — true of no row': () => auc(y, three, { labels: ["a", "b", "c"] }),
});
refused(KindError, "LABELS_ARE_A_MATRIX", {
  "logLoss: yTrue is a matrix": () => loss([[0], [1]], [[0.5], [0.5]]),
  "brierScore: yTrue is a matrix": () => brier([[0], [1]], [[0.5], [0.5]]),
  "topKAccuracy: yTrue is a matrix": () => topK([[0], [1]], [[0.5], [0.5]]),
});
refused(ValueError, "NOT_A_PROBABILITY", {
  "logLoss: row 1, column 0 of proba is the number 1.5": () => loss(y, [0, 1.5, 1]),
  "brierScore: row 2, column 0 of proba is the number -0.1": () => brier(y, [0, 1, -0.1]),
  "logLoss: the sum of row 0 of proba is the number 1.5": () =>
    loss(y, [
      [0.5, 1],
      [0, 1],
      [1, 0],
    ]),
});
refused(ValueError, "OPTION_VALUE", {
  "topKAccuracy: k is the number 0": () => topK(y, [0, 1, 1], { k: 0 }),
});
refused(KindError, "OPTION_KIND", { "topKAccuracy: k — a string": () => topK(y, [0, 1, 1], { k: "2" }) });

check();
