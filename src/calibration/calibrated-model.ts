import { call } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import type { Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { Matrix } from "../data/view.js";
import { Perceptron } from "../learn/perceptron.js";
import type { SaveOptions } from "../learn/types.js";
import { accuracyOf } from "../metrics/accuracy.js";
import { readTruthAndPrediction } from "../metrics/targets.js";
import { CalibratedAnswers } from "./calibrated-answers.js";
import type { Calibration } from "./calibration.js";
import {
  CALIBRATED,
  type CalibratedJSON,
  packCalibrated,
  readCalibrated,
  unpackCalibrated,
  writeCalibrated,
} from "./file.js";
import { checkedScores, readScorer, type Scorer } from "./model.js";

export interface CalibratedLoadOptions<X> {
  /** Makes the model within of what its `toJSON` or its `toBytes` gave. Default `Perceptron.fromJSON`, `Perceptron.fromBytes`. */
  load?: ((saved: never) => Scorer<X>) | undefined;
}

/**
 * A model with probabilities, made by `calibrate`. It holds the model itself: what that learns later moves its scores away
 * from what was calibrated.
 */
export class CalibratedModel<X, L extends Label = Label> extends CalibratedAnswers<X, L, Scorer<X>> {
  static override readonly name: string = "CalibratedModel"; // which minifying would take away
  /** What its files begin with. */
  static readonly format: "rosenblatt.calibrated" = CALIBRATED;

  /** @internal */
  constructor(calibration: Calibration<L, Scorer<X>>) {
    super(CalibratedModel, calibration);
    inspectable(CalibratedModel.prototype, ({ classes, model }) => ({ classes, model }));
  }

  /** @internal */
  protected override checked<O extends object>(options: O, names: readonly string[]): O {
    return checkOptions(options, names);
  }

  /** @internal */
  protected override margins(X: X): Matrix {
    const { model, classes } = this.calibration;
    return checkedScores(model, X, classes);
  }

  /** The model within. */
  get model(): Scorer<X> {
    return this.calibration.model;
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
      accuracyOf(readTruthAndPrediction(y, this.predict(X), ["y", "predict(X)"])),
    );
  }

  /**
   * The model within and its calibration, as plain JSON.
   *
   * @param options  resume, whether the model can go on learning; JSON.stringify passes a name, which counts for nothing
   * @throws what `toJSON` of the model throws
   */
  toJSON(options?: SaveOptions | string): CalibratedJSON {
    return call("CalibratedModel.toJSON", () => writeCalibrated(this.calibration, options));
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
    return call("CalibratedModel.toBytes", () => packCalibrated(this.calibration, options));
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
}

/** What makes the model within of its file. */
function loader<X>(options: CalibratedLoadOptions<X>): (saved: unknown) => Scorer<X> {
  const { load = perceptron } = checkOptions(options, ["load"]);
  return (saved) => readScorer((load as (saved: unknown) => Scorer<X>)(saved), "decisionFunction");
}

const perceptron = (saved: unknown) =>
  (saved instanceof Uint8Array
    ? Perceptron.fromBytes(saved)
    : Perceptron.fromJSON(saved)) as unknown as Scorer;
