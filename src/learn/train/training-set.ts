import { shouldYield, type Work } from "../../base/work.js";
import type { MatrixView } from "../../data/view.js";
import type { PlacedMatrix, UnplacedMatrix } from "./samples.js";

/** What there is to learn. */
export interface TrainingSet {
  /** Samples [n×d]. */
  readonly X: MatrixView | PlacedMatrix | UnplacedMatrix;
  /** Targets [n×k], values of the step function. */
  readonly targets: Int8Array;
  /** One weight per row [n], or undefined for all ones. */
  readonly sampleWeight: Float64Array | undefined;
  /** Per output, the weight of its targets ≤ 0 and of its targets > 0 [k×2]. */
  readonly classWeight: Float64Array;
  /** Whether a row is one decision, for the output with the largest margin. */
  readonly joint: boolean;
  /** 1 for each row that has a weight above 0 in some output, else 0 [n]; undefined if all have. */
  readonly weighted: Uint8Array | undefined;
  /** 1 for each row that is learned from, else 0 [n]; undefined if all are. */
  readonly visited: Uint8Array | undefined;
  /** With early stopping, the rows that are not learned from and tell when to stop. */
  readonly heldOut?: Uint32Array | undefined;
  /** Undefined where the last weights answer, whatever came before. */
  readonly judge?: Judge | undefined;
}

/** Knows what the margins of a row should mean. */
export interface Judge {
  /** Whether margins, those of the row from z[at] on, mean its targets. */
  isRight(z: ArrayLike<number>, at: number, row: number): boolean;
  /**
   * By how much T has to grow, but for rounding, until the mean w − S/T answers the row rightly, as w does: T′/T. 0 if it does
   * already, Infinity if it never will.
   *
   * @param mean, last  margins by the mean and by w, those of the row from number `at` on
   */
  growth(mean: ArrayLike<number>, last: ArrayLike<number>, at: number, row: number): number;
}

/**
 * Which rows have a weight above 0 in some output.
 *
 * @returns 1 for each row that has, else 0 [n]; undefined if all have, "none" if none has
 */
export function* weightedRows(
  { targets, sampleWeight, classWeight }: Pick<TrainingSet, "targets" | "sampleWeight" | "classWeight">,
  joint: boolean,
): Work<Uint8Array | "none" | undefined> {
  if (sampleWeight === undefined && !classWeight.includes(0)) return undefined;
  const k = classWeight.length / 2;
  const weighted = new Uint8Array(targets.length / k);
  for (let i = 0; i < weighted.length; i++) {
    if (shouldYield(i, 1024)) yield;
    if (sampleWeight !== undefined && sampleWeight[i] === 0) continue;
    for (let j = 0; j < k; j++) {
      const positive = (targets[i * k + j] as number) > 0;
      if ((positive || !joint) && classWeight[2 * j + (positive ? 1 : 0)] !== 0) weighted[i] = 1;
    }
  }
  if (!weighted.includes(1)) return "none";
  return weighted.includes(0) ? weighted : undefined;
}
