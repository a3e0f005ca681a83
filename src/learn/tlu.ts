import { allFinite, dtypeOf, type Reals, zeros } from "../base/dtype.js";
import { call, named } from "../base/errors.js";
import { inspectable, summaryOf } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import { plainLength } from "../base/plain-array.js";
import { heaviside, type Step, sgn } from "../base/step.js";
import * as fail from "../base/texts.js";
import { sharedArena } from "../core/current.js";
import { readArray, readVector } from "../data/dense.js";
import { readSamples } from "../data/matrix.js";
import { callback, checkOptions } from "../data/options.js";
import { isVector, type MatrixInput } from "../data/view.js";
import { readUnit, writeUnit } from "./file/unit.js";
import { type ModelState, untrained } from "./model.js";
import { affine } from "./predict/affine.js";
import { margins } from "./predict/one-row.js";
import { type TrainingSettings, trainingOptions, trainingSettings } from "./settings.js";
import { type FitResult, training, trainNow } from "./train/epochs.js";
import { Lock } from "./train/lock.js";
import type { TrainingSet } from "./train/training-set.js";
import type { EpochReport, FitOptions, OnEpoch, StopReason, TLUJSON, TrainingOptions } from "./types.js";

/** How a threshold logic unit learns, and what it begins with. */
export interface TLUOptions extends TrainingOptions {
  /** Initial weights [d]; `fit` starts from them. Zeros, as many as there are features, if left out. */
  weights?: ArrayLike<number> | undefined;
  /** The initial bias. Default 0. */
  bias?: number | undefined;
}

/** What a unit answers that learned targets T: of the sign it may say 0, on its plane, and of either what no target was. */
type StepValue<T extends number> = number extends T ? number : -1 extends T ? -1 | 0 | 1 : 0 | 1;

/** A unit once it has learned targets of T; one that was declared for others stays what it is. */
type FittedUnit<L extends number, T extends number, Y extends number> = TLU<
  number extends T ? StepValue<Y> : L,
  T
>;

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
export class TLU<out L extends number = number, T extends number = NoInfer<L>> extends Instance {
  static override readonly name: string = "TLU"; // which minifying would take away
  readonly #settings: TrainingSettings;
  /** What a cold `fit` starts from; undefined for zeros. */
  readonly #initial: ModelState | undefined;
  readonly #bias: number;
  #state: ModelState | undefined;
  #lastFit: FitResult | undefined;
  readonly #lock = new Lock();

  /**
   * @param options  weights and bias, step, and how it learns: eta0, maxIter, tol, …
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND, NOT_A_VECTOR, NOT_A_NUMBER
   * @throws {ValueError} OPTION_VALUE, NOT_FINITE
   */
  constructor(options: TLUOptions = {}) {
    super(TLU);
    const { settings, bias, initial } = call("new TLU", () => unitOptions(options));
    this.#settings = settings;
    this.#bias = bias;
    this.#initial = initial;
    this.#state = initial;
    inspectable(TLU.prototype, (shown) => {
      const state = shown.#state;
      const shape = state && { weights: state.W, bias: shown.bias, dtype: state.dtype };
      return summaryOf(shape, shown.#settings, trainingSettings({}, []), shown.#lastFit);
    });
  }

  /**
   * z = x·w + b.
   *
   * @param x  one sample [d]
   * @throws {StateError} NOT_FITTED without weights   @throws {ShapeError} FEATURE_COUNT
   * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  netInput(x: ArrayLike<number | boolean>): number {
    try {
      return margins(x, this.#fitted())[0] as number;
    } catch (error) {
      throw named("TLU.netInput", error);
    }
  }

  /**
   * step(x·w + b): 0 or 1 for Heaviside; −1, 0 or 1 for sign.
   *
   * @param x  one sample [d]
   * @throws as `netInput`
   */
  output(x: ArrayLike<number | boolean>): L {
    try {
      return this.#activate(margins(x, this.#fitted())[0] as number) as L;
    } catch (error) {
      throw named("TLU.output", error);
    }
  }

  /**
   * The output for each row.
   *
   * @param X  samples [n×d]
   * @throws as `netInput`
   */
  predict(X: MatrixInput): L[] {
    return call("TLU.predict", () => {
      const { W, b, dtype } = this.#fitted();
      const samples = readSamples(X, W.length);
      plainLength("the result", samples.rows);
      return Array.from(affine(samples, W, b, dtype).data, (z) => this.#activate(z) as L);
    });
  }

  /**
   * Learns from the initial weights, or goes on from the present ones with `warmStart`.
   *
   * @param X  samples [n×d]
   * @param y  targets [n], values of the step function
   * @param options  onEpoch is called after each epoch; what it throws ends the fit
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; the unit is then unchanged
   */
  fit<Y extends ArrayLike<T>>(
    X: MatrixInput,
    y: Y,
    options: Pick<FitOptions, "onEpoch"> = {},
  ): FittedUnit<L, T, Y[number]> {
    return call("TLU.fit", () => {
      const onEpoch = callback<OnEpoch>("onEpoch", checkOptions(options, ["onEpoch"]).onEpoch);
      const before = this.#settings.warmStart ? this.#state : this.#initial;
      const samples = readSamples(X, before?.W.length);
      const dtype = before?.dtype ?? this.#settings.dtype ?? samples.dtype;
      const start = before ?? { ...untrained(dtype, 1, samples.cols), b: biasOf(dtype, this.#bias) };
      const targets = readStepValues(y, samples.rows, this.#settings.step);
      const trainingSet: TrainingSet = {
        X: samples,
        targets,
        sampleWeight: undefined,
        classWeight: new Float64Array([1, 1]),
        joint: false,
        weighted: undefined,
        visited: undefined,
      };
      return this.#lock.hold(() => {
        const plan = { ...this.#settings, reports: onEpoch !== undefined };
        const arena = sharedArena();
        this.#lastFit = trainNow(arena, training(arena, trainingSet, start, plan), onEpoch);
        this.#state = this.#lastFit.state;
        return this as never;
      });
    });
  }

  /** A copy of the weights [d]. */
  get weights(): Reals {
    return call("TLU.weights", () => this.#fitted().W.slice());
  }

  /** The bias: that of the options before a fit. */
  get bias(): number {
    return this.#state?.b[0] ?? this.#bias;
  }

  /** The epochs of the last fit. */
  get history(): EpochReport[] {
    return this.#lastFit?.history.map((report) => ({ ...report })) ?? [];
  }

  /** How many epochs the last fit ran. */
  get nIter(): number {
    return this.#lastFit?.nIter ?? 0;
  }

  /** Whether the last epoch was free of mistakes. */
  get converged(): boolean {
    return this.#lastFit?.converged ?? false;
  }

  /** Why the last fit ended; undefined before the first. */
  get stopReason(): StopReason | undefined {
    return this.#lastFit?.stopReason;
  }

  /** The unit as plain, exact JSON: what it takes to answer. @throws {StateError} NOT_FITTED */
  toJSON(): TLUJSON {
    return call("TLU.toJSON", () => {
      const state = this.#fitted();
      return writeUnit(state.dtype, state, this.#settings.step);
    });
  }

  /**
   * The unit whose parsed JSON this is; its weights are the initial ones.
   * @param saved  what `toJSON` gave
   * @throws {ValueError} MODEL_FILE
   */
  static fromJSON(saved: unknown): TLU {
    return call("TLU.fromJSON", () => {
      const options = readUnit(saved);
      unitOptions(options); // which refuses here what the constructor would refuse by its own name
      return new TLU(options);
    });
  }

  #fitted(): ModelState {
    if (this.#state === undefined) throw fail.notFitted("give it { weights }, or call fit first");
    return this.#state;
  }

  #activate(z: number): number {
    return this.#settings.step === "sgn" ? sgn(z) : heaviside(z);
  }
}

/** The settings of a unit, and what it begins with if its weights are given. */
function unitOptions(options: TLUOptions) {
  const known = [...trainingOptions(), "weights", "bias"];
  const settings = trainingSettings(options, known);
  const { weights, bias = 0 } = checkOptions(options, known);
  if (typeof bias !== "number") throw fail.notANumber("bias", bias);
  if (!Number.isFinite(bias)) throw fail.notFinite("bias", bias, "f64");
  if (weights === undefined) return { settings, bias, initial: undefined };
  if (!isVector(weights)) throw fail.notAVector("weights", weights);
  const dtype = settings.dtype ?? dtypeOf(weights);
  const W = readVector("weights", weights, dtype);
  if (W.length === 0) throw fail.optionValue("weights", weights, "one number for each input");
  return { settings, bias, initial: { ...untrained(dtype, 1, 0), W, b: biasOf(dtype, bias) } };
}

function biasOf(dtype: ModelState["dtype"], bias: number): Reals {
  const b = zeros(dtype, 1).fill(bias);
  if (!allFinite(b)) throw fail.notFinite("bias", bias, dtype);
  return b;
}

function readStepValues(y: unknown, rows: number, step: Step): Int8Array {
  const given = readArray("y", y);
  if (given.length !== rows) throw fail.vectorLength("y", given.length, rows, "row of X");
  const allowed = step === "sgn" ? [-1, 0, 1] : [0, 1];
  return Int8Array.from({ length: rows }, (_, i) => {
    const target: unknown = given[i];
    const value = typeof target === "boolean" ? Number(target) : (target as number);
    if (!allowed.includes(value)) throw fail.notATarget(i, target, allowed);
    return value;
  });
}
