import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import type { Perceptron } from "../learn/perceptron.js";
import { perceptronOf } from "./foreign-weights.js";

/**
 * The Perceptron that answers as a model of LIBLINEAR does (its text file, of a solver for classification): the same labels, of
 * several with one score the first in `classes`; and it can go on learning.
 *
 * @throws {KindError} OPTION_KIND   @throws {ValueError} LIBLINEAR
 */
export const fromLiblinear = (text: string): Perceptron => call("fromLiblinear", () => read(text));

function read(text: unknown): Perceptron {
  if (typeof text !== "string") throw fail.optionKind("text", text, "the text of a model");
  const [head, tail] = text.split(/^w\s*$/m, 2) as [string, string?];
  if (tail === undefined) throw fail.notLiblinear("it has no line w");
  const fields = new Map(
    head.split("\n").map((line) => [line.split(" ")[0], line.trim().split(/ +/).slice(1)]),
  );
  const number = (name: string): number => Number(fields.get(name)?.[0] ?? Number.NaN);
  const solver = fields.get("solver_type")?.[0] ?? "";
  if (/SVR|ONECLASS/.test(solver))
    throw fail.notLiblinear(`solver_type is ${solver}, which is no classifier's`);
  const labels = (fields.get("label") ?? []).map(Number);
  const d = number("nr_feature");
  const bias = number("bias");
  if (
    labels.length !== number("nr_class") ||
    !labels.every(Number.isSafeInteger) ||
    !(Number.isInteger(d) && d > 0) ||
    Number.isNaN(bias)
  ) {
    throw fail.notLiblinear("it lacks nr_class, label, nr_feature or bias");
  }
  if (labels.length < 2) throw fail.notLiblinear("it has one class");
  const isBinary = labels.length === 2 && !/^MCSVM_CS$/.test(solver);
  const k = isBinary ? 1 : labels.length;
  const count = plainLength("the weights", k * (d + (bias >= 0 ? 1 : 0)));
  const cells = tail.trim().split(/\s+/, count + 1);
  const values = cells.map(Number);
  if (values.length !== count || cells[0] === "" || !values.every(Number.isFinite)) {
    throw fail.notLiblinear(`it has other than ${count} finite weights`);
  }
  const row = (j: number): number[] => Array.from({ length: d }, (_, i) => values[i * k + j] as number);
  const biasOf = (j: number): number => (bias >= 0 ? (values[d * k + j] as number) * bias : 0);
  const outputs = Array.from({ length: k }, (_, j) => j);
  const learned = {
    dtype: "f64",
    weights: outputs.map(row),
    bias: outputs.map(biasOf),
    refuse: fail.notLiblinear,
  } as const;
  if (!isBinary) return perceptronOf({ ...learned, step: "sgn", outputs: "multiclass", classes: labels });
  // A value > 0 is the first label, and 0 the second.
  return perceptronOf({ ...learned, step: "sgn", outputs: "binary", classes: labels.toReversed() });
}
