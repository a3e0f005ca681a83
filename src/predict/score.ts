// Margins without linear memory, to the bits of the kernels: by the lanes of the JavaScript core, row by row.

import { type Reals, zeros } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { f32Dot, f64Dot } from "../core/lanes.js";
import type { Matrix } from "../data/view.js";
import { featuresOf } from "../learn/model.js";
import type { CheckedRows } from "./rows.js";
import { type AnsweringModel, lastLayer, type SavedLayer, stepValue } from "./saved-model.js";

/** How many features a model takes. */
export const featureCountOf = ({ layers }: AnsweringModel): number => featuresOf(layers[0] as SavedLayer);

/**
 * The margins w·x + b of every row, those of the last layer.
 *
 * @returns [n×k]
 * @throws {KindError} NOT_A_NUMBER   @throws {ValueError} NOT_FINITE, OVERFLOW, TOO_LARGE
 */
export function scoreRows({ count, read }: CheckedRows, model: AnsweringModel): Matrix {
  const { layers } = model;
  const { dtype, b } = lastLayer(model);
  const cols = b.length;
  const data = zeros(dtype, plainLength("the result", count * cols));
  const x = zeros(dtype, featureCountOf(model));
  for (let i = 0; i < count; i++) {
    read(i, x);
    let signals = x;
    let step: Step | undefined; // of the layer before
    for (const layer of layers) {
      if (step) signals = signals.map((z) => stepValue(z, step as Step));
      signals = product(signals, layer);
      step = layer.step;
    }
    data.set(signals, i * cols);
  }
  return { data, rows: count, cols };
}

/** W·x + b [k]; of a model that scales, x becomes (x − mean) / deviation, in f64 and rounded once to the element type. */
function product(x: Reals, { dtype, W, b, scale }: SavedLayer): Reals {
  if (scale) x = x.map((value, j) => (value - (scale.mean[j] as number)) / (scale.deviation[j] as number));
  const dot = (dtype === "f32" ? f32Dot : f64Dot) as typeof f64Dot;
  const z = b.map((bias, j) => dot(x.length, x as Float64Array, 0, W as Float64Array, j * x.length) + bias);
  if (!z.every(Number.isFinite)) throw fail.overflow("a dot product", dtype);
  return z;
}
