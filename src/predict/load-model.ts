import type { Reals } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import type { ClassOf, Prediction, Predictions, Ranked } from "../data/typed-labels.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import { ensure } from "../learn/file/ensure.js";
import { CALIBRATED_FORMAT } from "../learn/file/formats.js";
import { isSparse, type PipelineStep, transformed, transformedOne } from "../pipeline/steps.js";
import type { LoadedCalibratedModel } from "./calibrated.js";
import { ranked } from "./ranking.js";
import { openSaved, readSavedModel, savedSteps } from "./read-saved.js";
import { readRow, readRows } from "./rows.js";
import { type AnsweringModel, answer, classesOf } from "./saved-model.js";
import { featureCountOf, scoreRows } from "./score.js";
import { listOf } from "./tensors.js";

/** A model that only answers, with the bits of the one that was saved. */
export interface LoadedModel<L extends Prediction = Prediction, Rows = MatrixInput, Row = ArrayLike<number>> {
  /** What may be answered, sorted: labels, or the values of the step of a TLU or a network. */
  readonly classes: ClassOf<L>[];
  /**
   * The label of each row; of a model that was fitted with a matrix, its row of 0 and 1. A TLU answers with a number a row, a network
   * with a row of them.
   *
   * @param X  samples [n×d], dense or sparse
   * @throws {KindError} NOT_A_MATRIX, …   @throws {ShapeError} FEATURE_COUNT, …   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  predict(X: Rows): Predictions<L>;
  /**
   * `predict` of one row.
   *
   * @param x  one row [d]
   * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ShapeError} FEATURE_COUNT   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  predictOne(x: Row): L;
  /**
   * The labels of one row with the largest scores, largest first, ties in the order of `classes`. Of two classes the second has
   * the score z, and the first −z. Of outputs that answer each for itself, their numbers.
   *
   * @param x  one row [d]
   * @param k  how many; default all
   * @throws as `predictOne`; {ValueError} OPTION_VALUE for another k
   */
  topK(x: Row, k?: number): Ranked<ClassOf<L>>[];
  /**
   * The margins w·x + b, in the model's element type; of a network those of its last layer.
   *
   * @param X  samples [n×d]
   * @returns  [n×1] for two classes that did not grow and for a TLU, otherwise [n×k]
   * @throws as `predict`
   */
  decisionFunction(X: Rows): Matrix;
}

/** What a step of a saved Pipeline is loaded by: its class, or what this subpath has instead. */
export interface StepLoader {
  /** What the files begin with that it reads. */
  readonly format: string;
  /**
   * The step.
   *
   * @param saved    what `toJSON` wrote
   * @param options  what loads the steps within it
   */
  fromJSON(saved: never, options: never): unknown;
}

/** What a calibrated model is loaded by: `calibrated`. */
export interface CalibrationLoader extends StepLoader {
  /** That of a calibrated model. */
  readonly format: "rosenblatt.calibrated";
}

/**
 * A saved model, for those who only ask: without training and without Wasm, to the same bits.
 *
 * ```ts
 * const model = loadModel(JSON.parse(text)); // or the bytes of toBytes
 * model.predictOne([5.1, 1.9]);
 * ```
 *
 * @param saved    what `toJSON` (parsed) or `toBytes` wrote of a Perceptron, a Pipeline or a calibrated model, `toJSON` of a TLU or a
 *   ThresholdNetwork
 * @param options  `steps`: the classes of the steps of a Pipeline, but for a Perceptron; its methods then take what the first takes.
 *   `associationLayer` reads such a layer, and `calibrated`, as the last of them, a calibrated model. Other names are
 *   passed by: who misspells `steps` is told which class is missing
 * @throws {ValueError} MODEL_FILE, DETACHED   @throws {KindError} NOT_BYTES, STEP_CLASS   @throws {StateError} NOT_FITTED
 */
export function loadModel<L extends Prediction = Prediction>(saved: unknown): LoadedModel<L>;
export function loadModel<L extends Label = Label>(
  saved: unknown,
  options: { readonly steps: readonly [...StepLoader[], CalibrationLoader] },
): LoadedCalibratedModel<L>;
export function loadModel<L extends Prediction = Prediction>(
  saved: unknown,
  options: { readonly steps?: readonly StepLoader[] | undefined },
): LoadedModel<L, unknown, unknown>;
export function loadModel(
  saved: unknown,
  options?: { readonly steps?: readonly StepLoader[] | undefined },
): unknown {
  // What others have put on Object.prototype is no option.
  return call("loadModel", () => load(saved, listOf({ steps: [], ...options }.steps) as StepLoader[]));
}

/** Each loader is asked once on the way from a file to what is within it, so that this way ends. */
function load(saved: unknown, loaders: readonly StepLoader[]): unknown {
  const opened = openSaved(saved);
  const files = savedSteps(opened.file);
  const parts = files.map((file, i) => {
    const format = (file as { format?: unknown } | null | undefined)?.format;
    const loader = format !== undefined && loaders.find((step) => step.format === format);
    if (loader) {
      const others = loaders.filter((step) => step !== loader);
      return loader.fromJSON(file as never, { load: (model: unknown) => load(model, others) } as never);
    }
    if (i < files.length - 1 || format === CALIBRATED_FORMAT) throw fail.stepClass(i, format);
    return answering(readSavedModel(file === opened.file ? opened : openSaved(file)));
  });
  const model = parts.pop() as LoadedModel;
  ensure("predict" in model, "it has no model");
  return parts.length === 0 ? model : pipeline(parts as PipelineStep[], model);
}

/** A model behind the steps that prepare its samples. */
function pipeline(steps: readonly PipelineStep[], model: LoadedModel): LoadedModel {
  type Method = (x: unknown, k?: number) => never;
  const of = (name: "predict" | "predictOne" | "topK" | "decisionFunction", prepare: typeof transformed) =>
    ((x, k) => (model[name] as Method)(prepare(steps, x), k)) as Method;
  return {
    get classes() {
      return model.classes;
    },
    predict: of("predict", transformed),
    predictOne: of("predictOne", transformedOne),
    topK: of("topK", transformedOne),
    decisionFunction: of("decisionFunction", transformed),
  };
}

function answering<L extends Label>(model: AnsweringModel): LoadedModel<L> {
  const d = featureCountOf(model);
  /** Of a row, or of a matrix of one, as a step of a Pipeline may make it. */
  const scoreOne = (x: unknown): Reals =>
    scoreRows(isSparse(x) && (x as Matrix).rows === 1 ? readRows(x, d) : readRow(x, d), model).data;
  return {
    get classes() {
      return [...classesOf(model)] as L[];
    },
    predict: (X) =>
      call("loadModel.predict", () => {
        const { data, rows, cols } = scoreRows(readRows(X, d), model);
        return Array.from({ length: rows }, (_, i) => answer(data, i * cols, model)) as L[];
      }),
    predictOne: (x) => call("loadModel.predictOne", () => answer(scoreOne(x), 0, model) as L),
    topK: (x, k) => call("loadModel.topK", () => ranked(scoreOne(x), model.outputs, k) as Ranked<L>[]),
    decisionFunction: (X) => call("loadModel.decisionFunction", () => scoreRows(readRows(X, d), model)),
  };
}
