import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import type { Matrix } from "../data/view.js";
import { isArray } from "../data/view.js";

/**
 * What each feature adds to the score of a label, by name.
 *
 * @param wanted     the label; by default the second of two, of more the predicted one, of columns the first
 * @param products   what each feature adds to each output [k×d]
 * @param predicted  the label of the row, or its row of 0 and 1
 * @throws {ValueError} UNKNOWN_CLASS
 */
export function contributionsTo(
  wanted: Label | undefined,
  { data, rows, cols }: Matrix,
  names: readonly string[],
  predicted: unknown,
  classes: readonly Label[],
): Record<string, number> {
  const isMatrix = isArray(predicted);
  const isTwo = !isMatrix && rows === 1;
  const labels = isMatrix ? Array.from({ length: rows }, (_, j) => j) : classes;
  const label = wanted ?? (isTwo ? labels[1] : isMatrix ? 0 : predicted);
  const number = labels.indexOf(label as Label);
  if (number < 0) throw fail.unknownClass("label", label, labels);
  const from = isTwo ? 0 : number * cols;
  const sign = isTwo && number === 0 ? -1 : 1; // of two classes, the first's score is −z
  return Object.fromEntries(names.map((name, j) => [name, sign * (data[from + j] as number)]));
}
