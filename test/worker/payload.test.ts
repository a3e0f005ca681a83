// What is sent to the worker: copies of arrays unless they are transferred, and plain objects for class
// instances.
import { afterEach, describe, expect, it } from "vitest";
import { essence } from "../support/essence.js";
import { rowsOf } from "../support/matrices.js";
import { thrown } from "../support/thrown.js";
import { classes, close, Perceptron, root, trainingSet } from "./built-package.js";

afterEach(close);

describe("arrays", () => {
  it("are copied, of a view only what it shows, and detached only with transfer", async () => {
    const { X, y } = trainingSet();
    const buffer = new Float32Array(2 * X.data.length);
    buffer.set(X.data, X.data.length);
    const view = { ...X, data: buffer.subarray(X.data.length) };
    const model = await new Perceptron({ maxIter: 3 }).fit(view, y);
    expect([buffer.length, view.data.length]).toEqual([2 * X.data.length, X.data.length]);
    const copy = { ...X, data: X.data.slice() };
    const again = await new Perceptron({ maxIter: 3 }).fit(copy, y, { transfer: true });
    expect(copy.data.length).toBe(0);
    expect(again.coef).toEqual(model.coef);
    await expect(again.fit(copy, y)).rejects.toMatchObject({ code: "DETACHED" });
  });

  it("that are Buffers are copied, though their slice is no copy", async () => {
    const data = Buffer.from([0, 0, 0, 1, 1, 0, 1, 1]);
    const y = Buffer.from([0, 0, 0, 1]);
    const model = await new Perceptron().fit({ data, rows: 4, cols: 2 }, y);
    expect([data.length, y.length, await model.predict({ data, rows: 4, cols: 2 })]).toEqual([
      8,
      4,
      [0, 0, 0, 1],
    ]);
  });

  it("in a batch whose class has getters and methods, which no structured clone keeps", async () => {
    const { X, y } = trainingSet();
    class Batch {
      get X() {
        return X;
      }
      get y() {
        return y;
      }
      log() {}
    }
    const local = await new root.Perceptron().fitStream([new Batch(), { X, y, log() {} }], { classes });
    const remote = await new Perceptron().fitStream([new Batch(), { X, y, log() {} }], { classes });
    expect(essence(remote)).toBe(essence(local));
  });

  it("behind the getters of a matrix, which no structured clone keeps, and as rows", async () => {
    const { X, y } = trainingSet();
    class Table {
      get data() {
        return X.data;
      }
      get rows() {
        return X.rows;
      }
      get cols() {
        return X.cols;
      }
    }
    const rows = rowsOf(X).map((row) => Float32Array.from(row));
    const model = await new Perceptron({ maxIter: 3 }).fit(new Table(), y);
    expect((await new Perceptron({ maxIter: 3 }).fit(rows, y)).coef).toEqual(model.coef);
  });
});

it("a value that holds itself is refused as the root refuses it: an overflow of the stack, without a code", async () => {
  const record: Record<string, unknown> = {};
  record.self = record;
  const matrix: Record<string, unknown> = { rows: 2, cols: 1 };
  matrix.data = matrix;
  const rows: unknown[] = [[0], [1]];
  rows.push(rows);
  for (const X of [record, matrix, rows] as never[]) {
    const { code, message } = thrown(() => new root.Perceptron().fit(X, [0, 1])) ?? {};
    expect(code).toBeDefined();
    for (const transfer of [false, true]) {
      await expect(new Perceptron().fit(X, [0, 1], { transfer })).rejects.toMatchObject({ code, message });
    }
  }
});
