// A Pipeline as a file: its steps, each as its own file, one after the other. The bytes hold the model's bytes, and the
// JSON of the other steps in their header.

import * as fail from "../base/texts.js";
import { checkOptions, isRecord } from "../data/options.js";
import { isArray } from "../data/view.js";
import { align, BYTES_VERSION, openContainer, packContainer } from "../learn/file/container.js";
import { PERCEPTRON_FORMAT, PIPELINE_FORMAT } from "../learn/file/formats.js";
import { record, whole } from "../learn/file/record.js";
import { Perceptron } from "../learn/perceptron.js";
import { Columns } from "./columns.js";
import type { StepClass } from "./steps.js";

const VERSION = 1;
/** A step's own file may nest deeper than a Perceptron's. */
const DEPTH = 64;

/** What `Pipeline.toJSON` gives. */
export interface PipelineJSON {
  /** Tells it from other files. */
  format: "rosenblatt.Pipeline";
  /** Of the format. */
  version: 1;
  /** What was noted beside the steps. */
  metadata?: Record<string, unknown>;
  /** The file of each step, the model's last. */
  steps: unknown[];
}

/** How a saved Pipeline is loaded. */
export interface LoadOptions {
  /** The classes of its steps, but for a Perceptron. Default: none. */
  steps?: readonly StepClass[] | undefined;
}

export interface Parts {
  readonly steps: readonly unknown[];
  readonly metadata: Record<string, unknown>;
}

export function writeJSON({ steps, metadata }: Parts, resume: boolean): PipelineJSON {
  return envelope(writeSteps(steps, resume), metadata);
}

export function writeBytes({ steps, metadata }: Parts, resume: boolean): Uint8Array<ArrayBuffer> {
  const model = steps.at(-1);
  if (!(model instanceof Perceptron)) {
    return packContainer(BYTES_VERSION, envelope(writeSteps(steps, resume), metadata), []);
  }
  const bytes = model.toBytes({ resume });
  const header = { ...envelope(writeSteps(steps.slice(0, -1), resume), metadata), modelBytes: bytes.length };
  return packContainer(BYTES_VERSION, header, [bytes]);
}

/** @throws {KindError} WRONG_KIND for metadata that would not load */
function envelope(steps: unknown[], metadata: unknown): PipelineJSON {
  const noted = asJSON(metadata);
  if (noted === undefined) throw fail.wrongKind("metadata", "an object that JSON has a text for", metadata);
  return {
    format: PIPELINE_FORMAT,
    version: VERSION,
    ...(Object.keys(noted).length > 0 && { metadata: noted }),
    steps,
  };
}

/** A copy, as a file holds it; undefined of what JSON makes no object of. */
function asJSON(metadata: unknown): Record<string, unknown> | undefined {
  if (!isRecord(metadata)) return undefined;
  try {
    const copy: unknown = JSON.parse(JSON.stringify(metadata) ?? null);
    return isRecord(copy) ? copy : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined; // a circle, or a bigint
    throw error;
  }
}

/** @throws {KindError} WRONG_KIND if a step has no file */
const writeSteps = (steps: readonly unknown[], resume: boolean): unknown[] =>
  steps.map((step, i) => {
    const { toJSON } = step as { toJSON?: unknown };
    if (typeof toJSON !== "function") throw fail.wrongKind(`step ${i}`, "a step with toJSON", step);
    return toJSON.call(step, { resume }); // of a Perceptron of this copy of the library or another, or of a Pipeline within
  });

/** @throws {ValueError} MODEL_FILE   @throws {KindError} STEP_CLASS; what the steps refuse */
export function readJSON(saved: unknown, options: unknown): Parts {
  const classes = readClasses(options);
  if (typeof saved === "string") throw fail.notASavedModel("it is a string; JSON.parse it first");
  const file = record("the model", saved, [], "any");
  if (file.format === PERCEPTRON_FORMAT) return { steps: [Perceptron.fromJSON(file)], metadata: {} };
  return "features" in file ? readFirstFormat(file) : readEnvelope(file, classes);
}

/** What the command line saved before there were Pipelines: a model of columns that are numbers. */
function readFirstFormat(file: Record<string, unknown>): Parts {
  const { features, target, model } = record("the model", file, ["features", "target", "model"]);
  if (typeof target !== "string") throw fail.notASavedModel(`target is ${fail.describe(target)}`);
  const columns = Columns.saved(features);
  const perceptron = Perceptron.fromJSON(model);
  const [named, taken] = [columns.featureNames.length, perceptron.coef.cols];
  if (named !== taken)
    throw fail.notASavedModel(`it names ${fail.plural(named, "feature")}, and its model takes ${taken}`);
  return { steps: [columns, perceptron], metadata: { target } };
}

/** A Pipeline from the bytes of its file. */
export function readBytes(bytes: unknown, options: unknown): Parts {
  const classes = readClasses(options);
  const { header, body } = openContainer(bytes, DEPTH);
  if (!("format" in header)) return { steps: [Perceptron.fromBytes(bytes as Uint8Array)], metadata: {} };
  const { modelBytes, ...file } = header;
  const length = modelBytes === undefined ? 0 : whole("modelBytes", modelBytes, 1);
  if (align(length) !== body.length) throw fail.notASavedModel("its model has another size");
  return readEnvelope(file, classes, length === 0 ? [] : [Perceptron.fromBytes(body.subarray(0, length))]);
}

/** @param model  the model, where it is not among the steps of the file */
function readEnvelope(
  file: Record<string, unknown>,
  classes: ReadonlyMap<string, StepClass>,
  model: readonly unknown[] = [],
): Parts {
  if (file.format !== PIPELINE_FORMAT) throw fail.notThisFormat(file.format);
  const {
    version,
    steps,
    metadata = {},
  } = record("the model", file, ["format", "version", "steps"], ["metadata"]);
  if (version !== VERSION) throw fail.notASavedModel(`version is ${fail.describe(version)}`);
  if (!isArray(steps)) throw fail.notASavedModel(`steps is ${fail.describe(steps)}`);
  const noted = asJSON(metadata);
  if (noted === undefined) throw fail.notASavedModel(`metadata is ${fail.describe(metadata)}`);
  const read: unknown[] = Array.from(steps, (step: unknown, i) => readStep(step, i, classes));
  const all = [...read, ...model];
  if (all.length === 0) throw fail.notASavedModel("it has no steps");
  return { steps: all, metadata: noted };
}

function readStep(saved: unknown, i: number, classes: ReadonlyMap<string, StepClass>): unknown {
  const { format } = record(`step ${i}`, saved, ["format"], "any");
  if (typeof format !== "string")
    throw fail.notASavedModel(`the format of step ${i} is ${fail.describe(format)}`);
  const StepClass = classes.get(format);
  if (StepClass === undefined) throw fail.stepClass(i, format);
  return StepClass.fromJSON(saved);
}

/** The classes by the format that they read. @throws {KindError} WRONG_KIND, OPTIONS, UNKNOWN_OPTION */
function readClasses(options: unknown): ReadonlyMap<string, StepClass> {
  const { steps = [] } = checkOptions(options as LoadOptions, ["steps"]);
  if (!isArray(steps)) throw fail.wrongKind("steps", "an array of classes of steps", steps);
  const classes = new Map<string, StepClass>();
  for (const StepClass of steps as (Partial<StepClass> | null | undefined)[]) {
    const isPerceptron = StepClass === Perceptron;
    const format = isPerceptron ? PERCEPTRON_FORMAT : StepClass?.format;
    if (typeof format !== "string" || typeof StepClass?.fromJSON !== "function") {
      throw fail.wrongKind("an element of steps", "the class of a step, with format and fromJSON", StepClass);
    }
    classes.set(format, StepClass as StepClass);
  }
  classes.set(Columns.format, Columns);
  return classes.set(PERCEPTRON_FORMAT, Perceptron as unknown as StepClass);
}
