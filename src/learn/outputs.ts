// What the outputs of a Perceptron stand for: labels into targets on the way in, margins into labels on the
// way out.

import { allocate } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
import { inParts, shouldYield, type Work } from "../base/work.js";
import {
  type CheckedTargets,
  classNumbersWork,
  distinct,
  distinctWork,
  type Label,
  numberInto,
} from "../data/labels.js";
import type { Matrix } from "../data/view.js";
import type { ClassWeightSetting } from "./settings.js";
import type { OutputKind } from "./types.js";

export interface Outputs {
  readonly kind: OutputKind;
  /** Sorted; [0, 1] if the targets are a matrix. */
  readonly classes: readonly Label[];
  readonly count: number;
  /** Whether new classes may come, so that even two have a row of weights each. */
  readonly grows: boolean;
}

export function labelOutputs(classes: readonly Label[], grows = false): Outputs {
  return classes.length === 2 && !grows
    ? { kind: "binary", classes, count: 1, grows }
    : { kind: "multiclass", classes, count: classes.length, grows };
}

export function matrixOutputs(count: number): Outputs {
  return { kind: "multioutput", classes: [0, 1], count, grows: false };
}

/** What a first `fit` finds in y. @throws {ValueError} ONE_CLASS */
export function* fitOutputs(checked: CheckedTargets): Work<Outputs> {
  if (checked.kind === "matrix") return matrixOutputs(checked.cols);
  const classes = yield* distinctWork(checked.labels);
  if (classes.length === 1) throw fail.oneClass(classes[0]);
  return labelOutputs(classes);
}

/**
 * What a first part of the rows, with the classes that the caller names, makes of y.
 *
 * @throws {ValueError} CLASSES_MISSING, CLASSES_DIFFER
 */
export function partOutputs(checked: CheckedTargets, named: readonly Label[] | undefined): Outputs {
  if (checked.kind === "labels") {
    if (named === undefined) throw fail.classesMissing();
    return labelOutputs(named);
  }
  const outputs = matrixOutputs(checked.cols);
  refuseOtherClasses(named, outputs);
  return outputs;
}

/** @throws {ValueError} CLASSES_DIFFER */
export function refuseOtherClasses(
  named: readonly Label[] | undefined,
  { classes }: Pick<Outputs, "classes">,
): void {
  if (named === undefined) return;
  if (named.length !== classes.length || named.some((label, i) => label !== classes[i])) {
    throw fail.classesDiffer(named, classes);
  }
}

/**
 * The outputs of before with one for each class that y has and they have not, in sorted places.
 *
 * @throws {StateError} CANNOT_GROW   @throws {KindError} LABELS_MIXED
 */
export function* grownOutputs(checked: CheckedTargets, before: Outputs | undefined): Work<Outputs> {
  if (checked.kind === "matrix") throw fail.cannotGrow("y is a matrix");
  if (before !== undefined && before.kind !== "multiclass") {
    throw fail.cannotGrow(before.kind === "binary" ? "this model has one for both" : "y was a matrix");
  }
  const known = before?.classes ?? [];
  const came = yield* distinctWork(checked.labels);
  if (known.length > 0 && typeof came[0] !== typeof known[0]) {
    throw fail.labelsMixed("y[0]", checked.labels[0], typeof known[0]);
  }
  return labelOutputs(distinct([...known, ...came]), true);
}

/** The value of an output neuron that should not fire. */
const off = (step: Step): number => (step === "sgn" ? -1 : 0);

/**
 * Targets [n×k] in values of the step function: 1 to fire, else 0 (Heaviside) or −1 (sign).
 *
 * @throws {KindError} TARGET_KIND   @throws {ShapeError} OUTPUT_COUNT   @throws {ValueError} UNKNOWN_CLASS
 */
export function* encode(checked: CheckedTargets, outputs: Outputs, step: Step): Work<Int8Array> {
  const { kind, classes, count } = outputs;
  if (checked.kind === "matrix") {
    if (kind !== "multioutput") throw fail.targetKind("labels");
    if (checked.cols !== count) throw fail.outputCount(checked.cols, count);
    const { bits } = checked;
    if (step === "heaviside") return bits;
    const targets = allocate(bits.length, () => new Int8Array(bits.length));
    yield* inParts(bits.length, (from, to) => {
      for (let i = from; i < to; i++) targets[i] = bits[i] === 1 ? 1 : off(step);
    });
    return targets;
  }
  if (kind === "multioutput") throw fail.targetKind("a matrix of 0 and 1");
  const size = checked.length * count;
  const low = off(step);
  const targets = allocate(size, () => new Int8Array(size));
  if (kind === "binary") {
    yield* numberInto(checked.labels, classes, targets, (number) => (number === 1 ? 1 : low));
    return targets;
  }
  const numbers = yield* classNumbersWork(checked.labels, classes);
  if (low !== 0) targets.fill(low);
  yield* inParts(numbers.length, (from, to) => {
    for (let row = from; row < to; row++) targets[row * count + (numbers[row] as number)] = 1;
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
  classWeight: Exclude<ClassWeightSetting, "balanced">,
  { kind, classes, count, grows }: Outputs,
): Float64Array {
  const weights = new Float64Array(2 * count).fill(1);
  if (classWeight === undefined) return weights;
  const names = classes.map(String);
  const known = new Set(names);
  for (const name of classWeight.keys()) {
    if (!grows && !known.has(name)) throw fail.unknownClass("a key of classWeight", name, classes);
  }
  const weightOf = (number: number): number => classWeight.get(names[number] as string) ?? 1;
  for (let j = 0; j < count; j++) {
    if (kind !== "multiclass") weights[2 * j] = weightOf(0);
    weights[2 * j + 1] = weightOf(kind === "multiclass" ? j : 1);
  }
  return weights;
}

/**
 * The weight of each output's negative and positive targets [k×2] for `classWeight: "balanced"`: as in scikit-learn,
 * n / (classes · rows of the class), so that every class weighs alike. A class without rows weighs 1.
 *
 * @param targets  [n×k] as `encode` gives them
 */
export function* balancedClassWeight(
  targets: Int8Array,
  { kind, classes, count }: Outputs,
): Work<Float64Array> {
  const weights = new Float64Array(2 * count).fill(1);
  const n = targets.length / count;
  for (let j = 0; j < count; j++) {
    let positives = 0;
    for (let i = 0; i < n; i++) {
      if ((targets[i * count + j] as number) > 0) positives++;
      if (shouldYield(i)) yield;
    }
    const weightOf = (rows: number): number => (rows === 0 ? 1 : n / (classes.length * rows));
    if (kind !== "multiclass") weights[2 * j] = weightOf(n - positives);
    weights[2 * j + 1] = weightOf(positives);
  }
  return weights;
}

/** Whether a neuron fires: z ≥ 0 for Heaviside, z > 0 for sign. */
export const firesAt = (z: number, step: Step): boolean => (step === "sgn" ? z > 0 : z >= 0);

/**
 * What the margins of one row mean: a label, or a row of 0 and 1. Of several maxima the first wins.
 *
 * @param z   margins, those of the row from z[at] on
 */
export function decide(
  z: ArrayLike<number>,
  at: number,
  outputs: Omit<Outputs, "grows">,
  step: Step,
): Label | number[] {
  const { kind, classes, count } = outputs;
  if (kind === "binary") return classes[firesAt(z[at] as number, step) ? 1 : 0] as Label;
  if (kind === "multioutput") {
    const bits: number[] = [];
    for (let j = 0; j < count; j++) bits.push(firesAt(z[at + j] as number, step) ? 1 : 0);
    return bits;
  }
  return classes[firstMaximum(z, at, count)] as Label;
}

/** What the margins of every row mean: labels, or rows of 0 and 1. */
export function decideAll({ data, rows, cols }: Matrix, outputs: Outputs, step: Step): (Label | number[])[] {
  const decided = new Array<Label | number[]>(plainLength("the result", rows));
  for (let i = 0; i < rows; i++) decided[i] = decide(data, i * cols, outputs, step);
  return decided;
}

/** Which of `count` numbers, from z[at] on, is the largest; of several the first. */
function firstMaximum(z: ArrayLike<number>, at: number, count: number): number {
  let best = 0;
  for (let j = 1; j < count; j++) if ((z[at + j] as number) > (z[at + best] as number)) best = j;
  return best;
}

/** Compares margins with targets [n×k], as `encode` gave them. */
export function judgeOf(targets: Int8Array, { kind, count }: Outputs, step: Step) {
  const target = (row: number, j: number): number => targets[row * count + j] as number;

  function isRight(z: ArrayLike<number>, at: number, row: number): boolean {
    if (kind === "multiclass") return target(row, firstMaximum(z, at, count)) === 1;
    for (let j = 0; j < count; j++) {
      if (firesAt(z[at + j] as number, step) !== target(row, j) > 0) return false;
    }
    return true;
  }

  /** How far the decision is on the right side, of output j and, of several classes, of the right one before it. */
  function lead(z: ArrayLike<number>, at: number, row: number, j: number, right: number): number {
    if (kind === "multiclass") return (z[at + right] as number) - (z[at + j] as number);
    return target(row, j) > 0 ? (z[at + j] as number) : -(z[at + j] as number);
  }

  function growth(mean: ArrayLike<number>, last: ArrayLike<number>, at: number, row: number): number {
    if (isRight(mean, at, row)) return 0;
    const right = kind === "multiclass" ? targets.indexOf(1, row * count) - row * count : -1;
    let most = 1;
    for (let j = 0; j < count; j++) {
      if (j === right) continue;
      const behind = -lead(mean, at, row, j, right);
      const ahead = lead(last, at, row, j, right);
      // lead(mean) = lead(w) − s/T, so that it is 0 at T′ = s / lead(w).
      if (behind > 0) most = Math.max(most, ahead > 0 ? 1 + behind / ahead : Infinity);
    }
    return most;
  }

  return { isRight, growth };
}

/** 1 for each row that is predicted right, in every output, else 0. */
export function rightRows(
  predicted: (Label | number[])[],
  checked: CheckedTargets,
  { kind, classes, count }: Outputs,
): Uint8Array {
  if ((checked.kind === "matrix") !== (kind === "multioutput")) {
    throw fail.targetKind(kind === "multioutput" ? "a matrix of 0 and 1" : "labels");
  }
  const right = new Uint8Array(predicted.length);
  if (checked.kind === "matrix") {
    if (checked.cols !== count) throw fail.outputCount(checked.cols, count);
    predicted.forEach((row, i) => {
      if ((row as number[]).every((bit, j) => bit === checked.bits[i * count + j])) right[i] = 1;
    });
  } else {
    const { labels } = checked;
    if (typeof labels[0] !== typeof classes[0]) throw fail.unknownClass("y[0]", labels[0], classes);
    predicted.forEach((label, i) => {
      if (label === labels[i]) right[i] = 1;
    });
  }
  return right;
}

/** How many of some bits are 1. */
export function countOf(bits: Iterable<number>): number {
  let count = 0;
  for (const bit of bits) count += bit;
  return count;
}
