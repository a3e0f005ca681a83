// How rows of training are compared: by the decisions that the final weights get wrong.
import type { Reals } from "../../src/base/dtype.js";
import { baseline } from "../baseline.js";
import { sameMistakes } from "../cases.js";
import type { TrainingData } from "../training-data.js";
import type { Contest, Result } from "./contest.js";

/**
 * Other orders of the rows come to other weights: over eight seeds, the share of right decisions differed by 0.9 points
 * at most in T2s, by 0.1 in T3s.
 */
export const SHUFFLED_TOLERANCE = 0.02;

/** With a `tolerance`, results may differ in that share of the decisions; without, hardly. */
export const judgeBy =
  (decisions: number, mistakesOf: (result: Result) => number, tolerance?: number): Contest["judge"] =>
  (result, library) => {
    const [mistakes, ours] = [mistakesOf(result), mistakesOf(library)];
    const same = Array.from(result).every((weight, i) => weight === library[i]);
    const right = (100 * (1 - mistakes / decisions)).toFixed(2);
    const agrees =
      tolerance === undefined
        ? sameMistakes(mistakes, ours, decisions)
        : Math.abs(mistakes - ours) <= tolerance * decisions;
    return { agrees, says: `${right} % right${same ? ", same weights" : ""}` };
  };

export function denseMistakes({ dtype, n, d, k, X, Y }: TrainingData, result: Result): number {
  const typed = (numbers: Result): Reals =>
    dtype === "f32" ? Float32Array.from(numbers) : Float64Array.from(numbers);
  const learned = typed(result);
  const Z = typed(new Float64Array(n * k));
  baseline[dtype].product(n, k, d, X, learned.subarray(0, k * d), learned.subarray(k * d), Z);
  let mistakes = 0;
  for (let i = 0; i < n * k; i++) if (Z[i] >= 0 !== (Y[i] === 1)) mistakes++;
  return mistakes;
}

export const percent = (mistakes: number, decisions: number): string =>
  `${((100 * mistakes) / decisions).toPrecision(2)} % mistakes`;

/** Weights, then biases. */
export const flat = ({ W, b }: { W: Result; b: Result }): Result => [...Array.from(W), ...Array.from(b)];
