// A model as a module of WebAssembly: how its memory lies, and its functions.
//
//   layer 0: weights [k×d] T | bias [k] T | mean, deviation [d] f64, if it scales | layer 1 … | input [d] T | output [k] T
//
// each from a multiple of 16 bytes. Between them lie the signals of a network, and the scaled row.

import type { Reals } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { featuresOf } from "../learn/model.js";
import type { AnsweringModel, SavedLayer } from "../predict/saved-model.js";
import * as op from "./wasm-code.js";
import { decisionOps, stepOps, variables } from "./wasm-decision.js";

const PAGE = 65536;
/** What an i32 can address, in steps that stay positive. */
const MOST_BYTES = 2 ** 31 - PAGE;

const align = (size: number): number => Math.ceil(size / 16) * 16;

interface Place {
  readonly layer: SavedLayer;
  readonly weights: number;
  readonly bias: number;
  readonly mean: number;
  readonly deviation: number;
  /** Where its margins come. */
  readonly output: number;
}

export interface ModulePlan {
  readonly scalar: op.Scalar;
  readonly places: readonly Place[];
  readonly input: number;
  /** Where a scaled row comes. */
  readonly scaled: number;
  readonly output: number;
  readonly pages: number;
  /** What lies there from the start. */
  readonly data: readonly { readonly at: number; readonly values: Reals }[];
}

/** @throws {ValueError} NOT_EXPORTABLE where the weights do not fit into a memory */
export function planOf({ layers }: AnsweringModel): ModulePlan {
  const { dtype } = layers[0] as SavedLayer;
  const scalar = dtype === "f32" ? op.f32 : op.f64;
  const data: { at: number; values: Reals }[] = [];
  let top = 0;
  const take = (bytes: number): number => {
    const at = top;
    top += align(bytes);
    return at;
  };
  const put = (values: Reals): number => {
    const at = take(values.byteLength);
    data.push({ at, values });
    return at;
  };
  const constants = layers.map((layer) => ({
    layer,
    weights: put(layer.W),
    bias: put(layer.b),
    mean: layer.scale ? put(layer.scale.mean) : 0,
    deviation: layer.scale ? put(layer.scale.deviation) : 0,
  }));
  const d = featuresOf(layers[0] as SavedLayer);
  const input = take(d * scalar.bytes);
  const scaled = constants[0]?.layer.scale ? take(d * scalar.bytes) : input;
  const places = constants.map((place) => ({ ...place, output: take(place.layer.b.length * scalar.bytes) }));
  if (top > MOST_BYTES)
    throw fail.notExportable(`a model of ${top} bytes`, "WebAssembly", `its memory has ${MOST_BYTES}`);
  const output = (places.at(-1) as Place).output;
  return { scalar, places, input, scaled, output, pages: Math.max(1, Math.ceil(top / PAGE)), data };
}

/** The functions of a model, `predict` last. */
export function functionsOf(model: AnsweringModel, plan: ModulePlan): op.Func[] {
  const helpers = [layerFunc(plan.scalar)];
  if (model.layers[0]?.scale) helpers.push(scaleFunc(plan.scalar));
  if (model.layers.length > 1)
    helpers.push(fireFunc(plan.scalar, "fire_heaviside"), fireFunc(plan.scalar, "fire_sgn"));
  return [
    ...helpers,
    predictFunc(
      model,
      plan,
      helpers.map(({ name }) => name),
    ),
  ];
}

/** z[j] = x·w[j] + bias[j]: lanes of 16 bytes, folded by halves, then what is left of a row one by one. */
function layerFunc(scalar: op.Scalar): op.Func {
  const params = ["x", "whole", "last", "weights", "bias", "biasEnd", "z"];
  const { get, set, move } = variables(...params, "at", "lanes", "sum");
  const size = scalar.bytes;
  const folded =
    size === 4
      ? [0, 2, 1, 3].flatMap((lane, i) => [
          get("lanes"),
          scalar.lane(lane),
          ...(i % 2 === 1 ? [scalar.add] : []),
        ])
      : [0, 1].flatMap((lane) => [get("lanes"), scalar.lane(lane)]);
  return {
    name: "layer",
    comment:
      "z = W·x + b: of each row the lanes of 16 bytes up to $whole, folded by halves, then one by one up to $last",
    params,
    hasResult: false,
    locals: [
      ["at", op.I32_TYPE],
      ["lanes", op.LANES_TYPE],
      ["sum", scalar.type],
    ],
    body: [
      op.loop,
      ...[scalar.zero, scalar.splat, set("lanes"), get("x"), set("at")],
      ...[op.block, op.loop, get("at"), get("whole"), op.atLeast, op.branchIf(1)],
      ...[
        get("lanes"),
        get("at"),
        op.loadLanes,
        get("weights"),
        op.loadLanes,
        scalar.mulLanes,
        scalar.addLanes,
      ],
      ...[set("lanes"), ...move("at", 16), ...move("weights", 16)],
      ...[get("at"), get("whole"), op.less, op.branchIf(0), op.end, op.end],
      ...[...folded, scalar.add, set("sum")],
      ...[op.block, op.loop, get("at"), get("last"), op.atLeast, op.branchIf(1)],
      ...[
        get("sum"),
        get("at"),
        scalar.load,
        get("weights"),
        scalar.load,
        scalar.mul,
        scalar.add,
        set("sum"),
      ],
      ...[...move("at", size), ...move("weights", size)],
      ...[get("at"), get("last"), op.less, op.branchIf(0), op.end, op.end],
      ...[get("z"), get("sum"), get("bias"), scalar.load, scalar.add, scalar.store],
      ...[...move("z", size), ...move("bias", size)],
      ...[get("bias"), get("biasEnd"), op.less, op.branchIf(0), op.end],
    ],
  };
}

/** to[j] = (x[j] − mean[j]) / deviation[j] in f64, rounded once. */
function scaleFunc(scalar: op.Scalar): op.Func {
  const params = ["x", "last", "mean", "deviation", "to"];
  const { get, move } = variables(...params);
  const isF32 = scalar.bytes === 4;
  return {
    name: "scale",
    comment: "to = (x - mean) / deviation, in f64",
    params,
    hasResult: false,
    locals: [],
    body: [
      ...[op.loop, get("to"), get("x"), scalar.load, ...(isF32 ? [op.promote] : [])],
      ...[get("mean"), op.f64.load, op.f64.sub, get("deviation"), op.f64.load, op.f64.div],
      ...[
        ...(isF32 ? [op.demote] : []),
        scalar.store,
        ...move("to", scalar.bytes),
        ...move("x", scalar.bytes),
      ],
      ...[
        ...move("mean", 8),
        ...move("deviation", 8),
        get("x"),
        get("last"),
        op.less,
        op.branchIf(0),
        op.end,
      ],
    ],
  };
}

/** z[j] = step(z[j]). */
function fireFunc(scalar: op.Scalar, name: "fire_heaviside" | "fire_sgn"): op.Func {
  const params = ["z", "last"];
  const { get, move } = variables(...params);
  return {
    name,
    comment: "z = step(z)",
    params,
    hasResult: false,
    locals: [],
    body: [
      ...[op.loop, get("z"), ...stepOps(scalar, name, [get("z"), scalar.load]), scalar.convert, scalar.store],
      ...[...move("z", scalar.bytes), get("z"), get("last"), op.less, op.branchIf(0), op.end],
    ],
  };
}

function predictFunc(model: AnsweringModel, plan: ModulePlan, names: readonly string[]): op.Func {
  const { scalar, places, input, scaled } = plan;
  const call = (name: string, ...args: number[]): op.Op[] => [
    ...args.map(op.int),
    op.callTo(name, names.indexOf(name)),
  ];
  const size = scalar.bytes;
  const body = places.flatMap(({ layer, weights, bias, mean, deviation, output }, i) => {
    const d = featuresOf(layer);
    const x = i === 0 ? scaled : (places[i - 1] as Place).output;
    const whole = x + (d - (d % (16 / size))) * size;
    const isLast = i === places.length - 1;
    return [
      ...(layer.scale ? call("scale", input, input + d * size, mean, deviation, scaled) : []),
      ...call("layer", x, whole, x + d * size, weights, bias, bias + layer.b.length * size, output),
      ...(isLast ? [] : call(`fire_${layer.step}`, output, output + layer.b.length * size)),
    ];
  });
  const decision = decisionOps(model, scalar, plan.output);
  return {
    name: "predict",
    comment: decision.comment,
    params: [],
    hasResult: true,
    locals: decision.locals,
    body: [...body, ...decision.body],
  };
}
