import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { accuracy, crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { rowsOf } from "../support/matrices.js";

/** The rows as SciPy would have them, columns descending where `reverse`. */
function sparse(dense: readonly (readonly number[])[], reverse = false) {
  const rows = dense.map((row) => row.flatMap((value, j) => (value === 0 ? [] : [[j, value] as const])));
  if (reverse) for (const row of rows) row.reverse();
  const indptr = [0];
  for (const row of rows) indptr.push((indptr.at(-1) as number) + row.length);
  const [indices, data] = [rows.flat().map(([j]) => j), rows.flat().map(([, value]) => value)];
  return { indptr, indices, data, rows: dense.length, cols: dense[0]?.length as number };
}

const element = fc.oneof(fc.constant(0), fc.integer({ min: -9, max: 9 }));
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((cols) =>
    fc.array(fc.array(element, { minLength: cols, maxLength: cols }), { minLength: 2, maxLength: 12 }),
  );

describe("trainTestSplit of sparse rows", () => {
  it("is the split of the dense ones, of X and of y: a row's elements left behind, a start off by one", () => {
    const inputs = fc.record({ X: table, seed: fc.integer({ min: 0, max: 99 }), reverse: fc.boolean() });
    fc.assert(
      fc.property(inputs, ({ X, seed, reverse }) => {
        const Y = X.map((row) => row.map((value) => (value > 0 ? 1 : 0)));
        const expected = trainTestSplit(X, Y, { seed });
        const found = trainTestSplit(sparse(X, reverse), sparse(Y, reverse), { seed });
        for (const part of ["XTrain", "XTest", "yTrain", "yTest"] as const) {
          expect(found[part]).toEqual(sparse(expected[part], reverse));
          expect(rowsOf(found[part])).toEqual(expected[part].map((row) => row.map((value) => value + 0)));
        }
      }),
      { seed: 1963, numRuns: 300 },
    );
  });

  it("gives every form back as it came, over fresh arrays: f32 as f64, a view of what was passed", () => {
    const plain = sparse([
      [1, 0, 2],
      [0, 0, 0],
      [0, 3, 0],
      [4, 5, 6],
    ]);
    const typed = {
      ...plain,
      indptr: Int32Array.from(plain.indptr),
      indices: Uint16Array.from(plain.indices),
      data: Float32Array.from(plain.data),
    };
    const y = [0, 1, 2, 3];
    for (const seed of [0, 1, 2, 3]) {
      const { XTrain, XTest, yTrain, yTest } = trainTestSplit(typed, y, { seed, testSize: 2 });
      for (const [part, rows] of [[XTrain, yTrain] as const, [XTest, yTest] as const]) {
        expect(part.indptr).toBeInstanceOf(Int32Array);
        expect(part.indices).toBeInstanceOf(Uint16Array);
        expect(part.data).toBeInstanceOf(Float32Array);
        expect(rowsOf(part)).toEqual(rows.map((i) => rowsOf(typed)[i]));
        expect(part.indptr).toHaveLength(3);
        expect(part.data).toHaveLength(part.indptr[2] as number);
        part.data.fill(9);
        part.indices.fill(0);
      }
    }
    expect([...typed.data, ...typed.indices]).toEqual([...plain.data, ...plain.indices]);
  });
});

describe("crossValidate of sparse rows", () => {
  const X = Array.from({ length: 30 }, (_, i) => [i % 5, 0, (i * 7) % 11, i % 3]);
  const y = X.map(([a, , b]) => ((a as number) + (b as number) > 6 ? "over" : "under"));
  const Y = X.map(([a, , b]) => [(a as number) > 2 ? 1 : 0, (b as number) > 4 ? 1 : 0]);
  const options = { folds: 4, seed: 5 };
  const make = () => new Perceptron({ maxIter: 30 });

  it("has the scores of the dense rows, for labels and for a sparse matrix of targets", () => {
    const labelled = crossValidate(make, X, y, options);
    expect(crossValidate(make, sparse(X), y, options)).toEqual(labelled);
    expect(crossValidate(make, sparse(X, true), y, options)).toEqual(labelled);
    expect(crossValidate(make, sparse(X), sparse(Y), options)).toEqual(crossValidate(make, X, Y, options));
    expect(new Set(labelled.scores).size).toBeGreaterThan(1);
  });

  it("shows a model sparse rows, the others to learn and the fold to answer: the whole of X made dense", () => {
    const seen: number[][] = [];
    const spy = () => ({
      fit: (part: ReturnType<typeof sparse>, labels: string[]) => {
        expect(rowsOf(part).map((row) => y[X.findIndex((other) => `${other}` === `${row}`)])).toEqual(labels);
      },
      predict: (part: ReturnType<typeof sparse>) => {
        seen.push(...rowsOf(part));
        return new Array<string>(part.rows).fill("over");
      },
    });
    crossValidate(spy, sparse(X), y, options);
    expect(seen).toEqual(folds(y, options).flatMap((part) => part.map((i) => X[i])));
  });
});

it("accuracy compares a sparse matrix of targets with a dense one: a zero that is not stored taken for a gap", () => {
  const truth = [
    [0, 1],
    [0, 0],
    [1, 1],
  ];
  const wrong = [
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  expect(accuracy(truth, sparse(truth))).toBe(1);
  expect(accuracy(sparse(wrong), truth)).toBe(0.6666666666666666);
  expect(folds(sparse(truth), { folds: 3 })).toEqual(folds(3, { folds: 3 }));
});
