// Sizes beyond linear memory that come together from several arguments, arrays of another realm, and a row that changes while
// it is read.
import vm from "node:vm";
import { expect, it } from "vitest";
import { dense, KindError, matmul, Perceptron, ShapeError, ValueError } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { checkOnCores, refused, X, y } from "../support/fitted-models.js";
import { wrong } from "../support/refusals.js";

const long = new Float64Array(70_000);
const many = Array<Float64Array>(70_000).fill(long);

// A size that is found out after other memory has been taken, or by the engine.
refused(ValueError, "TOO_LARGE", {
  "matmul: 73.0 GiB": () => matmul([long], many),
  "dense: 73.0 GiB": () => dense([long], many),
  "Perceptron.fit: 4.56 GiB — of targets": () =>
    new Perceptron().fit(wrong(Array(70_000).fill([1])), wrong(Array(70_000).fill(new Uint8Array(70_000)))),
  "Perceptron.fit: 4.00 GiB — with its weights": () =>
    new Perceptron({ keep: "best" }).fit(
      Array(65_536).fill(new Float64Array(8191)),
      wrong(Uint8Array.from({ length: 65_536 }, (_, i) => i % 2)),
      {
        sampleWeight: new Float64Array(65_536).fill(1),
      },
    ),
});

// Kinds that are recognised by their name, not by their constructor.
const foreign = vm.runInNewContext("({ big: new BigInt64Array(2), view: new DataView(new ArrayBuffer(8)) })");
refused(KindError, "NOT_A_ROW", {
  "Perceptron.fit: row 0 of X — a BigInt64Array": ({ model }) =>
    model.fit([foreign.big, foreign.big], [0, 1]),
  "Perceptron.predict: row 0 of X — a DataView": ({ model }) => model.predict([foreign.view]),
});
refused(KindError, "NOT_A_MATRIX", {
  "Perceptron.fit: X — a BigInt64Array": ({ model }) => model.fit(wrong(new BigInt64Array(4)), y),
  "Perceptron.fit: X — an object whose class has no name": ({ model }) =>
    model.fit(wrong({ constructor: { name: Symbol() } }), y),
});

// A row that changes while it is read.
let reads = 0;
const shrinking = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
Object.defineProperty(shrinking[0], 0, {
  get: () => {
    (shrinking[3] as number[]).length = ++reads && 1;
    return 0;
  },
});
refused(ShapeError, "RAGGED_ROWS", {
  "Perceptron.fit: row 3 of X — shortened by a getter of row 0": ({ model }) => {
    (shrinking[3] as number[]).length = 0;
    (shrinking[3] as number[]).push(1, 1);
    model.fit(shrinking, y);
  },
});

checkOnCores("refusals, sizes and realms");

describeCores("typed arrays of another realm", () => {
  const rows = vm.runInNewContext("[[0, 0], [0, 1], [1, 0], [1, 1]].map((row) => Float32Array.from(row))");

  it("are f32 like our own, and predict by every method", () => {
    const model = new Perceptron().fit(rows, y);
    expect(model.coef.data).toBeInstanceOf(Float32Array);
    expect(rows.map((row: Float32Array) => model.predictOne(row))).toEqual(model.predict(rows));
  });

  it("a Map of another realm weighs classes", () => {
    const classWeight = vm.runInNewContext("new Map([[0, 3], [1, 1]])");
    const own = new Perceptron({ classWeight: new Map([[0, 3]]), tol: null, maxIter: 1, shuffle: false });
    const other = new Perceptron({ classWeight, tol: null, maxIter: 1, shuffle: false });
    expect(other.fit(X, y).coef).toEqual(own.fit(X, y).coef);
  });
});
