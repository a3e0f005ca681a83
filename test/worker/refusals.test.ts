// Refusals of rosenblatt/worker: what the worker throws keeps its class, code and text, and neither the model nor the worker
// suffers by it.
import { afterAll } from "vitest";
import { arow } from "../../src/rules/index.js";
import { essence } from "../support/essence.js";
import { refusalTable, wrong } from "../support/refusals.js";
import { recordSpawnedWorkers } from "../support/spawned-workers.js";
import { classes, close, Perceptron, root, trainingSet } from "./built-package.js";

const { KindError, ShapeError, StateError, ValueError } = root;
const spawnedWorkers = recordSpawnedWorkers();
afterAll(close);

const { X, y } = trainingSet();
const { rejected, check } = refusalTable<InstanceType<typeof Perceptron>>();
const spoiled = [Array(X.cols).fill(0), [Number.NaN, ...Array(X.cols - 1).fill(0)]];

rejected(ValueError, "NOT_FINITE", {
  "Perceptron.fit: row 1, column 0 of X is NaN": (model) => model.fit(spoiled, ["a", "b"]),
});
rejected(ShapeError, "LENGTH", {
  "Perceptron.fit: y has 299 — for 300 rows": (model) => model.fit(X, y.slice(1)),
});
rejected(ShapeError, "FEATURE_COUNT", {
  "Perceptron.predict: 2 features — not 7": (model) => model.predict([[1, 2]]),
});
rejected(StateError, "NO_RULE", {
  "Perceptron.partialFit: load it with { rule }, outside a worker — which takes none": () =>
    Perceptron.fromJSON(new root.Perceptron({ rule: arow() }).fit(X, y).toJSON()).partialFit(X, y),
});
rejected(StateError, "NOT_FITTED", {
  "Perceptron.predict: — before a fit": () => new Perceptron().predict(X),
});
rejected(KindError, "UNKNOWN_OPTION", {
  "Perceptron.fit: did you mean sampleWeight? — sampelWeight": (model) =>
    model.fit(X, y, wrong({ sampelWeight: [] })),
});
rejected(KindError, "OPTION_KIND", {
  "Perceptron.fit: transfer — 1": (model) => model.fit(X, y, wrong({ transfer: 1 })),
});
rejected(KindError, "NOT_SENDABLE", {
  "Perceptron.fit: — functions for labels": (model) => model.fit(X, wrong([() => 1])),
});
rejected(KindError, "BATCHES", {
  "Perceptron.fitStream: a batch — a number": (model) => model.fitStream(wrong([7])),
});

check({
  make: async () => {
    const model = new Perceptron({ maxIter: 1e9, tol: null });
    await model.partialFit(X, y, { classes });
    return model;
  },
  written: (model) => [essence(model), spawnedWorkers.length],
});
