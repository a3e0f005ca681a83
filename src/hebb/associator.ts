import { allFinite, type DType, type Reals, zeros } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { STEP } from "../core/contract.js";
import {
  copyRows,
  type Dense,
  type DenseInput,
  type Matrix,
  readMatrix,
  readSamples,
  refuseNotFinite,
} from "../data/dense.js";
import { checkOptions, oneOf, optional, positive } from "../data/options.js";
import { affine } from "../learn/affine.js";

export interface HebbianOptions {
  /** η, the learning rate: > 0, dimensionless. Default 1. */
  eta?: number | undefined;
  /** The activation of `recall`; without one, x·W itself. */
  step?: Step | undefined;
  /** The element type; by default f32 if all that is learned is Float32Array, otherwise f64. */
  dtype?: DType | undefined;
}

interface Weights {
  /** [k×d], a row for each output. */
  readonly W: Reals;
  readonly k: number;
  readonly dtype: DType;
}

/**
 * A linear associator trained by Hebb's rule (1949): what fires together wires together,
 *
 *   Δwᵢⱼ = η · xᵢ · yⱼ,  for all rows at once W = η·Xᵀ·Y,  recalled by step(x·W).
 *
 * Orthogonal patterns are recalled without error: x·W = η·|x|²·y, which is y itself for η = 1/|x|² (1/d for
 * bipolar patterns of length d), and y after the sign step for any η: also for binary patterns, as sgn is 0 at 0.
 *
 * ```ts
 * const memory = new HebbianAssociator({ eta: 1 / 4 }).fit([[1, 1, -1, -1], [1, -1, 1, -1]], [[1, -1], [-1, 1]]);
 * memory.recall([[1, 1, -1, -1]]).data; // 1, -1
 * ```
 */
export class HebbianAssociator {
  readonly #eta: number;
  readonly #step: Step | undefined;
  readonly #dtype: DType | undefined;
  #weights: Weights | undefined;

  /** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
  constructor(options: HebbianOptions = {}) {
    const who = "new HebbianAssociator";
    checkOptions(who, options, ["eta", "step", "dtype"]);
    this.#eta = options.eta === undefined ? 1 : positive(who, "eta", options.eta);
    this.#step = optional(undefined, oneOf("heaviside", "sgn"))(who, "step", options.step);
    this.#dtype = optional(undefined, oneOf("f32", "f64"))(who, "dtype", options.dtype);
  }

  /**
   * Learns from zero weights: W = η·Xᵀ·Y. The order of the rows does not matter where the sums are exact.
   *
   * @param X  patterns      [n×d]
   * @param Y  associations  [n×k]
   * @throws {ShapeError} LENGTH if Y has other rows than X; what `readSamples` refuses
   * @throws {ValueError} NOT_FINITE, OVERFLOW; the memory is then unchanged
   */
  fit(X: DenseInput, Y: DenseInput): this {
    this.#weights = this.#learn("HebbianAssociator.fit", X, Y);
    return this;
  }

  /** Adds η·Xᵀ·Y to what is there. Parameters and errors as `fit`; FEATURE_COUNT, OUTPUT_COUNT. */
  partialFit(X: DenseInput, Y: DenseInput): this {
    this.#weights = this.#learn("HebbianAssociator.partialFit", X, Y, this.#weights);
    return this;
  }

  /**
   * step(X·W), or X·W without a step.
   *
   * @param X  patterns  [n×d]
   * @returns            [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  recall(X: DenseInput): Matrix {
    const who = "HebbianAssociator.recall";
    const { W, k, dtype } = this.#state(who);
    const patterns = readSamples(who, X, W.length / k);
    return affine(who, patterns, W, zeros(dtype, k), dtype, STEP[this.#step ?? "none"]);
  }

  /** A copy of the weights [d×k]: wᵢⱼ joins input i to output j. */
  get weights(): Matrix {
    const { W, k, dtype } = this.#state("HebbianAssociator.weights");
    const d = W.length / k;
    const data = zeros(dtype, d * k);
    for (let i = 0; i < d; i++) for (let j = 0; j < k; j++) data[i * k + j] = W[j * d + i] as number;
    return { data, rows: d, cols: k };
  }

  #learn(who: string, input: DenseInput, targets: DenseInput, before?: Weights): Weights {
    const X = readSamples(who, input, before && before.W.length / before.k);
    const Y = readSamples(who, targets, undefined, "Y");
    if (Y.rows !== X.rows) throw fail.vectorLength(who, "Y", Y.rows, X.rows, "row of X");
    if (before !== undefined && before.k !== Y.cols) throw fail.outputCount(who, Y.cols, before.k);
    const dtype = before?.dtype ?? this.#dtype ?? (X.dtype === "f32" && Y.dtype === "f32" ? "f32" : "f64");
    // Yᵀ·X is [k×d]: the weights with a row for each output, as everywhere.
    const sums = affine(who, transposed(who, Y, dtype), X, zeros(dtype, X.cols), dtype).data;
    const W = sums.map((sum, i) => (before?.W[i] ?? 0) + this.#eta * sum) as Reals;
    if (!allFinite(W)) throw fail.overflow(who, "a weight", dtype);
    return { W, k: Y.cols, dtype };
  }

  #state(who: string): Weights {
    if (this.#weights === undefined) throw fail.notFitted(who);
    return this.#weights;
  }
}

/** Yᵀ, copied and checked: a bad number is named by its place in Y. */
function transposed(who: string, Y: Dense, dtype: DType): Dense {
  refuseNotFinite(who, Y, dtype);
  const source = zeros(dtype, Y.rows * Y.cols);
  copyRows(who, Y, 0, Y.rows, source);
  const target = zeros(dtype, source.length);
  for (let i = 0; i < Y.rows; i++) {
    for (let j = 0; j < Y.cols; j++) target[j * Y.rows + i] = source[i * Y.cols + j] as number;
  }
  return readMatrix(who, Y.name, { data: target, rows: Y.cols, cols: Y.rows });
}
