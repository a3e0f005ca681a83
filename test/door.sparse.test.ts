// The door for sparse input: whatever a kernel would follow out of its rows, or count twice.

import { dense, matmul, Perceptron, type SparseInput, TLU } from "../src/index.js";
import {
  type Bad,
  checkTable,
  each,
  GONE,
  gone,
  KindError,
  meet,
  type Places,
  ShapeError,
  strange,
  ValueError,
  VECTOR,
  wrong,
  X,
  y,
} from "./door.js";

const places: Places = {
  "Perceptron.fit: X": (_, S) => new Perceptron().fit(S, y),
  "Perceptron.partialFit: X": ({ model }, S) => model.partialFit(S, y),
  "Perceptron.predict: X": ({ model }, S) => model.predict(S),
  "Perceptron.decisionFunction: X": ({ model }, S) => model.decisionFunction(S),
  "Perceptron.score: X": ({ model }, S) => model.score(S, y),
  "Perceptron.fit: y": ({ model }, S) => model.fit(X, S),
  "TLU.fit: X": (_, S) => new TLU().fit(S, y),
  "TLU.predict: X": ({ unit }, S) => unit.predict(S),
  "dense: X": (_, S) => dense(S, [[1], [1]]),
  "matmul: A": (_, S) => matmul(S, [[1], [1]]),
  "matmul: B": (_, S) => matmul([[1, 1, 1, 1]], S),
};

/** [4×2]: (1, 2), (), (0, 3), (4, 0), with some keys of it changed. */
const sparse = (changes: Partial<Record<keyof SparseInput, unknown>>): SparseInput =>
  wrong({ indptr: [0, 2, 2, 3, 4], indices: [0, 1, 1, 0], data: [1, 2, 3, 4], rows: 4, cols: 2, ...changes });

meet(places, (bad: Bad, name) => {
  const what = `expected an integer from 0 to 1`;
  for (const key of ["indptr", "indices", "data"] as const) {
    for (const [text, value] of each({ null: null, ...strange }))
      bad(KindError, "NOT_A_VECTOR", `${name}.${key} is ${text}; ${VECTOR}`, sparse({ [key]: value }));
    bad(ValueError, "DETACHED", `the buffer of ${name}.${key} ${GONE}`, sparse({ [key]: gone(4) }));
  }
  bad(
    ValueError,
    "BAD_SHAPE",
    `${name}.rows is the number -1; expected an integer ≥ 0`,
    sparse({ rows: -1 }),
  );
  bad(
    ValueError,
    "BAD_SHAPE",
    `${name}.cols is the number 0.5; expected an integer ≥ 0`,
    sparse({ cols: 0.5 }),
  );
  for (const indptr of [[0, 2, 2, 3], [0, 2, 2, 3, 4, 4], []]) {
    const count = indptr.length;
    bad(
      ShapeError,
      "INDPTR",
      `${name}.indptr has ${count} elements; expected 5 for 4 rows: where each begins, and the end`,
      sparse({ indptr }),
    );
  }
  const ascending = "expected integers that ascend from 0 to the 4 stored elements, here from";
  for (const [indptr, i, text, from] of [
    [[1, 2, 2, 3, 4], 0, "the number 1", 0], // the elements before are lost
    [[0, 2, 1, 3, 4], 2, "the number 1", 2], // a row of −1 elements
    [[0, 2, 2, 3, 3], 4, "the number 3", 3],
    [[0, 2, 2, 9, 4], 3, "the number 9", 2], // reads behind the end
    [[0, 2, 2.5, 3, 4], 2, "the number 2.5", 2],
    [[0, NaN, 2, 3, 4], 1, "the number NaN", 0],
    [[0, "2", 2, 3, 4], 1, 'the string "2"', 0],
    [[-1, 2, 2, 3, 4], 0, "the number -1", 0],
  ] as const) {
    bad(ShapeError, "INDPTR", `${name}.indptr[${i}] is ${text}; ${ascending} ${from} on`, sparse({ indptr }));
  }
  for (const [indices, p, row, text, error] of [
    [[0, 2, 1, 0], 1, 0, "the number 2", ValueError], // a weight of the next output
    [[0, 1, -1, 0], 2, 2, "the number -1", ValueError],
    [[0, 1, 1, 0.5], 3, 3, "the number 0.5", ValueError],
    [[0, 1, 1, 4294967296], 3, 3, "the number 4294967296", ValueError], // 0 in 32 bits
    [[0, NaN, 1, 0], 1, 0, "the number NaN", ValueError],
    [[0, 1, "1", 0], 2, 2, 'the string "1"', KindError],
  ] as const) {
    bad(
      error,
      "COLUMN_INDEX",
      `${name}.indices[${p}], in row ${row}, is ${text}; ${what}`,
      sparse({ indices }),
    );
  }
  const twice = (row: number, column: number): string =>
    `row ${row}, column ${column} of ${name} is stored twice; add the two together, or leave one out`;
  bad(ValueError, "DUPLICATE_ENTRY", twice(0, 1), sparse({ indices: [1, 1, 1, 0] }));
  bad(
    ValueError,
    "DUPLICATE_ENTRY",
    twice(2, 0),
    sparse({ indptr: [0, 1, 1, 4, 4], indices: [1, 0, 1, 0], data: [1, 2, 3, 4] }), // apart, before they are sorted
  );
  bad(
    ShapeError,
    "LENGTH",
    `${name}.indices has 3 elements; expected 4, one per element of ${name}.data`,
    sparse({ indices: [0, 1, 1] }),
  );
  bad(
    KindError,
    "NOT_A_NUMBER",
    `row 2, column 1 of ${name} is null; expected a number`,
    sparse({ data: [1, 2, null, 4] }),
  );
  bad(
    ValueError,
    "NOT_FINITE",
    `row 3, column 0 of ${name} is Infinity; expected a finite number`,
    sparse({ data: [1, 2, 3, Infinity] }),
  );
});

const { "Perceptron.fit: y": _y, ...samples } = places;
meet(samples, (bad: Bad, name) => {
  // Typed values are not looked at until a margin is not finite: named where they are, though unsorted.
  for (const value of [NaN, -Infinity]) {
    bad(
      ValueError,
      "NOT_FINITE",
      `row 0, column 0 of ${name} is ${value}; expected a finite number`,
      sparse({ indices: [1, 0, 1, 0], data: Float64Array.of(1, value, 3, 4) }),
    );
  }
});

checkTable("door, sparse input");
