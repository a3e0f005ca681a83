import { zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { shouldYield, type Work } from "../base/work.js";
import { readArray } from "./dense.js";

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
  const given = readArray("sampleWeight", input);
  if (given.length !== rows) throw fail.vectorLength("sampleWeight", given.length, rows, "row of X");
  const weights = zerosFor("f64", rows) as Float64Array;
  let any = false;
  for (let i = 0; i < rows; i++) {
    const weight: unknown = given[i];
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
