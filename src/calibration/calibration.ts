import type { Label } from "../data/labels.js";
import { type Conformity, conformityOf } from "./conformal.js";
import { curvesOf } from "./curves.js";
import type { Curve } from "./isotonic.js";
import type { FittedScorer, ModelScores } from "./model.js";

/** What a calibrated model is made of. */
export interface Calibration<L extends Label, M = FittedScorer> {
  readonly model: M;
  readonly classes: readonly L[];
  /** One for each class, or one for the second of two that share an output. */
  readonly curves: readonly Curve[];
  readonly conformity: Conformity;
}

/**
 * @param scores   of rows that the model has not seen
 * @param numbers  the number of each row's class [n]
 */
export const calibrationOf = <L extends Label, M>(
  model: M,
  classes: readonly L[],
  scores: ModelScores,
  numbers: Uint32Array,
): Calibration<L, M> => ({
  model,
  classes,
  curves: curvesOf(scores, numbers),
  conformity: conformityOf(scores, numbers),
});
