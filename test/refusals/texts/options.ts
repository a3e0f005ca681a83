// The texts of options, of a model's state, of streams and of files.
import { vi } from "vitest";
import { KindError, Perceptron, StateError, ValueError } from "../../../src/index.js";
import { arow } from "../../../src/rules/index.js";
import { wrong } from "../../support/refusals.js";
import { refused, rejected } from "./table.js";

const X = [[0], [1]];
const y = [0, 1];
const make = (options: unknown) => new Perceptron(wrong(options));
/** What a file gives back of a model that has learned by a rule. */
const byRule = (options: object) =>
  Perceptron.fromJSON(JSON.parse(JSON.stringify(make({ rule: arow() }).fit(X, y))), options);

refused(KindError, "OPTIONS", {
  "new Perceptron: the options are a Map; expected an object": () => make(new Map()),
});
refused(KindError, "UNKNOWN_OPTION", {
  'new Perceptron: there is no option "max_iter"; did you mean maxIter?': () => make({ max_iter: 1 }),
  'Perceptron.partialFit: there is no option "onEpoch"; the options are sampleWeight, classes': () =>
    make({}).partialFit(X, y, wrong({ onEpoch: Object })),
});
refused(KindError, "OPTION_KIND", {
  'new Perceptron: maxIter is the string "9"; expected an integer above 0': () => make({ maxIter: "9" }),
});
refused(ValueError, "OPTION_VALUE", {
  "new Perceptron: maxIter is the number 2.5; expected an integer above 0": () => make({ maxIter: 2.5 }),
});
refused(ValueError, "TWO_CHOICES", {
  'new Perceptron: average and keep: "best" do not go together; take one of them': () =>
    make({ average: true, keep: "best" }),
});
refused(StateError, "NO_RULE", {
  'Perceptron.fit: the model has learned by arow({"r":1}), which a file only names: load it with { rule }, outside a worker':
    () => byRule({}).fit([[0], [1]], [0, 1]),
});
refused(StateError, "NOT_FITTED", {
  "Perceptron.predict: this model has learned nothing yet; call fit or partialFit first": () =>
    make({}).predict(X),
});
refused(StateError, "NO_TRAINING", {
  "Perceptron.partialFit: the model was saved without its training (resume: false); it predicts, and learns anew by fit without warmStart":
    () => Perceptron.fromJSON(make({}).fit(X, y).toJSON({ resume: false })).partialFit(X, y),
});
refused(KindError, "NOT_AN_INSTANCE", {
  "Perceptron.predictOne: it was called on undefined, which is no Perceptron; pass (x) => model.predictOne(x)":
    () => X.map(make({}).fit(X, y).predictOne),
});
refused(KindError, "ASYNC_CALLBACK", {
  "Perceptron.fit: onEpoch returned a promise, and this call does not wait; pass a plain function": () =>
    make({}).fit(X, y, { onEpoch: async () => {} }),
});
refused(StateError, "BUSY", {
  "Perceptron.fit: this model is being fitted; wait for that call to end, or break the loop over epochs()":
    () => {
      const model = make({});
      model.fit(X, y, { onEpoch: () => void model.fit(X, y) });
    },
});
rejected(KindError, "BATCHES", {
  "Perceptron.fitStream: a batch is the number 4; expected { X, y }": () => make({}).fitStream(wrong([4])),
});
refused(ValueError, "MODEL_FILE", {
  "Perceptron.fromJSON: not a saved model of this version: the model is null": () =>
    Perceptron.fromJSON(null),
});
refused(KindError, "NOT_BYTES", {
  "Perceptron.fromBytes: the file is an array; expected an ArrayBuffer or a view of one": () =>
    Perceptron.fromBytes(wrong([1])),
});
refused(ValueError, "TOO_LARGE", {
  "Perceptron.toBytes: options, classes and history take 16777217 bytes, and a file has room for 16777216; use toJSON":
    () => {
      const clock = vi.spyOn(performance, "now").mockReturnValue(0); // the seconds of an epoch take room too
      const model = (label: string) => make({ maxIter: 1 }).fit(X, ["a", label]);
      const file = model("b").toBytes();
      const header = file.subarray(16, 16 + new DataView(file.buffer).getUint32(12, true));
      const taken = new TextDecoder().decode(header).trimEnd().length;
      const full = model("b".repeat(2 ** 24 + 2 - taken));
      clock.mockRestore();
      return full.toBytes();
    },
});
