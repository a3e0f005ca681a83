// What a module of WebAssembly makes of margins.

import * as fail from "../base/texts.js";
import { type AnsweringModel, lastLayer } from "../predict/saved-model.js";
import * as op from "./wasm-code.js";

/** Locals by name: their numbers in the order of parameters and locals. */
export function variables(...names: string[]) {
  const index = (name: string): number => names.indexOf(name);
  return {
    get: (name: string) => op.get(name, index(name)),
    set: (name: string) => op.set(name, index(name)),
    /** name ← name + by */
    move: (name: string, by: number) => [
      op.get(name, index(name)),
      op.int(by),
      op.add,
      op.set(name, index(name)),
    ],
  };
}

/** The step of a number on the stack's local: an i32. */
export const stepOps = (scalar: op.Scalar, step: string, value: readonly op.Op[]): op.Op[] =>
  step === "sgn" || step === "fire_sgn"
    ? [...value, scalar.zero, scalar.gt, ...value, scalar.zero, scalar.lt, op.sub]
    : [...value, scalar.zero, scalar.ge];

/** What the margins mean, as one i32. */
export function decisionOps(
  model: AnsweringModel,
  scalar: op.Scalar,
  output: number,
): { comment: string; locals: (readonly [string, op.Op])[]; body: op.Op[] } {
  const { b, step } = lastLayer(model);
  const k = b.length;
  const load = (at: number): op.Op[] => [op.int(at), scalar.load];
  const fires = (at: number): op.Op[] => [...load(at), scalar.zero, step === "sgn" ? scalar.gt : scalar.ge];
  if (model.outputs?.kind === "multiclass") {
    const { get, set, move } = variables("z", "best");
    return {
      comment: "the place of the largest margin, of several the first",
      locals: [
        ["z", op.I32_TYPE],
        ["best", op.I32_TYPE],
      ],
      body: [
        ...[op.int(output), set("best"), op.int(output), set("z"), op.loop],
        ...[
          get("z"),
          get("best"),
          get("z"),
          scalar.load,
          get("best"),
          scalar.load,
          scalar.gt,
          op.select,
          set("best"),
        ],
        ...[
          ...move("z", scalar.bytes),
          get("z"),
          op.int(output + k * scalar.bytes),
          op.less,
          op.branchIf(0),
          op.end,
        ],
        ...[get("best"), op.int(output), op.sub, op.int(scalar.bytes === 4 ? 2 : 3), SHIFT_RIGHT],
      ],
    };
  }
  if (model.isUnit || model.outputs?.kind === "binary") {
    const isSigned = model.isUnit === true && step === "sgn";
    return {
      comment: "the place of the label, or of the value of the step",
      locals: [],
      body: isSigned ? [...stepOps(scalar, step, load(output)), op.int(1), op.add] : fires(output),
    };
  }
  if (k > 32)
    throw fail.notExportable(
      `a model of ${k} outputs, each for itself,`,
      "WebAssembly",
      "32 fit into a result",
    );
  const bits = Array.from({ length: k }, (_, j) => fires(output + j * scalar.bytes));
  return {
    comment: "bit j is 1 where output j fires",
    locals: [],
    body: bits.flatMap((bit, j) => (j === 0 ? bit : [...bit, op.int(j), op.shl, op.or])),
  };
}

const SHIFT_RIGHT: op.Op = { text: "i32.shr_u", bytes: [0x76] };
