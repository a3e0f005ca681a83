import type { DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { readLabels } from "../data/labels.js";
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

/** Whether lines have several labels, and which columns those make: true for those that occur. */
type Multilabel = boolean | readonly number[];

/** @throws {KindError} OPTION_KIND   @throws {ValueError} CLASSES_DUPLICATE; what labels refuse */
export function readMultilabel(value: unknown): Multilabel {
  if (value === undefined || typeof value === "boolean") return value ?? false;
  const { labels } = readLabels("multilabel", value, () =>
    fail.optionKind("multilabel", value, "true, false or an array of numbers"),
  );
  const numbers = Array.from(labels);
  if (typeof numbers[0] !== "number") throw fail.optionKind("multilabel", value, "an array of numbers");
  const twice = numbers.find((label, i) => numbers.indexOf(label) !== i);
  if (twice !== undefined) throw fail.classesTwice(twice);
  return numbers as number[];
}

/** What a comment says of the indices, as scikit-learn writes it; undefined where it says nothing. */
export function declaredBase(comment: string): IndexBase | undefined {
  const [, word] = /^\s*#.*\bindices are (zero|one)-based/i.exec(comment) ?? [];
  return word === undefined ? undefined : word.toLowerCase() === "zero" ? 0 : 1;
}
