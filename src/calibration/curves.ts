// From scores to probabilities: one isotonic curve for each class, or one for both where two classes share an output.

import type { Matrix } from "../data/view.js";
import { type Curve, fitIsotonic, type Isotonic, valueAt } from "./isotonic.js";
import type { ModelScores, ScoreMatrix } from "./model.js";

/**
 * The share of rows that are of a class, as a function of its score that never falls.
 *
 * @param numbers  the number of each row's class [n]
 */
export function curvesOf({ data, cols, isOne }: ModelScores, numbers: Uint32Array): Isotonic[] {
  const classes = isOne ? [1] : Array.from({ length: cols }, (_, j) => j);
  return classes.map((j) =>
    fitIsotonic(
      Float64Array.from(numbers, (_, i) => data[i * cols + j] as number),
      Float64Array.from(numbers, (number) => Number(number === j)),
    ),
  );
}

/**
 * Probabilities, one for each class [n×k], which sum to 1 in each row but for rounding: those of the curves over their sum,
 * as scikit-learn has it; all alike where every curve says 0.
 */
export function probabilities(
  { data, rows, cols }: ScoreMatrix,
  curves: readonly Curve[],
): Matrix<Float64Array> {
  const result = new Float64Array(rows * cols);
  for (let at = 0; at < result.length; at += cols) {
    if (curves.length < cols) {
      const second = valueAt(curves[0] as Curve, data[at + 1] as number);
      [result[at], result[at + 1]] = [1 - second, second];
      continue;
    }
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const value = valueAt(curves[j] as Curve, data[at + j] as number);
      result[at + j] = value;
      sum += value;
    }
    for (let j = 0; j < cols; j++) result[at + j] = sum > 0 ? (result[at + j] as number) / sum : 1 / cols;
  }
  return { data: result, rows, cols };
}
