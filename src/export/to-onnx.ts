import { type Reals, zeros } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Curve } from "../calibration/isotonic.js";
import type { Label } from "../data/labels.js";
import { featuresOf } from "../learn/model.js";
import { type AnsweringModel, classesOf, lastLayer, type SavedLayer } from "../predict/saved-model.js";
import { isCString } from "./c-text.js";
import { type Exportable, type ExportedModel, exportable, inputCount } from "./exportable.js";
import * as onnx from "./onnx-nodes.js";
import {
  append,
  associationNodes,
  columnsByInput,
  encodingInputs,
  encodingNodes,
  type Part,
  probabilityNodes,
} from "./onnx-parts.js";
import type { Message } from "./protobuf.js";

/** What `rosenblatt/import` needs to make the same model of the file again. */
export const METADATA = "rosenblatt";

/**
 * A model in ONNX: input "X" [n×d], outputs "label" and "scores". In f32 it is a LinearClassifier, in f64, or of several outputs, a
 * product and what follows it; a scale are nodes before. A tie is answered as the model answers it: of two classes there are two
 * scores, that of the class that a 0 goes to first.
 *
 * Of a Pipeline it holds a TableEncoder's numbers and categories, and an AssociationLayer. The numbers are then X in f64, with NaN
 * for what is missing, and the texts of categories the input "categories", with "" for what is missing; the metadata "rosenblatt"
 * names the columns of both. Of a calibrated model there is an output "probabilities" too.
 *
 * Labels that are booleans become the integers 0 and 1.
 *
 * A runtime adds up in an order of its own. Where sums are exact its labels are the model's; elsewhere a row whose margin is of the
 * size of a rounding error may be decided otherwise.
 *
 * @throws {ValueError} NOT_EXPORTABLE for labels that are neither texts, booleans nor integers; MODEL_FILE
 */
export const toOnnx = (model: Exportable): Uint8Array<ArrayBuffer> =>
  call("toOnnx", () => {
    const saved = exportable(model, "ONNX", ["encoding", "association", "calibration"]);
    const { nodes, tensors, inputs, signals } = inputNodes(saved);
    const end = saved.curves
      ? calibratedNodes(saved, saved.curves, signals)
      : saved.outputs && saved.outputs.kind !== "multioutput"
        ? classNodes(saved, signals)
        : stepNodes(saved, signals);
    return onnx.model(
      {
        nodes: [...nodes, ...end.nodes],
        tensors: [...tensors, ...end.tensors],
        inputs,
        outputs: end.outputs,
      },
      { [METADATA]: JSON.stringify(metadataOf(saved)) },
    );
  });

function metadataOf({ layers, outputs, preparation, curves }: ExportedModel): object {
  const { dtype, step } = layers.at(-1) as SavedLayer;
  const { names, encoding, association } = preparation;
  const beside = [
    ...(encoding ? ["TableEncoder"] : []),
    ...(association ? ["AssociationLayer"] : []),
    ...(curves ? ["calibration"] : []),
  ];
  return {
    version: 1,
    dtype,
    step,
    ...(outputs && { outputs: outputs.kind, classes: outputs.classes }),
    ...(encoding ? { columns: columnsByInput(encoding) } : names && { columns: { X: names } }),
    ...(beside.length > 0 && { beside }),
  };
}

/** The steps before, the scale, and all layers but the last: what these hand on is called `signals`. */
function inputNodes(saved: ExportedModel): Part & { inputs: Message[]; signals: string } {
  const { layers, preparation } = saved;
  const { encoding, association } = preparation;
  const { scale, dtype } = layers[0] as SavedLayer;
  const part: Part = { nodes: [], tensors: [] };
  const inputs = encoding
    ? encodingInputs(encoding)
    : [onnx.value("X", association?.dtype ?? dtype, inputCount(saved))];
  let signals = "X";
  if (encoding) {
    append(part, encodingNodes(encoding, association?.dtype ?? dtype));
    signals = "encoded";
  }
  if (association) {
    append(part, associationNodes(association, signals, dtype));
    signals = "associated";
  }
  if (scale) {
    const d = scale.mean.length;
    part.tensors.push(
      onnx.realTensor("mean", scale.mean, "f64", [d]),
      onnx.realTensor("deviation", scale.deviation, "f64", [d]),
    );
    part.nodes.push(
      onnx.cast(signals, "X64", "f64"),
      onnx.node("Sub", ["X64", "mean"], ["centred"]),
      onnx.node("Div", ["centred", "deviation"], ["scaled64"]),
      onnx.cast("scaled64", "scaled", dtype),
    );
    signals = "scaled";
  }
  layers.slice(0, -1).forEach((layer, i) => {
    append(part, productNodes(layer, signals, `z${i}`, `${i}`));
    append(part, fireNodes(layer, `z${i}`, `h${i}`, dtype));
    signals = `h${i}`;
  });
  return { ...part, inputs, signals };
}

/** z = X·Wᵀ + b; the weights lie transposed, [d×k]. */
function productNodes(layer: SavedLayer, input: string, output: string, suffix: string): Part {
  const { dtype, W, b } = layer;
  const [d, k] = [featuresOf(layer), b.length];
  const columns = zeros(dtype, d * k).map((_, at) => W[(at % k) * d + Math.floor(at / k)] as number);
  return {
    tensors: [
      onnx.realTensor(`W${suffix}`, columns, dtype, [d, k]),
      onnx.realTensor(`b${suffix}`, b, dtype, [k]),
    ],
    nodes: [
      // Of one feature ONNX Runtime would fold the deviation into MatMul, in f32 whatever the type.
      onnx.node(d === 1 ? "Mul" : "MatMul", [input, `W${suffix}`], [`${output}_product`]),
      onnx.node("Add", [`${output}_product`, `b${suffix}`], [output]),
    ],
  };
}

/** The value of the step of each number. */
function fireNodes({ dtype, step }: SavedLayer, input: string, output: string, type: onnx.Type): Part {
  if (step === "sgn") {
    return {
      tensors: [],
      nodes: [onnx.node("Sign", [input], [`${output}_sign`]), onnx.cast(`${output}_sign`, output, type)],
    };
  }
  return {
    tensors: [onnx.realTensor(`${output}_zero`, zeros(dtype, 1), dtype, [1])],
    nodes: [
      onnx.node("GreaterOrEqual", [input, `${output}_zero`], [`${output}_fires`]),
      onnx.cast(`${output}_fires`, output, type),
    ],
  };
}

/** The last layer of a TLU, a network, or of outputs each for itself. */
function stepNodes(model: AnsweringModel, signals: string): Part & { outputs: Message[] } {
  const layer = lastLayer(model);
  const { dtype, step, b } = layer;
  const part = productNodes(layer, signals, "scores", "");
  const isMatrix = model.outputs !== undefined;
  if (isMatrix && step === "sgn") {
    part.tensors.push(onnx.realTensor("zero", zeros(dtype, 1), dtype, [1]));
    part.nodes.push(onnx.node("Greater", ["scores", "zero"], ["fires"]), onnx.cast("fires", "label", "i64"));
  } else append(part, fireNodes(layer, "scores", "label", "i64"));
  return { ...part, outputs: [onnx.value("label", "i64", b.length), onnx.value("scores", dtype, b.length)] };
}

/** Margins, one score for each class, and how probable each is. */
function calibratedNodes(
  model: AnsweringModel,
  curves: readonly Curve[],
  signals: string,
): Part & { outputs: Message[] } {
  const layer = lastLayer(model);
  const { dtype } = layer;
  const classes = classesOf(model);
  for (const label of classes) checkLabel(label);
  const part = productNodes(layer, signals, "z", "");
  if (curves.length === 1) {
    part.nodes.push(
      onnx.node("Neg", ["z"], ["minus"]),
      onnx.node("Concat", ["minus", "z"], ["scores"], [onnx.ALONG_COLUMNS]),
    );
  } else part.nodes.push(onnx.node("Identity", ["z"], ["scores"]));
  part.nodes.push(onnx.cast("z", "z64", "f64"), onnx.cast("scores", "scores64", "f64"));
  append(part, probabilityNodes(curves, "z64", "scores64"));
  part.tensors.push(onnx.labelTensor("labels", classes));
  part.nodes.push(onnx.node("Gather", ["labels", "place"], ["label"]));
  const k = classes.length;
  return {
    ...part,
    outputs: [
      onnx.value("label", typeof classes[0] === "string" ? "text" : "i64"),
      onnx.value("scores", dtype, k),
      onnx.value("probabilities", "f64", k),
    ],
  };
}

/** The last layer of classes of which one is chosen: the first with the largest score. */
function classNodes({ layers, outputs }: AnsweringModel, signals: string): Part & { outputs: Message[] } {
  const layer = layers.at(-1) as SavedLayer;
  const { dtype, W, b, step } = layer;
  const { kind, classes } = outputs as NonNullable<AnsweringModel["outputs"]>;
  for (const label of classes) checkLabel(label);
  const minus = (values: Reals): Reals => values.map((value) => -value);
  const joined = (first: Reals, second: Reals): Reals => {
    const both = zeros(dtype, 2 * first.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  };
  const isBinary = kind === "binary";
  const isUp = step === "heaviside"; // a 0 goes to the second class, which then comes first
  const labels = isBinary && isUp ? classes.toReversed() : classes;
  const [first, second] = isUp ? [W, minus(W)] : [minus(W), W];
  const weights = isBinary ? joined(first, second) : W;
  const bias = isBinary ? (isUp ? joined(b, minus(b)) : joined(minus(b), b)) : b;
  const k = labels.length;
  const isText = typeof classes[0] === "string";
  const values = [onnx.value("label", isText ? "text" : "i64"), onnx.value("scores", dtype, k)];
  if (dtype === "f32") {
    const attributes = [
      onnx.labelsAttribute(labels),
      onnx.floatsAttribute("coefficients", weights),
      onnx.floatsAttribute("intercepts", bias),
      onnx.intAttribute("multi_class", 0),
    ];
    const nodes = [onnx.node("LinearClassifier", [signals], ["label", "scores"], attributes, "ai.onnx.ml")];
    return { nodes, tensors: [], outputs: values };
  }
  const part = productNodes({ ...layer, W: weights, b: bias }, signals, "scores", "");
  part.tensors.push(onnx.labelTensor("labels", labels));
  part.nodes.push(
    onnx.node("ArgMax", ["scores"], ["place"], [onnx.ALONG_COLUMNS, onnx.intAttribute("keepdims", 0)]),
    onnx.node("Gather", ["labels", "place"], ["label"]),
  );
  return { ...part, outputs: values };
}

function checkLabel(label: Label): void {
  const fits = typeof label === "string" ? isCString(label) : Number.isSafeInteger(Number(label));
  if (!fits)
    throw fail.notExportable(`the label ${fail.quote(label)}`, "ONNX", "its labels are texts and integers");
}
