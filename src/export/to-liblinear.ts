import { call } from "../base/errors.js";
import type { Label } from "../data/labels.js";
import { featuresOf, type Weights } from "../learn/model.js";
import { lastLayer } from "../predict/saved-model.js";
import { classifier, decimal, type Exportable, exportable, folded, weightRows } from "./exportable.js";

/**
 * A model as LIBLINEAR's `predict` reads it. Its labels are integers: those of the model, or, of other labels, their places in
 * `classes`. Ties are decided as the model decides them. A scaled model is folded into the units of the samples.
 *
 * @throws {ValueError} NOT_EXPORTABLE, MODEL_FILE   @throws {StateError} NOT_FITTED
 */
export const toLiblinear = (model: Exportable): string =>
  call("toLiblinear", () => {
    const saved = exportable(model, "LIBLINEAR's model", ["scaling"]);
    const { classes, isBinary } = classifier(saved, "LIBLINEAR's model");
    const weights = folded(saved, "LIBLINEAR's model");
    const labels = areIntegers(classes) ? classes : classes.map((_, i) => i);
    // Of two labels LIBLINEAR answers with the first for a value > 0, and with the second for 0.
    const negated = isBinary && lastLayer(saved).step === "heaviside";
    const rows = columnsOf(negated ? minus(weights) : weights);
    return `${[
      isBinary ? "solver_type L2R_L1LOSS_SVC_DUAL" : "solver_type MCSVM_CS", // which has a row for each of two labels too
      `nr_class ${labels.length}`,
      `label ${(isBinary && !negated ? labels.toReversed() : labels).join(" ")}`,
      `nr_feature ${featuresOf(weights)}`,
      "bias 1",
      "w",
      ...rows.map((row) => `${row.map(decimal).join(" ")} `),
    ].join("\n")}\n`;
  });

/** Whether labels are such as LIBLINEAR's files have. */
export const areIntegers = (labels: readonly Label[]): boolean =>
  labels.every((label) => Number.isInteger(label) && Math.abs(label as number) < 2 ** 31);

const minus = ({ W, b }: Weights): Weights => ({
  W: W.map((w) => -w),
  b: b.map((w) => -w),
});

/** One line for each feature, then one for the bias: its weight in each output. */
function columnsOf(weights: Weights): number[][] {
  const rows = weightRows(weights);
  const columns = (rows[0] as number[]).map((_, j) => rows.map((row) => row[j] as number));
  return [...columns, [...weights.b]];
}
