import { CalibratedModel } from "../calibration/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../features/index.js";
import { type LearningRule, Perceptron } from "../index.js";
import { COLUMNS_FORMAT, NETWORK_FORMAT, PIPELINE_FORMAT, UNIT_FORMAT } from "../learn/file/formats.js";
import { Pipeline, type PipelineStep } from "../pipeline/index.js";
import { savedRule } from "../rules/saved-rule.js";
import { TableEncoder } from "../table/index.js";
import { isEncoder } from "./encoder.js";
import { textOfError } from "./error-texts.js";
import { InputError, UsageError } from "./errors.js";
import { bytesOfFile, comesOnce, titleOf, writeWhole } from "./files.js";
import type { Values } from "./flags.js";
import { formatOf, numberedNames, type Wanted } from "./formats.js";
import type { Calibrated, Learner } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { namesOf } from "./tables.js";
import { quantity } from "./terminal.js";
import type { Tested } from "./testing.js";

/** How a model was made: what `train` notes in its file. */
export interface Notes {
  /** The column that it tells. */
  readonly target?: string;
  /** The rows that it has learned from. */
  readonly rows?: number;
  /** Whether it took one pass over them. */
  readonly onePass?: boolean;
  readonly tested?: Tested;
}

export interface SavedModel {
  readonly file: string;
  readonly pipeline: Pipeline<Perceptron>;
  /** What answers in its place, if it was trained with --calibrate. */
  readonly calibrated?: Calibrated | undefined;
  readonly notes: Notes;
}

/**
 * A model file: of this program, whatever its version, of a Pipeline, or of a Perceptron.
 *
 * @param data   the file that it is asked about, if there is one
 * @param saved  what the model's file holds, if that was read
 * @throws {InputError} if it cannot be read
 */
export function readModel(
  file: string,
  { features }: Values = {},
  data?: string,
  saved = savedIn(file),
): SavedModel {
  refuseUnits(file, saved);
  try {
    const load = (model: unknown): Pipeline<Perceptron> =>
      withColumns(file, pipelineOf(model), features, data);
    const calibrated = isCalibrated(saved) ? calibratedOf(saved, load) : undefined;
    const pipeline = (calibrated?.model as Pipeline<Perceptron> | undefined) ?? load(saved);
    return { file, pipeline, calibrated, notes: pipeline.metadata };
  } catch (error) {
    const text = textOfError(error);
    throw text === undefined ? error : new InputError(`${titleOf(file)}: ${text}`);
  }
}

/** Files of models that answer with numbers, and of which nothing but export knows. */
function refuseUnits(file: string, saved: unknown): void {
  const { format } = (saved ?? {}) as { format?: unknown };
  if (format === UNIT_FORMAT || format === NETWORK_FORMAT)
    throw new InputError(`${titleOf(file)} holds TLUs, which only rosenblatt export takes`);
}

/** What a file holds: bytes that `toBytes` wrote, or parsed JSON. @throws {InputError} if it is neither */
export function savedIn(file: string): unknown {
  const bytes = bytesOfFile(file);
  return bytes[0] === 0x89 ? bytes : parsed(file, bytes);
}

/** What a Pipeline may have before its model. */
const STEPS = { steps: [TableEncoder, AssociationLayer, FeatureHasher, Interactions] };

const pipelineOf = (saved: unknown): Pipeline<Perceptron> =>
  saved instanceof Uint8Array ? Pipeline.fromBytes(saved, STEPS) : Pipeline.fromJSON(saved, STEPS);

const calibratedOf = (saved: unknown, load: (saved: unknown) => Pipeline<Perceptron>): Calibrated =>
  saved instanceof Uint8Array
    ? CalibratedModel.fromBytes<unknown>(saved, { load })
    : CalibratedModel.fromJSON<unknown>(saved, { load });

/** Whether a file is of a calibrated model: bytes tell their format where their header begins. */
function isCalibrated(saved: unknown): boolean {
  if (!(saved instanceof Uint8Array))
    return (saved as { format?: unknown } | null)?.format === CalibratedModel.format;
  const head = new TextDecoder().decode(saved.subarray(16, 64));
  return head.startsWith(`{"format":"${CalibratedModel.format}"`);
}

function parsed(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new InputError(`${titleOf(file)} is no model; expected what "rosenblatt train --out" wrote`);
  }
}

const takesTables = (step: PipelineStep): boolean =>
  isEncoder(step) || (step.constructor as { format?: string }).format === COLUMNS_FORMAT;

/** A Perceptron's own file names no columns: they are x_0, x_1 …, as in data without names; of a text a person says them. */
function withColumns(
  file: string,
  pipeline: Pipeline<Perceptron>,
  features: readonly string[] | undefined,
  data: string | undefined,
): Pipeline<Perceptron> {
  const [first, ...others] = pipeline.steps;
  if (others.length > 0) {
    if (features !== undefined)
      throw new UsageError(
        `${titleOf(file)} names its columns itself; --features does for a model that names none`,
      );
    if (data === undefined || takesTables(first as PipelineStep)) return pipeline;
    throw new InputError(`${titleOf(file)} has no encoder of columns, and so cannot be asked about a table`);
  }
  const { cols } = pipeline.model.coef;
  const isNamed = data !== undefined && formatOf(data) === undefined;
  const names = features ?? (isNamed ? [] : numberedNames(cols));
  if (names.length !== cols) {
    throw new InputError(
      `${titleOf(file)} is a Perceptron, which names no columns; --features says which hold its ${quantity(cols, "feature")}, in order`,
    );
  }
  return Pipeline.fromJSON(namedColumns(names, pipeline.model));
}

/** What a Pipeline of columns with these names and a model is saved as. */
export const namedColumns = (names: readonly string[], model: { toJSON(): object }) => ({
  format: PIPELINE_FORMAT,
  version: 1,
  steps: [{ format: COLUMNS_FORMAT, version: 1, names }, model.toJSON()],
});

/**
 * How the columns of a file are read for a model: as those that it has learned from. The others of a text stay text, as they
 * are in the file, unless that is a pipe, whose names nobody can look at before; other formats are asked
 * for the model's columns alone, unless all are to be written again.
 */
export async function wantedFor(
  { pipeline }: SavedModel,
  file: string,
  values: Values,
  target?: string,
): Promise<Wanted> {
  const [encoder] = pipeline.steps;
  const known = isEncoder(encoder)
    ? encoder.columnTypes
    : Object.fromEntries(pipeline.featureNames.map((name) => [name, "number" as const]));
  const types = target === undefined ? known : { ...known, [target]: "text" as const };
  const isForModel = true;
  if (formatOf(file)) return { types, columns: values.append ? undefined : Object.keys(types), isForModel };
  if (comesOnce(file)) return { types, isForModel };
  const names = await namesOf(file, values);
  return {
    isForModel,
    types: { ...Object.fromEntries(names.map((name) => [name, "text" as const])), ...types },
  };
}

/** Writes a model: as JSON, or as bytes where the name of the file ends in .bin. @throws {InputError} */
export async function saveModel(
  file: string,
  model: Pipeline<Perceptron> | Calibrated,
  notes: Notes,
): Promise<void> {
  const pipeline = model instanceof CalibratedModel ? (model.model as Pipeline<Perceptron>) : model;
  pipeline.metadata = { ...notes };
  await writeWhole(file, file.endsWith(".bin") ? model.toBytes() : `${JSON.stringify(model)}\n`);
}

/** A saved model that goes on from its weights, for as long as flags say. @throws {InputError} if it is none that `train` wrote */
export function resumed(file: string, values: Values): Learner {
  const { pipeline } = readModel(file);
  const [encoder] = pipeline.steps;
  if (!isEncoder(encoder) || pipeline.steps.length > 2) {
    throw new InputError(
      `${titleOf(file)} is no encoder of columns and a Perceptron; expected what "rosenblatt train --out" wrote`,
    );
  }
  const saved = pipeline.model.toJSON();
  const { maxIter, tol, nIterNoChange, eta0 } = modelOptions(values);
  const given = Object.entries({ maxIter, tol, nIterNoChange, eta0 }).filter(
    ([, value]) => value !== undefined,
  );
  const options = { ...saved.options, ...Object.fromEntries(given), warmStart: true };
  const named = saved.options.rule as LearningRule | undefined;
  const rule = named && savedRule(named);
  return { encoder, model: Perceptron.fromJSON({ ...saved, options }, { rule }) };
}
