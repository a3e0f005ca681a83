// A TLU as JSON: what it takes to answer.

import type { DType } from "../../base/dtype.js";
import type { Step } from "../../base/step.js";
import * as fail from "../../base/texts.js";
import { isArray } from "../../data/view.js";
import type { Weights } from "../model.js";
import type { JSONNumber, TLUJSON } from "../types.js";
import { ensure } from "./ensure.js";
import { UNIT_FORMAT } from "./formats.js";
import { writeNumbers } from "./json.js";
import { record, savedAs } from "./record.js";

export const writeUnit = (dtype: DType, { W, b }: Weights, step: Step): TLUJSON => {
  const [weights, [bias = 0]] = [writeNumbers(W), writeNumbers(b)];
  return { format: UNIT_FORMAT, version: 1, dtype, step, weights, bias };
};

/** What the constructor takes, and checks. @throws {ValueError} MODEL_FILE */
export function readUnit(saved: unknown) {
  const { version, ...file } = savedAs("the unit", saved, UNIT_FORMAT);
  ensure(version === 1, `version is ${fail.describe(version)}`);
  const keys = ["dtype", "weights", "bias"];
  const { dtype, step, weights, bias } = record("the unit", file, keys, "any") as Partial<TLUJSON>;
  const number = (value: JSONNumber | undefined): number => {
    const given = value === "-0" ? -0 : value;
    const isNumber = typeof given === "number" && (dtype !== "f32" || given === Math.fround(given));
    ensure(isNumber, "a weight has another type");
    return given;
  };
  // Other than `map`, `from` sees holes too: the first ends it, whatever length they claim.
  return {
    dtype,
    step,
    bias: number(bias),
    weights: isArray(weights) ? Array.from(weights, number) : weights,
  };
}
