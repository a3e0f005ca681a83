import { dense, matmul, Perceptron, TLU } from "../../src/index.js";
import {
  checkTable,
  each,
  FINITE,
  flat,
  GONE,
  gone,
  halves,
  KindError,
  MATRIX,
  meet,
  nothing,
  notNumbers,
  type Places,
  refused,
  rowsOf,
  ShapeError,
  StateError,
  strange,
  tall,
  ValueError,
  VECTOR,
  vast,
  views,
  X,
  y,
} from "../support/refusals.js";

export const samples: Places = {
  "Perceptron.fit: X": ({ model }, value) => model.fit(value, y),
  "Perceptron.partialFit: X": ({ model }, value) => model.partialFit(value, y),
  "Perceptron.predict: X": ({ model }, value) => model.predict(value),
  "Perceptron.decisionFunction: X": ({ model }, value) => model.decisionFunction(value),
  "Perceptron.score: X": ({ model }, value) => model.score(value, y),
  "TLU.fit: X": ({ unit }, value) => unit.fit(value, y),
  "TLU.predict: X": ({ unit }, value) => unit.predict(value),
  "dense: X": (_, value) => dense(value, [[1], [1]]),
};
const matrices: Places = {
  ...samples,
  "dense: W": (_, value) => dense([[1, 1, 1, 1]], value),
  "matmul: A": (_, value) => matmul(value, [[1], [1]]),
  "matmul: B": (_, value) => matmul([[1, 1, 1, 1]], value),
};
meet(matrices, (bad, name) => {
  // Dies of a foreign TypeError, or takes nonsense for an empty matrix.
  for (const [text, value] of each({ ...nothing, ...strange }))
    bad(KindError, "NOT_A_MATRIX", `${name} is ${text}; ${MATRIX}`, value);
  for (const [text, value] of each({ ...nothing, ...strange, ...views })) {
    bad(KindError, "NOT_A_ROW", `row 1 of ${name} is ${text}; ${VECTOR}`, [X[0], value, X[2], X[3]]);
    bad(KindError, "NOT_A_VECTOR", `${name}.data is ${text}; ${VECTOR}`, { data: value, rows: 4, cols: 2 });
  }
  bad(
    KindError,
    "NOT_A_ROW",
    `row 2 of ${name} is undefined; ${VECTOR}`,
    Object.assign([X[0], X[1]], { 3: X[3] }),
  );
  // Guesses whether a list is one row or one column.
  for (const [text, value] of each({ "an array": y, "a Float32Array": new Float32Array(8) }))
    bad(
      KindError,
      "NO_SHAPE",
      `${name} is ${text} of numbers, which has no shape; for one row write [${name}], for many { data, rows, cols }`,
      value,
    );
  // Coerces; skips holes; calls valueOf.
  for (const [text, value] of each(notNumbers)) {
    const data = [0, 0, 0, 1, 1, value, 1, 1];
    for (const form of [rowsOf(...data), { data, rows: 4, cols: 2 }])
      bad(KindError, "NOT_A_NUMBER", `row 2, column 1 of ${name} is ${text}; expected a number`, form);
  }
  bad(KindError, "NOT_A_NUMBER", `row 0, column 1 of ${name} is undefined; expected a number`, [
    Object.assign(Array(2), { 0: 1 }),
    X[1],
    X[2],
    X[3],
  ]);
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
      bad(ValueError, "NOT_FINITE", `row 2, column 1 of ${name} is ${value}; ${FINITE}`, form);
  }
  // Pads or cuts rows; trusts the shape and reads beyond the data.
  bad(ShapeError, "RAGGED_ROWS", `row 3 of ${name} has 1 element, the rows before it have 2`, [
    ...X.slice(1),
    [1],
  ]);
  bad(ShapeError, "RAGGED_ROWS", `row 1 of ${name} has 3 elements, the rows before it have 2`, [
    X[0],
    new Float32Array(3),
  ]);
  bad(ShapeError, "EMPTY", `${name} is empty; expected at least one row`, []);
  for (const length of [0, 7, 9])
    bad(ShapeError, "DATA_LENGTH", `${name} is [4×2], which is 8 numbers, but its data has ${length}`, {
      data: new Float64Array(length),
      rows: 4,
      cols: 2,
    });
  for (const size of [-4, 1.5, NaN, Infinity, 2 ** 53]) {
    bad(ValueError, "BAD_SHAPE", `${name}.rows is the number ${size}; expected an integer ≥ 0`, {
      data: [],
      rows: size,
      cols: 0,
    });
    bad(ValueError, "BAD_SHAPE", `${name}.cols is the number ${size}; expected an integer ≥ 0`, {
      data: [],
      rows: 0,
      cols: size,
    });
  }
  // Reads zeros from a buffer that was transferred away.
  bad(ValueError, "DETACHED", `the buffer of ${name}.data ${GONE}`, { data: gone(8), rows: 4, cols: 2 });
  bad(ValueError, "DETACHED", `the buffer of row 1 of ${name} ${GONE}`, [X[0], gone(2), X[2], X[3]]);
});
meet(samples, (bad, name) => {
  // Learns from nothing.
  bad(ShapeError, "EMPTY", `${name} is empty; expected at least one row`, { data: [], rows: 0, cols: 2 });
  bad(ShapeError, "NO_COLUMNS", `${name} has no columns; expected at least one feature`, [[], [], [], []]);
});

const points: Places = {
  "Perceptron.predictOne: x": ({ model }, value) => model.predictOne(value),
  "TLU.netInput: x": ({ unit }, value) => unit.netInput(value),
  "TLU.output: x": ({ unit }, value) => unit.output(value),
};
const vectors: Places = {
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
    bad(KindError, "NOT_A_VECTOR", `${name} is ${text}; ${VECTOR}`, value);
  for (const [text, value] of each(notNumbers))
    bad(KindError, "NOT_A_NUMBER", `${name}[1] is ${text}; expected a number`, [0, value]);
  for (const value of [NaN, Infinity, -Infinity])
    for (const form of [[0, value], Float32Array.of(0, value), Float64Array.of(0, value)])
      bad(ValueError, "NOT_FINITE", `${name}[1] is ${value}; ${FINITE}`, form);
  bad(ValueError, "DETACHED", `the buffer of ${name} ${GONE}`, gone(2));
});

// Predicts from the first features, or reads the next row's.
for (const [cols, features] of [
  [1, "1 feature"],
  [3, "3 features"],
] as const) {
  const text = `the input has ${features}, but the model was fitted with 2`;
  meet(points, (bad) => bad(ShapeError, "FEATURE_COUNT", text, new Float64Array(cols)));
  const { "Perceptron.fit: X": _fit, "TLU.fit: X": _learn, "dense: X": _dense, ...fitted } = samples;
  meet({ ...fitted, "Perceptron.fit": ({ warm }, value) => warm.fit(value, y) }, (bad) =>
    bad(ShapeError, "FEATURE_COUNT", text, Array(4).fill(Array(cols).fill(1))),
  );
}
refused(ShapeError, "FEATURE_COUNT", {
  "TLU.fit: the input has 2 features, but the model was fitted with 3": () =>
    new TLU({ weights: [1, 2, 3] }).fit(X, y),
});

refused(ShapeError, "LENGTH", {
  "dense: b has 2 elements; expected 1, one per column of W": () => dense(X, [[1], [1]], [0, 0]),
});
refused(ShapeError, "SHAPE_MISMATCH", {
  "matmul: A is [4×2] and B is [4×2]: inner dimensions 2 and 4 differ": () => matmul(X, X),
  "dense: X is [4×2] and W is [1×2]: inner dimensions 2 and 1 differ": () => dense(X, [[1, 1]]),
});
refused(ValueError, "NOT_FINITE", {
  // Rounds to f32 and goes on with infinity; scans only the part at hand.
  "Perceptron.fit: row 0, column 1 of X is 1e+39, which overflows f32": ({ f32 }) =>
    f32.fit([[0, 1e39], X[1], X[2], X[3]], y),
  "Perceptron.fit: row 3, column 0 of X is -1e+39, which overflows f32": ({ f32 }) =>
    f32.fit(flat(0, 0, 0, 1, 1, 0, -1e39, 1), y),
  "Perceptron.predict: row 25000, column 1 of X is 1e+39, which overflows f32": ({ f32 }) =>
    f32.predict(tall(1e39)),
  [`Perceptron.score: row 25000, column 1 of X is NaN; ${FINITE}`]: ({ model }) =>
    model.score(tall(NaN), new Uint8Array(30_000)),
  "Perceptron.predictOne: x[1] is 1e+39, which overflows f32": ({ f32 }) =>
    f32.predictOne(Float64Array.of(0, 1e39)),
  "new TLU: weights[0] is 1e+39, which overflows f32": () => new TLU({ weights: [1e39], dtype: "f32" }),
  "new TLU: bias is 1e+39, which overflows f32": () => new TLU({ weights: Float32Array.of(1), bias: 1e39 }),
});
const LARGE = "overflowed f64 although every input is finite; scale the numbers down";
refused(ValueError, "OVERFLOW", {
  // Commits infinite weights, or decides by an infinite margin.
  [`Perceptron.fit: a weight ${LARGE}`]: () =>
    new Perceptron({ eta0: 10, shuffle: false }).fit([[0], [1e308]], [1, 0]),
  [`Perceptron.fit: a margin ${LARGE}`]: ({ model }) => model.fit([[1e200], [2e200]], [0, 1]),
  [`Perceptron.partialFit: a margin ${LARGE}`]: ({ model }) => model.partialFit([[1.7e308, 1.7e308]], [0]),
  [`Perceptron.predict: a dot product ${LARGE}`]: ({ model }) => model.predict([[1.7e308, 1.7e308]]),
  [`Perceptron.predictOne: a dot product ${LARGE}`]: ({ model }) => model.predictOne([1.7e308, 1.7e308]),
  [`TLU.netInput: a dot product ${LARGE}`]: () => new TLU({ weights: [1e308] }).netInput([10]),
  [`TLU.predict: a dot product ${LARGE}`]: () => new TLU({ weights: [1e308] }).predict([[1], [10]]),
  [`matmul: a dot product ${LARGE}`]: () => matmul([[1e200]], [[1e200]]),
  "dense: a dot product overflowed f32 although every input is finite; scale the numbers down": () =>
    dense([Float32Array.of(3e38)], [Float32Array.of(2)]),
});
const PARTS = "GiB are needed at once, and linear memory ends at 4 GiB; pass the rows in parts (partialFit)";
refused(ValueError, "TOO_LARGE", {
  // First allocates what there is of it.
  // What nothing else is possible for: all rows are asked again and again, or may change, or are given to be copied.
  [`Perceptron.fit: 36.5 ${PARTS}`]: () =>
    new Perceptron({ keep: "best" }).fit(vast(new Float64Array(70_000)), halves),
  [`Perceptron.fit: 18.3 ${PARTS}`]: () =>
    new Perceptron({ standardize: true }).fit(vast(new Float32Array(70_000)), halves),
  [`Perceptron.partialFit: 36.5 ${PARTS}`]: ({ blank }) =>
    blank.partialFit(vast(Array(70_000).fill(0)), halves, { classes: [0, 1] }),
  [`TLU.fit: 36.5 ${PARTS}`]: () => new TLU().fit(vast(Array(70_000).fill(0)), halves),
});
refused(ValueError, "TOO_LARGE", {
  [`Perceptron.fit: 36.5 ${PARTS}`]: ({ model }) =>
    model.fit(vast(new Float64Array(70_000)), halves, { onEpoch: () => {} }),
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
  (bad) =>
    bad(
      StateError,
      "NOT_FITTED",
      "this model has learned nothing yet; call fit or partialFit first",
      undefined,
    ),
);
refused(StateError, "BUSY", {
  "Perceptron.fit: this model is being fitted; wait for that call to end, or break the loop over epochs()": ({
    model,
  }) => model.fit(X, y, { onEpoch: () => void model.fit(X, y) }),
  "Perceptron.partialFit: this model is being fitted; wait for that call to end, or break the loop over epochs()":
    ({ warm }) => warm.fit(X, y, { onEpoch: () => void warm.partialFit(X, y) }),
});

checkTable("refusals, numbers in");
