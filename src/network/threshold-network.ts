import { type DType, dtypeOf, type Reals, zeros, zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import { plainLength } from "../base/plain-array.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { STEP } from "../core/contract.js";
import { copyRows, readVector } from "../data/dense.js";
import { readMatrix, readSamples, refuseNotFinite } from "../data/matrix.js";
import { checkOptions, integerUpTo, oneOf, optional } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { isArray } from "../data/view.js";
import { NETWORK_FORMAT } from "../learn/file/formats.js";
import { record, savedAs } from "../learn/file/record.js";
import { affine } from "../learn/predict/affine.js";

/** One layer of threshold logic units: h(X) = step(X·W + b). */
export interface Layer {
  /** Weights [d×k]: one row per input, one column per unit. */
  W: MatrixInput;
  /** Biases [k]; zeros if left out. */
  b?: ArrayLike<number> | null | undefined;
  /** The activation of its units. Default "heaviside". */
  step?: Step | undefined;
}

/** A saved network. */
export interface ThresholdNetworkJSON {
  /** What the file is. */
  format: "rosenblatt.threshold-network";
  /** Of the format. */
  version: 1;
  /** The element type of every layer. */
  dtype: DType;
  /** From the inputs to the outputs: weights [d×k], biases [k] and the activation. */
  layers: { W: number[][]; b: number[]; step: Step }[];
}

interface ValidatedLayer {
  readonly W: Matrix;
  readonly b: Reals;
  readonly step: Step;
}

/**
 * Layers of threshold logic units that feed each other: each computes step(X·W + b) of the layer before. One
 * layer cannot compute XOR (Minsky & Papert 1969); two can compute every Boolean function.
 *
 * ```ts
 * const xor = new ThresholdNetwork([
 *   { W: [[1, 1], [1, 1]], b: [-1.5, -0.5] }, // AND, OR
 *   { W: [[-1], [1]], b: [-0.5] },            // OR and not AND
 * ]);
 * xor.predict([[0, 0], [0, 1], [1, 0], [1, 1]]); // [[0], [1], [1], [0]]
 * ```
 */
export class ThresholdNetwork extends Instance {
  static override readonly name: string = "ThresholdNetwork"; // which minifying would take away
  readonly #layers: readonly ValidatedLayer[];
  /** f32 only if every layer is. */
  readonly #dtype: DType;

  /**
   * @param layers  from the inputs to the outputs, each with as many inputs as the one before has units
   * @throws {KindError} LAYERS, UNKNOWN_OPTION, OPTION_KIND, NOT_A_MATRIX, …
   * @throws {ShapeError} LAYERS_CHAIN if a layer's inputs are not the outputs before it; LENGTH
   */
  constructor(layers: readonly Layer[]) {
    super(ThresholdNetwork);
    const { validated, dtype } = call("new ThresholdNetwork", () => readLayers(layers));
    this.#layers = validated;
    this.#dtype = dtype;
    inspectable(ThresholdNetwork.prototype, (shown) => ({
      layers: shown.#layers.map(({ W, step }) => `${W.rows} → ${W.cols} ${step}`),
      dtype: shown.#dtype,
    }));
  }

  /** How many inputs the first layer takes. */
  get inputs(): number {
    return this.#layers[0]?.W.rows ?? 0;
  }

  /** Copies of the layers. */
  get layers(): { W: Matrix; b: Reals; step: Step }[] {
    return this.#layers.map(({ W, b, step }) => ({ W: { ...W, data: W.data.slice() }, b: b.slice(), step }));
  }

  /**
   * The outputs of the last layer.
   *
   * @param X  inputs  [n×d]
   * @returns          [n×k] values of the last layer's step
   * @throws {ShapeError} SHAPE_MISMATCH, RAGGED_ROWS, …   @throws {KindError} NOT_A_MATRIX, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  forward(X: MatrixInput): Matrix {
    return call("ThresholdNetwork.forward", () => this.#forward(X));
  }

  /**
   * The outputs of the last layer as rows of numbers.
   *
   * @param X  inputs  [n×d]
   * @returns          [n][k] values of the last layer's step
   * @throws {ShapeError} SHAPE_MISMATCH, RAGGED_ROWS, …   @throws {KindError} NOT_A_MATRIX, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  predict(X: MatrixInput): number[][] {
    return call("ThresholdNetwork.predict", () => {
      const { data, rows, cols } = this.#forward(X);
      plainLength("the result", data.length);
      return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
    });
  }

  #forward(X: MatrixInput): Matrix {
    let input = readSamples(X);
    const first = (this.#layers[0] as ValidatedLayer).W;
    if (input.cols !== first.rows) {
      throw fail.innerDimensions("X", input.rows, input.cols, "W of layer 0", first.rows, first.cols);
    }
    let signals: Matrix | undefined;
    for (const { W, b, step } of this.#layers) {
      signals = affine(input, readMatrix("W", W), b, this.#dtype, STEP[step]);
      input = readMatrix("signals", signals);
    }
    return signals as Matrix;
  }

  /** The network as plain JSON. */
  toJSON(): ThresholdNetworkJSON {
    const layers = this.#layers.map(({ W, b, step }) => {
      const rows = Array.from({ length: W.rows }, (_, i) => [
        ...W.data.subarray(i * W.cols, (i + 1) * W.cols),
      ]);
      return { W: rows, b: [...b], step };
    });
    return { format: NETWORK_FORMAT, version: 1, dtype: this.#dtype, layers };
  }

  /**
   * The network that `toJSON` wrote.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE; and what the constructor refuses
   */
  static fromJSON(saved: unknown): ThresholdNetwork {
    return call("ThresholdNetwork.fromJSON", () => {
      const { version, dtype, layers } = savedAs("the network", saved, NETWORK_FORMAT);
      if (version !== 1) throw fail.notASavedModel(`version is ${fail.describe(version)}`);
      if (dtype !== "f32" && dtype !== "f64") throw fail.notASavedModel(`dtype is ${fail.describe(dtype)}`);
      const read = isArray(layers) ? Array.from(layers, (layer) => fromFile(layer, dtype)) : layers;
      const network = within(() => new ThresholdNetwork(read as Layer[]));
      return dtype === "f64" ? network : new ThresholdNetwork(network.#layers.map(toF32));
    });
  }
}

/** A layer of a file: what toJSON wrote, and nothing else that the constructor takes. @throws {ValueError} MODEL_FILE */
function fromFile(layer: unknown, dtype: DType): Layer {
  const { W, b, step } = record("a layer", layer, ["W", "b"], ["step"]);
  const list = <T>(values: unknown, read: (value: unknown) => T): T[] => {
    if (!isArray(values)) throw fail.notASavedModel(`a part of a layer is ${fail.describe(values)}`);
    return Array.from(values, read);
  };
  const number = (value: unknown): number => {
    const isOfType = typeof value === "number" && (dtype === "f64" || value === Math.fround(value));
    if (isOfType || value === "-0") return Number(value);
    throw fail.notASavedModel(`a weight of a layer is ${fail.describe(value)}, which is no ${dtype}`);
  };
  return { W: list(W, (row) => list(row, number)), b: list(b, number), step: step as Step };
}

/** The layers in their common element type: f32 only if every one is. */
function readLayers(layers: unknown): { validated: readonly ValidatedLayer[]; dtype: DType } {
  if (!isArray(layers) || layers.length === 0) throw fail.notLayers(layers);
  const validated = Array.from(layers, readLayer);
  validated.forEach(({ W }, number) => {
    const previous = validated[number - 1];
    if (previous !== undefined && previous.W.cols !== W.rows) {
      throw fail.layersDoNotChain(number, previous.W.cols, W.rows);
    }
  });
  const areF32 = validated.every(({ W, b }) => dtypeOf(W.data) === "f32" && dtypeOf(b) === "f32");
  return areF32 ? { validated, dtype: "f32" } : { validated: validated.map(toF64), dtype: "f64" };
}

function readLayer(layer: unknown, number: number): ValidatedLayer {
  const name = `layer ${number}`;
  const { W, b, step } = checkOptions(layer as Layer, ["W", "b", "step"], `${name}: `);
  const matrix = readSamples(W, undefined, `W of ${name}`);
  const data = zerosFor(matrix.dtype, matrix.rows * matrix.cols);
  copyRows(matrix, 0, matrix.rows, data);
  refuseNotFinite(matrix, matrix.dtype);
  const weights = { data, rows: matrix.rows, cols: matrix.cols };
  const biases =
    b === undefined || b === null
      ? zeros(matrix.dtype, matrix.cols)
      : readVector(`b of ${name}`, b, dtypeOf(b));
  if (biases.length !== matrix.cols) {
    throw fail.vectorLength(`b of ${name}`, biases.length, matrix.cols, "column of W");
  }
  const stepOption = optional(undefined, oneOf("heaviside", "sgn"))(`step of ${name}`, step);
  return { W: weights, b: biases, step: stepOption ?? "heaviside" };
}

/** A layer in f32, whatever it was. */
function toF32({ W, b, step }: ValidatedLayer): ValidatedLayer {
  return { W: { ...W, data: Float32Array.from(W.data) }, b: Float32Array.from(b), step };
}

/** A layer in f64, whatever it was. */
function toF64({ W, b, step }: ValidatedLayer): ValidatedLayer {
  return { W: { ...W, data: Float64Array.from(W.data) }, b: Float64Array.from(b), step };
}

/**
 * The parity of n bits with n hidden units: unit j fires when more than j inputs are 1, and the output adds
 * them with alternating signs. Minsky and Papert's hard case for one layer; n = 2 is XOR.
 *
 * @param n  how many bits, an integer from 1 to 1024
 * @throws {KindError | ValueError} OPTION_KIND, OPTION_VALUE if n is no integer from 1 to 1024
 */
export function parity(n: number): ThresholdNetwork {
  call("parity", () => integerUpTo(1024)("n", n));
  const hidden = Array.from({ length: n }, (_, j) => j);
  return new ThresholdNetwork([
    { W: Array.from({ length: n }, () => hidden.map(() => 1)), b: hidden.map((j) => -(j + 1)) },
    { W: hidden.map((j) => [j % 2 === 0 ? 1 : -1]), b: [-1] },
  ]);
}
