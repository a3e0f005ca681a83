import { callAsync, named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import { callback, checkOptions } from "../data/options.js";
import type { FittedAs, FittedLabels, Prediction, TargetsOf } from "../data/typed-labels.js";
import type { MatrixInput } from "../data/view.js";
import { Perceptron as LocalPerceptron } from "../learn/perceptron.js";
import type { Batches, StreamOptions } from "../learn/train/stream.js";
import type {
  EpochReport,
  FitOptions,
  OnEpoch,
  PartialFitOptions,
  PerceptronOptions,
} from "../learn/types.js";
import type { WorkerFitOptions, WorkerOptions } from "./options.js";
import { EMPTY_PAYLOAD } from "./payload.js";
import { RemoteModel } from "./remote-model.js";
import { WorkerModel } from "./worker-model.js";

/** A Perceptron of L that takes Y, once it is fitted with targets T. */
type FittedRemote<This, L extends Prediction, Y extends Targets, T> = FittedAs<
  This,
  Perceptron,
  Perceptron<FittedLabels<L, Y, T>, Y>
>;

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
export class Perceptron<
  out L extends Prediction = Prediction,
  Y extends Targets = TargetsOf<NoInfer<L>>,
> extends RemoteModel<L> {
  static override readonly name: string = "Perceptron"; // which minifying would take away

  /**
   * @param options  as of the Perceptron of `rosenblatt`: eta0 = 1, maxIter = 1000, tol = 1e-3, …
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND
   * @throws {ValueError} OPTION_VALUE, WEIGHT, TWO_CHOICES
   */
  constructor(options: Omit<PerceptronOptions, "rule"> = {}) {
    const local = new LocalPerceptron(options);
    const { rule } = local.toState().settings;
    if (rule) throw named("new Perceptron", fail.optionValue("rule", rule, "none: a worker has no rules"));
    super(Perceptron, new WorkerModel(local));
  }

  /**
   * Learns from zero weights, or goes on from the present ones with `warmStart`.
   *
   * @param X        samples [n×d]
   * @param y        labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; onEpoch, for whose promise the worker waits; signal; stop; transfer
   * @returns this model, once it is fitted
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; what `onEpoch` throws
   * @throws {StateError} BUSY during another fit of this model
   */
  fit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: FitOptions & WorkerFitOptions = {},
  ): Promise<FittedRemote<this, L, Y, T>> {
    return callAsync("Perceptron.fit", async () => {
      options = checkOptions(options, ["sampleWeight", "onEpoch", "signal", "stop", "transfer"]);
      const onEpoch = callback<OnEpoch>("onEpoch", options.onEpoch);
      const fitOptions = { sampleWeight: options.sampleWeight, reports: onEpoch !== undefined };
      await this.model.train("fit", [X, y, fitOptions], options, async (request) => {
        if ("report" in request) await onEpoch?.(request.report);
        return EMPTY_PAYLOAD;
      });
      return this as never;
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
  partialFit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: PartialFitOptions & WorkerOptions = {},
  ): Promise<FittedRemote<this, L, Y, T>> {
    return callAsync("Perceptron.partialFit", async () => {
      options = checkOptions(options, ["sampleWeight", "classes", "signal", "transfer"]);
      const { sampleWeight, classes } = options;
      await this.model.train("partialFit", [X, y, { sampleWeight, classes }], options);
      return this as never;
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
   *                 for whose promise the worker waits; signal; stop; transfer
   * @returns this model, after the last batch
   * @throws what `partialFit`, `batches` and `onEpoch` throw   @throws {KindError} BATCHES
   */
  fitStream<T extends Y>(
    batches: Batches<T>,
    options: Omit<StreamOptions, "yieldEvery"> & WorkerOptions = {},
  ): Promise<FittedRemote<this, L, Y, T>> {
    return callAsync("Perceptron.fitStream", async () => {
      await this.model.fitStream(batches, options);
      return this as never;
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
    y: Y,
    options: Omit<FitOptions, "onEpoch"> & WorkerFitOptions = {},
  ): AsyncGenerator<EpochReport, void, void> {
    try {
      yield* this.model.epochs(X, y, options);
    } catch (error) {
      throw named("Perceptron.epochs", error);
    }
  }

  /**
   * The model that `toJSON` wrote, here or in `rosenblatt`, to the bit.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE, and what its options and classes are refused for
   */
  static fromJSON<L extends Prediction = Prediction>(saved: unknown): Perceptron<L> {
    return Perceptron.#wrap<L>(LocalPerceptron.fromJSON(saved));
  }

  /**
   * The model that `toBytes` wrote, here or in `rosenblatt`, to the bit.
   *
   * @param bytes  the whole file
   * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE for what `toBytes` did not write
   */
  static fromBytes<L extends Prediction = Prediction>(
    bytes: ArrayBufferLike | ArrayBufferView,
  ): Perceptron<L> {
    return Perceptron.#wrap<L>(LocalPerceptron.fromBytes(bytes));
  }

  static #wrap<L extends Prediction>(model: LocalPerceptron): Perceptron<L> {
    const wrapper = new Perceptron<L>();
    wrapper.model = new WorkerModel(model);
    return wrapper;
  }
}
