import type { Label } from "../data/labels.js";
import type { EpochReport } from "../learn/types.js";

/** Weights of one output, and their mean as far as one is kept. */
export interface OutputWeights {
  /** [d] */
  readonly w: Float64Array;
  b: number;
  /** [d] */
  readonly averageW: Float64Array;
  averageB: number;
}

/**
 * What a fitted model holds: scikit-learn's attributes with a trailing underscore. Never changed in place.
 */
export interface FittedState {
  readonly classes: readonly Label[];
  readonly features: number;
  /** The weights: of one output for two classes, else of one for each class. */
  readonly outputs: readonly OutputWeights[];
  /** The row counter t_: 1 and the rows of all epochs. */
  readonly t: number;
  readonly nIter: number;
  readonly history: readonly EpochReport[];
  readonly converged: boolean;
}
