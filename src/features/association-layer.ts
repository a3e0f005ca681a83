import { allFinite, type DType, dtypeOf, type Reals, zeros } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable, summaryOf } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { readVector } from "../data/dense.js";
import { readSamples, refuseNotFinite } from "../data/matrix.js";
import { isArray, isObject, isVector, type Matrix, type MatrixInput, type MatrixView } from "../data/view.js";
import { LAYER_FORMAT } from "../learn/file/formats.js";
import { record, whole } from "../learn/file/record.js";
import { drawConnections } from "./fields.js";
import { fireRow, type WiredLayer } from "./layer-memory.js";
import {
  type AssociationLayerOptions,
  givenThresholds,
  jitterOf,
  type LayerSettings,
  readLayerSettings,
  savedLayerSettings,
} from "./layer-settings.js";
import { MadeSamples } from "./made-samples.js";
import { Moments } from "./moments.js";
import { readSaved } from "./saved-step.js";
import { layerOf, meanThresholds, withType } from "./wiring.js";

/** What `AssociationLayer.toJSON` gives. */
export interface AssociationLayerJSON {
  /** Tells it from other files. */
  format: "rosenblatt.AssociationLayer";
  /** Of the format. */
  version: 1;
  /** Those of the layer, with their defaults. */
  options: Record<string, unknown>;
  /** Of a layer that was fitted: its inputs, its element type, and the thresholds [units]. */
  fitted?: { features: number; dtype: DType; thresholds: number[] };
}

/** What `fit` finds. */
interface FittedLayer {
  readonly d: number;
  readonly dtype: DType;
  /** [units] */
  readonly thresholds: Reals;
}

/** Samples of one block of `transformBlocks`, in bytes. */
const BLOCKS_BYTES = 2 ** 22;

/**
 * The association units of the Mark I (Rosenblatt 1958), between the retina and what learns: a fixed random layer, in which
 * each unit adds up some inputs with weights ±1,
 *
 *   z = (Σ₊ x − Σ₋ x) / √inputs − θ,  fired as max(z, 0) or as 1 if z ≥ 0.
 *
 * What no plane separates, a plane may separate behind it. Only thresholds are found, at the mean of each unit's sum over
 * the training rows (`fit`); the weights are drawn, from `randomState` alone.
 *
 * ```ts
 * const layer = new AssociationLayer({ units: 2048, fields: { width: 28, height: 28 } });
 * const model = new Pipeline([layer, new Perceptron({ average: true })]).fit(images, labels);
 * ```
 */
export class AssociationLayer extends Instance {
  /** What its files say they are. */
  static readonly format: string = LAYER_FORMAT;
  static override readonly name: string = "AssociationLayer"; // which minifying would take away
  readonly #settings: LayerSettings;
  #fitted: FittedLayer | undefined;
  /** Of the rows that were learned from; undefined where a file has left them behind. */
  #moments: Moments | undefined;
  /** The layer as it was wired last. */
  #layer: WiredLayer | undefined;

  /**
   * @param options  how many units, what each is connected to, and when it fires
   * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, NOT_FINITE
   */
  constructor(options: AssociationLayerOptions = {}) {
    super(AssociationLayer);
    this.#settings = call("new AssociationLayer", () => readLayerSettings(options));
    inspectable(AssociationLayer.prototype, (shown) => {
      const { units, ...settings } = shown.#settings;
      const shape = shown.#fitted && { features: shown.#fitted.d, dtype: shown.#fitted.dtype };
      return summaryOf({ ...(shape ?? { fitted: false }), units }, settings, readLayerSettings({}));
    });
  }

  /** The largest size of samples in bytes that `transform` makes at once. */
  get cacheBytes(): number {
    return this.#settings.cacheBytes;
  }

  /**
   * Finds the thresholds: the mean of each unit's sum over these rows, with the jitter.
   *
   * @param X   samples [n×d]
   * @param _y  a target, which is ignored
   * @throws {KindError} NOT_A_MATRIX, …   @throws {ShapeError} FEATURE_COUNT if an image has another number of pixels; RAGGED_ROWS, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW, TOO_LARGE, OPTION_VALUE; the layer is then unchanged
   */
  fit(X: MatrixInput, _y?: unknown): this {
    return call("AssociationLayer.fit", () => {
      const samples = readSamples(X);
      return this.#learn(samples, new Moments(samples.cols), this.#settings.dtype ?? samples.dtype);
    });
  }

  /**
   * Finds the thresholds over these rows and those before: what `fit` finds over all of them.
   *
   * @param X   samples [n×d]
   * @param _y  a target, which is ignored
   * @throws {StateError} NO_TRAINING where the layer comes from a file   @throws {ShapeError} FEATURE_COUNT   @throws as `fit`
   */
  partialFit(X: MatrixInput, _y?: unknown): this {
    return call("AssociationLayer.partialFit", () => {
      const samples = readSamples(X, this.#fitted?.d);
      if (this.#fitted !== undefined && this.#moments === undefined) throw fail.noTraining();
      const dtype = this.#fitted?.dtype ?? this.#settings.dtype ?? samples.dtype;
      return this.#learn(samples, this.#moments?.copy() ?? new Moments(samples.cols), dtype);
    });
  }

  /**
   * What the units fire at each row. Samples beyond `cacheBytes` are not kept: their rows are made, block by block, when
   * they are read, from X as it is then; `data` makes all of them.
   *
   * @param X  samples [n×d]
   * @returns  [n×units]
   * @throws {StateError} NOT_FITTED, unless thresholds were given   @throws {ShapeError} FEATURE_COUNT, EMPTY
   * @throws {ValueError} NOT_FINITE, OVERFLOW, TOO_LARGE, OUT_OF_MEMORY
   */
  transform(X: MatrixInput): Matrix {
    return call("AssociationLayer.transform", () => {
      const samples = this.#samples(X);
      const layer = this.#wired(samples.cols, samples.dtype);
      const made = new MadeSamples(samples, layer);
      const { rows, cols } = made;
      return made.bytes > this.#settings.cacheBytes ? made : { data: made.data, rows, cols };
    });
  }

  /**
   * What the units fire at each row, in blocks of some megabytes, one after the other.
   *
   * @param X  samples [n×d]
   * @returns  blocks [rows×units], in the order of the rows
   * @throws as `transform`
   */
  *transformBlocks(X: MatrixInput): Generator<Matrix> {
    const method = "AssociationLayer.transformBlocks";
    const made = call(method, () => {
      const samples = this.#samples(X);
      return new MadeSamples(samples, this.#wired(samples.cols, samples.dtype));
    });
    const { rows, cols } = made;
    const rowsPerPart = Math.max(1, Math.floor(BLOCKS_BYTES / (made.bytes / rows)));
    for (let from = 0; from < rows; from += rowsPerPart) {
      const to = Math.min(rows, from + rowsPerPart);
      yield { data: call(method, () => made.part(from, to)), rows: to - from, cols };
    }
  }

  /**
   * What the units fire at one row: the row that `transform` has, to the bit.
   *
   * @param x  [d], or samples of one row
   * @returns  [units]
   * @throws as `transform`, and {KindError} NOT_A_VECTOR, NOT_A_NUMBER
   */
  transformOne(x: ArrayLike<number> | MatrixInput): Reals {
    return call("AssociationLayer.transformOne", () => {
      if (!isVector(x) && isObject(x) && x.rows === 1) return within(() => this.transform(x).data);
      if (!isVector(x)) throw fail.notAVector("x", x);
      if (x.length === 0) throw fail.noColumns("x");
      const layer = this.#wired(this.#fitted?.d ?? x.length, dtypeOf(x));
      if (x.length !== layer.d) throw fail.featureCount(x.length, layer.d);
      const z = fireRow(layer, readVector("x", x, layer.dtype));
      if (z === undefined) throw fail.overflow("a unit's sum", layer.dtype);
      return z;
    });
  }

  /** All that the step is made of and has learned, as plain JSON. */
  toJSON(): AssociationLayerJSON {
    const saved = { format: LAYER_FORMAT, version: 1, options: savedLayerSettings(this.#settings) } as const;
    if (this.#fitted === undefined) return saved;
    const { d, dtype, thresholds } = this.#fitted;
    return { ...saved, fitted: { features: d, dtype, thresholds: Array.from(thresholds) } };
  }

  /**
   * The step that `toJSON` wrote.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE; and what the options refuse
   */
  static fromJSON(saved: unknown): AssociationLayer {
    return call("AssociationLayer.fromJSON", () => {
      const { options, fitted } = readSaved(saved, LAYER_FORMAT, ["options"], ["fitted"]);
      const { thresholds } = readLayerSettings(options as AssociationLayerOptions);
      if (typeof thresholds === "number") throw fail.notASavedModel("options.thresholds is a number");
      const layer = new AssociationLayer(options as AssociationLayerOptions);
      if (fitted !== undefined) layer.#fitted = readFitted(fitted, layer.#settings);
      return layer;
    });
  }

  #learn(X: MatrixView, moments: Moments, dtype: DType): this {
    const { units, fields, randomState } = this.#settings;
    const jitter = jitterOf(this.#settings, X.cols);
    const connections = drawConnections(fields, units, X.cols, randomState);
    moments.add(X);
    const given = givenThresholds(this.#settings);
    const thresholds = withType(dtype, given ?? meanThresholds(connections, moments.get(), jitter));
    if (!allFinite(thresholds)) {
      refuseNotFinite(X, dtype);
      throw fail.overflow("a threshold", dtype);
    }
    this.#fitted = { d: X.cols, dtype, thresholds };
    this.#moments = moments;
    this.#layer = layerOf(connections, this.#fitted, this.#settings.activation);
    return this;
  }

  #samples(X: MatrixInput): MatrixView {
    return readSamples(X, this.#fitted?.d);
  }

  /** The layer over d inputs, wired once it is known that there are so many. @throws {StateError} NOT_FITTED */
  #wired(d: number, given: DType): WiredLayer {
    const { units, fields, randomState, activation, dtype = given } = this.#settings;
    const thresholds = this.#fitted?.thresholds ?? givenThresholds(this.#settings);
    if (thresholds === undefined) throw fail.notFitted("call fit first");
    const fitted = this.#fitted ?? { d, dtype, thresholds: withType(dtype, thresholds) };
    if (this.#layer?.d !== d || this.#layer.dtype !== fitted.dtype) {
      this.#layer = layerOf(drawConnections(fields, units, d, randomState), fitted, activation);
    }
    return this.#layer;
  }
}

/** @throws {ValueError} MODEL_FILE */
function readFitted(value: unknown, { units, dtype: wanted }: LayerSettings): FittedLayer {
  const { features, dtype, thresholds } = record("fitted", value, ["features", "dtype", "thresholds"]);
  const d = whole("fitted.features", features, 1);
  if ((dtype !== "f32" && dtype !== "f64") || (wanted ?? dtype) !== dtype) {
    throw fail.notASavedModel(`fitted.dtype is ${fail.describe(dtype)}`);
  }
  if (!isArray(thresholds) || thresholds.length !== units) {
    throw fail.notASavedModel(`fitted.thresholds is no array of ${fail.plural(units, "number")}`);
  }
  const numbers = zeros(dtype, units);
  for (const [u, threshold] of thresholds.entries()) {
    if (typeof threshold === "number") numbers[u] = threshold;
    if (numbers[u] !== threshold || !Number.isFinite(threshold)) {
      throw fail.notASavedModel(
        `fitted.thresholds[${u}] is ${fail.describe(threshold)}, which is no finite ${dtype}`,
      );
    }
  }
  return { d, dtype, thresholds: numbers };
}
