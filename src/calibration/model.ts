// The models that can be calibrated: what is asked of them, and what is read from them.

import { allFinite, type Reals } from "../base/dtype.js";
import { StateError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import type { Label } from "../data/labels.js";
import { refusePromise } from "../data/options.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Matrix } from "../data/view.js";
import type { SaveOptions } from "../learn/types.js";

/** A fitted classifier, of which its scores are asked. */
export interface FittedScorer<X = never> {
  /** Scores: [n×1] of two classes, positive for the second, otherwise one per class [n×k]. @param X  samples [n×d], or what else it takes */
  decisionFunction(X: X): Matrix;
  /** The classes in the order of the scores; throws a StateError NOT_FITTED before a fit. */
  readonly classes: readonly Label[];
  /**
   * All classes of one row with their scores, −z and z of two; where a list of one row is not what `decisionFunction` takes.
   *
   * @param x  one row
   */
  topK?(x: never): readonly Ranked[];
}

/** A classifier whose scores can be calibrated: a Perceptron, a Pipeline, or anything else with these members. */
export interface Scorer<X = never> extends FittedScorer<X> {
  /**
   * Learns from zero.
   *
   * @param X  samples [n×d], or what else it takes
   * @param y  labels [n]
   */
  fit(X: X, y: ArrayLike<Label>): unknown;
  /** Another model with the same options that has learned nothing: where this one is not fitted, and is no Perceptron. */
  unfitted?(): Scorer<X>;
  /** Needed to save it as JSON. @param options  resume, whether it can go on learning */
  toJSON?(options?: SaveOptions): unknown;
  /** How it is saved as bytes; where it has no such method, as JSON. @param options  resume, whether it can go on learning */
  toBytes?(options?: SaveOptions): Uint8Array;
}

/** @throws {KindError} WRONG_KIND unless it has these methods */
export function readScorer<M>(model: M, ...methods: string[]): M {
  if (!methods.every((name) => typeof (model as Record<string, unknown> | null)?.[name] === "function")) {
    throw fail.wrongKind("the model", `one with ${methods.join(", ")} and classes`, model);
  }
  return model;
}

/** The classes of a model; undefined before a fit. */
export function fittedClasses<X>(model: FittedScorer<X>): readonly Label[] | undefined {
  try {
    return model.classes;
  } catch (error) {
    if (error instanceof StateError && error.code === "NOT_FITTED") return undefined;
    throw error;
  }
}

/** One score for each class [n×k]; of two classes with one output −z and z. */
export interface ScoreMatrix {
  readonly data: Reals;
  readonly rows: number;
  readonly cols: number;
}

export interface ModelScores extends ScoreMatrix {
  /** Whether the model has one output for two classes. */
  readonly isOne: boolean;
}

/**
 * What `decisionFunction` of a fitted model gives.
 *
 * @throws {KindError} WRONG_KIND if it is no matrix with a column for each class, ASYNC_CALLBACK if it is promised
 */
export function checkedScores<X>(model: FittedScorer<X>, X: X, classes: readonly Label[]): Matrix {
  const scores = within(() => model.decisionFunction(X), ".decisionFunction");
  const width = isOneForTwo(scores?.cols, classes) ? 1 : classes.length;
  return checkedMatrix("decisionFunction", scores, width);
}

/**
 * What a method of a model gave, a matrix [n×k].
 *
 * @throws {KindError} WRONG_KIND if it is another thing, ASYNC_CALLBACK if it is promised
 */
export function checkedMatrix(method: string, matrix: Matrix | undefined, k: number): Matrix {
  refusePromise(method, matrix);
  const { data, rows, cols } = matrix ?? ({} as Partial<Matrix>);
  if (!ArrayBuffer.isView(data) || cols !== k || data.length !== k * (rows as number) || !allFinite(data)) {
    const expected = "a matrix in a typed array, of finite numbers, one for each class";
    throw fail.wrongKind(`${method}(X)`, expected, matrix);
  }
  return matrix as Matrix;
}

const isOneForTwo = (cols: number, classes: readonly Label[]): boolean => cols === 1 && classes.length === 2;

/** The scores of each class, from what `decisionFunction` gives. */
export function scoresOf({ data, rows, cols }: Matrix, classes: readonly Label[]): ModelScores {
  const isOne = isOneForTwo(cols, classes);
  if (!isOne) return { data, rows, cols, isOne };
  const both = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    both[2 * i] = -(data[i] as number);
    both[2 * i + 1] = data[i] as number;
  }
  return { data: both, rows, cols: 2, isOne };
}

/** The scores of one row, from what `topK` gives. */
export function scoresOfRanked(ranked: readonly Ranked[], classes: readonly Label[]): ScoreMatrix {
  const scores = new Map(ranked.map(({ label, score }) => [label, score]));
  const data = Float64Array.from(classes, (label) => scores.get(label) as number);
  return { data, rows: 1, cols: classes.length };
}
