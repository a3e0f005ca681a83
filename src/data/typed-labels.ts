// What TypeScript knows of a model's answers from the labels that it is fitted with.

import type { Label, Targets } from "./labels.js";
import type { MatrixInput } from "./view.js";

/** What a model answers a row with: its label, or its row of 0 and 1 where it was fitted with a matrix. */
export type Prediction = Label | number[];

/** What a model answers a row with that was fitted with targets of this type; of `any`, anything. */
export type PredictionOf<Y> = 0 extends Y & 1
  ? Prediction
  : Y extends ArrayLike<infer E extends Label>
    ? E
    : number[];

/** The targets that fit a model of these answers; any, where it was declared for none. */
export type TargetsOf<L extends Prediction> = L[] extends (infer E extends Label)[]
  ? ArrayLike<E>
  : [L] extends [number[]]
    ? MatrixInput
    : Targets;

/** The answers of a model that takes targets Y once it is fitted with T: as these, if it was not declared for some. */
export type FittedLabels<L extends Prediction, Y extends Targets, T> = Targets extends Y
  ? PredictionOf<T>
  : L;

/** A fitted model of the class Base; of a class that extends it, what that class has too. */
export type FittedAs<This, Base, Fitted> = keyof This extends keyof Base ? Fitted : Fitted & This;

/** A model's answers, one for each row. */
export type Predictions<L extends Prediction> = L[] extends (infer E extends Label)[]
  ? E[]
  : [L] extends [number[]]
    ? L[]
    : Exclude<L, number[]>[] | number[][];

/** A class of a model of these answers: a label; 0 or 1, or the number of a column, where its targets are a matrix. */
export type ClassOf<L extends Prediction> = L[] extends (infer E extends Label)[]
  ? E
  : L extends Label
    ? L
    : number;

/** A class and how much speaks for it. */
export interface Ranked<C extends Label = Label> {
  /** The class, or the number of the column, from 0, of a model that was fitted with a matrix. */
  label: C;
  /** Its score, z = w·x + b, dimensionless; of two classes the first has −z. */
  score: number;
}
