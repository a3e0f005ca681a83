import * as targets from "../export/index.js";
import { UsageError } from "./errors.js";
import { writeWhole } from "./files.js";
import { TARGETS, type Values } from "./flags.js";
import { readModel } from "./saved-model.js";

/**
 * Writes the model of a file for another place: all of it where the target can hold that, and else the Perceptron alone, which takes
 * the columns that the encoder makes, in the order of `inspect`.
 */
export async function exportModel(file: string, values: Values): Promise<number> {
  const { to, out = "-" } = values;
  if (to === undefined) throw new UsageError(`export needs --to ${TARGETS.join("|")}`);
  const { pipeline, calibrated } = readModel(file, values);
  const { model } = pipeline;
  const whole = <T>(write: (model: object) => T, alone: () => T = () => write(model)): T => {
    try {
      return write(calibrated ?? pipeline);
    } catch (error) {
      if ((error as { code?: string }).code !== "NOT_EXPORTABLE") throw error;
      return alone();
    }
  };
  const written: Record<(typeof TARGETS)[number], () => string | Uint8Array> = {
    javascript: () => whole(targets.toJavaScript),
    c: () => whole(targets.toC),
    wasm: () => targets.toWasm(model),
    wat: () => targets.toWat(model),
    sql: () => `${whole(targets.toSql, () => targets.toSql(model, { columns: pipeline.featureNames }))}\n`,
    onnx: () => whole(targets.toOnnx),
    sklearn: () => `${JSON.stringify(targets.toSklearn(model))}\n`,
    liblinear: () => targets.toLiblinear(model),
    url: () => `${targets.toUrl(model).url}\n`,
  };
  await writeWhole(out, written[to]());
  return 0;
}
