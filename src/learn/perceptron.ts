import { call, callAsync, named } from "../base/errors.js";
import { paced } from "../base/work.js";
import { ownArena, releaseArena } from "../core/current.js";
import type { Targets } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { FittedAs, FittedLabels, Prediction, TargetsOf } from "../data/typed-labels.js";
import type { MatrixInput } from "../data/view.js";
import { unpackPerceptron } from "./file/bytes.js";
import { readPerceptron } from "./file/json.js";
import type { Model } from "./file/write-model.js";
import { PerceptronModel } from "./perceptron-model.js";
import { type PerceptronLoadOptions, withRule } from "./rule.js";
import { perceptronSettings } from "./settings.js";
import { type Fitted, learnAsync, learning, learnNow } from "./train/fit.js";
import { fitJob, PACE, partialFitJobs, readFitOptions } from "./train/fit-jobs.js";
import { Lock } from "./train/lock.js";
import { learnPart } from "./train/one-row.js";
import { type Batches, type StreamOptions, streaming } from "./train/stream.js";
import type {
  EpochReport,
  FitAsyncOptions,
  FitOptions,
  PartialFitOptions,
  PerceptronOptions,
} from "./types.js";

/** A Perceptron of L that takes Y, once it is fitted with targets T. */
type FittedWith<This, L extends Prediction, Y extends Targets, T> = FittedAs<
  This,
  Perceptron,
  Perceptron<FittedLabels<L, Y, T>, Y>
>;

/**
 * The Perceptron (Rosenblatt 1957): one fully connected layer of threshold logic units and a bias neuron,
 * ŷ = step(W·x + b), trained by wⱼ ← wⱼ + η·(yⱼ − ŷⱼ)·x, one row at a time.
 *
 * Two classes take one output, K > 2 classes one output each against the rest, and a matrix of 0 and 1 one
 * output per column. Training ends when no mistake is left (`converged`), when epochs do not improve any more, or at
 * `maxIter`. Whether a plane separates the data, `rosenblatt/separability` proves.
 *
 * ```ts
 * const model = new Perceptron().fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);
 * model.predict([[1, 1]]); // [1]
 * ```
 */
export class Perceptron<
  out L extends Prediction = Prediction,
  Y extends Targets = TargetsOf<NoInfer<L>>,
> extends PerceptronModel<L> {
  static override readonly name: string = "Perceptron"; // which minifying would take away
  readonly #lock = new Lock();

  /**
   * @param options  how it learns: eta0 = 1, maxIter = 1000, tol = 1e-3, average, standardize, multiclass, …
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND
   * @throws {ValueError} OPTION_VALUE, WEIGHT, TWO_CHOICES
   */
  constructor(options: PerceptronOptions = {}) {
    super(Perceptron, { settings: call("new Perceptron", () => perceptronSettings(options)) });
  }

  /**
   * Learns from zero weights, or goes on from the present ones with `warmStart`.
   * @param X  samples [n×d]
   * @param y  labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; onEpoch, called after each epoch
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; the model is then unchanged
   * @throws {StateError} BUSY during another fit of this model
   */
  fit<T extends Y>(X: MatrixInput, y: T, options: FitOptions = {}): FittedWith<this, L, Y, T> {
    return call("Perceptron.fit", () => {
      const own = readFitOptions(options, ["sampleWeight", "onEpoch"]);
      const job = fitJob(X, y, own, this.toState());
      this.commit(this.#lock.hold(() => learnNow(job, own.onEpoch)));
      return this as never;
    });
  }

  /**
   * `fit` that lets other tasks run every `yieldEvery` milliseconds. It works in a memory of its own, to the same
   * bits; until it ends, the model answers as before.
   * @param X  samples [n×d]
   * @param y  labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight, signal, stop, yieldEvery; onEpoch may return a promise, which is waited for
   * @throws what `fit` throws, and the reason of the signal once it is aborted, as a rejection
   */
  fitAsync<T extends Y>(
    X: MatrixInput,
    y: T,
    options: FitAsyncOptions = {},
  ): Promise<FittedWith<this, L, Y, T>> {
    return callAsync("Perceptron.fitAsync", async () => {
      const own = readFitOptions(options, ["sampleWeight", "onEpoch", ...PACE]);
      return this.#lock.hold(async () => {
        this.commit(await learnAsync(fitJob(X, y, own, this.toState()), own, own.onEpoch));
        return this as never;
      });
    });
  }

  /**
   * `fitAsync` as a loop over its epochs, each of which is committed before it is told. A `break` ends the fit; the
   * model keeps what it has learned, and goes on with `warmStart` or `partialFit`.
   *
   * ```ts
   * for await (const { epoch, mistakes } of model.epochs(X, y)) if (mistakes < 3) break;
   * ```
   * @param X  samples [n×d]
   * @param y  labels [n] of one type, or targets [n×k] of 0 and 1
   * @param options  sampleWeight, signal, stop, yieldEvery
   * @throws what `fitAsync` throws, at the first step
   */
  async *epochs(
    X: MatrixInput,
    y: Y,
    options: Omit<FitAsyncOptions, "onEpoch"> = {},
  ): AsyncGenerator<EpochReport, void, void> {
    const arena = ownArena();
    let lock: object | undefined;
    try {
      const own = readFitOptions(options, ["sampleWeight", ...PACE]);
      lock = this.#lock.acquire();
      const work = learning(fitJob(X, y, own, this.toState(), true), arena);
      for await (const { report, fitted } of paced(work, own)) {
        this.commit(fitted());
        yield { ...report };
      }
    } catch (error) {
      throw named("Perceptron.epochs", error);
    } finally {
      if (lock) this.#lock.release(lock);
      releaseArena(arena);
    }
  }

  /**
   * One epoch over a batch, from the present weights.
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @param options  sampleWeight [n]; classes, needed on a first call with labels
   * @throws {ValueError} CLASSES_MISSING on a first call without `classes`, CLASSES_DIFFER, BALANCED_PART, EARLY_STOPPING_PART; as `fit`
   * @throws {StateError} CANNOT_GROW
   */
  partialFit<T extends Y>(X: MatrixInput, y: T, options: PartialFitOptions = {}): FittedWith<this, L, Y, T> {
    try {
      const own = checkOptions(options, ["sampleWeight", "classes"]);
      const { settings, fitted } = this.toState();
      this.commit(this.#lock.hold(() => learnPart(fitted, settings, X, y, own)));
      return this as never;
    } catch (error) {
      throw named("Perceptron.partialFit", error);
    }
  }

  /**
   * Learns from data larger than memory, batch by batch: each is predicted, then learned from as in `partialFit`,
   * and committed before the next is asked for. `history` tells of the last 1,000 batches, `progressive` being the
   * share of all rows so far that were predicted right before they were learned from.
   * @param batches  an (async) iterable of { X, y, sampleWeight? }; one that fails leaves the batches before it
   * @param options  classes, needed on a first call with labels; onEpoch, called after each batch; signal; stop; yieldEvery
   * @throws what `partialFit` and the iterable throw, and the reason of the signal, as a rejection
   * @throws {KindError} BATCHES
   */
  fitStream<T extends Y>(
    batches: Batches<T>,
    options: StreamOptions = {},
  ): Promise<FittedWith<this, L, Y, T>> {
    return callAsync("Perceptron.fitStream", async () => {
      const own = readFitOptions(options, ["classes", "onEpoch", ...PACE]);
      return this.#lock.hold(async () => {
        const before = (): Fitted | undefined => this.toState().fitted;
        const parts = partialFitJobs(own.classes, this.toState().settings, before);
        for await (const { fitted, report } of streaming(batches, parts, before, own)) {
          this.commit(fitted);
          await own.onEpoch?.({ ...report });
        }
        const learned = before();
        if (own.stop?.aborted)
          this.commit(learned && { ...learned, converged: false, stopReason: "stopped" });
        return this as never;
      });
    });
  }

  /**
   * The model whose parsed JSON this is, to the bit.
   * @param saved    what `toJSON` gave
   * @param options  the rule, of a model that is to go on by another than the perceptron's own
   * @throws {ValueError} MODEL_FILE; what options refuse
   */
  static fromJSON<L extends Prediction = Prediction>(
    saved: unknown,
    options?: PerceptronLoadOptions,
  ): Perceptron<L> {
    return call("Perceptron.fromJSON", () => Perceptron.fromState<L>(readPerceptron(saved), options));
  }

  /**
   * The model that `toBytes` wrote, to the bit.
   * @param bytes    the whole file
   * @param options  the rule, of a model that is to go on by another than the perceptron's own
   * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE
   */
  static fromBytes<L extends Prediction = Prediction>(
    bytes: ArrayBufferLike | ArrayBufferView,
    options?: PerceptronLoadOptions,
  ): Perceptron<L> {
    return call("Perceptron.fromBytes", () => Perceptron.fromState<L>(unpackPerceptron(bytes), options));
  }

  /** @internal */
  static fromState<L extends Prediction = Prediction>(
    state: Model,
    options?: PerceptronLoadOptions,
  ): Perceptron<L> {
    const { settings, fitted } = withRule(state, options);
    const model = new Perceptron<L>();
    model.commit(fitted, settings);
    return model;
  }
}
