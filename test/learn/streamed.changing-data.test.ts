// What a getter of y changes once X has been checked: the kernels follow nothing but what was checked in their copy.
import { describe, expect, it } from "vitest";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { noisy } from "../support/naive.js";
import { resident, streamed } from "../support/streaming.js";
import { thrown } from "../support/thrown.js";
import { typedForms } from "../support/training-sets.js";

const { X: rows, y } = noisy(6, 60, 5, 2);
const dense = rows.map((row) => row.map((value) => value || 1));
const options: PerceptronOptions = { shuffle: false, tol: null, maxIter: 2 };

/** Labels that do something when one of them is read. */
const spoiling = (act: () => void): number[] => {
  const get = (): number => {
    act();
    return y[9] as number;
  };
  return Object.defineProperty([...y], 9, { enumerable: true, get });
};
const refusal = (X: MatrixInput, act: () => void): unknown => {
  const model = new Perceptron({ ...options, warmStart: true }).fit(dense, y);
  const before = model.toBytes();
  const error = streamed(1, () => thrown(() => model.fit(X, spoiling(act))));
  expect(model.toBytes()).toEqual(before);
  return error;
};
type Arrays = { data: Float64Array; indices: Uint32Array };
const passed = (form: string): Arrays & MatrixInput =>
  typedForms[form]?.(dense, Float64Array) as Arrays & MatrixInput;
const transfer = ({ buffer }: ArrayBufferView): unknown =>
  structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });

it("columns out of range or of order, in any block: kernels that follow what nobody checked", () => {
  for (const at of [1, 39, 40, 41, 150, 299]) {
    for (const column of [2 ** 32 - 1, 5, (at % 5) - 1]) {
      const X = passed("sparse rows");
      const error = refusal(X, () => X.indices.fill(column, at, at + 1));
      expect(error, `${column} at ${at}`).toMatchObject({ code: "CHANGED" });
    }
  }
});

it("arrays that are transferred away: rows from memory that nobody wrote", () => {
  const flat = passed("one array");
  expect(refusal(flat, () => transfer(flat.data))).toMatchObject({ code: "DETACHED" });
  const typed = dense.map((row) => Float64Array.from(row));
  expect(refusal(typed, () => transfer(typed[33] as Float64Array))).toMatchObject({ code: "RAGGED_ROWS" });
});

describe.each(["data", "indices"] as const)("%s of sparse rows", (name) => {
  /** Sparse rows of one element, in memory that may shrink. */
  function shrinking() {
    const [n, size] = [60, { data: 8, indices: 4 }];
    const memory = (bytes: number) =>
      new (ArrayBuffer as unknown as new (bytes: number, options: object) => Resizable)(bytes, {
        maxByteLength: bytes,
      });
    const data = new Float64Array(memory(n * size.data)).fill(2);
    const indices = new Uint32Array(memory(n * size.indices));
    return { indptr: Uint32Array.from({ length: n + 1 }, (_, i) => i), indices, data, rows: n, cols: 1 };
  }
  type Resizable = ArrayBuffer & { resize(bytes: number): void };
  const shrink = (): unknown => {
    const X = shrinking();
    const act = (): void => (X[name].buffer as Resizable).resize(0);
    return thrown(() => new Perceptron(options).fit(X, spoiling(act)));
  };
  const move = (): unknown => {
    const X = passed("sparse rows");
    return thrown(() =>
      new Perceptron(options).fit(
        X,
        spoiling(() => transfer(X[name])),
      ),
    );
  };

  it("transferred away or shrunk: resident rows from memory that nobody wrote", () => {
    for (const act of [shrink, move]) expect(resident(act)).toMatchObject({ code: "DETACHED" });
  });

  // Streamed rows do not ask yet: they take what an earlier block left, or the engine's own error.
  it("transferred away: streamed rows that end in an error of the engine", () => {
    expect(streamed(1, move)).toMatchObject({ code: "DETACHED" });
  });

  it("shrunk: streamed rows from memory that nobody wrote", () => {
    expect(streamed(1, shrink)).toMatchObject({ code: "DETACHED" });
  });
});
