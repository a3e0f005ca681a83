import { dtypeOf, lengthOf, type Reals, typedKind, zeros } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { NOT_FINITE } from "../../core/contract.js";
import { f32Lanes, f64Lanes } from "../../core/lanes.js";
import { isNumeric, readVector } from "../../data/dense.js";
import { isDetached, isVector, type Matrix } from "../../data/view.js";
import type { PredictionWeights, Scale } from "../model.js";
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
  if (!isVector(x)) throw fail.notAVector("x", x);
  if (isDetached(x)) throw fail.detached("x");
  const d = W.length / b.length;
  const length = lengthOf(x);
  if (length !== d) throw fail.featureCount(length, d);
  const given = typedKind(x) === typedKind(W) ? (x as Reals) : readVector("x", x, dtype, isNumeric);
  const predictor = cachedPredictor(prediction);
  if (predictor !== undefined) {
    if (scale === undefined) predictor.x.set(given);
    else standardizeInto(predictor.x, given, scale);
    if (predictor.answer() !== NOT_FINITE) return predictor.z;
  }
  const row = scale === undefined ? given : standardized(given, scale);
  const z: number[] = [];
  for (let j = 0; j < b.length; j++) {
    const margin =
      dtype === "f32"
        ? Math.fround(f32Lanes.dot(d, row as Float32Array, 0, W as Float32Array, j * d) + (b[j] as number))
        : f64Lanes.dot(d, row as Float64Array, 0, W as Float64Array, j * d) + (b[j] as number);
    if (margin - margin !== 0) {
      readVector("x", given, dtype, isNumeric);
      throw fail.overflow("a dot product", dtype);
    }
    z.push(margin);
  }
  return z;
}

/** (x − mean) / deviation [d] in f64, rounded once to the element type of the target. */
function standardizeInto(target: Reals, x: Reals, { mean, deviation }: Scale): void {
  for (let j = 0; j < mean.length; j++) {
    target[j] = ((x[j] as number) - (mean[j] as number)) / (deviation[j] as number);
  }
}

function standardized(x: Reals, scale: Scale): Reals {
  const row = zeros(dtypeOf(x), x.length);
  standardizeInto(row, x, scale);
  return row;
}

/**
 * The products w·x of one row, as it is scaled, one for each output and feature, rounded to the element type. Errors as `margins`.
 *
 * @returns [k×d]
 */
export function contributions(x: unknown, prediction: PredictionWeights): Matrix {
  margins(x, prediction); // refuses what cannot be scored
  const given = readVector("x", x, prediction.dtype, isNumeric);
  const row = prediction.scale === undefined ? given : standardized(given, prediction.scale);
  const data = prediction.W.map((weight, at) => weight * (row[at % row.length] as number)) as Reals;
  return { data, rows: prediction.b.length, cols: row.length };
}
