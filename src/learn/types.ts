// The types that users see of training: apart from the machinery, so that declarations lead no further.

import type { DType } from "../base/dtype.js";
import type { Label } from "../data/labels.js";
import type { PerceptronOptions } from "./settings.js";

/** One epoch in figures. */
export interface EpochReport {
  /** Counted from 1, since the weights were zero. */
  epoch: number;
  /** Wrong outputs, summed over rows and outputs; each was corrected. */
  mistakes: number;
  /** 1 − mistakes / (rows · outputs), as the rows were met, between corrections. */
  accuracy: number;
  /** How long the epoch took. */
  seconds: number;
}

export type OnEpoch = (report: EpochReport) => unknown;

/** One output that tells two classes apart, one per class, or one per column of a 0/1 matrix. */
export type OutputKind = "binary" | "multiclass" | "multioutput";

/** −0 and no other number is written as a string. */
export type JSONNumber = number | "-0";

export interface PerceptronJSON {
  format: "rosenblatt.perceptron";
  version: 1;
  options: PerceptronOptions;
  /** null before the first fit. */
  fitted: null | {
    dtype: DType;
    outputs: OutputKind;
    classes: Label[];
    /** [k×d] */
    coef: JSONNumber[][];
    /** [k] */
    intercept: JSONNumber[];
    /** With `average`, what their mean needs; `coef` and `intercept` are the last weights. */
    average: null | { visits: number; coefSums: JSONNumber[][]; interceptSums: JSONNumber[] };
    epoch: number;
    best: number | null;
    stale: number;
    converged: boolean;
    history: EpochReport[];
  };
}
