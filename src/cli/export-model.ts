import * as targets from "../export/index.js";
import { areIntegers } from "../export/to-liblinear.js";
import { TLU } from "../index.js";
import { NETWORK_FORMAT, UNIT_FORMAT } from "../learn/file/formats.js";
import type { ThresholdNetwork } from "../network/index.js";
import { isEncoder } from "./encoder.js";
import { textOfError } from "./error-texts.js";
import { UsageError } from "./errors.js";
import { writeWhole } from "./files.js";
import { TARGETS, type Values } from "./flags.js";
import { numberedNames } from "./formats.js";
import { namedColumns, readModel, type SavedModel, savedIn } from "./saved-model.js";
import { clipped, quantity } from "./terminal.js";

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
 * A pipeline with other steps is refused unless the target holds them: no other program makes of a row what they do.
 *
 * @throws {ValueError} NOT_EXPORTABLE
 */
export async function exportModel(file: string, values: Values): Promise<number> {
  const { to, out = "-" } = values;
  if (to === undefined) throw new UsageError(`export needs --to ${TARGETS.join("|")}`);
  const given = savedIn(file);
  const unit = await unitOf(given, values);
  if (unit !== undefined) {
    await writeWhole(out, WRITERS[to](unit.model, unit.columns));
    return 0;
  }
  const saved = readModel(file, values, undefined, given);
  const { pipeline, calibrated } = saved;
  const lost: Lost[] = [];
  const [encoder, ...others] = pipeline.steps;
  const written =
    (calibrated && held(to, calibrated, lost, "the calibration")) ??
    (isEncoder(encoder) && others.length === 1
      ? (held(to, pipeline, lost, "the encoder") ?? WRITERS[to](pipeline.model, pipeline.featureNames))
      : WRITERS[to](pipeline));
  await writeWhole(out, written);
  for (const note of notesOn(to, saved, lost)) process.stderr.write(`rosenblatt: ${clipped(note)}\n`);
  return 0;
}

/**
 * A TLU, a network of them, or what `logic --json` printed, as a network; undefined of any other file. Their inputs have the names
 * that a proposition or a person gave them, else none, and as columns numbers.
 *
 * @throws {ValueError} MODEL_FILE; what `fromLogic` refuses
 */
async function unitOf(saved: unknown, { features }: Values) {
  const { format, inputs } = (saved ?? {}) as { format?: unknown; inputs?: string[] };
  const isLogic = format === undefined && inputs !== undefined;
  if (format === UNIT_FORMAT) {
    const unit = TLU.fromJSON(saved);
    return overColumns(unit, features, numberedNames(unit.weights.length));
  }
  if (format !== NETWORK_FORMAT && !isLogic) return undefined;
  const network = await import("../network/index.js");
  if (!isLogic) return overColumns(network.ThresholdNetwork.fromJSON(saved), features);
  return overColumns(network.fromLogic(saved as Parameters<typeof network.fromLogic>[0]), features ?? inputs);
}

/** A model as a Pipeline over columns, if these have names. */
function overColumns(
  model: TLU | ThresholdNetwork,
  names: readonly string[] | undefined,
  columns: readonly string[] = [],
) {
  return { model: names ? namedColumns(names, model) : model, columns: [...(names ?? columns)] };
}

/** A part of a model that a target cannot hold, and what the library says of it. */
interface Lost {
  readonly part: string;
  readonly why: string;
}

/** A model as the target has it; undefined where that cannot hold it, and `part` is then lost. */
function held(to: Target, model: object, lost: Lost[], part: string): string | Uint8Array | undefined {
  try {
    return WRITERS[to](model);
  } catch (error) {
    if ((error as { code?: string }).code !== "NOT_EXPORTABLE") throw error;
    lost.push({ part, why: textOfError(error) as string });
    return undefined;
  }
}

/** What a person would not see in what was written. */
function notesOn(to: Target, { file, pipeline }: SavedModel, lost: readonly Lost[]): string[] {
  const { classes } = pipeline.model;
  const encoder = lost.find(({ part }) => part === "the encoder");
  return [
    ...(lost.length > 0
      ? [
          `${to} cannot hold ${lost.map(({ part }) => part).join(" and ")} of this model, and was written without`,
        ]
      : []),
    ...(encoder
      ? [
          encoder.why,
          `it takes the ${quantity(pipeline.featureNames.length, "feature")} that the encoder makes, which "rosenblatt inspect ${file} --json" names`,
        ]
      : []),
    ...(to === "wasm" || to === "wat" || (to === "liblinear" && !areIntegers(classes))
      ? [`it answers with a place, from 0 on, in ${clipped(JSON.stringify(classes), 200)}`]
      : []),
    ...(to === "url" ? ["its weights are rounded to 8 bits: a close decision may become another"] : []),
  ];
}
