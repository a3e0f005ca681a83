import { call, callAsync } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import { within } from "../base/within.js";
import {
  type AbstainOptions,
  type CalibratedJSON,
  type CalibrateOptions,
  CalibratedModel as LocalModel,
  type RankedProbability,
  type SetOptions,
} from "../calibration/index.js";
import type { Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import type { Perceptron as LocalPerceptron } from "../learn/perceptron.js";
import type { SaveOptions } from "../learn/types.js";
import { withCalibration } from "./calibration.js";
import type { MethodArguments, MethodName } from "./messages.js";
import type { WorkerOptions } from "./options.js";
import { RemoteModel } from "./remote-model.js";
import { WorkerModel } from "./worker-model.js";

/**
 * What `calibrate` of `rosenblatt/calibration` makes, in the worker, where all folds are fitted: the same bits.
 *
 * @param model    a Perceptron of `rosenblatt/worker`; one that is not fitted is fitted on all rows
 * @param X        samples [n×d]
 * @param y        labels [n]
 * @param options  folds; signal, which rejects the call at once, while the worker ends what it has begun; transfer
 * @throws what `calibrate` throws; the model is then as it was
 */
export function calibrateInWorker<Y extends ArrayLike<Label>>(
  model: RemoteModel,
  X: MatrixInput,
  y: Y,
  options: CalibrateOptions & WorkerOptions = {},
): Promise<WorkerCalibratedModel<Y[number]>> {
  return callAsync("calibrateInWorker", async () => {
    const { folds, ...others } = checkOptions(options, ["folds", "signal", "transfer"]);
    const remote = RemoteModel.modelOf(model);
    const calibration = await remote.train("calibrate", [X, y, { folds }], others);
    return new WorkerCalibratedModel<Y[number]>(remote, calibration as CalibratedJSON["calibration"]);
  });
}

/**
 * A calibrated Perceptron whose rows a worker predicts: the methods and the bits of the `CalibratedModel` of
 * `rosenblatt/calibration`, with promises for results.
 *
 * Every method that runs in the worker may also reject with {StateError} NO_WORKER or WORKER_DIED, with {KindError}
 * NOT_SENDABLE for what cannot be cloned, with {ValueError} DETACHED, and with the reason of its signal.
 */
export class WorkerCalibratedModel<L extends Label = Label> extends Instance {
  static override readonly name: string = "WorkerCalibratedModel"; // which minifying would take away
  readonly #model: WorkerModel;
  readonly #calibration: CalibratedJSON["calibration"];
  /** On the calling thread. */
  readonly #local: LocalModel<MatrixInput, L>;

  /** @internal */
  constructor(model: WorkerModel, calibration: CalibratedJSON["calibration"]) {
    super(WorkerCalibratedModel);
    this.#model = model;
    this.#calibration = calibration;
    this.#local = withCalibration(model.local, calibration);
    inspectable(WorkerCalibratedModel.prototype, (shown) => ({
      classes: shown.classes,
      model: shown.#model.local,
    }));
  }

  /** The classes, in the order of the probabilities. */
  get classes(): L[] {
    return this.#local.classes;
  }

  /**
   * The scores of the Perceptron within.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @throws what `decisionFunction` of the Perceptron throws
   */
  decisionFunction(X: MatrixInput, options: WorkerOptions = {}): Promise<Matrix> {
    return this.#query("decisionFunction", [X], options);
  }

  /**
   * How probable each class is.
   *
   * @param X        samples [n×d]
   * @param options  signal; transfer
   * @returns [n×k] f64; each row sums to 1 but for rounding
   * @throws what `decisionFunction` throws
   */
  predictProba(X: MatrixInput, options: WorkerOptions = {}): Promise<Matrix<Float64Array>> {
    return this.#query("predictProba", [X], options);
  }

  /**
   * The most probable class of each row, or `unknown` below a probability.
   *
   * @param X        samples [n×d]
   * @param options  abstainBelow; unknown; signal; transfer
   * @throws what `decisionFunction` throws   @throws {ValueError} OPTION_VALUE
   */
  predict(X: MatrixInput, options?: WorkerOptions & { abstainBelow?: undefined }): Promise<L[]>;
  predict<const U = null>(
    X: MatrixInput,
    options: AbstainOptions<U> & WorkerOptions,
  ): Promise<(L | NoInfer<U>)[]>;
  predict<U>(X: MatrixInput, options: AbstainOptions<U> & WorkerOptions = {}): Promise<(L | U)[]> {
    const { signal, transfer, ...abstain } = { ...options };
    return this.#query("predictCalibrated", [X, abstain], { signal, transfer }, "predict");
  }

  /**
   * The classes that may be right, largest score first.
   *
   * @param X        samples [n×d]
   * @param options  coverage; signal; transfer
   * @returns [n], none of them empty
   * @throws what `decisionFunction` throws   @throws {ValueError} OPTION_VALUE
   */
  predictSet(X: MatrixInput, options: SetOptions & WorkerOptions = {}): Promise<L[][]> {
    const { signal, transfer, ...set } = { ...options };
    return this.#query("predictSet", [X, set], { signal, transfer });
  }

  /**
   * `predict` of one row, on the calling thread: to send one row to the worker takes longer.
   *
   * @param x        one sample [d]
   * @param options  abstainBelow; unknown
   * @throws what `predict` throws
   */
  predictOne(x: ArrayLike<number>): Promise<L>;
  predictOne<const U = null>(x: ArrayLike<number>, options: AbstainOptions<U>): Promise<L | NoInfer<U>>;
  predictOne<U>(x: ArrayLike<number>, options: AbstainOptions<U> = {}): Promise<L | U> {
    return callAsync("WorkerCalibratedModel.predictOne", async () =>
      within(() => this.#local.predictOne(x as never, options)),
    );
  }

  /**
   * The classes of one row with their scores and probabilities, the most probable first, on the calling thread.
   *
   * @param x  one sample [d]
   * @param k  how many, an integer ≥ 1; all by default and where there are no more
   * @throws what `predictOne` throws
   */
  topK(x: ArrayLike<number>, k?: number): Promise<RankedProbability<L>[]> {
    return callAsync("WorkerCalibratedModel.topK", async () => within(() => this.#local.topK(x, k)));
  }

  /**
   * The model as plain JSON; `fromJSON` restores it, here and in `rosenblatt/calibration`.
   *
   * @param options  resume, whether the Perceptron can go on learning
   */
  toJSON(options?: SaveOptions | string): CalibratedJSON {
    return call("WorkerCalibratedModel.toJSON", () => within(() => this.#local.toJSON(options)));
  }

  /**
   * The model as a binary file; `fromBytes` restores it, here and in `rosenblatt/calibration`.
   *
   * @param options  resume, whether the Perceptron can go on learning
   */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return call("WorkerCalibratedModel.toBytes", () => within(() => this.#local.toBytes(options)));
  }

  /**
   * The model that `toJSON` wrote, of a Perceptron, here or in `rosenblatt/calibration`, to the bit.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE
   */
  static fromJSON<L extends Label = Label>(saved: unknown): WorkerCalibratedModel<L> {
    return call("WorkerCalibratedModel.fromJSON", () =>
      WorkerCalibratedModel.#around<L>(within(() => LocalModel.fromJSON(saved), "CalibratedModel.fromJSON")),
    );
  }

  /**
   * The model that `toBytes` wrote, of a Perceptron, here or in `rosenblatt/calibration`, to the bit.
   *
   * @param bytes  the whole file
   * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE
   */
  static fromBytes<L extends Label = Label>(
    bytes: ArrayBufferLike | ArrayBufferView,
  ): WorkerCalibratedModel<L> {
    return call("WorkerCalibratedModel.fromBytes", () =>
      WorkerCalibratedModel.#around<L>(
        within(() => LocalModel.fromBytes(bytes), "CalibratedModel.fromBytes"),
      ),
    );
  }

  static #around<L extends Label>(local: LocalModel<MatrixInput>): WorkerCalibratedModel<L> {
    const { calibration } = local.toJSON({ resume: false });
    return new WorkerCalibratedModel<L>(new WorkerModel(local.model as LocalPerceptron), calibration);
  }

  async #query<R>(
    method: MethodName,
    args: readonly unknown[],
    options: WorkerOptions,
    name: string = method,
  ): Promise<R> {
    const of = { name: `WorkerCalibratedModel.${name}`, calibration: this.#calibration };
    return (await this.#model.query(method, args as MethodArguments[typeof method], options, of)) as R;
  }
}
