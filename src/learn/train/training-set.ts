import * as fail from "../../base/texts.js";
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
  readonly validation?: HeldOutRows | undefined;
}

/** With early stopping, rows that are not learned from and tell when to stop. */
export interface HeldOutRows {
  readonly rows: Uint32Array;
  /** Whether the margins of a row, from z[at] on, mean its target. */
  isRight(z: ArrayLike<number>, at: number, row: number): boolean;
}

/**
 * Which rows have a weight above 0 in some output.
 *
 * @throws {ValueError} WEIGHT if none has
 */
export function* weightedRows(
  { targets, sampleWeight, classWeight }: Pick<TrainingSet, "targets" | "sampleWeight" | "classWeight">,
  joint: boolean,
): Work<Uint8Array | undefined> {
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
  if (!weighted.includes(1)) throw fail.noWeight(sampleWeight === undefined ? "classWeight" : "sampleWeight");
  return weighted.includes(0) ? weighted : undefined;
}
