// What there is to learn for one output, and by which rule.

import type { Rows } from "./rows.js";

export interface Problem {
  readonly rows: Rows;
  /** +1 or −1 [n] */
  readonly y: Int8Array;
  /** [n], or undefined for all ones. */
  readonly sampleWeight: Float64Array | undefined;
  /** Of targets +1 and of targets −1. */
  readonly classWeight: { readonly positive: number; readonly negative: number };
  /** 1 for each row that is held out, with early stopping. */
  readonly validation: Uint8Array | undefined;
  readonly seed: number;
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

/** What row i counts for, by its class and of its own. */
export function weightOf({ y, classWeight, sampleWeight }: Problem, i: number): number {
  const { positive, negative } = classWeight;
  return ((y[i] as number) > 0 ? positive : negative) * (sampleWeight?.[i] ?? 1);
}

/** Whether it is the losses that decide when to stop. */
export const needsLosses = ({ validation }: Problem, { tol }: Rule): boolean =>
  tol !== null && validation === undefined;
