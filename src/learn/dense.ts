import { common, dtypeOf, type Reals, zerosFor } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { STEP } from "../core/contract.js";
import { readVector } from "../data/dense.js";
import { readMatrix, readSamples } from "../data/matrix.js";
import { oneOf, optional } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { affine } from "./predict/affine.js";

/**
 * The matrix product C = A·B, every element one lane-ordered dot product.
 *
 * @param A  [m×p]
 * @param B  [p×n]
 * @returns  [m×n], f32 if both are Float32Array, otherwise f64
 * @throws {ShapeError} SHAPE_MISMATCH if the inner dimensions differ; what `readMatrix` refuses
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW
 */
export function matmul(A: MatrixInput, B: MatrixInput): Matrix {
  const left = readMatrix("matmul", "A", A);
  const right = readMatrix("matmul", "B", B);
  if (left.cols !== right.rows) {
    throw fail.innerDimensions("matmul", "A", left.rows, left.cols, "B", right.rows, right.cols);
  }
  const dtype = common(left.dtype, right.dtype);
  return affine("matmul", left, right, zerosFor("matmul", dtype, right.cols), dtype);
}

/**
 * The dense layer h(X) = φ(X·W + b).
 *
 * @param X     samples  [n×d], one row per instance
 * @param W     weights  [d×k], one row per input and one column per neuron
 * @param b     biases   [k], one per neuron; zeros if left out
 * @param step  φ: "heaviside", "sgn", or nothing for X·W + b itself
 * @returns     [n×k], f32 if all that was given is Float32Array, otherwise f64
 * @throws {ShapeError} SHAPE_MISMATCH, LENGTH; what `readMatrix` refuses
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; OPTION_VALUE for an unknown step
 */
export function dense(
  X: MatrixInput,
  W: MatrixInput,
  b?: ArrayLike<number> | null,
  step?: Step | null,
): Matrix {
  const samples = readSamples("dense", X);
  const weights = readMatrix("dense", "W", W);
  if (samples.cols !== weights.rows) {
    throw fail.innerDimensions("dense", "X", samples.rows, samples.cols, "W", weights.rows, weights.cols);
  }
  const activation = optional(undefined, oneOf("heaviside", "sgn"))("dense", "step", step ?? undefined);
  const given = b ?? undefined;
  const matrices = common(samples.dtype, weights.dtype);
  const dtype = given === undefined ? matrices : common(matrices, dtypeOf(given));
  const biases: Reals =
    given === undefined ? zerosFor("dense", dtype, weights.cols) : readVector("dense", "b", given, dtype);
  if (biases.length !== weights.cols) {
    throw fail.vectorLength("dense", "b", biases.length, weights.cols, "column of W");
  }
  return affine("dense", samples, weights, biases, dtype, STEP[activation ?? "none"]);
}
