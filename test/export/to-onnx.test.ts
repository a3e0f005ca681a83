// ONNX Runtime, in Node and as for browsers, gives the model's labels, and on exact ties too.
import { expect, it } from "vitest";
import { toOnnx } from "../../src/export/index.js";
import { fromOnnx } from "../../src/import/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { Random } from "../support/random.js";
import { answersOf, checkOnnx, runtimeOf } from "./check-onnx.js";
import { type Case, caseOf, onnxCases } from "./models.js";
import { associated } from "./prepared.js";

const RUNTIMES = ["onnxruntime-node", "onnxruntime-web"] as const;

it.for(RUNTIMES)("%s answers as models of every kind", async (name, context) => {
  const runtime = await runtimeOf(context, name);
  let [rows, close] = [0, 0];
  for (const one of onnxCases(50, 10)) {
    rows += one.rows.length;
    close += await checkOnnx(runtime, one);
  }
  expect(close / rows).toBeLessThan(0.2);
});

it.for(RUNTIMES)("%s answers a tie as the model does", async (name, context) => {
  const runtime = await runtimeOf(context, name);
  const rows = [
    [1, 0],
    [0, 1],
    [0, 0],
    [2, -2],
  ];
  for (const dtype of ["f32", "f64"] as const) {
    for (const step of ["heaviside", "sgn"] as const) {
      for (const classes of [
        ["a", "b"],
        [7, 9],
        [false, true],
        ["a", "b", "c"],
      ]) {
        const k = classes.length === 2 ? 1 : 3;
        const model = Perceptron.fromJSON({
          ...{ format: "rosenblatt.perceptron", version: 2, classes, nIter: 1, converged: false },
          prediction: {
            ...{ dtype, outputs: k === 1 ? "binary" : "multiclass" },
            ...{ weights: Array(k).fill([1, 1]), bias: Array(k).fill(0) },
          },
          ...{ options: { step }, stopReason: "maxIter" },
        });
        const { labels } = await answersOf(runtime, { model, dtype, rows });
        expect(labels.flat()).toEqual(model.predict(rows));
      }
    }
  }
});

it.for(RUNTIMES)("%s answers as units and networks", async (name, context) => {
  const runtime = await runtimeOf(context, name);
  const bits = Array.from({ length: 8 }, (_, i) => [i & 1, (i >> 1) & 1, i >> 2]);
  const cases: Case[] = [
    caseOf(parity(3), bits),
    ...(["heaviside", "sgn"] as const).map((step) =>
      caseOf(new TLU({ weights: [1, 1, -2], bias: 0, step }), bits),
    ),
    caseOf(new TLU({ weights: Float32Array.of(1, 1, -2), step: "sgn" }), bits),
  ];
  for (const one of cases) await checkOnnx(runtime, one);
});

it("fromOnnx refuses a pipeline, of which it would make its Perceptron alone", () => {
  const { model } = associated(new Random(51), 1, { kind: "binary", classes: ["a", "b"] })[0] as Case;
  expect(() => fromOnnx(toOnnx(model))).toThrow(
    expect.objectContaining({ code: "ONNX", message: expect.stringContaining("it is of a pipeline") }),
  );
});

it("refuses labels that ONNX has no type for", () => {
  const model = (labels: (string | number)[]) => new Perceptron().fit([[0], [1]], labels);
  for (const labels of [
    [0.5, 1],
    ["\ud800", "b"],
    ["a\0b", "a\0c"], // a runtime reads both as "a"
  ]) {
    expect(() => toOnnx(model(labels))).toThrow(expect.objectContaining({ code: "NOT_EXPORTABLE" }));
  }
});
