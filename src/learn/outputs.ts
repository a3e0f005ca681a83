// What the outputs of a Perceptron stand for: labels into targets on the way in, margins into labels on the
// way out.

import { allocate } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { type Answers, classNumbers, distinct, type Label } from "../data/labels.js";

import type { ClassWeightSetting } from "./settings.js";
import type { OutputKind } from "./types.js";

export interface Outputs {
  readonly kind: OutputKind;
  /** Sorted; [0, 1] if the targets are a matrix. */
  readonly classes: readonly Label[];
  readonly count: number;
}

export function labelOutputs(classes: readonly Label[]): Outputs {
  return classes.length === 2
    ? { kind: "binary", classes, count: 1 }
    : { kind: "multiclass", classes, count: classes.length };
}

export function matrixOutputs(count: number): Outputs {
  return { kind: "multioutput", classes: [0, 1], count };
}

/** The value of an output neuron that should not fire. */
const off = (step: Step): number => (step === "sgn" ? -1 : 0);

/**
 * Targets [n×k] in values of the step function: 1 to fire, else 0 (Heaviside) or −1 (sign).
 *
 * @throws {KindError} TARGET_KIND   @throws {ShapeError} OUTPUT_COUNT   @throws {ValueError} UNKNOWN_CLASS
 */
export function encode(who: string, answers: Answers, outputs: Outputs, step: Step): Int8Array {
  const { kind, classes, count } = outputs;
  if (answers.kind === "matrix") {
    if (kind !== "multioutput") throw fail.targetKind(who, "labels");
    if (answers.cols !== count) throw fail.outputCount(who, answers.cols, count);
    return answers.bits.map((bit) => (bit === 1 ? 1 : off(step)));
  }
  if (kind === "multioutput") throw fail.targetKind(who, "a matrix of 0 and 1");
  const numbers = classNumbers(who, answers.labels, classes);
  const size = numbers.length * count;
  const targets = allocate(who, size, () => new Int8Array(size)).fill(off(step));
  numbers.forEach((number, row) => {
    if (kind === "multiclass") targets[row * count + number] = 1;
    else if (number === 1) targets[row] = 1;
  });
  return targets;
}

/**
 * The weight of each output's negative and positive targets [k×2]. As in scikit-learn, a class weighs on the
 * output that stands for it; with two classes, or a matrix, the first class weighs on the negatives.
 *
 * @throws {ValueError} UNKNOWN_CLASS
 */
export function encodeClassWeight(
  who: string,
  classWeight: Exclude<ClassWeightSetting, "balanced">,
  { kind, classes, count }: Outputs,
): Float64Array {
  const weights = new Float64Array(2 * count).fill(1);
  if (classWeight === undefined) return weights;
  const names = classes.map(String);
  for (const name of classWeight.keys()) {
    if (!names.includes(name)) throw fail.unknownClass(who, "a key of classWeight", name, classes);
  }
  const weightOf = (number: number): number => classWeight.get(names[number] as string) ?? 1;
  for (let j = 0; j < count; j++) {
    if (kind !== "multiclass") weights[2 * j] = weightOf(0);
    weights[2 * j + 1] = weightOf(kind === "multiclass" ? j : 1);
  }
  return weights;
}

/**
 * The same for `classWeight: "balanced"`: n / (classes · rows of the class), as scikit-learn has it, so that every
 * class weighs alike. A class without rows weighs 1.
 *
 * @param targets  [n×k] as `encode` gives them
 */
export function balancedClassWeight(targets: Int8Array, { kind, classes, count }: Outputs): Float64Array {
  const weights = new Float64Array(2 * count).fill(1);
  const n = targets.length / count;
  for (let j = 0; j < count; j++) {
    let positives = 0;
    for (let i = j; i < targets.length; i += count) if ((targets[i] as number) > 0) positives++;
    const weightOf = (rows: number): number => (rows === 0 ? 1 : n / (classes.length * rows));
    if (kind !== "multiclass") weights[2 * j] = weightOf(n - positives);
    weights[2 * j + 1] = weightOf(positives);
  }
  return weights;
}

/** Whether a neuron fires: z ≥ 0 for Heaviside, z > 0 for sign. */
const fires = (z: number, step: Step): boolean => (step === "sgn" ? z > 0 : z >= 0);

/**
 * What the margins of one row mean: a label, or a row of 0 and 1. Of several maxima the first wins.
 *
 * @param z   margins, those of the row from z[at] on
 */
export function decide(z: ArrayLike<number>, at: number, outputs: Outputs, step: Step): Label | number[] {
  const { kind, classes, count } = outputs;
  if (kind === "binary") return classes[fires(z[at] as number, step) ? 1 : 0] as Label;
  if (kind === "multioutput") {
    return Array.from({ length: count }, (_, j) => (fires(z[at + j] as number, step) ? 1 : 0));
  }
  let best = 0;
  for (let j = 1; j < count; j++) if ((z[at + j] as number) > (z[at + best] as number)) best = j;
  return classes[best] as Label;
}

/** What a first `fit` finds in y. */
export function fitOutputs(answers: Answers, who: string): Outputs {
  if (answers.kind === "matrix") return matrixOutputs(answers.cols);
  const classes = distinct(answers.labels);
  if (classes.length === 1) throw fail.oneClass(who, classes[0]);
  return labelOutputs(classes);
}

export function sameClasses(a: readonly Label[], b: readonly Label[]): boolean {
  return a.length === b.length && a.every((label, i) => label === b[i]);
}

/** The share of rows that are predicted right, in every output. */
export function share(
  who: string,
  predicted: (Label | number[])[],
  answers: Answers,
  { kind, classes, count }: Outputs,
): number {
  if ((answers.kind === "matrix") !== (kind === "multioutput")) {
    throw fail.targetKind(who, kind === "multioutput" ? "a matrix of 0 and 1" : "labels");
  }
  let right = 0;
  if (answers.kind === "matrix") {
    if (answers.cols !== count) throw fail.outputCount(who, answers.cols, count);
    predicted.forEach((row, i) => {
      if ((row as number[]).every((bit, j) => bit === answers.bits[i * count + j])) right++;
    });
  } else {
    const { labels } = answers;
    if (typeof labels[0] !== typeof classes[0]) throw fail.unknownClass(who, "y[0]", labels[0], classes);
    predicted.forEach((label, i) => {
      if (label === labels[i]) right++;
    });
  }
  return right / predicted.length;
}
