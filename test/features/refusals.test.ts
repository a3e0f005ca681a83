// Refusals of FeatureHasher and Interactions: options, rows of named features, samples, files.
import { KindError, ShapeError, ValueError } from "../../src/base/errors.js";
import {
  FeatureHasher,
  type FeatureHasherOptions,
  Interactions,
  type InteractionsOptions,
} from "../../src/features/index.js";
import { refusalTable, untyped, wrong } from "../support/refusals.js";

interface Steps {
  hasher: FeatureHasher;
  every: Interactions;
  listed: Interactions;
  named: Interactions;
}
const { refused, meet, check } = refusalTable<Steps>();
const hasher = (options: FeatureHasherOptions) => new FeatureHasher(options);
const interactions = (options: InteractionsOptions) => new Interactions(options);

// ---------------------------------------------------------------- options

refused(KindError, "OPTIONS", { "new FeatureHasher: a function — no options": () => hasher(wrong(() => 0)) });
refused(KindError, "UNKNOWN_OPTION", {
  "new FeatureHasher: did you mean cols? — col": () => hasher(wrong({ col: 4 })),
  "new Interactions: did you mean pairs? — pair": () => interactions(wrong({ pair: "all" })),
});
refused(KindError, "OPTION_KIND", {
  "new FeatureHasher: cols — a string": () => hasher(wrong({ cols: "4" })),
  "new FeatureHasher: alternateSign — a number": () => hasher(wrong({ alternateSign: 1 })),
  "new FeatureHasher: names — null": () => hasher(wrong({ names: null })),
  "new FeatureHasher: dtype — a number": () => hasher(wrong({ dtype: 32 })),
  "new Interactions: pairs — an object": () => interactions(wrong({ pairs: {} })),
  "new Interactions: pairs[1] — a single column": () => interactions(wrong({ pairs: [[0, 1], 2] })),
  "new Interactions: pairs[1] — three columns": () =>
    interactions(
      wrong({
        pairs: [
          [0, 1],
          [1, 2, 3],
        ],
      }),
    ),
  "new Interactions: pairs[1][0] — a name among columns": () =>
    interactions(
      wrong({
        pairs: [
          [0, 1],
          ["a", 1],
        ],
      }),
    ),
  "new Interactions: pairs[0] is undefined — a hole": () => interactions(wrong({ pairs: new Array(2) })),
  "new Interactions: pairs[0][1] — a column among names": () => interactions(wrong({ pairs: [["a", 1]] })),
  "new Interactions: cols — a string": () => interactions(wrong({ cols: "9" })),
});
refused(ValueError, "OPTION_VALUE", {
  "new FeatureHasher: cols is the number 0": () => hasher({ cols: 0 }),
  "new FeatureHasher: cols is the number 2.5": () => hasher({ cols: 2.5 }),
  "new FeatureHasher: cols is the number 2147483649": () => hasher({ cols: 2 ** 31 + 1 }),
  "new FeatureHasher: dtype — f16": () => hasher(wrong({ dtype: "f16" })),
  'new Interactions: pairs is the string "every"': () => interactions(wrong({ pairs: "every" })),
  "new Interactions: pairs is an empty array": () => interactions({ pairs: [] }),
  "new Interactions: pairs[0][1] is the number -1": () => interactions({ pairs: [[0, -1]] }),
  "new Interactions: pairs[0][0] is the number 0.5": () => interactions({ pairs: [[0.5, 1]] }),
  "new Interactions: cols is the number 0": () => interactions({ cols: 0 }),
  "new Interactions: nothing where pairs are of names — cols": () =>
    interactions({ pairs: [["a", "b"]], cols: 9 }),
  "Interactions.transform: pairs[1][0] is the number 3; expected a column of the input, from 0 to 2": ({
    listed,
  }) => listed.transform([[1, 2, 3]]),
  "Interactions.fit: pairs[1][0] is the number 3": ({ listed }) => listed.fit([[1, 2, 3]]),
  "Interactions.transform: hash them by cols — half of 10¹⁰ pairs": ({ every }) =>
    every.transform({ indptr: [0, 0], indices: [], data: [], rows: 1, cols: 1e5 }),
  "Interactions.transform: cols is the number 2147483648; expected at most 1294967296 behind": () =>
    interactions({ cols: 2 ** 31 }).transform({ indptr: [0, 0], indices: [], data: [], rows: 1, cols: 3e9 }),
});

// ---------------------------------------------------------------- rows of named features

meet(
  {
    "FeatureHasher.fit": ({ hasher }, rows) => hasher.fit(rows),
    "FeatureHasher.partialFit": ({ hasher }, rows) => hasher.partialFit(rows),
    "FeatureHasher.transform": ({ hasher }, rows) => hasher.transform(rows),
    "Interactions.transform": ({ named }, rows) => named.transform(rows),
  },
  (bad) => {
    bad(KindError, "WRONG_KIND", "the input is a Set; expected an array of rows", new Set(["a"]));
    bad(KindError, "WRONG_KIND", "the input is undefined", undefined);
    bad(
      KindError,
      "WRONG_KIND",
      'row 1 is the string "a b"; expected tokens, pairs [name, value] or a record; of a text',
      [[], "a b"],
    );
    bad(KindError, "WRONG_KIND", "row 0 is null", [null]);
    bad(KindError, "WRONG_KIND", "row 0 is the number 3", [3]);
    bad(KindError, "WRONG_KIND", "a feature of row 0 is the number 3; expected a token or a pair", [
      ["a", 3],
    ]);
    bad(KindError, "WRONG_KIND", "a feature of row 0 is an array — three of them", [[["a", 1, 2]]]);
    bad(KindError, "WRONG_KIND", "the name of a feature of row 0 is the number 1; expected a string", [
      [[1, "a"]],
    ]);
    bad(
      KindError,
      "WRONG_KIND",
      'the value of "a" in row 1 is null; expected a number, a string, true or false',
      [{}, { a: null }],
    );
    bad(ValueError, "NOT_FINITE", 'the value of "a" in row 0 is NaN', [{ a: Number.NaN }]);
    bad(ValueError, "NOT_FINITE", 'the value of "a" in row 0 is -Infinity', [[["a", -Infinity]]]);
    bad(ShapeError, "EMPTY", "the input is empty", []);
  },
);
refused(ValueError, "OVERFLOW", {
  "FeatureHasher.transform: f64 — two in one column": () =>
    hasher({ cols: 1, alternateSign: false }).transform([{ a: 1e308, b: 1e308 }]),
  "FeatureHasher.transform: f32 — a number too large for it": () =>
    hasher({ dtype: "f32" }).transform([{ a: 1e300 }]),
  'Interactions.transform: the value of "a^b" in row 0': () =>
    interactions({ pairs: [["a", "b"]] }).transform([{ a: 1e308, b: 1e308 }]),
  "Interactions.transform: a product overflowed f64": ({ every }) => every.transform([[1e308, 1e308]]),
  "Interactions.transform: an element of the result overflowed f32 — sparse": ({ every }) =>
    every.transform({ indptr: [0, 2], indices: [0, 1], data: Float32Array.of(1e30, 1e30), rows: 1, cols: 2 }),
});

// ---------------------------------------------------------------- samples

refused(KindError, "NOT_A_MATRIX", {
  "Interactions.transform: X is the string — for samples": ({ listed }) => listed.transform(wrong("ab")),
  "Interactions.fit: X is undefined": ({ every }) => every.fit(wrong(undefined)),
});
refused(ShapeError, "EMPTY", { "Interactions.transform: X": ({ every }) => every.transform([]) });
refused(ValueError, "NOT_FINITE", {
  "Interactions.transform: row 0, column 1 of X is NaN": ({ every }) =>
    every.transform([Float64Array.of(1, Number.NaN)]),
});

// ---------------------------------------------------------------- files

const readers = {
  FeatureHasher: untyped(FeatureHasher.fromJSON),
  Interactions: untyped(Interactions.fromJSON),
};
const steps = {
  FeatureHasher: () => new FeatureHasher({ names: true }),
  Interactions: () => new Interactions(),
};
for (const name of ["FeatureHasher", "Interactions"] as const) {
  const saved = () => ({ ...steps[name]().toJSON() });
  const read = (changes: object) => readers[name]({ ...saved(), ...changes });
  refused(ValueError, "MODEL_FILE", {
    [`${name}.fromJSON: JSON.parse it first — a string`]: () => readers[name](JSON.stringify(saved())),
    [`${name}.fromJSON: the step is null`]: () => readers[name](null),
    [`${name}.fromJSON: format is the string "rosenblatt.perceptron"`]: () =>
      read({ format: "rosenblatt.perceptron" }),
    [`${name}.fromJSON: version is the number 2`]: () => read({ version: 2 }),
    [`${name}.fromJSON: lacks options`]: () => readers[name]({ format: saved().format, version: 1 }),
    [`${name}.fromJSON: unknown key extra`]: () => read({ extra: 1 }),
  });
  refused(ValueError, "OPTION_VALUE", { [`${name}.fromJSON: cols`]: () => read({ options: { cols: 0 } }) });
}
refused(ValueError, "MODEL_FILE", {
  "FeatureHasher.fromJSON: names is no array of strings — numbers": () =>
    readers.FeatureHasher({ ...steps.FeatureHasher().toJSON(), names: [1] }),
  "FeatureHasher.fromJSON: names is no array of strings — a string": () =>
    readers.FeatureHasher({ ...steps.FeatureHasher().toJSON(), names: "ab" }),
});

check({
  make: () => ({
    hasher: new FeatureHasher({ names: true }).fit([["known"]]),
    every: new Interactions(),
    listed: new Interactions({
      pairs: [
        [0, 1],
        [3, 1],
      ],
    }),
    named: new Interactions({ pairs: [["a", "b"]] }),
  }),
  written: (models) => JSON.stringify(models),
});
