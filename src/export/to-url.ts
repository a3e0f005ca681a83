import { type DType, zeros } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { checkOptions } from "../data/options.js";
import { isArray, isVector, type MatrixInput } from "../data/view.js";
import { align, packContainer, parseHeader, readFrame } from "../learn/file/container.js";
import { PERCEPTRON_FORMAT } from "../learn/file/formats.js";
import { record } from "../learn/file/record.js";
import type { OutputKind, PerceptronJSON } from "../learn/types.js";
import { openSaved, readSavedModel } from "../predict/read-saved.js";
import { readRows } from "../predict/rows.js";
import { type AnsweringModel, answer, lastLayer } from "../predict/saved-model.js";
import { scoreRows } from "../predict/score.js";
import { type Exportable, exportable, inputCount } from "./exportable.js";

const KEY = "rosenblatt=";
const VERSION = 1;
/** Of f32: smaller ones have fewer digits, down to none. */
const LEAST_NORMAL = 2 ** -126;

/** The link, and what its model is compared on. */
export interface UrlOptions {
  /** Samples [n×d] whose decisions are compared. Default: none are. */
  X?: MatrixInput | undefined;
  /** The labels of X [n]: only rows that the model has right are counted. Default: all are. */
  y?: ArrayLike<unknown> | undefined;
  /** What the link begins with: an address, whose fragment gives way to the model. Default "". */
  base?: string | undefined;
}

/** A model in a link. */
export interface ModelUrl {
  /** The model in the fragment of a link, which no server is sent. */
  url: string;
  /** How many rows of X are decided otherwise than by the model itself. */
  changed?: number;
}

/**
 * A Perceptron in a link, with its weights rounded to 8 bits, those of each output to a scale of their own.
 *
 * @throws {ValueError} NOT_EXPORTABLE for a TLU or a network; MODEL_FILE   @throws what X refuses
 */
export const toUrl = (model: Exportable, options: UrlOptions = {}): ModelUrl =>
  call("toUrl", () => {
    options = checkOptions(options, ["X", "y", "base"]);
    const { X, y, base = "" } = options;
    if (typeof base !== "string") throw fail.optionKind("base", base, "a text");
    if (y !== undefined && X === undefined) throw fail.optionKind("X", X, "the samples that y labels");
    const saved = exportable(model, "a link", ["scaling"]);
    const { outputs } = saved;
    if (outputs === undefined) throw fail.notExportable("a TLU or a network", "a link", "it has toJSON");
    const url = `${base.split("#")[0]}#${KEY}${base64url(packed(saved))}`;
    if (X === undefined) return { url };
    const rows = readRows(X, inputCount(saved));
    const decide = (by: AnsweringModel): unknown[] => {
      const { data, cols } = scoreRows(rows, by);
      return Array.from({ length: rows.count }, (_, i) => answer(data, i * cols, by));
    };
    if (y !== undefined && !isVector(y)) throw fail.wrongKind("y", "an array of labels", y);
    if (y !== undefined && y.length !== rows.count)
      throw fail.vectorLength("y", y.length, rows.count, "row of X");
    const [before, after] = [decide(saved), decide(readSavedModel(openSaved(unpacked(url))))];
    const counts = (i: number): boolean => y === undefined || isSame(y[i], before[i]);
    return {
      url,
      changed: before.filter((label, i) => counts(i) && String(label) !== String(after[i])).length,
    };
  });

/** Whether a label is what a model answers, or the targets of a row are: 0 or 1, or false and true for them. */
function isSame(label: unknown, answered: unknown): boolean {
  if (!isArray(answered)) return label === answered;
  const targets: ArrayLike<unknown> = isVector(label) ? label : [];
  return answered.every((bit, o) => targets[o] === bit || targets[o] === (bit === 1));
}

/**
 * The model of a link, as `loadModel` and `Perceptron.fromJSON` take it.
 *
 * @throws {KindError} OPTION_KIND   @throws {ValueError} MODEL_FILE
 */
export const fromUrl = (url: string): PerceptronJSON => call("fromUrl", () => unpacked(url));

interface Header {
  dtype: DType;
  step: "heaviside" | "sgn";
  outputs: OutputKind;
  classes: PerceptronJSON["classes"];
  count: number;
  features: number;
  scaled: boolean;
}

/** A header, then the scale of each output [k] f32, weights [k×d] i8, biases [k] f32, mean and deviation [d] f64. */
function packed(model: AnsweringModel): Uint8Array {
  const { W, b, scale, dtype, step } = lastLayer(model);
  const { kind, classes } = model.outputs as NonNullable<AnsweringModel["outputs"]>;
  const d = W.length / b.length;
  const largest = Float64Array.from(b, (_, j) => {
    let most = 0;
    for (let i = j * d; i < (j + 1) * d; i++) most = Math.max(most, Math.abs(W[i] as number));
    return most;
  });
  const units = Float32Array.from(largest, (most) => most / 127);
  const weights = Int8Array.from(W, (weight, at) => {
    const unit = units[Math.floor(at / d)] as number;
    return unit > 0 ? Math.max(-127, Math.min(127, Math.round(weight / unit))) : 0;
  });
  const bias = Float32Array.from(b);
  const fit = [...units, ...bias].every(Number.isFinite);
  if (!fit || units.some((unit, j) => largest[j] !== 0 && unit < LEAST_NORMAL))
    throw fail.notExportable("a model with so large or small weights", "a link", "it has toJSON");
  const header: Header = {
    dtype,
    step,
    outputs: kind,
    classes: [...classes],
    features: d,
    count: b.length,
    scaled: scale !== undefined,
  };
  return packContainer(VERSION, header, [
    units,
    weights,
    bias,
    ...(scale ? [scale.mean, scale.deviation] : []),
  ]);
}

function unpacked(url: unknown): PerceptronJSON {
  if (typeof url !== "string") throw fail.optionKind("url", url, "a link of toUrl");
  const at = url.lastIndexOf(KEY);
  const bytes = at < 0 ? undefined : fromBase64url(url.slice(at + KEY.length));
  if (bytes === undefined) throw fail.notASavedModel("the link holds none");
  const { json, body } = readFrame(bytes, VERSION);
  const { dtype, step, outputs, classes, count, features, scaled } = record(
    "the header",
    parseHeader(json),
    [],
    "any",
  ) as unknown as Header;
  const isKnown = (dtype === "f32" || dtype === "f64") && (step === "heaviside" || step === "sgn");
  if (!isKnown || typeof scaled !== "boolean") throw fail.notASavedModel("the link is of another version");
  const [k, d] = [count, features].map((size) =>
    Number.isSafeInteger(size) && size > 0 ? size : Number.NaN,
  ) as [number, number];
  const sizes = [4 * k, k * d, 4 * k, ...(scaled ? [8 * d, 8 * d] : [])];
  if (sizes.reduce((sum, size) => sum + align(size), 0) !== body.length)
    throw fail.notASavedModel("its weights have another size");
  let from = 0;
  const [units, weights, bias, mean, deviation] = sizes.map((size) => {
    const part = body.slice(from, from + size).buffer;
    from += align(size);
    return part;
  });
  const [grid, whole] = [new Float32Array(units as ArrayBuffer), new Int8Array(weights as ArrayBuffer)];
  const W = zeros(dtype, k * d).map((_, i) => (whole[i] as number) * (grid[Math.floor(i / d)] as number));
  const f64 = (buffer: ArrayBuffer | undefined): number[] => [...new Float64Array(buffer as ArrayBuffer)];
  return {
    format: PERCEPTRON_FORMAT,
    version: 2,
    classes,
    prediction: {
      dtype,
      outputs,
      weights: Array.from({ length: k }, (_, j) => [...W.subarray(j * d, (j + 1) * d)].map(withoutSign)),
      bias: [...new Float32Array(bias as ArrayBuffer)].map(withoutSign),
      ...(scaled && { scale: { mean: f64(mean).map(withoutSign), deviation: f64(deviation) } }),
    },
    options: { step, standardize: scaled },
    nIter: 0,
    converged: false,
    stopReason: "maxIter",
  };
}

/** JSON has no −0, which is no other decision. */
const withoutSign = (value: number): number => value + 0;

const base64url = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (unit) =>
      unit.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
