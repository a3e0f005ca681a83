import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { Perceptron } from "../../src/index.js";
import { readSvmlight, writeSvmlight } from "../../src/svmlight/index.js";
import { rowsOf } from "../support/matrices.js";
import { thrown } from "../support/thrown.js";
import { doubles, floats, plain, samples } from "./arbitrary-samples.js";

const X = [
  [0, 0.5, -0],
  [1e-7, 0, 3],
  [0, 0, 0],
];
const y = [1, -1, 2.5];
// scikit-learn 1.9.1, but for the form of 1e-07 and the blank behind 2.5:
//   dump_svmlight_file(np.array(X), y, file, zero_based=False)
const TEXT = "1 2:0.5\n-1 1:1e-7 3:3\n2.5\n";

describe("writeSvmlight", () => {
  it("writes what scikit-learn writes, of every form of X: a zero written, indices from 0, a row left out", () => {
    const data = X.flat();
    const sparse = { indptr: [0, 1, 3, 3], indices: [1, 2, 0], data: [0.5, 3, 1e-7], rows: 3, cols: 3 };
    const stored = {
      indptr: [0, 2, 4, 4],
      indices: [0, 1, 0, 2],
      data: [-0, 0.5, 1e-7, 3],
      rows: 3,
      cols: 3,
    };
    const forms = [
      X,
      X.map((row) => Float64Array.from(row)),
      { data, rows: 3, cols: 3 },
      { data: Float64Array.from(data), rows: 3, cols: 3 },
      sparse,
      { ...sparse, data: Float64Array.from(sparse.data) },
      stored,
    ];
    for (const form of forms) expect(writeSvmlight(form, Float64Array.from(y))).toBe(TEXT);
    expect(writeSvmlight(X, y, { zeroBased: true })).toBe("1 1:0.5\n-1 0:1e-7 2:3\n2.5\n");
    expect(writeSvmlight({ data: Int16Array.of(-3, 4), rows: 1, cols: 2 }, [-0])).toBe("0 1:-3 2:4\n");
    expect(writeSvmlight({ data: [], rows: 0, cols: 3 }, [])).toBe("");
  });

  it("reads back to the bit: 16 digits, an exponent lost, a column shifted, a subnormal flushed", () => {
    fc.assert(
      fc.property(samples(doubles), fc.boolean(), ({ X, y }, zeroBased) => {
        const text = writeSvmlight(X, y, { zeroBased });
        const read = readSvmlight(text, { cols: X[0]?.length, zeroBased });
        expect(rowsOf(read.X)).toEqual(X.map((row) => row.map((value) => value + 0)));
        expect(read.y).toEqual(y.map((label) => label + 0));
        expect(writeSvmlight(read.X, read.y, { zeroBased })).toBe(text);
      }),
      { seed: 1998, numRuns: 500 },
    );
  });

  it("reads f32 back to the bit, as f32 and as f64: digits that only f32 rounds back", () => {
    fc.assert(
      fc.property(samples(floats), ({ X, y }) => {
        const [rows, cols] = [X.length, X[0]?.length as number];
        const text = writeSvmlight({ data: Float32Array.from(X.flat()), rows, cols }, y);
        const f32 = readSvmlight(text, { cols, dtype: "f32" });
        expect(rowsOf(f32.X)).toEqual(X.map((row) => row.map((value) => value + 0)));
        expect(plain(readSvmlight(text, { cols }))).toEqual(plain(f32));
      }),
      { seed: 1997, numRuns: 500 },
    );
  });
});

it("says so where no string can hold the text: the engine's own error (as of 24 rows that take 650 MB)", () => {
  const { join } = Array.prototype;
  const limited = vi.spyOn(Array.prototype, "join").mockImplementation(function (this: string[], between) {
    const text = join.call(this, between);
    if (text === TEXT) throw new RangeError("Invalid string length");
    return text;
  });
  const refused = thrown(() => writeSvmlight(X, y));
  limited.mockRestore();
  expect(refused).toMatchObject({ name: "ValueError", code: "TEXT_TOO_LONG" });
});

it("a model that learns from the text is the one that learns from the rows, to the bit, −0 or not", () => {
  const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i), i % 4 === 0 ? -0 : 0, (i % 5) / 3, 0]);
  const labels = rows.map(([a, , c]) => ((a as number) > (c as number) - 0.5 ? 1 : 0));
  for (const dtype of ["f64", "f32"] as const) {
    const typed = {
      data: dtype === "f32" ? Float32Array.from(rows.flat()) : Float64Array.from(rows.flat()),
      rows: 50,
      cols: 4,
    };
    const read = readSvmlight(writeSvmlight(typed, labels), { cols: 4, dtype });
    const [fromText, fromRows] = [read, { X: typed, y: labels }].map((data) =>
      new Perceptron({ maxIter: 40, tol: null }).fit(data.X, data.y),
    );
    expect(fromText?.coef).toStrictEqual(fromRows?.coef);
    expect(fromText?.intercept).toStrictEqual(fromRows?.intercept);
    expect(fromText?.history.map(({ mistakes }) => mistakes)).toEqual(
      fromRows?.history.map(({ mistakes }) => mistakes),
    );
    expect((fromText as Perceptron).history.length).toBeGreaterThan(1);
  }
});
