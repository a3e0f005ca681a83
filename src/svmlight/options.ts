import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { flag, oneOf } from "../data/options.js";

/** The index that means column 0. */
export type Base = 0 | 1;

export const readBase = (who: string, zeroBased: unknown): Base =>
  zeroBased !== undefined && flag(who, "zeroBased", zeroBased) ? 0 : 1;

/** The same where the text may tell. @throws {KindError} OPTION_KIND */
export function readBaseOrAuto(who: string, zeroBased: unknown): Base | "auto" {
  if (zeroBased === undefined || zeroBased === "auto") return "auto";
  if (typeof zeroBased === "boolean") return zeroBased ? 0 : 1;
  throw fail.optionKind(who, "zeroBased", zeroBased, 'true, false or "auto"');
}

const dtypes = oneOf("f32", "f64");

export const readDType = (who: string, dtype: unknown): DType =>
  dtype === undefined ? "f64" : dtypes(who, "dtype", dtype);
