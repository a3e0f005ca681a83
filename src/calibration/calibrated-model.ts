import { call } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import type { Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { Matrix } from "../data/view.js";
import { CALIBRATED_FORMAT } from "../learn/file/formats.js";
import { Perceptron } from "../learn/perceptron.js";
import type { SaveOptions } from "../learn/types.js";
import { accuracyOf } from "../metrics/accuracy.js";
import { readTruthAndPrediction } from "../metrics/targets.js";
import type { Calibration } from "./calibration.js";
import { probabilities } from "./curves.js";
import {
  type AbstainOptions,
  decideRows,
  type RankedProbability,
  rankRow,
  type SetOptions,
  setsOfRows,
} from "./decisions.js";
import {
  type CalibratedJSON,
  packCalibrated,
  readCalibrated,
  unpackCalibrated,
  writeCalibrated,
} from "./file.js";
import {
  checkedScores,
  readScorer,
  type ScoreMatrix,
  type Scorer,
  scoresOf,
  scoresOfRanked,
} from "./model.js";

/** How a calibrated model is loaded. */
export interface CalibratedLoadOptions<X> {
  /** Makes the model within of what its `toJSON` or its `toBytes` gave. Default `Perceptron.fromJSON`, `Perceptron.fromBytes`. */
  load?: ((saved: never) => Scorer<X>) | undefined;
}

/** One of the rows of what a model takes. */
export type RowOf<X> = unknown extends X
  ? unknown
  : X extends readonly (infer Row)[]
    ? Row
    : ArrayLike<number>;

const ABSTAIN = ["abstainBelow", "unknown"];

/**
 * A model with probabilities, made by `calibrate`. It holds the model itself: what that learns later moves its scores away
 * from what was calibrated.
 */
export class CalibratedModel<X, L extends Label = Label> extends Instance {
  static override readonly name: string = "CalibratedModel"; // which minifying would take away
  /** What its files begin with. */
  static readonly format: "rosenblatt.calibrated" = CALIBRATED_FORMAT;
  readonly #calibration: Calibration<L, Scorer<X>>;

  /** @internal */
  constructor(calibration: Calibration<L, Scorer<X>>) {
    super(CalibratedModel);
    this.#calibration = calibration;
    inspectable(CalibratedModel.prototype, ({ classes, model }) => ({ classes, model }));
  }

  /** The model within. */
  get model(): Scorer<X> {
    return this.#calibration.model;
  }

  /** The classes, in the order of the probabilities. */
  get classes(): L[] {
    return [...this.#calibration.classes];
  }

  /**
   * The scores of the model within.
   *
   * @param X  samples [n×d], or what else the model takes
   * @throws what `decisionFunction` of the model throws
   */
  decisionFunction(X: X): Matrix {
    return call("CalibratedModel.decisionFunction", () =>
      within(() => this.#calibration.model.decisionFunction(X), ".decisionFunction"),
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
    return call("CalibratedModel.predictProba", () =>
      probabilities(this.#scores(X), this.#calibration.curves),
    );
  }

  /**
   * The most probable class of each row; among equally probable ones that of the larger score, then the first.
   *
   * @param X        samples [n×d], or what else the model takes
   * @param options  abstainBelow, the least probability of an answer; unknown, the answer below it
   * @throws what `predictProba` throws, and {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  predict(X: X): L[];
  predict<const U = null>(X: X, options: AbstainOptions<U>): (L | NoInfer<U>)[];
  predict<U>(X: X, options: AbstainOptions<U> = {}): (L | U)[] {
    return call("CalibratedModel.predict", () => this.#predict(X, options));
  }

  /**
   * `predict` of one row.
   *
   * @param x        one row, as the model takes it
   * @param options  as of `predict`
   * @throws as `predict`
   */
  predictOne(x: RowOf<X>): L;
  predictOne<const U = null>(x: RowOf<X>, options: AbstainOptions<U>): L | NoInfer<U>;
  predictOne<U>(x: RowOf<X>, options: AbstainOptions<U> = {}): L | U {
    return call("CalibratedModel.predictOne", () => {
      const own = checkOptions(options, ABSTAIN);
      return decideRows(this.#scoresOfOne(x), this.#calibration, own)[0] as L | U;
    });
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
    return call("CalibratedModel.topK", () => rankRow(this.#scoresOfOne(x), this.#calibration, k));
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
      const own = checkOptions(options, ["coverage"]);
      return setsOfRows(this.#scores(X), this.#calibration, own);
    });
  }

  /**
   * The share of rows that are predicted right.
   *
   * @param X  samples [n×d], or what else the model takes
   * @param y  labels [n]
   * @returns  0 … 1
   * @throws what `predictProba` throws, and {KindError} NOT_LABELS, LABELS_MIXED   @throws {ShapeError} LENGTH
   */
  score(X: X, y: ArrayLike<L>): number {
    return call("CalibratedModel.score", () =>
      accuracyOf(readTruthAndPrediction(y, this.#predict(X, {}), ["y", "predict(X)"])),
    );
  }

  /**
   * The model within and its calibration, as plain JSON.
   *
   * @param options  resume, whether the model can go on learning; JSON.stringify passes a name, which counts for nothing
   * @throws what `toJSON` of the model throws
   */
  toJSON(options?: SaveOptions | string): CalibratedJSON {
    return call("CalibratedModel.toJSON", () => writeCalibrated(this.#calibration, options));
  }

  /**
   * The calibrated model whose parsed JSON this is, to the bit.
   *
   * @param saved    the parsed JSON
   * @param options  load, which makes the model within; needed where that is no Perceptron
   * @throws {ValueError} MODEL_FILE, and what loading the model within throws
   */
  static fromJSON<X, L extends Label = Label>(
    saved: unknown,
    options: CalibratedLoadOptions<X> = {},
  ): CalibratedModel<X, L> {
    return call(
      "CalibratedModel.fromJSON",
      () => new CalibratedModel(readCalibrated<L, Scorer<X>>(saved, loader(options))),
    );
  }

  /**
   * The model within as its own `toBytes` writes it, or else its JSON; and its calibration.
   *
   * @param options  resume, whether the model can go on learning
   * @throws what `toBytes` of the model throws   @throws {ValueError} TOO_LARGE
   */
  toBytes(options?: SaveOptions): Uint8Array<ArrayBuffer> {
    return call("CalibratedModel.toBytes", () => packCalibrated(this.#calibration, options));
  }

  /**
   * The calibrated model that `toBytes` wrote, to the bit.
   *
   * @param bytes    the whole file
   * @param options  load, which makes the model within of its bytes; needed where that is no Perceptron
   * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE, and what loading the model within throws
   */
  static fromBytes<X, L extends Label = Label>(
    bytes: ArrayBufferLike | ArrayBufferView,
    options: CalibratedLoadOptions<X> = {},
  ): CalibratedModel<X, L> {
    return call(
      "CalibratedModel.fromBytes",
      () => new CalibratedModel(readCalibrated<L, Scorer<X>>(unpackCalibrated(bytes), loader(options))),
    );
  }

  #predict<U>(X: X, options: AbstainOptions<U>): (L | U)[] {
    const own = checkOptions(options, ABSTAIN);
    return decideRows(this.#scores(X), this.#calibration, own);
  }

  #scores(X: X): ScoreMatrix {
    const { model, classes } = this.#calibration;
    return scoresOf(checkedScores(model, X, classes), classes);
  }

  #scoresOfOne(x: unknown): ScoreMatrix {
    const { model, classes } = this.#calibration;
    const { topK } = model;
    if (topK === undefined) return this.#scores([x] as X);
    const ranked = within(() => topK.call(model, x as never), ".topK");
    return scoresOfRanked(ranked, classes);
  }
}

/** What makes the model within of its file. */
function loader<X>(options: CalibratedLoadOptions<X>): (saved: unknown) => Scorer<X> {
  const { load = perceptron } = checkOptions(options, ["load"]);
  if (typeof load !== "function") throw fail.wrongKind("load", "a function", load);
  return (saved) => readScorer((load as (saved: unknown) => Scorer<X>)(saved), "decisionFunction");
}

const perceptron = (saved: unknown) =>
  saved instanceof Uint8Array ? Perceptron.fromBytes(saved) : Perceptron.fromJSON(saved);
