import { allocate, bytesPer, type DType, type Reals, typedKind, view } from "../base/dtype.js";
import { call } from "../base/errors.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { isArray } from "../data/view.js";
import { type MessageFields, readMessage } from "../export/protobuf.js";
import { METADATA } from "../export/to-onnx.js";
import type { Perceptron } from "../learn/perceptron.js";
import type { OutputKind } from "../learn/types.js";
import { perceptronOf } from "./foreign-weights.js";

/**
 * The Perceptron that `toOnnx` wrote: the same weights, in f32 and f64, with their scale. It can go on learning.
 *
 * @throws {KindError} NOT_BYTES   @throws {ValueError} ONNX for any other file
 */
export const fromOnnx = (bytes: Uint8Array): Perceptron =>
  call("fromOnnx", () => {
    if (typedKind(bytes) !== "Uint8Array") throw fail.notBytes(bytes);
    return read(bytes);
  });

function fieldsOf(bytes: unknown): MessageFields {
  const fields = typedKind(bytes) === undefined ? undefined : readMessage(bytes as Uint8Array);
  if (fields === undefined) throw fail.notOnnx("it is no message");
  return fields;
}

const textOf = (value: unknown): string =>
  typedKind(value) === undefined ? "" : new TextDecoder().decode(value as Uint8Array);

/** Messages by what one of their fields says. */
const byName = (messages: readonly unknown[] | undefined, field: number): Map<string, MessageFields> =>
  new Map((messages ?? []).map(fieldsOf).map((fields) => [textOf(fields.get(field)?.[0]), fields]));

function read(bytes: Uint8Array): Perceptron {
  const model = fieldsOf(bytes);
  const saved = byName(model.get(14), 1).get(METADATA)?.get(2)?.[0];
  if (saved === undefined) throw fail.notOnnx("toOnnx did not write it");
  const { dtype, step, outputs, classes, beside } = parse(textOf(saved));
  if (beside !== undefined) throw fail.notOnnx("it is of a pipeline or calibrated, which toJSON saves");
  if (outputs === undefined) throw fail.notOnnx("it is a TLU or a network, which the constructors take");
  const graph = fieldsOf(model.get(7)?.[0]);
  const tensors = byName(graph.get(5), 8);
  const linear = byName(graph.get(1), 4).get("LinearClassifier");
  const { W, b } = linear ? attributesOf(linear) : { W: transposed(tensors), b: numbersOf(tensors.get("b")) };
  const isBinary = outputs === "binary";
  // Of two classes two rows were written: that of the class which 0 goes to, first.
  const from = isBinary && step === "sgn" ? 1 : 0;
  const k = isBinary ? 1 : b.length;
  const d = W.length / b.length;
  if (!(Number.isInteger(d) && d > 0) || (isBinary && b.length !== 2))
    throw fail.notOnnx("its weights do not fit together");
  const weights = Array.from({ length: k }, (_, j) => W.subarray((from + j) * d, (from + j + 1) * d));
  const scale = tensors.has("mean")
    ? { mean: numbersOf(tensors.get("mean")), deviation: numbersOf(tensors.get("deviation")) }
    : undefined;
  const bias = b.slice(from, from + k);
  return perceptronOf({ dtype, step, outputs, classes, weights, bias, scale, refuse: fail.notOnnx });
}

interface Metadata {
  dtype: DType;
  step: Step;
  outputs?: OutputKind;
  classes: Label[];
  /** What a Perceptron alone would lack. */
  beside?: string[];
}

function parse(text: string): Metadata {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    // said below
  }
  const { dtype, step, outputs, classes } = (saved ?? {}) as Partial<Metadata>;
  const isKnown = (dtype === "f32" || dtype === "f64") && (step === "heaviside" || step === "sgn");
  const isModel = ["binary", "multiclass", "multioutput"].includes(outputs as string);
  if (!isKnown || !(outputs === undefined || (isModel && isArray(classes))))
    throw fail.notOnnx("its metadata are another's");
  return saved as Metadata;
}

/** The weights of a LinearClassifier, row by row. */
function attributesOf(node: MessageFields): { W: Reals; b: Reals } {
  const attributes = byName(node.get(5), 1);
  const floats = (name: string): Reals => reals(attributes.get(name)?.get(7)?.[0], "f32");
  return { W: floats("coefficients"), b: floats("intercepts") };
}

const numbersOf = (tensor: MessageFields | undefined): Reals =>
  reals(tensor?.get(9)?.[0], tensor?.get(2)?.[0] === 1 ? "f32" : "f64");

/** A product's weights lie [d×k]. */
function transposed(tensors: Map<string, MessageFields>): Reals {
  const columns = numbersOf(tensors.get("W"));
  const k = numbersOf(tensors.get("b")).length;
  const d = columns.length / k;
  return columns.map((_, at) => columns[(at % d) * k + Math.floor(at / d)] as number);
}

/** Numbers that lie one behind the other, little-endian. */
function reals(bytes: unknown, dtype: DType): Reals {
  if (typedKind(bytes) === undefined || (bytes as Uint8Array).length % bytesPer[dtype] !== 0)
    throw fail.notOnnx("it lacks weights");
  const { buffer } = allocate((bytes as Uint8Array).length, () => new Uint8Array(bytes as Uint8Array));
  return view(dtype, buffer, 0, buffer.byteLength / bytesPer[dtype]);
}
