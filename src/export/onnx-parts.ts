// What a graph of ONNX has of the steps before a model, and of a calibration.

import { type DType, zeros } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { Curve } from "../calibration/isotonic.js";
import { isCString, WHOLE_TEXTS } from "./c-text.js";
import * as onnx from "./onnx-nodes.js";
import { type Association, type EncodedColumn, type Encoding, signedInputs } from "./preparation.js";
import type { Message } from "./protobuf.js";

export interface Part {
  readonly nodes: Message[];
  readonly tensors: Message[];
}

export function append(to: Part, { nodes, tensors }: Part): void {
  to.nodes.push(...nodes);
  to.tensors.push(...tensors);
}

/** The names of a table's columns, by the input that they come in. */
export const columnsByInput = ({ columns }: Encoding): { X: string[]; categories: string[] } => {
  const namesOf = (type: string) => columns.filter((column) => column.type === type).map(({ name }) => name);
  return { X: namesOf("number"), categories: namesOf("category") };
};

/** Of a table: X has its numbers in f64, `categories` its texts; one of them is left out that has no column. */
export function encodingInputs(encoding: Encoding): Message[] {
  const { X, categories } = columnsByInput(encoding);
  return [
    ...(X.length > 0 ? [onnx.value("X", "f64", X.length)] : []),
    ...(categories.length > 0 ? [onnx.value("categories", "text", categories.length)] : []),
  ];
}

/** `present`, the n columns of X scaled, 0 where one is missing, and `missing`, 1 there. */
function numberNodes(columns: readonly (EncodedColumn & { type: "number" })[]): Part {
  const reals = (name: "mean" | "deviation") =>
    onnx.realTensor(
      `${name}s`,
      Float64Array.from(columns, (column) => column[name]),
      "f64",
      [columns.length],
    );
  return {
    tensors: [reals("mean"), reals("deviation"), onnx.realTensor("zero64", new Float64Array(1), "f64", [1])],
    nodes: [
      onnx.node("Sub", ["X", "means"], ["fromMean"]),
      onnx.node("Div", ["fromMean", "deviations"], ["inDeviations"]),
      onnx.node("IsNaN", ["X"], ["isMissing"]),
      onnx.node("Where", ["isMissing", "zero64", "inDeviations"], ["present"]),
      onnx.cast("isMissing", "missing", "f64"),
    ],
  };
}

/** `onesJ` of column J of the categories: 1 for the text that it has. */
function categoryNodes(texts: readonly string[], j: number): Part {
  for (const text of texts) {
    if (!isCString(text)) throw fail.notExportable(`the category ${fail.quote(text)}`, "ONNX", WHOLE_TEXTS);
  }
  const names = [onnx.textsAttribute("cats_strings", texts)];
  return {
    tensors: [onnx.placeTensor(`column${j}`, j)],
    nodes: [
      onnx.node("Gather", ["categories", `column${j}`], [`text${j}`], [onnx.ALONG_COLUMNS]),
      onnx.node("OneHotEncoder", [`text${j}`], [`ones${j}_f32`], names, "ai.onnx.ml"),
      onnx.cast(`ones${j}_f32`, `ones${j}`, "f64"),
    ],
  };
}

/**
 * Columns of numbers, scaled, and one feature for each category. A missing number is NaN, a missing text "", for which there is a
 * feature where one was missing before. They are made input by input, and then put into the order of the columns.
 */
export function encodingNodes({ dtype, columns }: Encoding, to: DType): Part {
  const numbers = columns.filter((column) => column.type === "number");
  const n = numbers.length;
  const part: Part = n > 0 ? numberNodes(numbers) : { nodes: [], tensors: [] };
  const made = n > 0 ? ["present", "missing"] : [];
  const order: number[] = [];
  let [number, category, at] = [0, 0, 2 * n];
  for (const column of columns) {
    if (column.type === "number") {
      order.push(number, ...(column.missing ? [n + number] : []));
      number++;
      continue;
    }
    const texts = [...column.categories, ...(column.missing ? [""] : [])];
    if (texts.length > 0) {
      append(part, categoryNodes(texts, category));
      made.push(`ones${category}`);
    }
    order.push(...texts.map(() => at++));
    category++;
  }
  part.tensors.push(onnx.labelTensor("order", order));
  part.nodes.push(
    onnx.node("Concat", made, ["made"], [onnx.ALONG_COLUMNS]),
    onnx.node("Gather", ["made", "order"], ["ordered"], [onnx.ALONG_COLUMNS]),
    onnx.cast("ordered", "stored", dtype),
    onnx.cast("stored", "encoded", to),
  );
  return part;
}

/** What the units of an association layer fire: a product with their scaled weights ±1, less the thresholds. */
export function associationNodes(association: Association, from: string, to: DType): Part {
  const { dtype, d, activation, units } = association;
  const m = units.scales.length;
  const weights = zeros(dtype, d * m);
  signedInputs(association).forEach(({ plus, minus }, u) => {
    const scale = units.scales[u] as number;
    for (const j of plus) weights[j * m + u] = (weights[j * m + u] as number) + scale;
    for (const j of minus) weights[j * m + u] = (weights[j * m + u] as number) - scale;
  });
  return {
    tensors: [
      onnx.realTensor("units", weights, dtype, [d, m]),
      onnx.realTensor("thresholds", units.thresholds, dtype, [m]),
      onnx.realTensor("nothing", zeros(dtype, 1), dtype, [1]),
    ],
    nodes: [
      onnx.node("MatMul", [from, "units"], ["sums"]),
      onnx.node("Sub", ["sums", "thresholds"], ["above"]),
      activation === "relu"
        ? onnx.node("Max", ["above", "nothing"], ["fired"])
        : onnx.node("GreaterOrEqual", ["above", "nothing"], ["fired"]),
      onnx.cast("fired", "associated", to),
    ],
  };
}

/** The points of curves [k×widest] of which each lacks none: those beyond its last are passed by no margin. */
function curveTensors(curves: readonly Curve[]): Message[] {
  const k = curves.length;
  const widest = Math.max(2, ...curves.map(({ x }) => x.length));
  const all = (key: keyof Curve, beyond: number): Float64Array =>
    Float64Array.from(
      { length: k * widest },
      (_, at) => curves[Math.floor(at / widest)]?.[key][at % widest] ?? beyond,
    );
  const ofEach = (name: string, value: (curve: Curve) => number) =>
    onnx.realTensor(name, Float64Array.from(curves, value), "f64", [k]);
  return [
    onnx.realTensor("points", all("x", Number.POSITIVE_INFINITY), "f64", [k, widest]),
    onnx.realTensor("valuesInLine", all("y", 1), "f64", [k * widest]),
    ofEach("leftEnd", ({ x }) => x[0] as number),
    ofEach("leftValue", ({ y }) => y[0] as number),
    ofEach("rightEnd", ({ x }) => x.at(-1) as number),
    ofEach("rightValue", ({ y }) => y.at(-1) as number),
    onnx.labelTensor(
      "lastPart",
      Array.from(curves, ({ x }) => Math.max(0, x.length - 2)),
    ),
    onnx.labelTensor(
      "starts",
      Array.from(curves, (_, j) => j * widest),
    ),
  ];
}

const integer = (name: string, value: number): Message => onnx.labelTensor(name, [value]);
const real = (name: string, value: number): Message =>
  onnx.realTensor(name, Float64Array.of(value), "f64", [1]);

/**
 * `values` [n×k], those of the curves at margins: straight lines between points, constant outside of all. How many points of its
 * curve a margin has passed says between which two it is.
 *
 * @param z  margins in f64 [n×k]
 */
function curveNodes(curves: readonly Curve[], z: string): Part {
  return {
    tensors: [
      ...curveTensors(curves),
      ...[
        integer("axis2", 2),
        integer("int0", 0),
        integer("int1", 1),
        integer("flat", -1),
        real("half", 0.5),
      ],
    ],
    nodes: [
      onnx.node("Unsqueeze", [z, "axis2"], ["z3"]),
      onnx.node("GreaterOrEqual", ["z3", "points"], ["isPassed"]),
      onnx.cast("isPassed", "passed", "i64"),
      onnx.node("ReduceSum", ["passed", "axis2"], ["count"], [onnx.intAttribute("keepdims", 0)]),
      onnx.node("Sub", ["count", "int1"], ["before"]),
      onnx.node("Max", ["before", "int0"], ["atLeast"]),
      onnx.node("Min", ["atLeast", "lastPart"], ["part"]),
      onnx.node("Add", ["part", "starts"], ["leftAt"]),
      onnx.node("Add", ["leftAt", "int1"], ["rightAt"]),
      onnx.node("Reshape", ["points", "flat"], ["pointsInLine"]),
      ...(["left", "right"] as const).flatMap((side) => [
        onnx.node("Gather", ["pointsInLine", `${side}At`], [side]),
        onnx.node("Gather", ["valuesInLine", `${side}At`], [`${side}Y`]),
        onnx.node("Mul", [side, "half"], [`${side}Half`]), // the distance of two finite numbers may not be finite
      ]),
      onnx.node("Mul", [z, "half"], ["zHalf"]),
      onnx.node("Sub", ["zHalf", "leftHalf"], ["gone"]),
      onnx.node("Sub", ["rightHalf", "leftHalf"], ["width"]),
      onnx.node("Div", ["gone", "width"], ["share"]),
      onnx.node("Sub", ["rightY", "leftY"], ["rise"]),
      onnx.node("Mul", ["rise", "share"], ["risen"]),
      onnx.node("Add", ["leftY", "risen"], ["raised"]),
      onnx.node("Min", ["raised", "rightY"], ["within"]),
      onnx.node("GreaterOrEqual", [z, "rightEnd"], ["isRight"]),
      onnx.node("Where", ["isRight", "rightValue", "within"], ["notLeft"]),
      onnx.node("LessOrEqual", [z, "leftEnd"], ["isLeft"]),
      onnx.node("Where", ["isLeft", "leftValue", "notLeft"], ["values"]),
    ],
  };
}

/**
 * From margins z [n×k] to `probabilities` and `place`, that of the most probable class; of equally probable ones that of the larger
 * score, then the first.
 *
 * @param z       margins in f64 [n×k]
 * @param scores  one for each class, in f64
 */
export function probabilityNodes(curves: readonly Curve[], z: string, scores: string): Part {
  const k = curves.length;
  const part = curveNodes(curves, z);
  part.tensors.push(real("least", Number.NEGATIVE_INFINITY));
  if (k === 1) {
    part.tensors.push(real("one64", 1));
    part.nodes.push(
      onnx.node("Sub", ["one64", "values"], ["first"]),
      onnx.node("Concat", ["first", "values"], ["probabilities"], [onnx.ALONG_COLUMNS]),
    );
  } else {
    part.tensors.push(integer("axis1", 1), real("none", 0), real("even", 1 / k));
    part.nodes.push(
      onnx.node("ReduceSum", ["values", "axis1"], ["total"]),
      onnx.node("Div", ["values", "total"], ["shares"]),
      onnx.node("Greater", ["total", "none"], ["isAny"]),
      onnx.node("Where", ["isAny", "shares", "even"], ["probabilities"]),
    );
  }
  part.nodes.push(
    onnx.node("ReduceMax", ["probabilities"], ["most"], [onnx.intsAttribute("axes", [1])]),
    onnx.node("Equal", ["probabilities", "most"], ["isMost"]),
    onnx.node("Where", ["isMost", scores, "least"], ["ranked"]),
    onnx.node("ArgMax", ["ranked"], ["place"], [onnx.ALONG_COLUMNS, onnx.intAttribute("keepdims", 0)]),
  );
  return part;
}
