// Refusals of sparse input: whatever a kernel would follow out of its rows, or count twice.

import { expect, it } from "vitest";
import { finish, finishAsync, type Work } from "../../src/base/work.js";
import { matrixWork } from "../../src/data/matrix.js";
import type { MatrixView } from "../../src/data/view.js";
import {
  dense,
  KindError,
  matmul,
  Perceptron,
  ShapeError,
  type SparseInput,
  TLU,
  ValueError,
} from "../../src/index.js";
import { gone, strange } from "../support/bad-values.js";
import { describeCores } from "../support/cores.js";
import { checkOnCores, type Models, meet, refused, X, y } from "../support/fitted-models.js";
import { type Bad, type Places, wrong } from "../support/refusals.js";

const each = Object.entries;
const places: Places<Models> = {
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
  for (const key of ["indptr", "indices", "data"] as const) {
    for (const [text, value] of each({ null: null, ...strange }))
      bad(KindError, "NOT_A_VECTOR", `${name}.${key} — ${text}`, sparse({ [key]: value }));
    bad(
      ValueError,
      "DETACHED",
      `${name}.${key} — transferred away`,
      sparse({ [key]: gone(new Float64Array(4)) }),
    );
  }
  bad(ValueError, "BAD_SHAPE", `${name}.rows — -1`, sparse({ rows: -1 }));
  bad(ValueError, "BAD_SHAPE", `${name}.cols — 0.5`, sparse({ cols: 0.5 }));
  for (const indptr of [[0, 2, 2, 3], [0, 2, 2, 3, 4, 4], []]) {
    bad(ShapeError, "INDPTR", `${name}.indptr has ${indptr.length} — not 5`, sparse({ indptr }));
  }
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
    bad(ShapeError, "INDPTR", `${name}.indptr[${i}] — ${text}, behind ${from}`, sparse({ indptr }));
  }
  for (const [indices, p, row, text, error] of [
    [[0, 2, 1, 0], 1, 0, "the number 2", ValueError], // a weight of the next output
    [[0, 1, -1, 0], 2, 2, "the number -1", ValueError],
    [[0, 1, 1, 0.5], 3, 3, "the number 0.5", ValueError],
    [[0, 1, 1, 4294967296], 3, 3, "the number 4294967296", ValueError], // 0 in 32 bits
    [[0, NaN, 1, 0], 1, 0, "the number NaN", ValueError],
    [[0, 1, "1", 0], 2, 2, 'the string "1"', KindError],
  ] as const) {
    bad(error, "COLUMN_INDEX", `${name}.indices[${p}], in row ${row} — ${text}`, sparse({ indices }));
  }
  const twice = (row: number, column: number): string =>
    `row ${row}, column ${column} of ${name} — stored twice`;
  bad(ValueError, "DUPLICATE_ENTRY", twice(0, 1), sparse({ indices: [1, 1, 1, 0] }));
  bad(
    ValueError,
    "DUPLICATE_ENTRY",
    twice(2, 0),
    sparse({ indptr: [0, 1, 1, 4, 4], indices: [1, 0, 1, 0], data: [1, 2, 3, 4] }), // apart, before they are sorted
  );
  bad(ShapeError, "LENGTH", `${name}.indices — shorter than the data`, sparse({ indices: [0, 1, 1] }));
  bad(KindError, "NOT_A_NUMBER", `row 2, column 1 of ${name} — null`, sparse({ data: [1, 2, null, 4] }));
  bad(
    ValueError,
    "NOT_FINITE",
    `row 3, column 0 of ${name} is Infinity`,
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
      `row 0, column 0 of ${name} is ${value}`,
      sparse({ indices: [1, 0, 1, 0], data: Float64Array.of(1, value, 3, 4) }),
    );
  }
});

// Typed indices of many elements, which a kernel looks at in blocks: 600 rows of 60 each, in columns 3, 6, …, 180.
const ROWS = 600;
const STORED = 60;
type Words = Uint32Array | Int32Array;
/** With some elements of `indices` changed, which are unsigned or not. */
function many(
  changes: Record<number, number> = {},
  Kind: typeof Uint32Array | typeof Int32Array = Uint32Array,
) {
  const indices: Words = new Kind(ROWS * STORED).map((_, p) => 3 + 3 * (p % STORED));
  for (const [p, column] of each(changes)) indices[Number(p)] = column;
  const indptr = Uint32Array.from({ length: ROWS + 1 }, (_, i) => STORED * i);
  const data = Float32Array.from({ length: ROWS * STORED }, (_, p) => ((p * 7919) % 31) - 15);
  return { indptr, indices, data, rows: ROWS, cols: 200 };
}
const answers = Int8Array.from({ length: ROWS }, (_, i) => (i * 7) % 2);
const known = new Perceptron({ maxIter: 2 }).fit(many(), answers);

for (const p of [0, 59, 60, 16_384, 16_385, 20_000, ROWS * STORED - 1]) {
  const row = Math.floor(p / STORED);
  const tells = (text: string) => `Perceptron.fit: X.indices[${p}], in row ${row}, is ${text}`;
  refused(ValueError, "COLUMN_INDEX", {
    [tells("the number 200")]: () => new Perceptron().fit(many({ [p]: 200 }), answers),
    [tells("the number -1")]: () => new Perceptron().fit(many({ [p]: -1 }, Int32Array), answers),
    [tells("the number 4294967295")]: () => new Perceptron().fit(many({ [p]: 2 ** 32 - 1 }), answers),
  });
  const near = p % STORED === 0 ? p + 1 : p - 1;
  const column = 3 + 3 * (near % STORED);
  refused(ValueError, "DUPLICATE_ENTRY", {
    [`Perceptron.predict: row ${row}, column ${column} of X — stored twice`]: () =>
      known.predict(many({ [p]: column }, Int32Array)),
  });
}

// What others change between the check and the use: the kernels follow no column that was not checked in their copy.
for (const change of [2 ** 32 - 1, 0]) {
  const spoiling = <T>(array: T[], { indices }: { indices: Words }): T[] => {
    const value = array[9];
    const get = (): T | undefined => {
      indices.fill(change, 20_001, 20_003); // out of range, or of order
      return value;
    };
    return Object.defineProperty(array, 9, { enumerable: true, get });
  };
  refused(ValueError, "CHANGED", {
    "Perceptron.fit: X.indices — changed by a getter of y": () => {
      const X = many();
      return new Perceptron().fit(X, spoiling([...answers], X));
    },
    "dense: X.indices — changed by a getter of W": () => {
      const X = many();
      const W = Array.from({ length: 200 }, () => [1]);
      return dense(X, spoiling(W, X));
    },
  });
}

checkOnCores("refusals, sparse input");

describeCores("typed indices", () => {
  const read = (X: unknown): Work<MatrixView> => matrixWork("X", X);
  const buffer = (X: MatrixView): unknown => X.csr?.indices.buffer;

  it("are not copied if all is well with them and nobody can change them meanwhile", () => {
    for (const Kind of [Uint32Array, Int32Array]) {
      const X = many({}, Kind);
      expect(buffer(finish(read(X)))).toBe(X.indices.buffer);
    }
  });

  it("are copied where they are shared, out of order, of another kind, or the work is interrupted", async () => {
    const X = many();
    const shared = new Uint32Array(new SharedArrayBuffer(X.indices.byteLength));
    shared.set(X.indices);
    for (const indices of [shared, Uint16Array.from(X.indices), many({ 0: 6, 1: 3 }).indices]) {
      const view = finish(read({ ...X, indices }));
      expect(buffer(view)).not.toBe(indices.buffer);
      expect(view.csr?.indices).toEqual(X.indices);
    }
    const later = finishAsync(read(X), { yieldEvery: 0 });
    const before = X.indices.slice();
    X.indices.fill(2 ** 32 - 1, 0, 60); // after the first part
    expect((await later).csr?.indices).toEqual(before);
    const inner = many();
    function* within(): Work<MatrixView> {
      yield;
      return finish(read(inner));
    }
    expect(buffer(await finishAsync(within(), {}))).not.toBe(inner.indices.buffer);
  });

  it("teach and answer the same, however they come", () => {
    const { indices, ...X } = many({ 100: 2, 20003: 199 });
    const columns = [indices, Int32Array.from(indices), [...indices], Float64Array.from(indices)];
    const models = columns.map((indices) => new Perceptron({ maxIter: 3 }).fit({ ...X, indices }, answers));
    const results = models.map((model, i) => {
      const samples = { ...X, indices: columns[i] as Words };
      return JSON.stringify([model.coef, model.intercept, [...model.decisionFunction(samples).data]]);
    });
    expect(new Set(results).size).toBe(1);
  });
});
