// The messages of ONNX that a linear model takes (onnx.proto3 and onnx-ml.proto3: the numbers are those of its fields).

import type { DType, Reals } from "../base/dtype.js";
import type { Label } from "../data/labels.js";
import { Message } from "./protobuf.js";

/** TensorProto.DataType */
const TYPE = { f32: 1, i64: 7, text: 8, bool: 9, f64: 11 } as const;
export type Type = keyof typeof TYPE;

const tensor = (name: string, type: Type, shape: readonly number[]): Message =>
  new Message().ints(1, shape).int(2, TYPE[type]).text(8, name);

/** A tensor of numbers. */
export function realTensor(name: string, values: Reals, dtype: DType, shape: readonly number[]): Message {
  const size = dtype === "f32" ? 4 : 8;
  const view = new DataView(new ArrayBuffer(size * values.length));
  values.forEach((value, i) => {
    if (dtype === "f32") view.setFloat32(4 * i, value, true);
    else view.setFloat64(8 * i, value, true);
  });
  return tensor(name, dtype, shape).bytes(9, new Uint8Array(view.buffer));
}

/** A list of labels: texts, or integers. */
export function labelTensor(name: string, labels: readonly Label[]): Message {
  const message = tensor(name, typeof labels[0] === "string" ? "text" : "i64", [labels.length]);
  if (typeof labels[0] !== "string") return message.ints(7, labels.map(Number));
  for (const label of labels) message.text(6, label as string);
  return message;
}

/** One integer, of no dimension: to gather by it leaves its axis out. */
export const placeTensor = (name: string, place: number): Message => tensor(name, "i64", []).ints(7, [place]);

/** AttributeProto: its name, the field and type of its value. */
const attribute = (name: string, type: number, write: (message: Message) => Message): Message =>
  write(new Message().text(1, name)).int(20, type);

export const intAttribute = (name: string, value: number): Message =>
  attribute(name, 2, (message) => message.int(3, value));
export const ALONG_COLUMNS = intAttribute("axis", 1);
export const floatsAttribute = (name: string, values: ArrayLike<number>): Message =>
  attribute(name, 6, (message) => message.floats(7, values));
export const intsAttribute = (name: string, values: readonly number[]): Message =>
  attribute(name, 7, (message) => message.ints(8, values));
export const textsAttribute = (name: string, texts: readonly string[]): Message =>
  attribute(name, 8, (message) => texts.reduce((all, text) => all.text(9, text), message));
export const labelsAttribute = (labels: readonly Label[]): Message =>
  typeof labels[0] === "string"
    ? textsAttribute("classlabels_strings", labels as string[])
    : intsAttribute("classlabels_ints", labels.map(Number));

/** NodeProto. */
export function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly Message[] = [],
  domain = "",
): Message {
  const message = new Message();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  message.text(3, outputs[0] as string).text(4, type);
  for (const one of attributes) message.message(5, one);
  return domain === "" ? message : message.text(7, domain);
}

export const cast = (input: string, output: string, to: Type): Message =>
  node("Cast", [input], [output], [intAttribute("to", TYPE[to])]);

/** ValueInfoProto: a value of n rows, of `cols` columns or of none. */
export function value(name: string, type: Type, cols?: number): Message {
  const shape = new Message().message(1, new Message().text(2, "n"));
  if (cols !== undefined) shape.message(1, new Message().int(1, cols));
  const ofTensor = new Message().int(1, TYPE[type]).message(2, shape);
  return new Message().text(1, name).message(2, new Message().message(1, ofTensor));
}

export interface Graph {
  readonly nodes: readonly Message[];
  readonly tensors: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
}

/** ModelProto, of operators that ONNX 1.8 and later have. */
export function model(
  { nodes, tensors, inputs, outputs }: Graph,
  metadata: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const graph = new Message();
  for (const one of nodes) graph.message(1, one);
  graph.text(2, "rosenblatt");
  for (const one of tensors) graph.message(5, one);
  for (const one of inputs) graph.message(11, one);
  for (const one of outputs) graph.message(12, one);
  const message = new Message().int(1, 7).text(2, "rosenblatt").message(7, graph);
  message.message(8, new Message().text(1, "").int(2, 13));
  message.message(8, new Message().text(1, "ai.onnx.ml").int(2, 1));
  for (const [key, text] of Object.entries(metadata))
    message.message(14, new Message().text(1, key).text(2, text));
  return message.done();
}
