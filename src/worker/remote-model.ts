import type { Reals } from "../base/dtype.js";
import { inspectable } from "../base/inspect.js";
import { type Class, Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import type { ClassOf, Prediction, Predictions, Ranked } from "../data/typed-labels.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { perceptronSummary } from "../learn/file/summary.js";
import type { EpochReport, PerceptronJSON, SaveOptions, StopReason } from "../learn/types.js";
import type { WorkerOptions } from "./options.js";
import type { WorkerModel } from "./worker-model.js";

/** What a Perceptron answers whose rows a worker predicts, tells of itself and is saved as. */
export abstract class RemoteModel<out L extends Prediction = Prediction> extends Instance {
  /** @internal */
  protected model: WorkerModel;

  /** @internal */
  constructor(ofClass: Class, model: WorkerModel) {
    super(ofClass);
    this.model = model;
    inspectable(RemoteModel.prototype, (shown) => perceptronSummary(shown.model.local.toState()));
  }

  /** @internal @throws {KindError} WRONG_KIND for anything else */
  static modelOf(model: RemoteModel): WorkerModel {
    if (!(model instanceof RemoteModel)) {
      throw fail.wrongKind("the model", "a Perceptron of rosenblatt/worker", model);
    }
    return model.model;
  }

  /**
   * The label of each row, or its row of 0 and 1 if the model was fitted with a matrix.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async predict(X: MatrixInput, options: WorkerOptions = {}): Promise<Predictions<L>> {
    return (await this.model.query("predict", [X], options)) as Predictions<L>;
  }

  /**
   * The margins w·x + b, in the model's element type.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @returns [n×1] for two classes that did not grow, otherwise [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async decisionFunction(X: MatrixInput, options: WorkerOptions = {}): Promise<Matrix> {
    return (await this.model.query("decisionFunction", [X], options)) as Matrix;
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
    return (await this.model.query("score", [X, y], options)) as number;
  }

  /**
   * The label of one row, or its outputs of 0 and 1 if the model was fitted with a matrix. It is computed on
   * the calling thread: to send one row to the worker takes longer.
   *
   * @param x  one sample [d]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async predictOne(x: ArrayLike<number | boolean>): Promise<L> {
    return this.model.local.predictOne(x) as L;
  }

  /**
   * The classes of one row with their scores, the largest first, as `topK` of the Perceptron of `rosenblatt` has them,
   * computed on the calling thread.
   *
   * @param x  one sample [d]
   * @param k  how many, an integer ≥ 1; all by default and where there are no more
   * @throws what `predictOne` throws   @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  async topK(x: ArrayLike<number | boolean>, k?: number): Promise<Ranked<ClassOf<L>>[]> {
    return this.model.local.topK(x, k) as Ranked<ClassOf<L>>[];
  }

  /**
   * What each feature adds to each score: wⱼ·xⱼ, rounded to the model's element type, computed on the calling
   * thread.
   *
   * @param x  one sample [d]
   * @returns [1×d] for two classes that did not grow, otherwise [k×d]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  async contributions(x: ArrayLike<number | boolean>): Promise<Matrix> {
    return this.model.local.contributions(x);
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. @throws {StateError} NOT_FITTED */
  get classes(): ClassOf<L>[] {
    return this.model.local.classes as ClassOf<L>[];
  }

  /** A copy of the weights, [1×d] for two classes that did not grow, otherwise [k×d]. @throws {StateError} NOT_FITTED */
  get coef(): Matrix {
    return this.model.local.coef;
  }

  /** A copy of the biases, [1] for two classes that did not grow, otherwise [k]. @throws {StateError} NOT_FITTED */
  get intercept(): Reals {
    return this.model.local.intercept;
  }

  /** How many epochs, or batches of a stream, the last call ran; 0 before a fit. */
  get nIter(): number {
    return this.model.local.nIter;
  }

  /** Whether the model has every row right that the last call learned from; false before a fit. */
  get converged(): boolean {
    return this.model.local.converged;
  }

  /** Why the last call that learned ended; undefined before the first. */
  get stopReason(): StopReason | undefined {
    return this.model.local.stopReason;
  }

  /** A report of each epoch of the last call; of a stream, of each of its last 1,000 batches. */
  get history(): EpochReport[] {
    return this.model.local.history;
  }

  /**
   * The whole model as plain JSON, to the bit; `fromJSON` restores it, here and in `rosenblatt`.
   *
   * @param options  resume, whether it can go on learning; JSON.stringify passes a name, which counts for nothing
   */
  toJSON(options?: SaveOptions | string): PerceptronJSON {
    return this.model.local.toJSON(options);
  }

  /**
   * The whole model as a binary file, to the bit; `fromBytes` restores it, here and in `rosenblatt`.
   *
   * @param options  resume, whether it can go on learning
   * @throws {ValueError} TOO_LARGE if classes and history make over 16 MiB
   */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return this.model.local.toBytes(options);
  }
}
