import { describe, expect, it } from "vitest";
import { columnOfHash, murmurHash3OfPair } from "../../src/base/murmur-hash3.js";
import type { Matrix, SparseInput } from "../../src/data/view.js";
import { FeatureHasher, Interactions } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import type { SparseMatrix } from "../../src/svmlight/index.js";
import { corners, rowsOf } from "../support/matrices.js";

const rows = [
  [2, 3, 0, 5],
  [0, 7, -1, 4],
];
const sparse: SparseInput = {
  indptr: [0, 3, 6],
  indices: [0, 1, 3, 1, 2, 3],
  data: [2, 3, 5, 7, -1, 4],
  rows: 2,
  cols: 4,
};

describe("Interactions of columns", () => {
  const everyTwo = [
    [...[2, 3, 0, 5], ...[6, 0, 10, 0, 15, 0]],
    [...[0, 7, -1, 4], ...[0, 0, 0, -7, 28, -4]],
  ];

  it("multiplies every two: pairs by the second column, squares, a pair twice", () => {
    const X = new Interactions().transform(rows) as Matrix;
    expect(rowsOf(X).map((row) => row.map((x) => x + 0))).toEqual(everyTwo);
    expect(rowsOf(new Interactions().transform(sparse) as SparseMatrix)).toEqual(everyTwo);
  });

  it("multiplies chosen ones in their order, a square and the same one twice among them", () => {
    const layer = new Interactions({
      pairs: [
        [3, 1],
        [1, 1],
        [0, 3],
        [1, 3],
      ],
    });
    const expected = [
      [...[2, 3, 0, 5], ...[15, 9, 10, 15]],
      [...[0, 7, -1, 4], ...[28, 49, 0, 28]],
    ];
    expect(rowsOf(layer.transform(rows) as Matrix)).toEqual(expected);
    expect(rowsOf(layer.transform(sparse) as SparseMatrix)).toEqual(expected);
  });

  it("hashes pairs behind the columns, signed, those that meet added up: a hash of the sum, an unsigned one", () => {
    for (const [input, cols] of [
      [rows, 1000],
      [sparse, 1000],
      [rows, 2],
      [sparse, 2],
    ] as const) {
      const X = new Interactions({ cols }).transform(input) as SparseMatrix;
      const expected = rows.map((row) => {
        const wide = [...row, ...new Array<number>(cols).fill(0)];
        for (let a = 0; a < 4; a++) {
          for (let b = a + 1; b < 4; b++) {
            const hash = murmurHash3OfPair(a, b);
            const column = 4 + columnOfHash(hash, cols);
            wide[column] =
              (wide[column] as number) + Math.sign(hash) * (row[a] as number) * (row[b] as number);
          }
        }
        return wide.map((x) => x + 0);
      });
      expect(rowsOf(X)).toEqual(expected);
    }
  });

  it("hashes a pair as scikit-learn's murmurhash3_32 hashes its eight bytes", () => {
    // import struct; from sklearn.utils import murmurhash3_32; murmurhash3_32(struct.pack("<II", a, b), 0)
    expect(
      [
        [0, 0],
        [1, 2],
        [2, 1],
        [2 ** 32 - 1, 2 ** 31],
        [122, 7],
      ].map(([a, b]) => murmurHash3OfPair(a as number, b as number)),
    ).toEqual([1669671676, -1016844666, 1479626947, -921652947, -899387973]);
  });

  it("rounds each product once to the type of the input", () => {
    const X = new Interactions().transform([Float32Array.of(1.1, 1.3)]) as Matrix;
    expect(X.data).toEqual(Float32Array.of(1.1, 1.3, Math.fround(Math.fround(1.1) * Math.fround(1.3))));
    const hashed = new Interactions({ cols: 8 }).transform([Float32Array.of(1.1, 1.3)]) as SparseMatrix;
    expect(hashed.data.map(Math.abs)).toEqual(X.data);
  });

  it("makes XOR separable", () => {
    const layer = new Interactions();
    const model = new Perceptron().fit(layer.fit(corners).transform(corners), [0, 1, 1, 0]);
    expect([model.converged, model.predict(layer.transform(corners))]).toEqual([true, [0, 1, 1, 0]]);
  });
});

describe("Interactions of named features", () => {
  it("adds the products of two names: those of one name alone, a name of text lost, the values added", () => {
    const layer = new Interactions({
      pairs: [
        ["user", "item"],
        ["price", "item"],
        ["none", "item"],
      ],
    });
    expect(
      layer.transform([
        { user: "u1", item: "i7", price: 3 },
        [["item", 2], "user", ["item", "x"]],
        { price: 5 },
      ]),
    ).toEqual([
      [
        ["user=u1", 1],
        ["item=i7", 1],
        ["price", 3],
        ["user=u1^item=i7", 1],
        ["price^item=i7", 3],
      ],
      [
        ["item", 2],
        ["user", 1],
        ["item=x", 1],
        ["user^item", 2],
        ["user^item=x", 1],
      ],
      [["price", 5]],
    ]);
  });

  it("takes every two tokens of a row, after rows without any", () => {
    const layer = new Interactions();
    expect(layer.transform([[], ["a", "b", "c"]])).toEqual([
      [],
      [
        ["a", 1],
        ["b", 1],
        ["c", 1],
        ["a^b", 1],
        ["a^c", 1],
        ["b^c", 1],
      ],
    ]);
    const X = new FeatureHasher({ cols: 50 }).transform(layer.transform([["a", "b"]]));
    expect(X).toEqual(new FeatureHasher({ cols: 50 }).transform([["a", "b", "a^b"]]));
  });
});

it("a file gives the same step", () => {
  for (const layer of [
    new Interactions(),
    new Interactions({
      pairs: [
        [0, 1],
        [2, 2],
      ],
      cols: 9,
    }),
    new Interactions({ pairs: [["a", "b"]] }),
  ]) {
    expect(Interactions.fromJSON(JSON.parse(JSON.stringify(layer))).toJSON()).toEqual(layer.toJSON());
  }
  const read = Interactions.fromJSON(
    JSON.parse(JSON.stringify(new Interactions({ pairs: [[0, 1]], cols: 9 }))),
  );
  expect(read.transform(rows)).toEqual(new Interactions({ pairs: [[0, 1]], cols: 9 }).transform(rows));
  expect(new Interactions().toJSON().format).toBe(Interactions.format);
});
