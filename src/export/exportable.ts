// What every target asks of a model first.

import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { isObject } from "../data/view.js";
import { coefficients, featuresOf, type Weights } from "../learn/model.js";
import { openSaved, readSavedModel } from "../predict/read-saved.js";
import { type AnsweringModel, classesOf, lastLayer } from "../predict/saved-model.js";

/** A Perceptron, TLU, ThresholdNetwork or a Pipeline of nothing but a Perceptron; or what `toJSON` or `toBytes` made of it. */
export type Exportable = object;

/**
 * What a model answers with.
 *
 * @throws {ValueError} NOT_EXPORTABLE for a Pipeline with other steps, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export function exportable(model: unknown, target: string): AnsweringModel {
  const { toJSON } = (isObject(model) ? model : {}) as { toJSON?: unknown };
  const saved: unknown = typeof toJSON === "function" ? toJSON.call(model, { resume: false }) : model;
  const { format, steps } = (isObject(saved) ? saved : {}) as { format?: unknown; steps?: unknown };
  if (format !== "rosenblatt.Pipeline" || !Array.isArray(steps)) return readSavedModel(openSaved(saved));
  if (steps.length === 1) return readSavedModel(openSaved(steps[0]));
  const { format: first } = (steps[0] ?? {}) as { format?: unknown };
  throw fail.notExportable(`a pipeline with the step ${fail.quote(first)}`, target, "export its model alone");
}

/** A model of one layer that chooses one class. @throws {ValueError} NOT_EXPORTABLE */
export function classifier(
  model: AnsweringModel,
  target: string,
): { classes: readonly Label[]; isBinary: boolean } {
  const { outputs, layers } = model;
  if (layers.length > 1) throw fail.notExportable("a network of layers", target);
  if (outputs?.kind === "multioutput" || (outputs === undefined && !model.isUnit)) {
    throw fail.notExportable("a model with several outputs, each for itself,", target);
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

/** How many features a model takes. */
export const inputCount = ({ layers }: AnsweringModel): number => featuresOf(layers[0] as Weights);

/** A number as every language of C's family writes it: the shortest decimal that reads back as the same. */
export const decimal = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Rows of numbers [k×d]. */
export const weightRows = ({ W, b }: Weights): number[][] =>
  Array.from(b, (_, j) => [...W.subarray((j * W.length) / b.length, ((j + 1) * W.length) / b.length)]);
