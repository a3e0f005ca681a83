// What a model file says of how the model answers. All else is passed by, and not looked at.

import { allFinite, type DType, type Reals } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { bytesOf } from "../data/view.js";
import { align, parseHeader, readFrame } from "../learn/file/container.js";
import { UNIT_FORMAT } from "../learn/file/unit.js";
import type { Scale, Weights } from "../learn/model.js";
import type { Outputs } from "../learn/outputs.js";
import type { OutputKind } from "../learn/types.js";
import type { AnsweringModel, SavedLayer } from "./saved-model.js";
import { type Take, takeBytes, takeLists } from "./tensors.js";

const PIPELINE_FORMAT = "rosenblatt.Pipeline";
const PERCEPTRON_FORMAT = "rosenblatt.perceptron";
const NETWORK_FORMAT = "rosenblatt.threshold-network";

type Plain = Record<string, unknown>;

/** @throws {ValueError} MODEL_FILE unless it is an object */
function part(name: string, value: unknown): Plain {
  if (typeof value !== "object" || value === null)
    throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  return value as Plain;
}

/** @throws {ValueError} MODEL_FILE unless it is one of these */
function known<T>(name: string, value: unknown, ...values: T[]): T {
  if (!values.includes(value as T)) throw fail.notASavedModel(`${name} is ${fail.describe(value)}`);
  return value as T;
}

const stepOf = ({ step }: Plain): Step => known<Step>("step", step, "heaviside", "sgn");
const dtypeOf = ({ dtype }: Plain): DType => known<DType>("dtype", dtype, "f32", "f64");

/** The parts of a binary file; undefined of anything but an ArrayBuffer or a view of one. */
function openFile(saved: unknown) {
  const bytes = bytesOf(saved);
  if (bytes === undefined) return undefined;
  const file = new Uint8Array(bytes); // which nobody changes meanwhile
  const { json, ...opened } = readFrame(file, 2);
  return { header: part("its header", parseHeader(json)), ...opened };
}

/** The files of the steps of what a Pipeline wrote, the model's last; undefined of any other file. @throws {ValueError} MODEL_FILE */
export function readSavedSteps(saved: unknown): unknown[] | undefined {
  const opened = openFile(saved);
  const file = (opened?.header ?? saved) as Plain | null | undefined;
  if (file?.format !== PIPELINE_FORMAT) return undefined;
  known("version", file.version, 1);
  const { steps, modelBytes } = file;
  const model = modelBytes === undefined ? [] : [opened?.body.subarray(0, modelBytes as number)];
  const all: unknown[] = [...(Array.isArray(steps) ? steps : []), ...model];
  known("whether it has steps", all.length > 0, true);
  return all;
}

/**
 * What `toJSON` or `toBytes` wrote of a Perceptron, a TLU or a ThresholdNetwork.
 *
 * @throws {ValueError} MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export function readSavedModel(saved: unknown): AnsweringModel {
  const opened = openFile(saved);
  if (opened !== undefined) return readPerceptron(opened.header, opened.version, takeBytes(opened.body));
  if (typeof saved === "string") throw fail.notASavedModel("it is a string; parse it with JSON.parse first");
  const { format, version, ...file } = part("it", saved);
  known("format", format, PERCEPTRON_FORMAT, UNIT_FORMAT, NETWORK_FORMAT);
  if (format === PERCEPTRON_FORMAT) return readPerceptron(file, version, takeLists);
  known("version", version, 1);
  const dtype = dtypeOf(file);
  if (format === UNIT_FORMAT) {
    const weights = Array.isArray(file.weights) ? file.weights : [];
    const { data: W } = takeLists("weights", weights, dtype, [weights.length]);
    return { layers: [{ dtype, W, b: biases([file.bias], dtype, 1), step: stepOf(file) }], isUnit: true };
  }
  const layers: SavedLayer[] = [];
  for (const layer of Array.isArray(file.layers) ? file.layers : []) {
    layers.push(readLayer(part("a layer", layer), dtype, layers.at(-1)?.b.length));
  }
  known("whether it has layers", layers.length > 0, true);
  return { layers };
}

const biases = (value: unknown, dtype: DType, k: number, take = takeLists): Reals =>
  take("the bias", value, dtype, [k]).data;

/** @param inputs  the outputs of the layer before, if there is one */
function readLayer(layer: Plain, dtype: DType, inputs: number | undefined): SavedLayer {
  const { data, shape } = takeLists("W", layer.W, dtype);
  const [d, k] = shape as [number, number];
  known("the number of rows of W", d, inputs ?? d);
  const W = data.map((_, at) => data[(at % d) * k + Math.floor(at / d)] as number) as Reals;
  return { dtype, W, b: biases(layer.b, dtype, k), step: stepOf(layer) };
}

function readPerceptron(file: Plain, version: unknown, take: Take): AnsweringModel {
  const isOld = known("version", version, 1, 2) === 1;
  const step = stepOf(part("options", file.options));
  const saved = isOld ? file.fitted : file.prediction;
  if (saved === null) throw fail.notFitted();
  const prediction = part("prediction", saved);
  const dtype = dtypeOf(prediction);
  const names = isOld ? ["coef", "intercept"] : ["weights", "bias"];
  let shape: readonly number[] | undefined;
  /** The weights and biases that a part of the file has; all have the shape of the first. */
  const weightsOf = (of: Plain, fromEnd?: number): Weights => {
    const [weights, bias] = names.map((name) => of[name]);
    const { data: W, shape: found } = take("weights", weights, dtype, shape, fromEnd);
    const [k, d] = found as [number, number];
    if (!(k > 0 && d > 0)) throw fail.notASavedModel(`its weights are [${found.join("×")}]`);
    shape = found;
    return { W, b: biases(bias, dtype, k, take) };
  };
  const last = weightsOf(prediction);
  const [k, d] = shape as unknown as [number, number];
  const outputs = readOutputs(prediction.outputs, isOld ? prediction.classes : file.classes, k);
  const scaleBytes = 2 * align(8 * d);
  const answering = isOld ? version1(prediction, last, weightsOf, take, scaleBytes) : last;
  known("whether its weights are finite", allFinite(answering.W) && allFinite(answering.b), true);
  const scale = prediction.scale
    ? readScale(part("scale", prediction.scale), d, take, scaleBytes)
    : undefined;
  return { layers: [{ dtype, ...answering, step, scale }], outputs };
}

/** Mean and deviation, which end a file. */
function readScale({ mean, deviation }: Plain, d: number, take: Take, fromEnd: number): Scale {
  const f64 = (name: string, value: unknown, from?: number) =>
    take(name, value, "f64", [d], from).data as Float64Array;
  const scale = { mean: f64("mean", mean, fromEnd), deviation: f64("deviation", deviation) };
  if (scale.deviation.some((number) => number <= 0)) throw fail.notASavedModel("deviation has a number ≤ 0");
  return scale;
}

/** The weights that answer where those of training do not, as version 1 kept them: their mean, the pocket, the best epoch's. */
function version1(
  { average, pocket, chosen, scale }: Plain,
  last: Weights,
  weightsOf: (of: Plain, fromEnd?: number) => Weights,
  take: Take,
  scaleBytes: number,
): Weights {
  const { W, b } = last;
  if (chosen) {
    const own = align(W.byteLength) + align(b.byteLength);
    return weightsOf(part("chosen", chosen), own + (scale ? scaleBytes : 0));
  }
  if (pocket) return weightsOf(part("pocket", pocket));
  if (!average) return last;
  const { visits, coefSums, interceptSums } = part("average", average);
  const mean = (values: Reals, sums: unknown, shape: readonly number[]): Reals => {
    const { data } = take("average", sums, "f64", shape);
    return values.map((value, i) => value - (data[i] as number) / (visits as number)) as Reals;
  };
  return {
    W: mean(W, coefSums, [b.length, W.length / b.length]),
    b: mean(b, interceptSums, [b.length]),
  };
}

/** @param k  the rows of weights */
function readOutputs(kind: unknown, classes: unknown, k: number): Outputs {
  const labels = (Array.isArray(classes) ? classes : []) as Label[];
  const [first] = labels as [Label];
  const areSorted = labels.every(
    (label, i) => i === 0 || (typeof label === typeof first && (labels[i - 1] as Label) < label),
  );
  const count = { binary: 1, multiclass: labels.length, multioutput: k }[kind as OutputKind];
  if (
    !areSorted ||
    typeof first === "object" ||
    count !== k ||
    (kind !== "multiclass" && labels.length !== 2)
  ) {
    throw fail.notASavedModel("its classes are not sorted, or do not fit its weights");
  }
  return { kind: kind as OutputKind, classes: labels, count, grows: false };
}
