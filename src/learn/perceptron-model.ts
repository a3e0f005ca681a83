import type { Reals } from "../base/dtype.js";
import { call, named } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { type Class, Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import type { Targets } from "../data/labels.js";
import type { ClassOf, Prediction, Predictions, Ranked } from "../data/typed-labels.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { packPerceptron } from "./file/bytes.js";
import { writePerceptron } from "./file/json.js";
import { perceptronSummary } from "./file/summary.js";
import { type Model, readResume } from "./file/write-model.js";
import { coefficients, featuresOf } from "./model.js";
import { decide } from "./outputs.js";
import { contributions, margins } from "./predict/one-row.js";
import { predictRows, rowMargins, score } from "./predict/rows.js";
import { topOf } from "./predict/top-k.js";
import type { Fitted } from "./train/fit.js";
import type { EpochReport, PerceptronJSON, SaveOptions, StopReason } from "./types.js";

/** What a Perceptron answers, tells of itself and is saved as, however it has learned. */
export abstract class PerceptronModel<out L extends Prediction = Prediction> extends Instance {
  #model: Model;

  /** @internal */
  constructor(ofClass: Class, model: Model) {
    super(ofClass);
    this.#model = model;
    inspectable(PerceptronModel.prototype, (shown) => perceptronSummary(shown.#model));
  }

  /**
   * The margins w·x + b, as the model's element type.
   * @param X  samples [n×d]
   * @returns  [n×1] for two classes that did not grow, otherwise [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  decisionFunction(X: MatrixInput): Matrix {
    return call("Perceptron.decisionFunction", () => rowMargins(X, this.#fitted().prediction));
  }

  /**
   * The label of each row, or its row of 0 and 1 if the model was fitted with a matrix.
   * @param X  samples [n×d]
   * @throws as `decisionFunction`
   */
  predict(X: MatrixInput): Predictions<L> {
    return call("Perceptron.predict", () =>
      predictRows(X, this.#fitted(), this.#model.settings.step),
    ) as Predictions<L>;
  }

  /**
   * The label of one row, or its row of 0 and 1 if the model was fitted with a matrix; with the least delay.
   * @param x  one sample [d]
   * @throws as `decisionFunction`
   */
  predictOne(x: ArrayLike<number | boolean>): L {
    try {
      const { prediction, outputs } = this.#fitted();
      return decide(margins(x, prediction), 0, outputs, this.#model.settings.step) as L;
    } catch (error) {
      throw named("Perceptron.predictOne", error);
    }
  }

  /**
   * The classes of one row with their scores, the largest first, equal ones in the order of `classes`: z for each of several
   * classes; of two, z for the second and −z for the first, which comes first at z = 0 too. Of a model that was fitted with
   * a matrix, the columns by their numbers.
   * @param x  one sample [d]
   * @param k  how many, an integer ≥ 1; all by default and where there are no more
   * @throws as `decisionFunction`; {KindError} OPTION_KIND, {ValueError} OPTION_VALUE for another k
   */
  topK(x: ArrayLike<number | boolean>, k?: number): Ranked<ClassOf<L>>[] {
    try {
      const { prediction, outputs } = this.#fitted();
      return topOf(margins(x, prediction), outputs, k) as Ranked<ClassOf<L>>[];
    } catch (error) {
      throw named("Perceptron.topK", error);
    }
  }

  /**
   * What each feature adds to each score: wⱼ·xⱼ, rounded to the model's element type; with `standardize`, of the row as
   * it is scaled. Added in the order of the contract (element j into running sum j mod L), with the bias last, a row of it
   * is the score, to the bit.
   * @param x  one sample [d]
   * @returns  [1×d] for two classes that did not grow, otherwise [k×d]
   * @throws as `decisionFunction`
   */
  contributions(x: ArrayLike<number | boolean>): Matrix {
    return call("Perceptron.contributions", () => contributions(x, this.#fitted().prediction));
  }

  /**
   * The share of rows that are predicted right, in every output.
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @returns  0 … 1
   * @throws as `decisionFunction`, and {KindError} TARGET_KIND, {ValueError} UNKNOWN_CLASS for labels of another type
   */
  score(X: MatrixInput, y: Targets): number {
    return call("Perceptron.score", () => score(X, y, this.#fitted(), this.#model.settings.step));
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. */
  get classes(): ClassOf<L>[] {
    return call("Perceptron.classes", () => [...this.#fitted().outputs.classes]) as ClassOf<L>[];
  }

  /**
   * A copy of the weights, [1×d] for two classes that did not grow, otherwise [k×d]. With `standardize` they are for
   * samples as they are: X·coef + intercept is `decisionFunction` to rounding, which scales each row and then multiplies.
   */
  get coef(): Matrix {
    return call("Perceptron.coef", () => {
      const weights = coefficients(this.#fitted().prediction);
      return { data: weights.W, rows: weights.b.length, cols: featuresOf(weights) };
    });
  }

  /** A copy of the biases, [1] for two classes that did not grow, otherwise [k]; for samples as they are, as `coef`. */
  get intercept(): Reals {
    return call("Perceptron.intercept", () => coefficients(this.#fitted().prediction).b);
  }

  /** How many epochs, or batches of a stream, the last call ran. */
  get nIter(): number {
    return this.#model.fitted?.nIter ?? 0;
  }

  /** Whether the model has every row right that the last call learned from. */
  get converged(): boolean {
    return this.#model.fitted?.converged ?? false;
  }

  /** Why the last call that learned ended; undefined before the first. */
  get stopReason(): StopReason | undefined {
    return this.#model.fitted?.stopReason;
  }

  /** The epochs of the last call. */
  get history(): EpochReport[] {
    return this.#model.fitted?.history.map((report) => ({ ...report })) ?? [];
  }

  /**
   * The model as plain, readable, exact JSON, of which `classes` and `prediction` suffice to predict.
   * @param options  resume, whether it can go on learning; JSON.stringify passes a name, which counts for nothing
   */
  toJSON(options?: SaveOptions | string): PerceptronJSON {
    return call("Perceptron.toJSON", () => writePerceptron(this.#model, readResume(options)));
  }

  /**
   * The model as a small binary file.
   * @param options  resume, whether it can go on learning
   * @throws {ValueError} TOO_LARGE if classes and history make over 16 MiB
   */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return call("Perceptron.toBytes", () => packPerceptron(this.#model, readResume(options)));
  }

  /** All that a model is: for `rosenblatt/worker`. @internal */
  toState(): Model {
    return this.#model;
  }

  /** Puts what was learned in place of what it is, and other settings with it if there are any. @internal */
  protected commit(fitted: Fitted | undefined, settings = this.#model.settings): void {
    this.#model = { settings, fitted };
  }

  #fitted(): Fitted {
    const { fitted } = this.#model;
    if (fitted === undefined) throw fail.notFitted();
    return fitted;
  }
}
