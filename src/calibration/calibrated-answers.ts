import { call } from "../base/errors.js";
import { type Class, Instance } from "../base/instance.js";
import type { Label } from "../data/labels.js";
import { count, numeric, share } from "../data/options.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Matrix } from "../data/view.js";
import type { Calibration } from "./calibration.js";
import { mostBehind, setOf } from "./conformal.js";
import { probabilities } from "./curves.js";
import { type FittedScorer, type ScoreMatrix, scoresOf, scoresOfRanked } from "./model.js";

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

/** A class, its score and how probable it is. */
export interface RankedProbability<L extends Label = Label> extends Ranked<L> {
  /** From 0 to 1, dimensionless. */
  probability: number;
}

/** One of the rows of what a model takes. */
export type RowOf<X> = unknown extends X
  ? unknown
  : X extends readonly (infer Row)[]
    ? Row
    : ArrayLike<number>;

/** What a calibrated model answers: probabilities, an answer or none, and sets of classes. */
export class CalibratedAnswers<
  X,
  L extends Label = Label,
  M extends FittedScorer = FittedScorer,
> extends Instance {
  static override readonly name: string = "CalibratedAnswers"; // which minifying would take away
  /** @internal */
  protected readonly calibration: Calibration<L, M>;

  /** @internal */
  constructor(ofClass: Class, calibration: Calibration<L, M>) {
    super(ofClass);
    this.calibration = calibration;
  }

  /** The classes, in the order of the probabilities. */
  get classes(): L[] {
    return [...this.calibration.classes];
  }

  /**
   * The scores of the model within.
   *
   * @param X  samples [n×d], or what else the model takes
   * @throws what `decisionFunction` of the model throws
   */
  decisionFunction(X: X): Matrix {
    return call("CalibratedModel.decisionFunction", () =>
      this.calibration.model.decisionFunction(X as never),
    );
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
   * @param X        samples [n×d], or what else the model takes
   * @param options  abstainBelow, the least probability of an answer; unknown, the answer below it
   * @throws what `predictProba` throws, and {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  predict(X: X): L[];
  predict<U = null>(X: X, options: AbstainOptions<U>): (L | U)[];
  predict<U>(X: X, options: AbstainOptions<U> = {}): (L | U)[] {
    return call("CalibratedModel.predict", () => this.#decide(() => this.#scores(X), options));
  }

  /**
   * `predict` of one row.
   *
   * @param x        one row, as the model takes it
   * @param options  as of `predict`
   * @throws as `predict`
   */
  predictOne(x: RowOf<X>): L;
  predictOne<U = null>(x: RowOf<X>, options: AbstainOptions<U>): L | U;
  predictOne<U>(x: RowOf<X>, options: AbstainOptions<U> = {}): L | U {
    return call(
      "CalibratedModel.predictOne",
      () => this.#decide(() => this.#scoresOfOne(x), options)[0] as L | U,
    );
  }

  /**
   * The classes of one row with their scores and probabilities, the most probable first; among equally probable ones that of
   * the larger score, then the first.
   *
   * @param x  one row, as the model takes it
   * @param k  how many, an integer ≥ 1; all by default and where there are no more
   * @throws what `predictOne` throws
   */
  topK(x: RowOf<X>, k?: number): RankedProbability<L>[] {
    return call("CalibratedModel.topK", () => {
      const most = k === undefined ? undefined : count("k", k);
      const scores = this.#scoresOfOne(x);
      const { data } = this.#probabilities(scores);
      return this.calibration.classes
        .map((label, j) => ({ label, score: scores.data[j] as number, probability: data[j] as number }))
        .sort((a, b) => b.probability - a.probability || b.score - a.score)
        .slice(0, most);
    });
  }

  /**
   * The classes that may be right, largest score first: a set that holds the right one for at least this share of new rows,
   * if those are like the rows of the calibration. It has one class where the model is sure, several where it is not.
   *
   * @param X        samples [n×d], or what else the model takes
   * @param options  coverage, the share of rows whose set holds the right class
   * @returns  [n], none of them empty
   * @throws what `predictProba` throws, and {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  predictSet(X: X, options: SetOptions = {}): L[][] {
    return call("CalibratedModel.predictSet", () => {
      const { coverage = 0.9 } = this.checked(options, ["coverage"]);
      const { classes, conformity } = this.calibration;
      const most = mostBehind(conformity, share("coverage", coverage));
      const scores = this.#scores(X);
      return Array.from({ length: scores.rows }, (_, row) => setOf(scores, row, classes, most));
    });
  }

  /** @internal Options, whose names a class may check that has room for it. */
  protected checked<O extends object>(options: O, _names: readonly string[]): O {
    return { ...options };
  }

  /** @internal What `decisionFunction` gives, which a class may check. */
  protected margins(X: X): Matrix {
    return this.calibration.model.decisionFunction(X as never);
  }

  #scores(X: X): ScoreMatrix {
    return scoresOf(this.margins(X), this.calibration.classes);
  }

  #scoresOfOne(x: unknown): ScoreMatrix {
    const { model, classes } = this.calibration;
    return model.topK === undefined
      ? this.#scores([x] as X)
      : scoresOfRanked(model.topK(x as never), classes);
  }

  #probabilities(scores: ScoreMatrix): Matrix<Float64Array> {
    return probabilities(scores, this.calibration.curves);
  }

  #decide<U>(scoresOfRows: () => ScoreMatrix, options: AbstainOptions<U>): (L | U)[] {
    const { abstainBelow = 0, unknown = null as U } = this.checked(options, ["abstainBelow", "unknown"]);
    const least = probability("abstainBelow", abstainBelow);
    const { classes } = this.calibration;
    const scores = scoresOfRows();
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

const probability = numeric("a number from 0 to 1", (value) => value >= 0 && value <= 1);
