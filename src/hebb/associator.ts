import { allFinite, common, type DType, dtypeOf, type Reals, zeros, zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable, summaryOf } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { STEP } from "../core/contract.js";
import { copyRows } from "../data/dense.js";
import { readMatrix, readSamples, refuseNotFinite } from "../data/matrix.js";
import { checkOptions, oneOf, optional, positive } from "../data/options.js";
import type { Matrix, MatrixInput, MatrixView } from "../data/view.js";
import { ensure } from "../learn/file/ensure.js";
import { HEBBIAN_FORMAT } from "../learn/file/formats.js";
import { reader, writeTensor } from "../learn/file/json.js";
import { record, savedAs } from "../learn/file/record.js";
import { affine } from "../learn/predict/affine.js";

/** How an associator learns and recalls. */
export interface HebbianOptions {
  /** η, the learning rate: > 0, dimensionless. Default 1. */
  eta?: number | undefined;
  /** The activation of `recall`; by default none, which gives x·W itself. */
  step?: Step | undefined;
  /** The element type; by default f32 if all patterns are Float32Array, otherwise f64. */
  dtype?: DType | undefined;
}

/** What a HebbianAssociator has learned, as plain JSON. */
export interface HebbianAssociatorJSON {
  /** What the file is. */
  format: "rosenblatt.HebbianAssociator";
  /** Of the format. */
  version: 1;
  /** What the constructor was given. */
  options: HebbianOptions;
  /** The element type of the weights. */
  dtype: DType;
  /** [d×k] */
  weights: number[][];
}

/**
 * A linear associator trained by Hebb's rule (1949): what fires together wires together,
 *
 *   Δwᵢⱼ = η · xᵢ · yⱼ,  for all rows at once W = η·Xᵀ·Y,  recalled by step(x·W).
 *
 * Orthogonal patterns are recalled without error: x·W = η·|x|²·y, which is y itself for η = 1/|x|² (1/d for
 * bipolar patterns of length d), and y after the sign step for any η: also for binary patterns, as sgn is 0
 * at 0.
 *
 * ```ts
 * const [X, Y] = [[[1, 1, -1, -1], [1, -1, 1, -1]], [[1, -1], [-1, 1]]];
 * const memory = new HebbianAssociator({ eta: 1 / 4 }).fit(X, Y);
 * memory.recall([[1, 1, -1, -1]]).data; // 1, -1
 * ```
 */
export class HebbianAssociator extends Instance {
  static override readonly name: string = "HebbianAssociator"; // which minifying would take away
  readonly #settings: ReturnType<typeof readOptions>;
  /** [d×k]; undefined before the first fit. */
  #weights: Matrix | undefined;

  /**
   * @param options  eta, step, dtype
   * @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  constructor(options: HebbianOptions = {}) {
    super(HebbianAssociator);
    this.#settings = call("new HebbianAssociator", () => readOptions(options));
    inspectable(HebbianAssociator.prototype, (shown) => {
      const W = shown.#weights;
      const shape = W && { inputs: W.rows, outputs: W.cols, dtype: dtypeOf(W.data) };
      return summaryOf(shape, shown.#settings, readOptions({}));
    });
  }

  /**
   * Trains from zero weights: W = η·Xᵀ·Y. The order of the rows does not matter where the sums are exact.
   *
   * @param X  patterns      [n×d]
   * @param Y  associations  [n×k]
   * @throws {ShapeError} LENGTH if Y has other rows than X; RAGGED_ROWS, …   @throws {KindError} NOT_A_MATRIX, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW; the weights are then unchanged
   */
  fit(X: MatrixInput, Y: MatrixInput): this {
    return call("HebbianAssociator.fit", () => {
      this.#weights = this.#hebbianWeights(X, Y);
      return this;
    });
  }

  /**
   * Adds η·Xᵀ·Y to the weights.
   *
   * @param X  patterns      [n×d]
   * @param Y  associations  [n×k]
   * @throws {ShapeError} FEATURE_COUNT, OUTPUT_COUNT if d or k is not that of the weights; LENGTH; what `fit`
   *   refuses
   * @throws {ValueError} NOT_FINITE, OVERFLOW; the weights are then unchanged
   */
  partialFit(X: MatrixInput, Y: MatrixInput): this {
    return call("HebbianAssociator.partialFit", () => {
      this.#weights = this.#hebbianWeights(X, Y, this.#weights);
      return this;
    });
  }

  /**
   * step(X·W), or X·W without a step.
   *
   * @param X  patterns  [n×d]
   * @returns            [n×k]
   * @throws {StateError} NOT_FITTED
   * @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  recall(X: MatrixInput): Matrix {
    return call("HebbianAssociator.recall", () => {
      const W = this.#fittedWeights();
      const dtype = dtypeOf(W.data);
      const patterns = readSamples(X, W.rows);
      return affine(
        patterns,
        readMatrix("W", W),
        zeros(dtype, W.cols),
        dtype,
        STEP[this.#settings.step ?? "none"],
      );
    });
  }

  /** A copy of the weights [d×k]: wᵢⱼ joins input i to output j. */
  get weights(): Matrix {
    return call("HebbianAssociator.weights", () => {
      const W = this.#fittedWeights();
      return { ...W, data: W.data.slice() };
    });
  }

  /** The associator as plain JSON, with exact weights: what JSON.stringify writes. @throws {StateError} NOT_FITTED */
  toJSON(): HebbianAssociatorJSON {
    return call("HebbianAssociator.toJSON", () => {
      const { data, cols } = this.#fittedWeights();
      const weights = writeTensor(data, cols) as number[][];
      return { format: HEBBIAN_FORMAT, version: 1, options: this.#settings, dtype: dtypeOf(data), weights };
    });
  }

  /**
   * The associator that `toJSON` wrote: it recalls, and learns on, to the same bits.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE; and what the constructor refuses
   */
  static fromJSON(saved: unknown): HebbianAssociator {
    return call("HebbianAssociator.fromJSON", () => {
      const { version, ...file } = savedAs("the associator", saved, HEBBIAN_FORMAT);
      ensure(version === 1, `version is ${fail.describe(version)}`);
      const { options, dtype, weights } = record("the associator", file, ["options", "dtype", "weights"]);
      ensure(dtype === "f32" || dtype === "f64", `dtype is ${fail.describe(dtype)}`);
      const associator = within(() => new HebbianAssociator(options as HebbianOptions));
      const [rows = 0, cols = 0] = reader.shape(weights) as number[];
      ensure(rows * cols > 0, "it has no weights");
      associator.#weights = { data: reader.read("weights", weights, dtype, rows, cols), rows, cols };
      return associator;
    });
  }

  /** previous + η·Xᵀ·Y [d×k]. */
  #hebbianWeights(input: MatrixInput, targets: MatrixInput, previous?: Matrix): Matrix {
    const X = readSamples(input, previous?.rows);
    const Y = readSamples(targets, undefined, "Y");
    if (Y.rows !== X.rows) throw fail.rowCount("Y", Y.rows, X.rows);
    if (previous !== undefined && previous.cols !== Y.cols)
      throw fail.outputCount(Y.cols, previous.cols, "Y");
    const dtype = previous ? dtypeOf(previous.data) : (this.#settings.dtype ?? common(X.dtype, Y.dtype));
    const sums = affine(transposed(X, dtype), Y, zerosFor(dtype, Y.cols), dtype);
    const data = sums.data.map((sum, i) => (previous?.data[i] ?? 0) + this.#settings.eta * sum) as Reals;
    if (!allFinite(data)) throw fail.overflow("a weight", dtype);
    return { ...sums, data };
  }

  #fittedWeights(): Matrix {
    if (this.#weights === undefined) throw fail.notFitted();
    return this.#weights;
  }
}

function readOptions(options: HebbianOptions) {
  options = checkOptions(options, ["eta", "step", "dtype"]);
  return {
    eta: options.eta === undefined ? 1 : positive("eta", options.eta),
    step: optional(undefined, oneOf("heaviside", "sgn"))("step", options.step),
    dtype: optional(undefined, oneOf("f32", "f64"))("dtype", options.dtype),
  };
}

/** Xᵀ [d×n], copied and validated: a bad number is named by its row and column in X. */
function transposed(X: MatrixView, dtype: DType): MatrixView {
  const source = zerosFor(dtype, X.rows * X.cols);
  copyRows(X, 0, X.rows, source);
  refuseNotFinite(X, dtype);
  const data = zerosFor(dtype, source.length);
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.cols; j++) data[j * X.rows + i] = source[i * X.cols + j] as number;
  }
  return readMatrix(X.name, { data, rows: X.cols, cols: X.rows });
}
