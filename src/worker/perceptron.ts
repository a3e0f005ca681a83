import type { Reals } from "../base/dtype.js";
import { callAsync, named } from "../base/errors.js";
import type { Label, Targets } from "../data/labels.js";
import { callback, checkOptions } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { Perceptron as LocalPerceptron } from "../learn/perceptron.js";
import type { Batches, StreamOptions } from "../learn/train/stream.js";
import type {
  EpochReport,
  FitOptions,
  OnEpoch,
  PartialFitOptions,
  PerceptronJSON,
  PerceptronOptions,
  SaveOptions,
  StopReason,
} from "../learn/types.js";
import type { WorkerOptions } from "./options.js";
import { EMPTY_PAYLOAD } from "./payload.js";
import { WorkerModel } from "./worker-model.js";

/**
 * A Perceptron that trains and predicts in a worker, off the calling thread: the options, the methods and the
 * bits of the Perceptron of `rosenblatt`, with promises for results. All models share one worker, started at
 * the first call.
 *
 * The model itself stays on the calling side. Its attributes, `toJSON` and `toBytes` answer at once, as of
 * the last call that ended (of `epochs` and `fitStream`, the last epoch or batch). A call that fails, is
 * aborted, or loses its worker leaves the model as last committed.
 *
 * ```ts
 * const model = await new Perceptron().fit(X, y, { onEpoch: ({ mistakes }) => show(mistakes) });
 * await model.predict(X);
 * ```
 *
 * Every method that runs in the worker may also reject with {StateError} NO_WORKER or WORKER_DIED, with
 * {KindError} NOT_SENDABLE for what cannot be cloned, with {ValueError} DETACHED, and with the reason of its
 * signal.
 */
export class Perceptron {
  static readonly name: string = "Perceptron"; // which minifying would take away
  #model: WorkerModel;

  /**
   * @param options  as of the Perceptron of `rosenblatt`: eta0 = 1, maxIter = 1000, tol = 1e-3, …
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND
   * @throws {ValueError} OPTION_VALUE, WEIGHT, TWO_CHOICES
   */
  constructor(options: PerceptronOptions = {}) {
    this.#model = new WorkerModel(new LocalPerceptron(options));
  }

  /**
   * Learns from zero weights, or goes on from the present ones with `warmStart`.
   *
   * @param X        samples [n×d]
   * @param y        labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; onEpoch, for whose promise the worker waits; signal; transfer
   * @returns this model, once it is fitted
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; what `onEpoch` throws
   * @throws {StateError} BUSY during another fit of this model
   */
  fit(X: MatrixInput, y: Targets, options: FitOptions & WorkerOptions = {}): Promise<this> {
    return callAsync("Perceptron.fit", async () => {
      checkOptions(options, ["sampleWeight", "onEpoch", "signal", "transfer"]);
      const onEpoch = callback<OnEpoch>("onEpoch", options.onEpoch);
      const fitOptions = { sampleWeight: options.sampleWeight, reports: onEpoch !== undefined };
      await this.#model.train("fit", [X, y, fitOptions], options, async (request) => {
        if ("report" in request) await onEpoch?.(request.report);
        return EMPTY_PAYLOAD;
      });
      return this;
    });
  }

  /**
   * Trains one epoch on a batch, from the present weights.
   *
   * @param X        samples [n×d]
   * @param y        labels [n], or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; classes, needed on the first call unless y is a matrix; signal;
   *                 transfer
   * @returns this model, once it has learned
   * @throws {KindError | ShapeError | ValueError} CLASSES_MISSING, CLASSES_DIFFER, …
   * @throws {StateError} CANNOT_GROW; BUSY during another fit of this model
   */
  partialFit(X: MatrixInput, y: Targets, options: PartialFitOptions & WorkerOptions = {}): Promise<this> {
    return callAsync("Perceptron.partialFit", async () => {
      checkOptions(options, ["sampleWeight", "classes", "signal", "transfer"]);
      const { sampleWeight, classes } = options;
      await this.#model.train("partialFit", [X, y, { sampleWeight, classes }], options);
      return this;
    });
  }

  /**
   * Learns from data larger than memory: predicts each batch, trains on it, and commits that before it asks
   * for the next. `history` has the last 1,000 batches; their `progressive` is the share of all rows so far,
   * 0 … 1, that were predicted right before they were trained on.
   *
   * @param batches  an (async) iterable of { X, y, sampleWeight? }; if it fails, the batches before stay
   *                 learned
   * @param options  classes, needed on the first call unless y is a matrix; onEpoch, called after each batch,
   *                 for whose promise the worker waits; signal; transfer
   * @returns this model, after the last batch
   * @throws what `partialFit`, `batches` and `onEpoch` throw   @throws {KindError} BATCHES
   */
  fitStream(
    batches: Batches,
    options: Omit<StreamOptions, "yieldEvery"> & WorkerOptions = {},
  ): Promise<this> {
    return callAsync("Perceptron.fitStream", async () => {
      await this.#model.fitStream(batches, options);
      return this;
    });
  }

  /**
   * Fits in a loop over the epochs. Each is committed before its report is yielded, and the worker waits
   * until the loop goes on. A `break` ends the fit; the model keeps what it has learned.
   *
   * ```ts
   * for await (const { epoch, mistakes } of model.epochs(X, y)) if (mistakes < 3) break;
   * ```
   * @param X        samples [n×d]
   * @param y        labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; signal; transfer
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from, at the first step
   * @throws {StateError} BUSY during another fit of this model
   */
  async *epochs(
    X: MatrixInput,
    y: Targets,
    options: Omit<FitOptions, "onEpoch"> & WorkerOptions = {},
  ): AsyncGenerator<EpochReport, void, void> {
    try {
      yield* this.#model.epochs(X, y, options);
    } catch (error) {
      throw named("Perceptron.epochs", error);
    }
  }

  /**
   * The label of each row, or its row of 0 and 1 if the model was fitted with a matrix.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async predict(X: MatrixInput, options: WorkerOptions = {}): Promise<Label[] | number[][]> {
    return (await this.#model.query("predict", [X], options)) as Label[] | number[][];
  }

  /**
   * The margins w·x + b, in the model's element type.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @returns [n×1] for two classes, otherwise [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async decisionFunction(X: MatrixInput, options: WorkerOptions = {}): Promise<Matrix> {
    return (await this.#model.query("decisionFunction", [X], options)) as Matrix;
  }

  /**
   * The share of rows that are predicted right, in every output.
   *
   * @param X        samples [n×d]
   * @param y        labels [n], or targets [n×k] of 0 and 1
   * @param options  signal; transfer
   * @returns 0 … 1
   * @throws what `predict` throws   @throws {KindError} TARGET_KIND   @throws {ValueError} UNKNOWN_CLASS
   */
  async score(X: MatrixInput, y: Targets, options: WorkerOptions = {}): Promise<number> {
    return (await this.#model.query("score", [X, y], options)) as number;
  }

  /**
   * The label of one row, or its outputs of 0 and 1 if the model was fitted with a matrix. It is computed on
   * the calling thread: to send one row to the worker takes longer.
   *
   * @param x  one sample [d]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async predictOne(x: ArrayLike<number>): Promise<Label | number[]> {
    return this.#model.local.predictOne(x);
  }

  /**
   * What each feature adds to each score: wⱼ·xⱼ, rounded to the model's element type, computed on the calling
   * thread.
   *
   * @param x  one sample [d]
   * @returns [1×d] for two classes, otherwise [k×d]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async contributions(x: ArrayLike<number>): Promise<Matrix> {
    return this.#model.local.contributions(x);
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. @throws {StateError} NOT_FITTED */
  get classes(): Label[] {
    return this.#model.local.classes;
  }

  /** A copy of the weights, [1×d] for two classes, otherwise [k×d]. @throws {StateError} NOT_FITTED */
  get coef(): Matrix {
    return this.#model.local.coef;
  }

  /** A copy of the biases, [1] for two classes, otherwise [k]. @throws {StateError} NOT_FITTED */
  get intercept(): Reals {
    return this.#model.local.intercept;
  }

  /** How many epochs, or batches of a stream, the last call ran; 0 before a fit. */
  get nIter(): number {
    return this.#model.local.nIter;
  }

  /** Whether the model has every row right that the last call learned from; false before a fit. */
  get converged(): boolean {
    return this.#model.local.converged;
  }

  /** Why the last call that learned ended; undefined before the first. */
  get stopReason(): StopReason | undefined {
    return this.#model.local.stopReason;
  }

  /** A report of each epoch of the last call; of a stream, of each of its last 1,000 batches. */
  get history(): EpochReport[] {
    return this.#model.local.history;
  }

  /** The whole model as plain JSON, to the bit; `fromJSON` restores it, here and in `rosenblatt`. */
  toJSON(options?: SaveOptions | string): PerceptronJSON {
    return this.#model.local.toJSON(options);
  }

  /**
   * The model that `toJSON` wrote, here or in `rosenblatt`, to the bit.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE, and what its options and classes are refused for
   */
  static fromJSON(saved: unknown): Perceptron {
    return Perceptron.#wrap(LocalPerceptron.fromJSON(saved));
  }

  /**
   * The whole model as a binary file, to the bit; `fromBytes` restores it, here and in `rosenblatt`.
   *
   * @throws {ValueError} TOO_LARGE if classes and history make over 16 MiB
   */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return this.#model.local.toBytes(options);
  }

  /**
   * The model that `toBytes` wrote, here or in `rosenblatt`, to the bit.
   *
   * @param bytes  the whole file
   * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE for what `toBytes` did not write
   */
  static fromBytes(bytes: Uint8Array): Perceptron {
    return Perceptron.#wrap(LocalPerceptron.fromBytes(bytes));
  }

  static #wrap(model: LocalPerceptron): Perceptron {
    const wrapper = new Perceptron();
    wrapper.#model = new WorkerModel(model);
    return wrapper;
  }
}
