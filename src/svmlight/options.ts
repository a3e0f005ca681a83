import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { flag, oneOf } from "../data/options.js";

/** The index that means column 0. */
export type IndexBase = 0 | 1;

/** @throws {KindError} OPTION_KIND */
export const readIndexBase = (zeroBased: unknown): IndexBase =>
  zeroBased !== undefined && flag("zeroBased", zeroBased) ? 0 : 1;

/** The index base, or "auto" where the text is to tell. @throws {KindError} OPTION_KIND */
export function readIndexBaseOrAuto(zeroBased: unknown): IndexBase | "auto" {
  if (zeroBased === undefined || zeroBased === "auto") return "auto";
  if (typeof zeroBased === "boolean") return zeroBased ? 0 : 1;
  throw fail.optionKind("zeroBased", zeroBased, 'true, false or "auto"');
}

const dtypeOption = oneOf("f32", "f64");

/** @throws {KindError} OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export const readDType = (dtype: unknown): DType =>
  dtype === undefined ? "f64" : dtypeOption("dtype", dtype);
