import * as fail from "../base/texts.js";
import { shouldYield, type Work } from "../base/work.js";
import { refuseNoVector } from "./dense.js";

/**
 * A fresh copy of one weight per row of X, or undefined if none were given.
 *
 * @throws {KindError} NOT_A_VECTOR   @throws {ShapeError} LENGTH
 * @throws {ValueError} WEIGHT if one is negative or not finite, or if all are 0, unless they may be
 */
export function* readWeights(
  input: unknown,
  rows: number,
  mayAllBeZero = false,
): Work<Float64Array | undefined> {
  if (input === undefined || input === null) return undefined;
  refuseNoVector("sampleWeight", input);
  if (input.length !== rows) throw fail.vectorLength("sampleWeight", input.length, rows, "row of X");
  const weights = new Float64Array(rows);
  let any = false;
  for (let i = 0; i < rows; i++) {
    const weight: unknown = input[i];
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw fail.negativeWeight(`sampleWeight[${i}]`, weight);
    }
    weights[i] = weight;
    any ||= weight > 0;
    if (shouldYield(i)) yield;
  }
  if (!any && !mayAllBeZero) throw fail.noWeight("sampleWeight");
  return weights;
}
