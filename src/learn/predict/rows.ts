import type { Step } from "../../base/step.js";
import { finish } from "../../base/work.js";
import { sharedArena } from "../../core/current.js";
import { type Label, readTargets, type Targets } from "../../data/labels.js";
import { readSamples } from "../../data/matrix.js";
import type { Matrix, MatrixInput } from "../../data/view.js";
import { featuresOf, type PredictionWeights } from "../model.js";
import { countOf, decideAll, type Outputs, rightRows } from "../outputs.js";
import { marginsWork } from "./affine.js";

/**
 * The margins w·x + b of every row [n×k].
 *
 * @param X  samples [n×d]
 * @throws {ShapeError} FEATURE_COUNT; what `readSamples` and `marginsWork` refuse
 */
export function rowMargins(X: MatrixInput, prediction: PredictionWeights): Matrix {
  return finish(marginsWork(sharedArena(), readSamples(X, featuresOf(prediction)), prediction));
}

/** What a model answers with. */
export interface Answering {
  readonly prediction: PredictionWeights;
  readonly outputs: Outputs;
}

/** The label of every row, or its row of 0 and 1. Errors as `rowMargins`. */
export const predictRows = (X: MatrixInput, { prediction, outputs }: Answering, step: Step) =>
  decideAll(rowMargins(X, prediction), outputs, step) as Label[] | number[][];

/**
 * The share of rows that are predicted right, in every output: 0 … 1.
 *
 * @param X  samples [n×d]
 * @param y  labels [n], or targets [n×k] of 0 and 1
 * @throws what `rowMargins` and `readTargets` refuse; {KindError} TARGET_KIND, {ValueError} UNKNOWN_CLASS
 */
export function score(X: MatrixInput, y: Targets, { prediction, outputs }: Answering, step: Step): number {
  const z = rowMargins(X, prediction);
  return countOf(rightRows(decideAll(z, outputs, step), readTargets(y, z.rows), outputs)) / z.rows;
}
