import { type DType, dtypeOf, type Reals, zeros } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { NOT_FINITE } from "../../core/contract.js";
import { lanesOf } from "../../core/lanes.js";
import { isNumeric, readVector, rowLike } from "../../data/dense.js";
import type { Matrix } from "../../data/view.js";
import { featuresOf, type PredictionWeights, type Scale } from "../model.js";
import { cachedPredictor } from "./cached-row.js";

/**
 * The margins w·x + b of one row, one per output. They come from the JavaScript core, which gives the same bits as
 * the Wasm core, until the same model is asked again and again.
 *
 * @param x  one row, [d]
 * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ShapeError} FEATURE_COUNT
 * @throws {ValueError} NOT_FINITE, OVERFLOW, DETACHED
 */
export function margins(x: unknown, prediction: PredictionWeights): ArrayLike<number> {
  const { dtype, W, b, scale } = prediction;
  const d = featuresOf(prediction);
  const given = rowLike(W, x, d) ?? readRow(x, d, dtype);
  const predictor = cachedPredictor(prediction);
  if (predictor !== undefined) {
    if (scale === undefined) predictor.x.set(given);
    else standardized(given, scale, predictor.x);
    if (predictor.answer() !== NOT_FINITE) return predictor.z;
  }
  const row = scale === undefined ? given : standardized(given, scale);
  const { dot, round } = lanesOf(dtype);
  const z: number[] = [];
  for (let j = 0; j < b.length; j++) {
    const margin = round(dot(d, row, 0, W, j * d) + (b[j] as number));
    if (margin - margin !== 0) {
      readRow(x, d, dtype);
      throw fail.overflow("a dot product", dtype);
    }
    z.push(margin);
  }
  return z;
}

/** A row of booleans too. Errors as `margins`. */
function readRow(x: unknown, d: number, dtype: DType): Reals {
  const row = readVector("x", x, dtype, isNumeric);
  if (row.length !== d) throw fail.featureCount(row.length, d);
  return row;
}

/** (x − mean) / deviation [d] in f64, rounded once to the element type of the target. */
function standardized(
  x: Reals,
  { mean, deviation }: Scale,
  target: Reals = zeros(dtypeOf(x), x.length),
): Reals {
  for (let j = 0; j < mean.length; j++) {
    target[j] = ((x[j] as number) - (mean[j] as number)) / (deviation[j] as number);
  }
  return target;
}

/**
 * The products w·x of one row, as it is scaled, one for each output and feature, rounded to the element type. Errors as `margins`.
 *
 * @returns [k×d]
 */
export function contributions(x: unknown, prediction: PredictionWeights): Matrix {
  margins(x, prediction); // refuses what cannot be scored
  const { W, b, dtype, scale } = prediction;
  const cols = featuresOf(prediction);
  const given = readRow(x, cols, dtype);
  const row = scale === undefined ? given : standardized(given, scale);
  const data = W.map((weight, at) => weight * (row[at % cols] as number));
  return { data, rows: b.length, cols };
}
