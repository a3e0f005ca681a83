// Linear memory holds a fit's data, its weights and little else, and many fits leave it, and the process, as they were.
import { expect, it } from "vitest";
import { useCore } from "../src/core/current.js";
import { wasmCore } from "../src/core/wasm.js";
import { Message } from "../src/export/protobuf.js";
import { METADATA } from "../src/export/to-onnx.js";
import { fromOnnx } from "../src/import/index.js";
import { Perceptron } from "../src/index.js";
import { memoryBytes } from "./support/fitted-models.js";
import { Random } from "./support/random.js";

const MEBIBYTE = 2 ** 20;

it.each([
  { n: 20_000, d: 784, k: 10, type: Float32Array },
  { n: 20_000, d: 784, k: 10, type: Float64Array },
  { n: 300_000, d: 16, k: 2, type: Float32Array },
  { n: 50, d: 200_000, k: 2, type: Float32Array },
])(
  "a fit of $n×$d, $k classes, $type.name, takes at most 15 % more than its data and weights",
  ({ n, d, k, type }) => {
    useCore(wasmCore());
    const random = new Random(n);
    const data = new type(n * d).map(() => random.uniform()) as Float32Array;
    const y = Uint8Array.from({ length: n }, (_, i) => i % k);
    const model = new Perceptron({ maxIter: 1 }).fit({ data, rows: n, cols: d }, y);
    const { byteLength } = model.coef.data;
    const targets = n * model.intercept.length + 4 * n; // one byte for each, and the order of the rows
    expect(memoryBytes()).toBeLessThan(1.15 * (data.byteLength + byteLength) + targets + MEBIBYTE);
    useCore();
  },
);

it("10,000 fits leave linear memory and the process as they were", () => {
  const random = new Random(10);
  const X = Array.from({ length: 60 }, () => Float64Array.from({ length: 20 }, () => random.real()));
  const y = X.map((_, i) => i % 3);
  const train = () => new Perceptron({ maxIter: 3, average: true }).fit(X, y).predict(X);
  for (let i = 0; i < 2_000; i++) train();
  const before = { linear: memoryBytes(), resident: process.memoryUsage.rss() };
  for (let i = 0; i < 10_000; i++) train();
  expect(memoryBytes()).toBe(before.linear);
  expect(process.memoryUsage.rss() - before.resident).toBeLessThan(30 * MEBIBYTE);
});

it("an ONNX file of 600 MB is read: a plain list of its weights would be longer than one can be", () => {
  const w = new Float32Array(150_000_000).map((_, i) => (i % 7) - 3); // of two classes, the rows [w; −w]
  const floats = (name: string, values: Float32Array) =>
    new Message().text(1, name).bytes(7, new Uint8Array(values.buffer));
  const linear = new Message()
    .text(4, "LinearClassifier")
    .message(5, floats("coefficients", w))
    .message(5, floats("intercepts", new Float32Array(2)));
  const saved = { dtype: "f32", step: "heaviside", outputs: "binary", classes: [0, 1] };
  const metadata = new Message().text(1, METADATA).text(2, JSON.stringify(saved));
  const file = new Message().message(7, new Message().message(1, linear)).message(14, metadata).done();
  const { data, cols } = fromOnnx(file).coef;
  expect([file.length > 6e8, cols, data[0], data.at(-1)]).toEqual([true, 75_000_000, -3, w[cols - 1]]);
});
