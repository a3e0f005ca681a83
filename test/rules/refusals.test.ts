// Refusals of rosenblatt/rules, and of models with a rule, which stay as they were.
import { KindError, StateError, ValueError } from "../../src/base/errors.js";
import { Perceptron } from "../../src/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { refusalTable, wrong } from "../support/refusals.js";

interface Models {
  named: Perceptron;
  saved: { options: object; training: object };
}
const changed = ({ saved }: Models, options: object, training: object = {}): unknown =>
  load({ ...saved, options: { ...saved.options, ...options }, training: { ...saved.training, ...training } });
const { refused, rejected, meet, check } = refusalTable<Models>();
const [X, y] = [
  [[0], [1]],
  ["a", "b"],
];
const load = (saved: object, rule?: unknown) => Perceptron.fromJSON(saved, wrong({ rule }));

const places = {
  "passiveAggressive: C": (_: Models, C: never) => passiveAggressive({ C }),
  "arow: r": (_: Models, r: never) => arow({ r }),
};
meet(places, (bad, name) => {
  for (const value of [0, -1, Number.NaN, Infinity])
    bad(ValueError, "OPTION_VALUE", `${name} is the number ${value}`, value);
  bad(KindError, "OPTION_KIND", `${name} — "1"`, "1");
});
refused(ValueError, "OPTION_VALUE", {
  'passiveAggressive: variant is the string "pa3"': () => passiveAggressive({ variant: wrong("pa3") }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "arow: — R": () => arow(wrong({ R: 1 })),
  "passiveAggressive: — c": () => passiveAggressive(wrong({ c: 1 })),
  "Perceptron.fromJSON: did you mean rule?": ({ saved }) => Perceptron.fromJSON(saved, wrong({ rules: 1 })),
});
refused(KindError, "OPTION_KIND", {
  "new Perceptron: rule is a function — not called": () => new Perceptron({ rule: wrong(arow) }),
  "new Perceptron: rule is the string": () => new Perceptron({ rule: wrong("arow") }),
  "new Perceptron: rule is an object — without options": () =>
    new Perceptron({ rule: wrong({ name: "arow" }) }),
  "Perceptron.fromJSON: rule is null": ({ saved }) => load(saved, null),
  "Perceptron.fromJSON: rule is the string — in a file": (models) => changed(models, { rule: "arow" }),
  "Perceptron.fromJSON: rule is an object — in a file, of no name": (models) =>
    changed(models, { rule: { name: 1, options: {} } }),
});
refused(ValueError, "TWO_CHOICES", {
  "new Perceptron: rule — with a pocket": () => new Perceptron({ rule: arow(), keep: "best" }),
});
refused(StateError, "NO_RULE", {
  "Perceptron.fit: arow": ({ named }) => named.fit(X, y),
  "Perceptron.partialFit: arow — one row": ({ named }) => named.partialFit([[1]], ["b"]),
});
rejected(StateError, "NO_RULE", {
  "Perceptron.fitAsync: arow": ({ named }) => named.fitAsync(X, y),
  "Perceptron.fitStream: arow": ({ named }) => named.fitStream([{ X, y }]),
});
refused(StateError, "NO_RULE", {
  'Perceptron.fromJSON: arow({"r":1}) — not r = 2': ({ saved }) => load(saved, arow({ r: 2 })),
  "Perceptron.fromJSON: arow — not another": ({ saved }) => load(saved, passiveAggressive()),
  "Perceptron.fromBytes: by the perceptron's own rule: load it without { rule }": () =>
    Perceptron.fromBytes(new Perceptron().fit(X, y).toBytes(), { rule: arow() }),
});
refused(ValueError, "MODEL_FILE", {
  "Perceptron.fromJSON: training.variance lacks bias": (models) =>
    changed(models, {}, { variance: { weights: [[1]] } }),
  "Perceptron.fromJSON: training.variance has a number < 0": (models) =>
    changed(models, {}, { variance: { weights: [[-1]], bias: [1] } }),
  "Perceptron.fromJSON: training has an unknown key variance — without a rule": () => {
    const saved = JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
    return load({ ...saved, training: { ...saved.training, variance: { weights: [[1]], bias: [1] } } });
  },
});
refused(ValueError, "OVERFLOW", {
  "Perceptron.fit: — the length of a row": () =>
    new Perceptron({ rule: passiveAggressive() }).fit([[1e200], [0]], y),
});

check({
  make: () => {
    const saved = JSON.parse(JSON.stringify(new Perceptron({ rule: arow() }).fit(X, y)));
    return { named: Perceptron.fromJSON(saved), saved };
  },
  written: (models) => JSON.stringify(models),
});
