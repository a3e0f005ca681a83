// Runs a model in ONNX Runtime and compares its labels with the model's own.
import { createRequire } from "node:module";
import { expect, type TestContext } from "vitest";
import { probabilities as probabilitiesOf } from "../../src/calibration/curves.js";
import { decideRows } from "../../src/calibration/decisions.js";
import { toOnnx } from "../../src/export/index.js";
import type { AssociationLayer } from "../../src/features/index.js";
import type { Label, Perceptron } from "../../src/index.js";
import { loadModel } from "../../src/predict/index.js";
import type { TableEncoder } from "../../src/table/index.js";
import type { Case } from "./models.js";
import { type TableCase, tableOf } from "./prepared.js";
import { missing } from "./tools.js";

const require = createRequire(new URL("./onnx/package.json", import.meta.url));

interface Tensor {
  readonly data: ArrayLike<string | number | bigint>;
}
export interface Runtime {
  readonly Tensor: new (type: string, data: Float32Array | Float64Array | string[], dims: number[]) => Tensor;
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: object,
    ): Promise<{
      run(feeds: Record<string, Tensor>): Promise<Answers>;
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

type Answers = Record<"label" | "scores" | "probabilities", Tensor>;

async function run(runtime: Runtime, model: object, feeds: Record<string, Tensor>): Promise<Answers> {
  const session = await runtime.InferenceSession.create(toOnnx(model), { logSeverityLevel: 3 });
  const answers = await session.run(feeds);
  await session.release();
  return answers;
}

/**
 * The labels and scores that a runtime gives.
 *
 * @returns labels as the model names them, the scores [n×k], and probabilities where there are any
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
  const kind = dtype === "f32" ? Float32Array : Float64Array;
  const d = (rows[0] as number[]).length;
  const X = new runtime.Tensor(dtype === "f32" ? "float32" : "float64", kind.from(rows.flat()), [
    rows.length,
    d,
  ]);
  const { label, scores, probabilities } = await run(runtime, model, { X });
  const named = (value: string | number | bigint): unknown =>
    typeof value === "string"
      ? value
      : typeof classes[0] === "boolean"
        ? Boolean(Number(value))
        : Number(value);
  const flat = Array.from(label.data, named);
  const width = flat.length / rows.length;
  return {
    labels: rows.map((_, i) => flat.slice(i * width, (i + 1) * width)),
    ...{ scores: scores.data, probabilities: probabilities?.data },
  };
}

type Prediction = NonNullable<ReturnType<Perceptron["toJSON"]>["prediction"]>;

/** A bound of what two orders of additions may differ by: n·u·Σ|w·x| and the bias, doubled for good measure [n×k]. */
function marginErrors(
  { prediction }: { prediction?: Prediction | null },
  { dtype, rows }: Pick<Case, "dtype" | "rows">,
): number[][] {
  const { weights, bias, scale } = prediction as Prediction;
  const unit = dtype === "f32" ? 2 ** -24 : 2 ** -53;
  return rows.map((row) => {
    const x = scale
      ? row.map((value, j) => (value - Number(scale.mean[j])) / Number(scale.deviation[j]))
      : row;
    return weights.map(
      (w, k) =>
        4 *
        (x.length + 3) *
        unit *
        x.reduce((sum, value, j) => sum + Math.abs(value * Number(w[j])), Math.abs(Number(bias[k]))),
    );
  });
}

/** Whether the label of each row is within such a bound. */
export function closeCalls(one: Case): boolean[] {
  const saved = one.model.toJSON() as { prediction?: Prediction };
  const errors = marginErrors(saved, one);
  const loaded = loadModel(saved);
  const { data, cols } = loaded.decisionFunction(one.rows);
  return errors.map((bounds, i) => {
    const z = Array.from(bounds, (_, k) => data[i * cols + k] as number);
    const most = Math.max(...bounds);
    if (cols === 1 || !loaded.topK) return Math.abs(z[0] as number) <= most;
    const sorted = z.toSorted((a, b) => b - a);
    return (
      (sorted[0] as number) - (sorted[1] as number) <= 2 * most ||
      z.some((value, k) => Math.abs(value) <= (bounds[k] as number))
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

/**
 * A calibrated model: what the runtime's own margins come to by the library's curves, ties included, and margins as near to the
 * model's as any order of additions brings them. The curves' corners lie on margins, where a rounding error may decide otherwise.
 */
export async function checkOnnxCalibrated(runtime: Runtime, one: Case): Promise<void> {
  const { model, calibration } = one.model.toJSON() as unknown as {
    model: ReturnType<Perceptron["toJSON"]>;
    calibration: { curves: { scores: number[]; probabilities: number[] }[] };
  };
  const curves = calibration.curves.map(({ scores, probabilities }) => ({
    ...{ x: Float64Array.from(scores), y: Float64Array.from(probabilities) },
  }));
  const classes = one.classes as Label[];
  const { labels, scores, probabilities } = await answersOf(runtime, one);
  const [rows, cols] = [one.rows.length, classes.length];
  const own = { data: Float64Array.from(scores as ArrayLike<number>), rows, cols };
  expect(labels.flat()).toEqual(decideRows(own, { classes, curves } as never, {}));
  const expected = probabilitiesOf(own, curves).data;
  expect(probabilities).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(value - (probabilities?.[i] as number))).toBeLessThan(1e-14);
  });
  const errors = marginErrors(model, one);
  const k = curves.length;
  one.scores.forEach((z, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    const off = Math.abs(z - (own.data[i * cols + (k === 1 ? 1 : j)] as number));
    expect(off).toBeLessThanOrEqual(errors[i]?.[j] as number);
  });
}

/**
 * A table with missing values and with a category that training did not see: the labels that a trained model gives its own rows,
 * but for one too close to call.
 */
export async function checkOnnxTable(runtime: Runtime, { model, table, records }: TableCase): Promise<void> {
  const unseen = records.slice(0, 3).map((record) => ({ ...record, kind: "never seen" }));
  const asked: TableCase["records"] = [...records, ...unseen];
  const { columns } = (model.steps[0] as TableEncoder).toJSON() as unknown as {
    columns: { name: string; type: string }[];
  };
  const cells = (type: string) => {
    const names = columns.filter((column) => column.type === type).map(({ name }) => name);
    return { cols: names.length, data: asked.flatMap((record) => names.map((name) => record[name] ?? null)) };
  };
  const [X, categories] = [cells("number"), cells("category")];
  const numbers = Float64Array.from(X.data, (value) => (value === null ? Number.NaN : Number(value)));
  const { label } = await run(runtime, model, {
    X: new runtime.Tensor("float64", numbers, [asked.length, X.cols]),
    ...(categories.cols > 0 && {
      categories: new runtime.Tensor(
        "string",
        categories.data.map((text) => String(text ?? "")),
        [asked.length, categories.cols],
      ),
    }),
  });
  const expected = [...model.predict(table), ...model.predict(await tableOf(unseen))];
  expect(expected.filter((one, i) => one !== label.data[i]).length).toBeLessThanOrEqual(1);
}
