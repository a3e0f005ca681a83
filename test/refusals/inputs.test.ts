// Refusals of the root: numbers that come in, and numbers that come out too large.
import {
  dense,
  KindError,
  matmul,
  Perceptron,
  ShapeError,
  StateError,
  TLU,
  ValueError,
} from "../../src/index.js";
import {
  flat,
  gone,
  halves,
  nothing,
  notNumbers,
  strange,
  tall,
  vast,
  views,
} from "../support/bad-values.js";
import { checkOnCores, type Models, meet, refused, rowsOf, X, y } from "../support/fitted-models.js";
import type { Places } from "../support/refusals.js";

const each = Object.entries;

const samples: Places<Models> = {
  "Perceptron.fit: X": ({ model }, value) => model.fit(value, y),
  "Perceptron.partialFit: X": ({ model }, value) => model.partialFit(value, y),
  "Perceptron.predict: X": ({ model }, value) => model.predict(value),
  "Perceptron.decisionFunction: X": ({ model }, value) => model.decisionFunction(value),
  "Perceptron.score: X": ({ model }, value) => model.score(value, y),
  "TLU.fit: X": ({ unit }, value) => unit.fit(value, y),
  "TLU.predict: X": ({ unit }, value) => unit.predict(value),
  "dense: X": (_, value) => dense(value, [[1], [1]]),
};
const matrices: Places<Models> = {
  ...samples,
  "dense: W": (_, value) => dense([[1, 1, 1, 1]], value),
  "matmul: A": (_, value) => matmul(value, [[1], [1]]),
  "matmul: B": (_, value) => matmul([[1, 1, 1, 1]], value),
};
meet(matrices, (bad, name) => {
  // Dies of a foreign TypeError, or takes nonsense for an empty matrix.
  for (const [text, value] of each({ ...nothing, ...strange }))
    bad(KindError, "NOT_A_MATRIX", `${name} — ${text}`, value);
  for (const [text, value] of each({ ...nothing, ...strange, ...views })) {
    bad(KindError, "NOT_A_ROW", `row 1 of ${name} — ${text}`, [X[0], value, X[2], X[3]]);
    bad(KindError, "NOT_A_VECTOR", `${name}.data — ${text}`, { data: value, rows: 4, cols: 2 });
  }
  bad(KindError, "NOT_A_ROW", `row 2 of ${name} — a hole`, Object.assign([X[0], X[1]], { 3: X[3] }));
  // Guesses whether a list is one row or one column.
  for (const [text, value] of each({ "an array": y, "a Float32Array": new Float32Array(8) }))
    bad(KindError, "NO_SHAPE", `${name} — ${text} of numbers`, value);
  // Coerces; skips holes; calls valueOf.
  for (const [text, value] of each(notNumbers)) {
    const data = [0, 0, 0, 1, 1, value, 1, 1];
    for (const form of [rowsOf(...data), { data, rows: 4, cols: 2 }])
      bad(KindError, "NOT_A_NUMBER", `row 2, column 1 of ${name} — ${text}`, form);
  }
  bad(KindError, "NOT_A_NUMBER", `row 0, column 1 of ${name} — a hole`, [
    Object.assign(Array(2), { 0: 1 }),
    X[1],
    X[2],
    X[3],
  ]);
});
meet(matrices, (bad, name) => {
  // Learns or answers NaN; checks plain arrays only; names the wrong cell.
  for (const value of [NaN, Infinity, -Infinity]) {
    const data = [0, 0, 0, 1, 1, value, 1, 1];
    const inRows = rowsOf(...data).map((row) => Float32Array.from(row));
    for (const form of [
      rowsOf(...data),
      inRows,
      flat(...data),
      { data, rows: 4, cols: 2 },
      { data: Float32Array.from(data), rows: 4, cols: 2 },
    ])
      bad(ValueError, "NOT_FINITE", `row 2, column 1 of ${name} is ${value}`, form);
  }
  // Pads or cuts rows; trusts the shape and reads beyond the data.
  bad(ShapeError, "RAGGED_ROWS", `row 3 of ${name} — too short`, [...X.slice(1), [1]]);
  bad(ShapeError, "RAGGED_ROWS", `row 1 of ${name} — too long`, [X[0], new Float32Array(3)]);
  bad(ShapeError, "EMPTY", `${name} — no rows`, []);
  for (const length of [0, 7, 9])
    bad(ShapeError, "DATA_LENGTH", `[4×2] — ${name} of ${length} numbers`, {
      data: new Float64Array(length),
      rows: 4,
      cols: 2,
    });
  bad(KindError, "BAD_SHAPE", `${name}.rows — "4"`, { data: [], rows: "4", cols: 0 });
  for (const size of [-4, 1.5, NaN, Infinity, 2 ** 53]) {
    bad(ValueError, "BAD_SHAPE", `${name}.rows — ${size}`, {
      data: [],
      rows: size,
      cols: 0,
    });
    bad(ValueError, "BAD_SHAPE", `${name}.cols — ${size}`, {
      data: [],
      rows: 0,
      cols: size,
    });
  }
  // Reads zeros from a buffer that was transferred away.
  bad(ValueError, "DETACHED", `${name}.data — transferred away`, {
    data: gone(new Float64Array(8)),
    rows: 4,
    cols: 2,
  });
  bad(ValueError, "DETACHED", `row 1 of ${name} — transferred away`, [
    X[0],
    gone(new Float64Array(2)),
    X[2],
    X[3],
  ]);
});
meet(samples, (bad, name) => {
  // Learns from nothing.
  bad(ShapeError, "EMPTY", `${name} — no rows`, { data: [], rows: 0, cols: 2 });
  bad(ShapeError, "NO_COLUMNS", `${name} — no columns`, [[], [], [], []]);
});

const points: Places<Models> = {
  "Perceptron.predictOne: x": ({ model }, value) => model.predictOne(value),
  "TLU.netInput: x": ({ unit }, value) => unit.netInput(value),
  "TLU.output: x": ({ unit }, value) => unit.output(value),
};
const vectors: Places<Models> = {
  ...points,
  "new TLU: weights": (_, value) => new TLU({ weights: value }),
  "dense: b": (_, value) =>
    dense(
      X,
      [
        [1, 1],
        [1, 1],
      ],
      value,
    ),
};
meet(vectors, (bad, name, place) => {
  for (const [text, value] of each({ ...(place in points ? nothing : {}), ...strange, ...views }))
    bad(KindError, "NOT_A_VECTOR", `${name} — ${text}`, value);
  for (const [text, value] of each(notNumbers))
    bad(KindError, "NOT_A_NUMBER", `${name}[1] — ${text}`, [0, value]);
  for (const value of [NaN, Infinity, -Infinity])
    for (const form of [[0, value], Float32Array.of(0, value), Float64Array.of(0, value)])
      bad(ValueError, "NOT_FINITE", `${name}[1] is ${value}`, form);
  bad(ValueError, "DETACHED", `${name} — transferred away`, gone(new Float64Array(2)));
});

// Predicts from the first features, or reads the next row's.
for (const [cols, features] of [
  [1, "1 feature"],
  [3, "3 features"],
] as const) {
  const text = `${features} — not 2`;
  meet(points, (bad) => bad(ShapeError, "FEATURE_COUNT", text, new Float64Array(cols)));
  const { "Perceptron.fit: X": _fit, "TLU.fit: X": _learn, "dense: X": _dense, ...fitted } = samples;
  meet({ ...fitted, "Perceptron.fit": ({ warm }, value) => warm.fit(value, y) }, (bad) =>
    bad(ShapeError, "FEATURE_COUNT", text, Array(4).fill(Array(cols).fill(1))),
  );
}
refused(ShapeError, "FEATURE_COUNT", {
  "TLU.fit: 2 features — not 3": () => new TLU({ weights: [1, 2, 3] }).fit(X, y),
});

refused(ShapeError, "LENGTH", {
  "dense: b — one element too many": () => dense(X, [[1], [1]], [0, 0]),
});
refused(ShapeError, "SHAPE_MISMATCH", {
  "matmul: B is [4×2] — and so is A": () => matmul(X, X),
  "dense: W is [1×2] — and X [4×2]": () => dense(X, [[1, 1]]),
});
refused(ValueError, "NOT_FINITE", {
  // Rounds to f32 and goes on with infinity; scans only the part at hand.
  "Perceptron.fit: row 0, column 1 of X is 1e+39 — beyond f32, in rows": ({ f32 }) =>
    f32.fit([[0, 1e39], X[1], X[2], X[3]], y),
  "Perceptron.fit: row 3, column 0 of X is -1e+39 — beyond f32, flat": ({ f32 }) =>
    f32.fit(flat(0, 0, 0, 1, 1, 0, -1e39, 1), y),
  "Perceptron.predict: row 25000, column 1 of X is 1e+39 — beyond f32": ({ f32 }) => f32.predict(tall(1e39)),
  "Perceptron.score: row 25000, column 1 of X is NaN": ({ model }) =>
    model.score(tall(NaN), new Uint8Array(30_000)),
  "Perceptron.predictOne: x[1] is 1e+39 — beyond f32": ({ f32 }) => f32.predictOne(Float64Array.of(0, 1e39)),
  "new TLU: weights[0] is 1e+39 — beyond f32": () => new TLU({ weights: [1e39], dtype: "f32" }),
  "new TLU: bias is 1e+39 — beyond f32": () => new TLU({ weights: Float32Array.of(1), bias: 1e39 }),
});
refused(ValueError, "OVERFLOW", {
  // Commits infinite weights, or decides by an infinite margin.
  "Perceptron.fit: a weight": () => new Perceptron({ eta0: 10, shuffle: false }).fit([[0], [1e308]], [1, 0]),
  "Perceptron.fit: a margin": ({ model }) => model.fit([[1e200], [2e200]], [0, 1]),
  "Perceptron.partialFit: a margin": ({ model }) => model.partialFit([[1.7e308, 1.7e308]], [0]),
  "Perceptron.predict: a dot product": ({ model }) => model.predict([[1.7e308, 1.7e308]]),
  "Perceptron.predictOne: a dot product": ({ model }) => model.predictOne([1.7e308, 1.7e308]),
  "TLU.netInput: a dot product": () => new TLU({ weights: [1e308] }).netInput([10]),
  "TLU.predict: a dot product": () => new TLU({ weights: [1e308] }).predict([[1], [10]]),
  "matmul: a dot product": () => matmul([[1e200]], [[1e200]]),
  "dense: a dot product — in f32": () => dense([Float32Array.of(3e38)], [Float32Array.of(2)]),
});
refused(ValueError, "TOO_LARGE", {
  // First allocates what there is of it.
  // What nothing else is possible for: all rows are asked again and again, or may change, or are given to be copied.
  "Perceptron.fit: 36.5 GiB — to keep the best": () =>
    new Perceptron({ keep: "best" }).fit(vast(new Float64Array(70_000)), halves),
  "Perceptron.fit: 18.3 GiB — to be scaled, in f32": () =>
    new Perceptron({ standardize: true }).fit(vast(new Float32Array(70_000)), halves),
  "Perceptron.partialFit: 36.5 GiB": ({ blank }) =>
    blank.partialFit(vast(Array(70_000).fill(0)), halves, { classes: [0, 1] }),
  "TLU.fit: 36.5 GiB": () => new TLU().fit(vast(Array(70_000).fill(0)), halves),
  "Perceptron.fit: 36.5 GiB — to be told of each epoch": ({ model }) =>
    model.fit(vast(new Float64Array(70_000)), halves, { onEpoch: () => {} }),
});
refused(StateError, "NOT_FITTED", {
  "TLU.output: give it { weights }, or call fit first": () => new TLU().output([0, 1]),
});
meet(
  {
    // Answers from weights that it does not have.
    "Perceptron.predict": ({ blank }) => blank.predict(X),
    "Perceptron.predictOne": ({ blank }) => blank.predictOne([1, 1]),
    "Perceptron.decisionFunction": ({ blank }) => blank.decisionFunction(X),
    "Perceptron.score": ({ blank }) => blank.score(X, y),
    "Perceptron.classes": ({ blank }) => blank.classes,
    "Perceptron.coef": ({ blank }) => blank.coef,
    "Perceptron.intercept": ({ blank }) => blank.intercept,
  },
  (bad) => bad(StateError, "NOT_FITTED", "call fit or partialFit first", undefined),
);
refused(StateError, "BUSY", {
  "Perceptron.fit: — within its own onEpoch": ({ model }) =>
    model.fit(X, y, { onEpoch: () => void model.fit(X, y) }),
  "Perceptron.partialFit: — within the onEpoch of fit": ({ warm }) =>
    warm.fit(X, y, { onEpoch: () => void warm.partialFit(X, y) }),
});

checkOnCores("refusals, numbers in");
