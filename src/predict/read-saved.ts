// What a model file says of how the model answers. All else is passed by, and not looked at.

import type { DType, Reals } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { bytesOf, isObject } from "../data/view.js";
import { align, BYTES_VERSION, parseHeader, readFrame } from "../learn/file/container.js";
import { ensure } from "../learn/file/ensure.js";
import { NETWORK_FORMAT, PERCEPTRON_FORMAT, PIPELINE_FORMAT, UNIT_FORMAT } from "../learn/file/formats.js";
import type { Scale, Weights } from "../learn/model.js";
import type { OutputKind } from "../learn/types.js";
import type { AnsweringModel, SavedLayer } from "./saved-model.js";
import { integerOf, listOf, type Take, takeBytes, takeLists } from "./tensors.js";

export type Plain = Record<string, unknown>;

/** @throws {ValueError} MODEL_FILE unless it is an object */
export function part(name: string, value: unknown): Plain {
  ensure(isObject(value), `${name} is ${fail.describe(value)}`);
  return value as Plain;
}

/** @throws {ValueError} MODEL_FILE unless it is one of these */
export function known<T>(name: string, value: unknown, ...values: T[]): T {
  ensure(values.includes(value as T), `${name} is ${fail.describe(value)}`);
  return value as T;
}

const stepOf = ({ step = "heaviside" }: Plain): Step => known<Step>("step", step, "heaviside", "sgn");
export const dtypeOfSaved = ({ dtype }: Plain): DType => known<DType>("dtype", dtype, "f32", "f64");

/** A file as an object, whose own numbers `take` takes. The bytes of a model that is in it are its `model`. */
export interface SavedFile {
  readonly file: Plain;
  readonly take: Take;
}

/** What `toJSON` or `toBytes` wrote. @throws {ValueError} MODEL_FILE */
export function openSaved(saved: unknown): SavedFile {
  const bytes = bytesOf(saved);
  if (bytes === undefined) {
    ensure(typeof saved !== "string", "it is a string; JSON.parse it first");
    return { file: part("it", saved), take: takeLists };
  }
  const { json, version, body } = readFrame(new Uint8Array(bytes), BYTES_VERSION); // a copy, which nobody changes meanwhile
  const { modelBytes, ...file } = part("its header", parseHeader(json));
  if (file.format === undefined)
    return { file: { ...file, format: PERCEPTRON_FORMAT, version }, take: takeBytes(body) };
  if (modelBytes !== undefined) file.model = body.subarray(0, integerOf(modelBytes));
  return { file, take: takeLists };
}

/** The files of the steps of a Pipeline, the model's last; any other file by itself. @throws {ValueError} MODEL_FILE */
export function savedSteps(file: Plain): unknown[] {
  const { format, version, steps, model } = file;
  if (format !== PIPELINE_FORMAT) return [file];
  known("version", version, 1);
  const all = [...listOf(steps), ...listOf([model])];
  ensure(all.length > 0, "it has no steps");
  return all;
}

/**
 * The model of a file of a Perceptron, a TLU or a ThresholdNetwork.
 *
 * @throws {ValueError} MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export function readSavedModel({ file, take }: SavedFile): AnsweringModel {
  const { format, version } = file;
  known("format", format, PERCEPTRON_FORMAT, UNIT_FORMAT, NETWORK_FORMAT);
  if (format === PERCEPTRON_FORMAT) return readPerceptron(file, version, take);
  known("version", version, 1);
  const dtype = dtypeOfSaved(file);
  if (format === UNIT_FORMAT) {
    const { data: W, shape } = takeLists("weights", file.weights, dtype);
    ensure(shape.length === 1, "its weights do not fit");
    return { layers: [{ dtype, W, b: biases([file.bias], dtype, 1), step: stepOf(file) }], isUnit: true };
  }
  const layers: SavedLayer[] = [];
  for (const layer of listOf(file.layers)) {
    layers.push(readLayer(part("a layer", layer), dtype, layers.at(-1)?.b.length));
  }
  ensure(layers.length > 0, "it has no layers");
  return { layers };
}

const biases = (value: unknown, dtype: DType, k: number, take = takeLists): Reals =>
  take("the bias", value, dtype, [k]).data;

/** @param inputs  the outputs of the layer before, if there is one */
function readLayer(layer: Plain, dtype: DType, inputs: number | undefined): SavedLayer {
  const { data, shape } = takeLists("W", layer.W, dtype);
  const [d, k] = shape as [number, number];
  ensure(d === (inputs ?? d), "its weights do not fit");
  const W = data.map((_, at) => data[(at % d) * k + Math.floor(at / d)] as number);
  return { dtype, W, b: biases(layer.b, dtype, k), step: stepOf(layer) };
}

function readPerceptron(file: Plain, version: unknown, take: Take): AnsweringModel {
  const isOld = known("version", version, 1, 2) === 1;
  const step = stepOf(part("options", file.options));
  const saved = isOld ? file.fitted : file.prediction;
  if (saved === null) throw fail.notFitted();
  const prediction = part("prediction", saved);
  const dtype = dtypeOfSaved(prediction);
  const [weights, bias] = isOld ? (["coef", "intercept"] as const) : (["weights", "bias"] as const);
  let shape: readonly number[] | undefined;
  /** The weights and biases that a part of the file has; all have the shape of the first. */
  const weightsOf = (of: Plain, fromEnd?: number): Weights => {
    const { data: W, shape: found } = take(weights, of[weights], dtype, shape, fromEnd);
    ensure(found.length === 2, "its weights do not fit");
    shape = found;
    return { W, b: biases(of[bias], dtype, found[0] as number, take) };
  };
  const last = weightsOf(prediction);
  const [k, d] = shape as [number, number];
  const outputs = readOutputs(prediction.outputs, isOld ? prediction.classes : file.classes, k);
  const scaleBytes = 2 * align(8 * d);
  const answering = isOld ? version1(prediction, last, weightsOf, take, scaleBytes) : last;
  const scale = prediction.scale
    ? readScale(part("scale", prediction.scale), d, take, scaleBytes)
    : undefined;
  return { layers: [{ dtype, ...answering, step, scale }], outputs };
}

/** Mean and deviation, which end a file. */
function readScale({ mean, deviation }: Plain, d: number, take: Take, fromEnd: number): Scale {
  const scale = {
    mean: take("mean", mean, "f64", [d], fromEnd).data,
    deviation: take("deviation", deviation, "f64", [d]).data,
  };
  ensure(
    scale.deviation.every((number) => number > 0),
    "its deviation is not above 0",
  );
  return scale as Scale;
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
    const means = values.map((value, i) => value - (data[i] as number) / integerOf(visits));
    ensure(means.every(Number.isFinite), "its weights are not finite");
    return means;
  };
  return {
    W: mean(W, coefSums, [b.length, W.length / b.length]),
    b: mean(b, interceptSums, [b.length]),
  };
}

/** @param k  the rows of weights */
function readOutputs(outputs: unknown, classes: unknown, k: number): AnsweringModel["outputs"] {
  const kind = known<OutputKind>("outputs", outputs, "binary", "multiclass", "multioutput");
  const labels = listOf(classes) as Label[];
  const areLabels = labels.every(
    (label, i) =>
      (typeof label === "string" || typeof label === "boolean" || Number.isFinite(label)) &&
      typeof label === typeof labels[0] &&
      !((labels[i - 1] as Label) >= label),
  );
  const fit = {
    binary: labels.length === 2 && k === 1,
    multiclass: labels.length === k,
    multioutput: labels.length === 2 && labels[0] === 0 && labels[1] === 1,
  };
  ensure(areLabels && fit[kind], "its classes are not sorted, or do not fit");
  return { kind, classes: labels, count: k };
}
