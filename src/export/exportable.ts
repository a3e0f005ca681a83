// What every target asks of a model first.

import type { ValueError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import { readCalibrated } from "../calibration/file.js";
import type { Curve } from "../calibration/isotonic.js";
import type { Label } from "../data/labels.js";
import { isObject } from "../data/view.js";
import { CALIBRATED_FORMAT } from "../learn/file/formats.js";
import { coefficients, featuresOf, type Weights } from "../learn/model.js";
import { openSaved, readSavedModel, type SavedFile, savedSteps } from "../predict/read-saved.js";
import { type AnsweringModel, classesOf, lastLayer, type SavedLayer } from "../predict/saved-model.js";
import { encodedWidth, type Holds, readStepsBefore, type StepsBefore, scaleOf } from "./preparation.js";

/** A Perceptron, TLU, ThresholdNetwork, a Pipeline or a calibrated model; or what `toJSON` or `toBytes` made of it. */
export type Exportable = object;

/** What a model answers with, and what stands before and behind it. */
export interface ExportedModel extends AnsweringModel {
  readonly preparation: StepsBefore;
  /** Of a calibrated model: a curve for each class, or for the second of two. */
  readonly curves: readonly Curve[] | undefined;
}

/**
 * @param holds  what the target can hold beside a model
 * @throws {ValueError} NOT_EXPORTABLE for what it cannot, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export function exportable(model: unknown, target: string, holds: readonly Holds[]): ExportedModel {
  const opened = openSaved(savedBy(model));
  if (opened.file.format !== CALIBRATED_FORMAT) return uncalibrated(opened, target, holds);
  if (!holds.includes("calibration"))
    throw fail.notExportable("a calibrated model", target, "export its model alone");
  const { curves, model: inner } = readCalibrated(opened.file, (file) => {
    const exported = uncalibrated(openSaved(file), target, holds);
    return { ...exported, classes: classesOf(exported) };
  });
  const margins = lastLayer(inner).b.length;
  if (curves.length !== margins)
    throw fail.notASavedModel(`calibration.curves are ${curves.length}, of ${margins} scores`);
  return { ...inner, curves };
}

/** What a model saves of itself: as bytes where it has more weights than JSON holds, for what is wrong with it to be said by name. */
function savedBy(model: unknown): unknown {
  const { toJSON, toBytes } = (isObject(model) ? model : {}) as { toJSON?: unknown; toBytes?: unknown };
  if (typeof toJSON !== "function") return model;
  try {
    return within(() => toJSON.call(model, { resume: false }), ".toJSON");
  } catch (error) {
    if ((error as ValueError | null)?.code !== "TOO_LARGE" || typeof toBytes !== "function") throw error;
    return within(() => toBytes.call(model, { resume: false }), ".toBytes");
  }
}

/** So many weights, means and deviations fit into a text as long as engines hold (2²⁹ characters), at up to 27 each. */
const MOST_NUMBERS = 2 ** 24;

function uncalibrated(opened: SavedFile, target: string, holds: readonly Holds[]): ExportedModel {
  const steps = savedSteps(opened.file);
  const last = steps.pop();
  const model = readSavedModel(last === opened.file ? opened : openSaved(last));
  const preparation = readStepsBefore(steps, target, holds);
  const numbers = model.layers.reduce(
    (sum, { W, scale }) => sum + W.length + 2 * (scale?.mean.length ?? 0),
    0,
  );
  if (numbers > MOST_NUMBERS)
    throw fail.notExportable(`a model of ${numbers} weights`, target, `${MOST_NUMBERS} are the most`);
  const taken = featuresOf(model.layers[0] as Weights);
  const { names, encoding, association } = preparation;
  const made =
    association?.units.scales.length ?? (encoding ? encodedWidth(encoding) : (names?.length ?? taken));
  if (made !== taken) throw fail.featureCount(made, taken);
  if (encoding === undefined || holds.includes("encoding"))
    return { ...model, preparation, curves: undefined };
  const [first, ...others] = model.layers as [SavedLayer, ...SavedLayer[]];
  const scaled = { ...first, scale: scaleOf(encoding, first, target) };
  return {
    ...model,
    layers: [scaled, ...others],
    preparation: { ...preparation, names: encoding.columns.map(({ name }) => name), encoding: undefined },
    curves: undefined,
  };
}

const HELD_BY = "JavaScript, C, WebAssembly and ONNX hold it";

/** A model of one layer that chooses one class. @throws {ValueError} NOT_EXPORTABLE */
export function classifier(
  model: AnsweringModel,
  target: string,
): { classes: readonly Label[]; isBinary: boolean } {
  const { outputs, layers } = model;
  if (layers.length > 1) throw fail.notExportable("a network of layers", target, HELD_BY);
  if (outputs?.kind === "multioutput" || (outputs === undefined && !model.isUnit)) {
    throw fail.notExportable("a model with several outputs, each for itself,", target, HELD_BY);
  }
  if (outputs === undefined && lastLayer(model).step === "sgn") {
    throw fail.notExportable("a TLU with three values", target, 'use step "heaviside"');
  }
  return { classes: classesOf(model), isBinary: outputs?.kind !== "multiclass" };
}

/** Weights for rows as they are, of a target that cannot scale them. */
export function folded(model: AnsweringModel, target: string): Weights {
  const { W, b } = coefficients(lastLayer(model));
  if (![...W, ...b].every(Number.isFinite)) {
    throw fail.notExportable("a model with a feature that hardly varies", target, "leave that column out");
  }
  return { W, b };
}

/** What the columns of a table are called that it takes, in their order; undefined of rows without names. */
export const columnNames = ({
  preparation: { names, encoding },
}: ExportedModel): readonly string[] | undefined => names ?? encoding?.columns.map(({ name }) => name);

/** How many numbers a model takes: columns, or features. */
export const inputCount = ({ layers, preparation: { encoding, association } }: ExportedModel): number =>
  encoding?.columns.length ?? association?.d ?? featuresOf(layers[0] as Weights);

/** A number as every language of C's family writes it: the shortest decimal that reads back as the same. */
export const decimal = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Rows of numbers [k×d]. */
export const weightRows = ({ W, b }: Weights): number[][] =>
  Array.from(b, (_, j) => [...W.subarray((j * W.length) / b.length, ((j + 1) * W.length) / b.length)]);
