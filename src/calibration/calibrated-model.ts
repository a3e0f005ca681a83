import { call } from "../base/errors.js";
import type { Label } from "../data/labels.js";
import { checkOptions, numeric } from "../data/options.js";
import type { Matrix } from "../data/view.js";
import { Perceptron } from "../learn/perceptron.js";
import { share } from "../learn/settings.js";
import { accuracyOf } from "../metrics/accuracy.js";
import { readTruthAndPrediction } from "../metrics/targets.js";
import type { Calibration } from "./calibration.js";
import { mostBehind, setOf } from "./conformal.js";
import { probabilities } from "./curves.js";
import { type CalibratedJSON, readCalibrated, writeCalibrated } from "./file.js";
import { type ScoreMatrix, type Scorer, scoresOf } from "./model.js";

export interface AbstainOptions<U> {
  /** A row whose largest probability is below this is answered with `unknown`: 0 … 1. Default 0: every row has an answer. */
  abstainBelow?: number | undefined;
  /** The answer for such a row. Default null. */
  unknown?: U | undefined;
}

export interface SetOptions {
  /** The share of rows whose set holds the right class, above 0 and below 1. Default 0.9. */
  coverage?: number | undefined;
}

export interface CalibratedLoadOptions<X> {
  /** Makes the model within of what its `toJSON` gave. Default `Perceptron.fromJSON`. */
  load?: ((saved: unknown) => Scorer<X>) | undefined;
}

/**
 * A model with probabilities, made by `calibrate`. It holds the model itself: what that learns later moves its scores away
 * from what was calibrated.
 */
export class CalibratedModel<X, L extends Label = Label> {
  static readonly name: string = "CalibratedModel"; // which minifying would take away
  readonly #calibration: Calibration<X, L>;

  /** @internal */
  constructor(calibration: Calibration<X, L>) {
    this.#calibration = calibration;
  }

  /** The model within. */
  get model(): Scorer<X> {
    return this.#calibration.model;
  }

  /** The classes, in the order of the probabilities. */
  get classes(): L[] {
    return [...this.#calibration.classes];
  }

  /** The scores of the model within. @throws what it throws */
  decisionFunction(X: X): Matrix {
    return call("CalibratedModel.decisionFunction", () => this.#calibration.model.decisionFunction(X));
  }

  /**
   * How probable each class is: the share of the calibration's rows with such a score that were of the class, over the sum
   * of these shares. It grows with the score of the class, and the same rows give the same bits everywhere.
   *
   * @param X  samples [n×d], or what else the model takes
   * @returns  [n×k] f64; each row sums to 1 but for rounding
   * @throws what `decisionFunction` of the model throws
   */
  predictProba(X: X): Matrix<Float64Array> {
    return call("CalibratedModel.predictProba", () => this.#probabilities(this.#scores(X)));
  }

  /**
   * The most probable class of each row; among equally probable ones that of the larger score, then the first.
   *
   * @param X  samples [n×d], or what else the model takes
   * @throws what `predictProba` throws, and {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  predict(X: X): L[];
  predict<U = null>(X: X, options: AbstainOptions<U>): (L | U)[];
  predict<U>(X: X, options: AbstainOptions<U> = {}): (L | U)[] {
    return call("CalibratedModel.predict", () => this.#predict(X, options));
  }

  /** `predict` of one row. */
  predictOne(x: RowOf<X>): L;
  predictOne<U = null>(x: RowOf<X>, options: AbstainOptions<U>): L | U;
  predictOne<U>(x: RowOf<X>, options: AbstainOptions<U> = {}): L | U {
    return call("CalibratedModel.predictOne", () => this.#predict([x] as X, options)[0] as L | U);
  }

  /**
   * The classes that may be right, largest score first: a set that holds the right one for at least this share of new rows,
   * if those are like the rows of the calibration. It has one class where the model is sure, several where it is not.
   *
   * @param X  samples [n×d], or what else the model takes
   * @returns  [n], none of them empty
   * @throws what `predictProba` throws, and {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  predictSet(X: X, options: SetOptions = {}): L[][] {
    return call("CalibratedModel.predictSet", () => {
      checkOptions(options, ["coverage"]);
      const { coverage = 0.9 } = options;
      const { classes, conformity } = this.#calibration;
      const most = mostBehind(conformity, share("coverage", coverage));
      const scores = this.#scores(X);
      return Array.from({ length: scores.rows }, (_, row) => setOf(scores, row, classes, most));
    });
  }

  /**
   * The share of rows that are predicted right.
   *
   * @param y  labels [n]
   * @returns  0 … 1
   * @throws what `predictProba` throws, and {KindError} NOT_LABELS, LABELS_MIXED   @throws {ShapeError} LENGTH
   */
  score(X: X, y: ArrayLike<L>): number {
    return call("CalibratedModel.score", () =>
      accuracyOf(readTruthAndPrediction(y, this.#predict(X, {}), ["y", "predict(X)"])),
    );
  }

  /** The model within and its calibration, as plain JSON. @throws what `toJSON` of the model throws */
  toJSON(): CalibratedJSON {
    return call("CalibratedModel.toJSON", () => writeCalibrated(this.#calibration));
  }

  /**
   * The calibrated model whose parsed JSON this is, to the bit.
   *
   * @throws {ValueError} MODEL_FILE, and what loading the model within throws
   */
  static fromJSON<X, L extends Label = Label>(
    saved: unknown,
    options: CalibratedLoadOptions<X> = {},
  ): CalibratedModel<X, L> {
    return call("CalibratedModel.fromJSON", () => {
      checkOptions(options, ["load"]);
      const { load = Perceptron.fromJSON as unknown as (saved: unknown) => Scorer<X> } = options;
      return new CalibratedModel(readCalibrated<X, L>(saved, load));
    });
  }

  #scores(X: X): ScoreMatrix {
    const { model, classes } = this.#calibration;
    return scoresOf(model, X, classes);
  }

  #probabilities(scores: ScoreMatrix): Matrix<Float64Array> {
    return probabilities(scores, this.#calibration.curves);
  }

  #predict<U>(X: X, options: AbstainOptions<U>): (L | U)[] {
    checkOptions(options, ["abstainBelow", "unknown"]);
    const { abstainBelow = 0, unknown = null as U } = options;
    const least = probability("abstainBelow", abstainBelow);
    const { classes } = this.#calibration;
    const scores = this.#scores(X);
    const { data, rows, cols } = this.#probabilities(scores);
    return Array.from({ length: rows }, (_, row) => {
      let best = row * cols;
      for (let at = best + 1; at < (row + 1) * cols; at++) {
        const ahead = (data[at] as number) - (data[best] as number);
        if (ahead > 0 || (ahead === 0 && (scores.data[at] as number) > (scores.data[best] as number)))
          best = at;
      }
      return (data[best] as number) < least ? unknown : (classes[best - row * cols] as L);
    });
  }
}

/** One of the rows of what a model takes. */
export type RowOf<X> = X extends readonly (infer Row)[] ? Row : ArrayLike<number>;

const probability = numeric("a number from 0 to 1", (value) => value >= 0 && value <= 1);
