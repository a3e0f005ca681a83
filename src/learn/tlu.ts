import { allFinite, dtypeOf, type Reals, zeros } from "../base/dtype.js";
import { heaviside, type Step, sgn } from "../base/step.js";
import * as fail from "../base/texts.js";
import type { Arena } from "../core/arena.js";
import { readVector } from "../data/dense.js";
import { readSamples } from "../data/matrix.js";
import { callback, checkOptions } from "../data/options.js";
import { isDetached, isVector, type MatrixInput } from "../data/view.js";
import { type ModelState, untrained } from "./model.js";
import { affine } from "./predict/affine.js";
import { margins } from "./predict/one-row.js";
import { type TrainingSettings, trainingOptions, trainingSettings } from "./settings.js";
import { training, trainNow } from "./train/epochs.js";
import { Lock } from "./train/lock.js";
import type { TrainingSet } from "./train/training-set.js";
import type { EpochReport, OnEpoch, TrainingOptions } from "./types.js";

export interface TLUOptions extends TrainingOptions {
  /** Initial weights [d]; `fit` starts from them. Zeros, as many as there are features, if left out. */
  weights?: ArrayLike<number> | undefined;
  /** The initial bias. Default 0. */
  bias?: number | undefined;
}

/**
 * The threshold logic unit: numbers in, z = x·w + b, out = step(z). One artificial neuron, with weights
 * given by hand or learned by the perceptron rule w ← w + η·(y − ŷ)·x.
 *
 * ```ts
 * const and = new TLU({ weights: [1, 1], bias: -2 });
 * and.output([1, 1]); // 1
 * and.output([0, 1]); // 0
 * ```
 */
export class TLU {
  static readonly name: string = "TLU"; // which minifying would take away
  readonly #settings: TrainingSettings;
  /** What a cold `fit` starts from; undefined for zeros. */
  readonly #initial: ModelState | undefined;
  readonly #bias: number;
  #state: ModelState | undefined;
  #history: readonly EpochReport[] = [];
  #converged = false;
  readonly #lock = new Lock();

  /**
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND, NOT_A_VECTOR, NOT_A_NUMBER
   * @throws {ValueError} OPTION_VALUE, NOT_FINITE
   */
  constructor(options: TLUOptions = {}) {
    const who = "new TLU";
    this.#settings = trainingSettings(who, options, [...trainingOptions(), "weights", "bias"]);
    const { weights, bias = 0 } = options;
    if (typeof bias !== "number") throw fail.notANumber(who, "bias", bias);
    if (!Number.isFinite(bias)) throw fail.notFinite(who, "bias", bias, "f64");
    this.#bias = bias;
    if (weights !== undefined) {
      if (!isVector(weights)) throw fail.notAVector(who, "weights", weights);
      const dtype = this.#settings.dtype ?? dtypeOf(weights);
      const W = readVector(who, "weights", weights, dtype);
      if (W.length === 0) throw fail.optionValue(who, "weights", weights, "one number for each input");
      this.#initial = { ...untrained(who, dtype, 1, 0), W, b: biasOf(who, dtype, bias) };
      this.#state = this.#initial;
    }
  }

  /**
   * z = x·w + b.
   *
   * @param x  one sample [d]
   * @throws {StateError} NOT_FITTED without weights   @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  netInput(x: ArrayLike<number>): number {
    return margins("TLU.netInput", x, this.#fitted("TLU.netInput"))[0] as number;
  }

  /**
   * step(x·w + b): 0 or 1 for Heaviside; −1, 0 or 1 for sign.
   *
   * @param x  one sample [d]
   * @throws as `netInput`
   */
  output(x: ArrayLike<number>): number {
    return this.#activate(margins("TLU.output", x, this.#fitted("TLU.output"))[0] as number);
  }

  /**
   * The output for each row.
   *
   * @param X  samples [n×d]
   * @throws as `netInput`
   */
  predict(X: MatrixInput): number[] {
    const who = "TLU.predict";
    const { W, b, dtype } = this.#fitted(who);
    const samples = readSamples(who, X, W.length);
    return Array.from(affine(who, samples, W, b, dtype).data, (z) => this.#activate(z));
  }

  /**
   * Learns from the initial weights, or goes on from the present ones with `warmStart`.
   *
   * @param X  samples [n×d]
   * @param y  targets [n], values of the step function
   * @param options  onEpoch is called after each epoch; what it throws ends the fit
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; the unit is then unchanged
   */
  fit(X: MatrixInput, y: ArrayLike<number>, options: { onEpoch?: OnEpoch | undefined } = {}): this {
    const who = "TLU.fit";
    checkOptions(who, options, ["onEpoch"]);
    const onEpoch = callback<OnEpoch>(who, "onEpoch", options.onEpoch);
    const before = this.#settings.warmStart ? this.#state : this.#initial;
    const samples = readSamples(who, X, before?.W.length);
    const dtype = before?.dtype ?? this.#settings.dtype ?? samples.dtype;
    const start = before ?? { ...untrained(who, dtype, 1, samples.cols), b: biasOf(who, dtype, this.#bias) };
    const targets = readStepValues(who, y, samples.rows, this.#settings.step);
    const trainingSet: TrainingSet = {
      ...{ X: samples, targets, sampleWeight: undefined, classWeight: new Float64Array([1, 1]) },
      ...{ joint: false, weighted: undefined, visited: undefined },
    };
    return this.#lock.hold(who, () => {
      const work = (arena: Arena) =>
        training(who, arena, trainingSet, start, { ...this.#settings, reports: onEpoch !== undefined });
      const outcome = trainNow(who, work, onEpoch);
      this.#state = outcome.state;
      this.#history = outcome.history;
      this.#converged = outcome.converged;
      return this;
    });
  }

  /** A copy of the weights [d]. */
  get weights(): Reals {
    return this.#fitted("TLU.weights").W.slice();
  }

  get bias(): number {
    return this.#state?.b[0] ?? this.#bias;
  }

  /** The epochs of the last fit. */
  get history(): EpochReport[] {
    return this.#history.map((report) => ({ ...report }));
  }

  /** How many epochs the last fit ran. */
  get nIter(): number {
    return this.#history.length;
  }

  /** Whether the last epoch was free of mistakes. */
  get converged(): boolean {
    return this.#converged;
  }

  #fitted(who: string): ModelState {
    if (this.#state === undefined) throw fail.notFitted(who, "give it { weights }, or call fit first");
    return this.#state;
  }

  #activate(z: number): number {
    return this.#settings.step === "sgn" ? sgn(z) : heaviside(z);
  }
}

function biasOf(who: string, dtype: ModelState["dtype"], bias: number): Reals {
  const b = zeros(dtype, 1).fill(bias);
  if (!allFinite(b)) throw fail.notFinite(who, "bias", bias, dtype);
  return b;
}

function readStepValues(who: string, y: unknown, rows: number, step: Step): Int8Array {
  if (!isVector(y)) throw fail.notAVector(who, "y", y);
  if (isDetached(y)) throw fail.detached(who, "y");
  if (y.length !== rows) throw fail.vectorLength(who, "y", y.length, rows, "row of X");
  const allowed = step === "sgn" ? [-1, 0, 1] : [0, 1];
  return Int8Array.from({ length: rows }, (_, i) => {
    if (!allowed.includes(y[i] as number)) throw fail.notATarget(who, i, y[i], allowed);
    return y[i] as number;
  });
}
