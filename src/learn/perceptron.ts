import type { Reals } from "../base/dtype.js";
import { call, callAsync, named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { finishAsync, paced } from "../base/work.js";
import { ownArena } from "../core/current.js";
import type { Label, Targets } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { packPerceptron, unpackPerceptron } from "./file/bytes.js";
import { readPerceptron, writePerceptron } from "./file/json.js";
import { type Model, readResume } from "./file/write-model.js";
import { coefficients } from "./model.js";
import { decide } from "./outputs.js";
import { contributions, margins } from "./predict/one-row.js";
import { predictRows, rowMargins, score } from "./predict/rows.js";
import { type PerceptronSettings, perceptronSettings } from "./settings.js";
import { type FitJob, type Fitted, learning, learnNow } from "./train/fit.js";
import { fitJob, partialFitJobs, readFitOptions } from "./train/fit-jobs.js";
import { Lock } from "./train/lock.js";
import { learnPart } from "./train/one-row.js";
import { type Batches, type StreamOptions, streaming } from "./train/stream.js";
import type {
  EpochReport,
  FitAsyncOptions,
  FitOptions,
  PartialFitOptions,
  PerceptronJSON,
  PerceptronOptions,
  SaveOptions,
  StopReason,
} from "./types.js";

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
export class Perceptron {
  static readonly name: string = "Perceptron"; // which minifying would take away
  #settings: PerceptronSettings;
  #fitted: Fitted | undefined;
  readonly #lock = new Lock();

  /**
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND
   * @throws {ValueError} OPTION_VALUE, WEIGHT, TWO_CHOICES
   */
  constructor(options: PerceptronOptions = {}) {
    this.#settings = call("new Perceptron", () => perceptronSettings(options));
  }

  /**
   * Learns from zero weights, or goes on from the present ones with `warmStart`.
   * @param X  samples [n×d]
   * @param y  labels [n] of one type, or targets [n×k] of 0 and 1
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; the model is then unchanged
   * @throws {StateError} BUSY during another fit of this model
   */
  fit(X: MatrixInput, y: Targets, options: FitOptions = {}): this {
    return call("Perceptron.fit", () => {
      const { onEpoch } = readFitOptions(options, ["sampleWeight", "onEpoch"]);
      const job = this.#whole(X, y, options, onEpoch !== undefined);
      this.#fitted = this.#lock.hold(() => learnNow(job, onEpoch));
      return this;
    });
  }

  /**
   * `fit` that lets other tasks run every `yieldEvery` milliseconds. It works in a memory of its own, to the same
   * bits; until it ends, the model answers as before.
   * @param options  onEpoch may return a promise, which is waited for
   * @throws what `fit` throws, and the reason of the signal once it is aborted, as a rejection
   */
  fitAsync(X: MatrixInput, y: Targets, options: FitAsyncOptions = {}): Promise<this> {
    return callAsync("Perceptron.fitAsync", async () => {
      const { onEpoch, pace } = readFitOptions(options, ["sampleWeight", "onEpoch", "signal", "yieldEvery"]);
      return this.#lock.hold(async () => {
        const work = learning(this.#whole(X, y, options, onEpoch !== undefined), ownArena());
        this.#fitted = await finishAsync(work, pace, ({ report }) => onEpoch?.({ ...report }));
        return this;
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
   * @throws what `fitAsync` throws, at the first step
   */
  async *epochs(
    X: MatrixInput,
    y: Targets,
    options: Omit<FitAsyncOptions, "onEpoch"> = {},
  ): AsyncGenerator<EpochReport, void, void> {
    let lock: object | undefined;
    try {
      const { pace } = readFitOptions(options, ["sampleWeight", "signal", "yieldEvery"]);
      lock = this.#lock.acquire();
      const work = learning(this.#whole(X, y, options, true), ownArena());
      for await (const { report, fitted } of paced(work, pace)) {
        this.#fitted = fitted();
        yield { ...report };
      }
    } catch (error) {
      throw named("Perceptron.epochs", error);
    } finally {
      if (lock) this.#lock.release(lock);
    }
  }

  /**
   * One epoch over a batch, from the present weights.
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @throws {ValueError} CLASSES_MISSING on a first call without `classes`, CLASSES_DIFFER, BALANCED_PART, EARLY_STOPPING_PART; as `fit`
   * @throws {StateError} CANNOT_GROW
   */
  partialFit(X: MatrixInput, y: Targets, options: PartialFitOptions = {}): this {
    try {
      checkOptions(options, ["sampleWeight", "classes"]);
      this.#fitted = this.#lock.hold(() => learnPart(this.#fitted, this.#settings, X, y, options));
      return this;
    } catch (error) {
      throw named("Perceptron.partialFit", error);
    }
  }

  /**
   * Learns from data larger than memory, batch by batch: each is predicted, then learned from as in `partialFit`,
   * and committed before the next is asked for. `history` tells of the last 1,000 batches, `progressive` being the
   * share of all rows so far that were predicted right before they were learned from.
   * @param batches  an (async) iterable of { X, y, sampleWeight? }; one that fails leaves the batches before it
   * @throws what `partialFit` and the iterable throw, and the reason of the signal, as a rejection
   * @throws {KindError} BATCHES
   */
  fitStream(batches: Batches, options: StreamOptions = {}): Promise<this> {
    return callAsync("Perceptron.fitStream", async () => {
      const { onEpoch, pace } = readFitOptions(options, ["classes", "onEpoch", "signal", "yieldEvery"]);
      return this.#lock.hold(async () => {
        const before = (): Fitted | undefined => this.#fitted;
        const parts = partialFitJobs(options.classes, this.#settings, before);
        const ends = streaming(batches, parts, before, ownArena(), pace);
        for await (const { fitted, report } of ends) {
          this.#fitted = fitted;
          await onEpoch?.({ ...report });
        }
        return this;
      });
    });
  }

  #whole = (X: MatrixInput, y: Targets, options: FitOptions, reports: boolean): FitJob =>
    fitJob(X, y, options, this.#settings, this.#fitted, reports);

  /**
   * The margins w·x + b, as the model's element type.
   * @param X  samples [n×d]
   * @returns  [n×1] for two classes, otherwise [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  decisionFunction(X: MatrixInput): Matrix {
    return call("Perceptron.decisionFunction", () => rowMargins(X, this.#state().prediction));
  }

  /**
   * The label of each row, or its row of 0 and 1 if the model was fitted with a matrix.
   * @param X  samples [n×d]
   * @throws as `decisionFunction`
   */
  predict(X: MatrixInput): Label[] | number[][] {
    return call("Perceptron.predict", () => predictRows(X, this.#state(), this.#settings.step));
  }

  /**
   * The label of one row, or its row of 0 and 1 if the model was fitted with a matrix; with the least delay.
   * @param x  one sample [d]
   * @throws as `decisionFunction`
   */
  predictOne(x: ArrayLike<number>): Label | number[] {
    try {
      const { prediction, outputs } = this.#state();
      return decide(margins(x, prediction), 0, outputs, this.#settings.step);
    } catch (error) {
      throw named("Perceptron.predictOne", error);
    }
  }

  /**
   * What each feature adds to each score: wⱼ·xⱼ, rounded to the model's element type; with `standardize`, of the row as
   * it is scaled. Added in the order of the contract (element j into running sum j mod L), with the bias last, a row of it
   * is the score, to the bit.
   * @param x  one sample [d]
   * @returns  [1×d] for two classes, otherwise [k×d]
   * @throws as `decisionFunction`
   */
  contributions(x: ArrayLike<number>): Matrix {
    return call("Perceptron.contributions", () => contributions(x, this.#state().prediction));
  }

  /**
   * The share of rows that are predicted right, in every output.
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @returns  0 … 1
   * @throws as `decisionFunction`, and {KindError} TARGET_KIND, {ValueError} UNKNOWN_CLASS for labels of another type
   */
  score(X: MatrixInput, y: Targets): number {
    return call("Perceptron.score", () => score(X, y, this.#state(), this.#settings.step));
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. */
  get classes(): Label[] {
    return call("Perceptron.classes", () => [...this.#state().outputs.classes]);
  }

  /**
   * A copy of the weights, [1×d] for two classes, otherwise [k×d]. With `standardize` they are for samples as they are:
   * X·coef + intercept is `decisionFunction` to rounding, which scales each row and then multiplies.
   */
  get coef(): Matrix {
    return call("Perceptron.coef", () => {
      const { W, b } = coefficients(this.#state().prediction);
      return { data: W, rows: b.length, cols: W.length / b.length };
    });
  }

  /** A copy of the biases, [1] for two classes, otherwise [k]; for samples as they are, as `coef`. */
  get intercept(): Reals {
    return call("Perceptron.intercept", () => coefficients(this.#state().prediction).b);
  }

  /** How many epochs, or batches of a stream, the last call ran. */
  get nIter(): number {
    return this.#fitted?.nIter ?? 0;
  }

  /** Whether the model has every row right that the last call learned from. */
  get converged(): boolean {
    return this.#fitted?.converged ?? false;
  }

  /** Why the last call that learned ended; undefined before the first. */
  get stopReason(): StopReason | undefined {
    return this.#fitted?.stopReason;
  }

  /** The epochs of the last call. */
  get history(): EpochReport[] {
    return this.#fitted?.history.map((report) => ({ ...report })) ?? [];
  }

  /** The model as plain, readable, exact JSON, of which `classes` and `prediction` suffice to predict. */
  toJSON(options?: SaveOptions | string): PerceptronJSON {
    return call("Perceptron.toJSON", () => writePerceptron(this.toState(), readResume(options)));
  }

  /** The model whose parsed JSON this is, to the bit. @throws {ValueError} MODEL_FILE; what options refuse */
  static fromJSON(saved: unknown): Perceptron {
    return call("Perceptron.fromJSON", () => Perceptron.fromState(readPerceptron(saved)));
  }

  /** The model as a small binary file. @throws {ValueError} TOO_LARGE if classes and history make over 16 MiB */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return call("Perceptron.toBytes", () => packPerceptron(this.toState(), readResume(options)));
  }

  /** The model that `toBytes` wrote, to the bit. @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE */
  static fromBytes(bytes: Uint8Array): Perceptron {
    return call("Perceptron.fromBytes", () => Perceptron.fromState(unpackPerceptron(bytes)));
  }

  /** All that a model is: for `rosenblatt/worker`. @internal */
  toState(): Model {
    return { settings: this.#settings, fitted: this.#fitted };
  }

  /** @internal */
  static fromState({ settings, fitted }: Model): Perceptron {
    const model = new Perceptron();
    [model.#settings, model.#fitted] = [settings, fitted];
    return model;
  }

  #state(): Fitted {
    if (this.#fitted === undefined) throw fail.notFitted();
    return this.#fitted;
  }
}
