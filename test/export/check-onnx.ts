// Runs a model in ONNX Runtime and compares its labels with the model's own.
import { createRequire } from "node:module";
import { expect, type TestContext } from "vitest";
import { toOnnx } from "../../src/export/index.js";
import type { AssociationLayer } from "../../src/features/index.js";
import type { Perceptron } from "../../src/index.js";
import { loadModel } from "../../src/predict/index.js";
import type { Case } from "./models.js";
import type { TableCase } from "./prepared.js";
import { missing } from "./tools.js";

const require = createRequire(new URL("./onnx/package.json", import.meta.url));

interface Tensor {
  readonly data: ArrayLike<string | number | bigint>;
}
export interface Runtime {
  readonly Tensor: new (type: string, data: Float32Array | Float64Array, dims: number[]) => Tensor;
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: object,
    ): Promise<{
      run(feeds: Record<string, Tensor>): Promise<Record<"label" | "scores", Tensor>>;
      release(): Promise<void>;
    }>;
  };
}

/** ONNX Runtime for Node or for browsers, where it has been installed. */
export async function runtimeOf(
  context: TestContext,
  name: "onnxruntime-node" | "onnxruntime-web",
): Promise<Runtime> {
  let file: string;
  try {
    file = require.resolve(name);
  } catch {
    return missing(context, `${name} is not installed: npm ci --ignore-scripts --prefix test/export/onnx`);
  }
  const runtime = require(file);
  if (name === "onnxruntime-web") runtime.env.wasm.numThreads = 1;
  return runtime;
}

/**
 * The labels and scores that a runtime gives.
 *
 * @returns labels as the model names them, and the scores [n×k]
 */
export async function answersOf(
  runtime: Runtime,
  {
    model,
    dtype,
    rows,
    classes = loadModel(model.toJSON()).classes,
  }: Pick<Case, "model" | "dtype" | "rows" | "classes">,
) {
  const session = await runtime.InferenceSession.create(toOnnx(model), { logSeverityLevel: 3 });
  const kind = dtype === "f32" ? Float32Array : Float64Array;
  const d = (rows[0] as number[]).length;
  const X = new runtime.Tensor(dtype === "f32" ? "float32" : "float64", kind.from(rows.flat()), [
    rows.length,
    d,
  ]);
  const { label, scores } = await session.run({ X });
  const named = (value: string | number | bigint): unknown =>
    typeof value === "string"
      ? value
      : typeof classes[0] === "boolean"
        ? Boolean(Number(value))
        : Number(value);
  const flat = Array.from(label.data, named);
  const width = flat.length / rows.length;
  await session.release();
  return { labels: rows.map((_, i) => flat.slice(i * width, (i + 1) * width)), scores: scores.data };
}

/** A bound of what two orders of additions may differ by: n·u·Σ|w·x| and the bias, doubled for good measure. */
export function closeCalls({ model, dtype, rows }: Case): boolean[] {
  const saved = model.toJSON() as {
    prediction?: { weights: number[][]; bias: number[]; scale?: { mean: number[]; deviation: number[] } };
  };
  const { weights, bias, scale } = saved.prediction as NonNullable<typeof saved.prediction>;
  const unit = dtype === "f32" ? 2 ** -24 : 2 ** -53;
  const loaded = loadModel(saved);
  const { data, cols } = loaded.decisionFunction(rows);
  return rows.map((row, i) => {
    const x = scale
      ? row.map((value, j) => (value - Number(scale.mean[j])) / Number(scale.deviation[j]))
      : row;
    const errors = weights.map(
      (w, k) =>
        4 *
        (x.length + 3) *
        unit *
        x.reduce((sum, value, j) => sum + Math.abs(value * Number(w[j])), Math.abs(Number(bias[k]))),
    );
    const z = Array.from(errors, (_, k) => data[i * cols + k] as number);
    const most = Math.max(...errors);
    if (cols === 1 || !loaded.topK) return Math.abs(z[0] as number) <= most;
    const sorted = z.toSorted((a, b) => b - a);
    return (
      (sorted[0] as number) - (sorted[1] as number) <= 2 * most ||
      z.some((value, k) => Math.abs(value) <= (errors[k] as number))
    );
  });
}

/** @returns how many rows were too close to call, whose labels may differ */
export async function checkOnnx(runtime: Runtime, one: Case): Promise<number> {
  const { labels } = await answersOf(runtime, one);
  const isPerceptron = "prediction" in one.model.toJSON();
  const close = isPerceptron ? closeCalls(one) : one.rows.map(() => false);
  one.labels.forEach((label, i) => {
    if (!close[i]) expect(labels[i]).toEqual(Array.isArray(label) ? label : [label]);
  });
  return close.filter(Boolean).length;
}

/** The same behind an association layer of units that fire max(z, 0): an error of theirs goes into every margin. */
export async function checkOnnxLayer(runtime: Runtime, one: Case): Promise<void> {
  const { model, layer } = one as unknown as { model: { model: Perceptron }; layer: AssociationLayer };
  const { thresholds } = layer.toJSON().fitted as { thresholds: number[] };
  const { data: W, cols: d, rows: k } = model.model.coef;
  const unit = one.dtype === "f32" ? 2 ** -24 : 2 ** -53;
  const { labels } = await answersOf(runtime, one);
  one.rows.forEach((row, i) => {
    const inputs = row.reduce((sum, x) => sum + Math.abs(x), 0) + Math.max(...thresholds.map(Math.abs));
    const errors = Array.from({ length: k }, (_, j) => {
      const sum = Array.from(W)
        .slice(j * d, (j + 1) * d)
        .reduce((total, w) => total + Math.abs(w) * inputs, 0);
      return 8 * (row.length + d + 3) * unit * (sum + Math.abs(model.model.intercept[j] as number));
    });
    const z = [...one.scores.slice(i * k, (i + 1) * k)].sort((a, b) => b - a);
    const gap = k === 1 ? Math.abs(z[0] as number) : (z[0] as number) - (z[1] as number);
    if (gap > 2 * Math.max(...errors)) expect(labels[i]).toEqual([one.labels[i]]);
  });
}

/** A table of numbers, some of them missing: the labels that a trained model gives its own rows, but for one too close to call. */
export async function checkOnnxTable(runtime: Runtime, { model, table, records }: TableCase): Promise<void> {
  const rows = records.map((record) => [record["a b"] ?? Number.NaN, record['c"d'] as number] as number[]);
  const expected = model.predict(table);
  const one = { model: model as never, dtype: "f64", rows, classes: model.model.classes } as const;
  const { labels } = await answersOf(runtime, one);
  expect(expected.filter((label, i) => label !== labels[i]?.[0]).length).toBeLessThanOrEqual(1);
}
