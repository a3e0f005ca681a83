// What there is to learn for one output, and by which rule.

import type { Place } from "./place.js";

/** The stored elements of a row: all of them, or those of a sparse one with their columns. */
export interface Row {
  readonly values: Float64Array;
  readonly columns: ArrayLike<number> | undefined;
}

export interface Problem {
  readonly rows: readonly Row[];
  /** Whether rows are sparse: the bias then learns at a hundredth of the rate. */
  readonly sparse: boolean;
  /** +1 or −1 [n] */
  readonly y: Int8Array;
  /** [n], or undefined for all ones. */
  readonly sampleWeight: Float64Array | undefined;
  /** Of targets +1 and of targets −1. */
  readonly classWeight: { readonly positive: number; readonly negative: number };
  /** 1 for each row that is held out, with early stopping. */
  readonly validation: Uint8Array | undefined;
  readonly seed: number;
  /** Where dense rows lie, for the kernel that goes through several at once. */
  readonly place: Place | undefined;
}

export interface Rule {
  /** The perceptron's loss with a constant rate, or the passive-aggressive rules I and II. */
  readonly loss: "perceptron" | "hinge" | "squared_hinge";
  readonly eta0: number;
  readonly C: number;
  readonly penalty: "l2" | "l1" | "elasticnet" | null;
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number | null;
  readonly shuffle: boolean;
  readonly nIterNoChange: number;
  /** The mean is over the rows from this one on; 0 for none. */
  readonly average: number;
  readonly version: "1.2" | "1.9";
  readonly fixes: boolean;
}

/** Weights of one output, and their mean as far as one is kept. */
export interface State {
  readonly w: Float64Array;
  b: number;
  readonly averageW: Float64Array;
  averageB: number;
}
