// Refusals of rosenblatt/calibration and rosenblatt/classes; the model within is unchanged after each.
import { KindError, ShapeError, StateError, ValueError } from "../../src/base/errors.js";
import { CalibratedModel, calibrate, isotonicRegression, reliability } from "../../src/calibration/index.js";
import { dropClass, renameClass } from "../../src/classes/index.js";
import { Perceptron } from "../../src/index.js";
import { refusalTable, untyped, wrong } from "../support/refusals.js";
import { blurred, fixed } from "./blurred.js";

interface Models {
  blank: Perceptron;
  fitted: Perceptron;
  three: Perceptron;
  saved: SavedModel;
}
type SavedModel = { model: object; calibration: { curves: object[]; rows: number; behind: number[] } };

const { refused, meet, check } = refusalTable<Models>();
const { X, y } = blurred(30, 2, 1);
const third = blurred(30, 3, 2);
const fixedModel = calibrate(fixed(["a", "b"]), [[-1], [1]], ["a", "b"]);
const [calibrated, isotonic, reliable] = [
  untyped(calibrate),
  untyped(isotonicRegression),
  untyped(reliability),
];
const load = (saved: unknown) => CalibratedModel.fromJSON(saved);
const changed = ({ saved }: Models, calibration: object): unknown =>
  load({ ...saved, calibration: { ...saved.calibration, ...calibration } });

refused(KindError, "WRONG_KIND", {
  "calibrate: the model is null": () => calibrated(null, X, y),
  "calibrate: the model is an object — without decisionFunction": () => calibrated({ fit: () => 1 }, X, y),
  "calibrate: the model, which is not fitted, is an object — without unfitted": ({ blank }) =>
    calibrated(
      {
        fit: () => 1,
        decisionFunction: () => 1,
        get classes() {
          return blank.classes;
        },
      },
      X,
      y,
    ),
  "calibrate: decisionFunction(X) is an object — of too many columns": () =>
    calibrated(fixed(["a", "b"]), [[0, 0, 0]], ["a"]),
  "calibrate: decisionFunction(X) is an object — of NaN": () =>
    calibrated(fixed(["a", "b"]), [[Number.NaN]], ["a"]),
  "calibrate: decisionFunction(X) is undefined": () =>
    calibrated({ ...fixed(["a", "b"]), decisionFunction: () => undefined }, [[0]], ["a"]),
  "calibrate: decisionFunction(X) is an object — of a plain array": () =>
    calibrated(
      { ...fixed(["a", "b"]), decisionFunction: () => ({ data: [0], rows: 1, cols: 1 }) },
      [[0]],
      ["a"],
    ),
  "calibrate: decisionFunction(X) is an object — of a row too few": () =>
    calibrated(
      { ...fixed(["a", "b"]), decisionFunction: () => ({ data: Float64Array.of(1), rows: 2, cols: 1 }) },
      [[0], [1]],
      ["a", "b"],
    ),
  "CalibratedModel.fromJSON: load is the number 5": ({ saved }) =>
    CalibratedModel.fromJSON(saved, { load: wrong(5) }),
  "reliability: the model is a Perceptron — without probabilities": ({ fitted }) => reliable(fitted, X, y),
  "reliability: the model is a Perceptron — without probabilities, and not fitted": ({ blank }) =>
    reliable(blank, X, y),
  "reliability: the model is an object — without classes": () => reliable({ predictProba: () => 1 }, X, y),
  "reliability: predictProba(X) is undefined": () =>
    reliable({ predictProba: () => undefined, classes: ["a"] }, [[0]], ["a"]),
  "reliability: predictProba(X) is an object — of a plain array": () =>
    reliable({ predictProba: () => ({ data: [1], rows: 1, cols: 1 }), classes: ["a"] }, [[0]], ["a"]),
  "reliability: predictProba(X) is an object — of NaN": () =>
    reliable(
      { predictProba: () => ({ data: Float64Array.of(Number.NaN), rows: 1, cols: 1 }), classes: ["a"] },
      [[0]],
      ["a"],
    ),
  "renameClass: the model is an object": () => renameClass(wrong({}), "a", "b"),
  "dropClass: the model is undefined": () => dropClass(wrong(undefined), "a"),
});
refused(KindError, "ASYNC_CALLBACK", {
  "calibrate: decisionFunction — returns a promise": () =>
    calibrated({ ...fixed(["a", "b"]), decisionFunction: async () => 1 }, X, y),
  "reliability: predictProba — returns a promise": () =>
    reliable({ predictProba: async () => 1, classes: ["a"] }, X, y),
  "calibrate: fit — returns a promise": ({ blank }) => {
    const model = {
      decisionFunction: () => 1,
      fit: async () => 1,
      unfitted: () => model,
      get classes() {
        return blank.classes;
      },
    };
    return calibrated(model, X, y);
  },
});
refused(KindError, "LABELS_ARE_A_MATRIX", {
  "calibrate: y — of a model that is not fitted": ({ blank }) => calibrated(blank, X, X),
  "calibrate: the model — fitted with two columns, which look like two classes": () =>
    calibrated(
      new Perceptron().fit(
        X,
        X.map((_, i) => [i % 2, 1 - (i % 2)]),
      ) as Perceptron,
      X,
      y.map((_, i) => i % 2),
    ),
  "renameClass: the model — fitted with a matrix": () =>
    renameClass(new Perceptron().fit([[0], [1]], [[0], [1]]), 0, 2),
});
refused(ShapeError, "LENGTH", {
  "calibrate: y — one label too few": ({ blank }) => calibrated(blank, X, y.slice(1)),
  "calibrate: y — one label too few for a fitted model": ({ fitted }) => calibrated(fitted, X, y.slice(1)),
  "isotonicRegression: y — one too few": () => isotonic([1, 2], [1]),
  "isotonicRegression: weights — one too few": () => isotonic([1, 2], [1, 2], [1]),
  "reliability: y — one label too many": () => reliable(fixedModel, [[1]], ["a", "b"]),
  "CalibratedModel.score: predict(X) — of more rows": () => fixedModel.score([[1], [2]], ["a"]),
});
refused(ShapeError, "EMPTY", {
  "calibrate: y": ({ blank }) => calibrated(blank, [], []),
  "isotonicRegression: x": () => isotonic([], []),
});
refused(ValueError, "COLUMN_INDEX", {
  "calibrate: X — sparse, and beyond its columns": ({ blank }) =>
    calibrated(blank, { indptr: [0, 1], indices: [2], data: [1], rows: 1, cols: 2 }, ["a"]),
});
refused(ValueError, "CLASS_TOO_SMALL", {
  'calibrate: class "b" has 1 member, and stratification needs 5, one for each part; ask for fewer folds — of one row':
    ({ blank }) =>
      calibrated(
        blank,
        X,
        y.map((_, i) => (i === 3 ? "b" : "a")),
      ),
});
refused(ValueError, "OPTION_VALUE", {
  "calibrate: folds — 1": ({ blank }) => calibrated(blank, X, y, { folds: 1 }),
});
refused(ValueError, "UNKNOWN_CLASS", {
  "calibrate: y[0] — no class of a fitted model": ({ fitted }) =>
    calibrated(
      fitted,
      X,
      y.map(() => "z"),
    ),
  "renameClass: from": ({ fitted }) => renameClass(fitted, "z", "y"),
  "dropClass: label": ({ three }) => dropClass(three, "z"),
});
meet(
  { "CalibratedModel.predict": (_, abstainBelow) => fixedModel.predict([[1]], { abstainBelow }) },
  (bad) => {
    for (const share of [-0.1, 1.1, Number.NaN])
      bad(ValueError, "OPTION_VALUE", `abstainBelow is the number ${share}`, share);
    bad(KindError, "OPTION_KIND", 'abstainBelow — "0.5"', "0.5");
  },
);
meet({ "CalibratedModel.predictSet": (_, coverage) => fixedModel.predictSet([[1]], { coverage }) }, (bad) => {
  for (const share of [0, 1, 90]) bad(ValueError, "OPTION_VALUE", `coverage is the number ${share}`, share);
});
refused(ValueError, "OPTION_VALUE", {
  "reliability: bins — 0": () => reliable(fixedModel, [[1]], ["a"], { bins: 0 }),
});
refused(ValueError, "NOT_FINITE", {
  "isotonicRegression: x[1]": () => isotonic([1, Infinity], [1, 2]),
  "Isotonic.predict: x[0]": () => isotonicRegression([1], [2]).predict([Number.NaN]),
});
refused(ValueError, "WEIGHT", {
  "isotonicRegression: weights[1]": () => isotonic([1, 2], [1, 2], [1, -1]),
  "isotonicRegression: weights — all 0": () => isotonic([1, 2], [1, 2], [0, 0]),
});
refused(ValueError, "OVERFLOW", {
  "isotonicRegression: a mean of y": () => isotonic([1, 2], [1.7e308, 1.7e308], [1, 9]),
});
refused(StateError, "NOT_FITTED", {
  "renameClass: — before a fit": ({ blank }) => renameClass(blank, "a", "b"),
});
refused(KindError, "LABELS_MIXED", { "renameClass: to": ({ fitted }) => renameClass(fitted, "a", 1) });
refused(ValueError, "CLASSES_DUPLICATE", {
  "renameClass: — to another class": ({ fitted }) => renameClass(fitted, "a", "b"),
});
refused(ValueError, "ONE_CLASS", { "dropClass: — one of two": ({ fitted }) => dropClass(fitted, "a") });
refused(ValueError, "MODEL_FILE", {
  "CalibratedModel.fromJSON: the model is null": () => load(null),
  "CalibratedModel.fromJSON: format — of a Perceptron": ({ saved }) =>
    load({ ...saved, format: "rosenblatt.perceptron" }),
  'CalibratedModel.fromJSON: format is the string "rosenblatt.perceptron"; load it by the class — and no word of keys that it lacks':
    ({ fitted }) => load(fitted.toJSON()),
  "CalibratedModel.fromJSON: version": ({ saved }) => load({ ...saved, version: 2 }),
  "CalibratedModel.fromJSON: the model lacks calibration": ({ saved: { calibration: _, ...rest } }) =>
    load(rest),
  "CalibratedModel.fromJSON: calibration.curves is an empty array, for 2 labels": (models) =>
    changed(models, { curves: [] }),
  "CalibratedModel.fromJSON: calibration.curves[0] lacks scores": (models) =>
    changed(models, { curves: [{ probabilities: [1] }] }),
  "CalibratedModel.fromJSON: calibration.curves[0].scores[1] — falls": (models) =>
    changed(models, { curves: [{ scores: [1, 0], probabilities: [0, 1] }] }),
  "CalibratedModel.fromJSON: calibration.curves[0].scores — one too few": (models) =>
    changed(models, { curves: [{ scores: [1], probabilities: [0, 1] }] }),
  "CalibratedModel.fromJSON: calibration.curves[0].probabilities[1] — above 1": (models) =>
    changed(models, { curves: [{ scores: [1, 2], probabilities: [0, 1.5] }] }),
  "CalibratedModel.fromJSON: calibration.curves[0].probabilities — none": (models) =>
    changed(models, { curves: [{ scores: [], probabilities: [] }] }),
  "CalibratedModel.fromJSON: calibration.behind — fewer than rows": (models) =>
    changed(models, { behind: [1] }),
  "CalibratedModel.fromJSON: calibration.behind[0] is the string": (models) =>
    changed(models, { rows: 1, behind: ["1"] }),
  "CalibratedModel.fromJSON: calibration.rows — 0": (models) => changed(models, { rows: 0 }),
  "CalibratedModel.fromBytes: format is undefined; load it by the class — of a Perceptron": ({ fitted }) =>
    CalibratedModel.fromBytes(fitted.toBytes()),
  "CalibratedModel.fromBytes: its checksum differs — cut": ({ fitted }) =>
    CalibratedModel.fromBytes(calibrate(fitted, X, y).toBytes().slice(0, -16)),
});

check({
  make: () => {
    const fitted = new Perceptron().fit(X, y);
    const saved = JSON.parse(JSON.stringify(calibrate(fitted, X, y)));
    return { blank: new Perceptron(), fitted, three: new Perceptron().fit(third.X, third.y), saved };
  },
  written: (models) => JSON.stringify(models),
});
