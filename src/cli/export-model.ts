import * as targets from "../export/index.js";
import { TLU } from "../index.js";
import { UsageError } from "./errors.js";
import { writeWhole } from "./files.js";
import { TARGETS, type Values } from "./flags.js";
import { numberedNames } from "./formats.js";
import { readModel, type SavedModel, savedIn } from "./saved-model.js";
import { clipped } from "./terminal.js";

type Target = (typeof TARGETS)[number];

const WRITERS: Record<Target, (model: object, columns?: string[]) => string | Uint8Array> = {
  javascript: targets.toJavaScript,
  c: (model) => targets.toC(model),
  wasm: targets.toWasm,
  wat: targets.toWat,
  sql: (model, columns) => `${targets.toSql(model, { columns })}\n`,
  onnx: targets.toOnnx,
  sklearn: (model) => `${JSON.stringify(targets.toSklearn(model))}\n`,
  liblinear: targets.toLiblinear,
  url: (model) => `${targets.toUrl(model).url}\n`,
};

/**
 * Writes the model of a file for another place, with as much of it as the target can hold: the calibration, the encoder, and at
 * least the Perceptron, which takes the columns that the encoder makes, in the order of `inspect`. The standard error says what is lost.
 */
export async function exportModel(file: string, values: Values): Promise<number> {
  const { to, out = "-" } = values;
  if (to === undefined) throw new UsageError(`export needs --to ${TARGETS.join("|")}`);
  const given = savedIn(file);
  const unit = await unitOf(given);
  if (unit !== undefined) {
    const columns = values.features ?? (unit instanceof TLU ? numberedNames(unit.weights.length) : []);
    await writeWhole(out, WRITERS[to](unit, columns));
    return 0;
  }
  const saved = readModel(file, values, undefined, given);
  const { pipeline, calibrated } = saved;
  const lost: string[] = [];
  const written =
    (calibrated && held(to, calibrated, lost, "the calibration")) ??
    held(to, pipeline, lost, "the encoder") ??
    WRITERS[to](pipeline.model, pipeline.featureNames);
  await writeWhole(out, written);
  for (const note of notesOn(to, saved, lost)) process.stderr.write(`rosenblatt: ${note}\n`);
  return 0;
}

/** A TLU or a network of them, which names no columns and no labels; undefined of any other file. @throws {ValueError} MODEL_FILE */
async function unitOf(saved: unknown): Promise<object | undefined> {
  const { format } = (saved ?? {}) as { format?: unknown };
  if (format === "rosenblatt.tlu") return TLU.fromJSON(saved);
  if (format !== "rosenblatt.threshold-network") return undefined;
  return (await import("../network/index.js")).ThresholdNetwork.fromJSON(saved);
}

/** A model as the target has it; undefined where that cannot hold it, and `part` is then lost. */
function held(to: Target, model: object, lost: string[], part: string): string | Uint8Array | undefined {
  try {
    return WRITERS[to](model);
  } catch (error) {
    if ((error as { code?: string }).code !== "NOT_EXPORTABLE") throw error;
    lost.push(part);
    return undefined;
  }
}

/** What a person would not see in what was written. */
function notesOn(to: Target, { file, pipeline }: SavedModel, lost: readonly string[]): string[] {
  const { classes } = pipeline.model;
  const isAlone = lost.includes("the encoder");
  const areIntegers = classes.every((label) => Number.isInteger(label));
  return [
    ...(lost.length > 0
      ? [`${to} cannot hold ${lost.join(" and ")} of this model, and was written without`]
      : []),
    ...(isAlone
      ? [
          `it takes the ${pipeline.featureNames.length} features that the encoder makes, which "rosenblatt inspect ${clipped(file)} --json" names`,
        ]
      : []),
    ...(to === "wasm" || to === "wat" || (to === "liblinear" && !areIntegers)
      ? [`it answers with a place, from 0 on, in ${clipped(JSON.stringify(classes), 200)}`]
      : []),
    ...(to === "url" ? ["its weights are rounded to 8 bits: a close decision may become another"] : []),
  ];
}
