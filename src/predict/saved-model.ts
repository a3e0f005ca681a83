// A saved model as what it takes to answer: layers of threshold units, and what the last one's margins mean.

import type { Step } from "../base/step.js";
import type { Label } from "../data/labels.js";
import type { PredictionWeights } from "../learn/model.js";
import { decide, firesAt, type Outputs } from "../learn/outputs.js";

/** One layer: step(W·x + b), each row scaled before if the model scales. */
export interface SavedLayer extends PredictionWeights {
  readonly step: Step;
}

export interface AnsweringModel {
  /** In the order of the signal; the margins of the last one are decided upon. */
  readonly layers: readonly SavedLayer[];
  /** Of a Perceptron; undefined where the answer is the step of each margin. */
  readonly outputs?: Omit<Outputs, "grows"> | undefined;
  /** Whether the answer is one number, and no array of them. */
  readonly isUnit?: boolean | undefined;
}

export const lastLayer = ({ layers }: AnsweringModel): SavedLayer => layers.at(-1) as SavedLayer;

/** What may be answered, as the model names it: labels, or the values of its step. */
export function classesOf(model: AnsweringModel): readonly Label[] {
  return model.outputs?.classes ?? (lastLayer(model).step === "sgn" ? [-1, 0, 1] : [0, 1]);
}

/** What the margins of a row mean, those from z[at] on. */
export function answer(z: ArrayLike<number>, at: number, model: AnsweringModel): Label | number[] {
  const { b, step } = lastLayer(model);
  if (model.outputs) return decide(z, at, model.outputs, step);
  const values = Array.from(b, (_, j) => stepValue(z[at + j] as number, step));
  return model.isUnit ? (values[0] as number) : values;
}

/** The step of a margin, which is finite. */
export const stepValue = (z: number, step: Step): number =>
  firesAt(z, step) ? 1 : step === "sgn" && z < 0 ? -1 : 0;
