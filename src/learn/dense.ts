import { common, dtypeOf, type Reals, zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
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
 * @throws {ShapeError} SHAPE_MISMATCH if the inner dimensions differ; RAGGED_ROWS, …   @throws {KindError} NOT_A_MATRIX, …
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW
 */
export function matmul(A: MatrixInput, B: MatrixInput): Matrix {
  return call("matmul", () => {
    const left = readMatrix("A", A);
    const right = readMatrix("B", B);
    if (left.cols !== right.rows) {
      throw fail.innerDimensions("A", left.rows, left.cols, "B", right.rows, right.cols);
    }
    const dtype = common(left.dtype, right.dtype);
    return affine(left, right, zerosFor(dtype, right.cols), dtype);
  });
}

/**
 * The dense layer h(X) = φ(X·W + b).
 *
 * @param X     samples  [n×d], one row per instance
 * @param W     weights  [d×k], one row per input and one column per neuron
 * @param b     biases   [k], one per neuron; zeros if left out
 * @param step  φ: "heaviside", "sgn", or nothing for X·W + b itself
 * @returns     [n×k], f32 if all that was given is Float32Array, otherwise f64
 * @throws {ShapeError} SHAPE_MISMATCH, LENGTH, RAGGED_ROWS, …   @throws {KindError} NOT_A_MATRIX, …
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; OPTION_VALUE for an unknown step
 */
export function dense(
  X: MatrixInput,
  W: MatrixInput,
  b?: ArrayLike<number> | null,
  step?: Step | null,
): Matrix {
  return call("dense", () => {
    const samples = readSamples(X);
    const weights = readMatrix("W", W);
    if (samples.cols !== weights.rows) {
      throw fail.innerDimensions("X", samples.rows, samples.cols, "W", weights.rows, weights.cols);
    }
    const activation = optional(undefined, oneOf("heaviside", "sgn"))("step", step ?? undefined);
    const given = b ?? undefined;
    const matrices = common(samples.dtype, weights.dtype);
    const dtype = given === undefined ? matrices : common(matrices, dtypeOf(given));
    const biases: Reals = given === undefined ? zerosFor(dtype, weights.cols) : readVector("b", given, dtype);
    if (biases.length !== weights.cols) {
      throw fail.vectorLength("b", biases.length, weights.cols, "column of W");
    }
    return affine(samples, weights, biases, dtype, STEP[activation ?? "none"]);
  });
}
