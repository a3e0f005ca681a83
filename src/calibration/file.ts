// A calibrated model as a file: the model within, as that writes itself, and its calibration. In bytes the model's own
// bytes are the body, and the calibration is in the header.

import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import type { Label } from "../data/labels.js";
import { isArray } from "../data/view.js";
import { align, BYTES_VERSION, openContainer, packContainer } from "../learn/file/container.js";
import { CALIBRATED_FORMAT } from "../learn/file/formats.js";
import { record, savedAs, whole } from "../learn/file/record.js";
import { readResume } from "../learn/file/write-model.js";
import type { SaveOptions } from "../learn/types.js";
import type { Calibration } from "./calibration.js";
import { MOST_KEPT } from "./conformal.js";
import type { Curve } from "./isotonic.js";
import type { FittedScorer, Scorer } from "./model.js";

const VERSION = 1;
/** The JSON of a model within may nest deeper than a Perceptron's. */
const DEPTH = 64;

/** The file of a calibrated model. */
export interface CalibratedJSON {
  /** Tells it from other files. */
  format: "rosenblatt.calibrated";
  /** Of the format. */
  version: 1;
  /** What `toJSON` of the model within gave. */
  model: unknown;
  /** What was learned of its scores. */
  calibration: {
    /** For each class, or for the second of two that share an output, the points of its curve. */
    curves: { scores: number[]; probabilities: number[] }[];
    /** Of how many rows, and by how much the right class was behind in them, ascending. */
    rows: number;
    behind: number[];
  };
}

/** @throws {KindError} WRONG_KIND if the model cannot be written */
export function writeCalibrated<X, L extends Label>(
  { model, ...calibration }: Calibration<L, Scorer<X>>,
  options: SaveOptions | string | undefined,
): CalibratedJSON {
  const resume = readResume(options);
  const { toJSON } = model;
  if (typeof toJSON !== "function") throw fail.wrongKind("the model within", "one with toJSON", model);
  return { ...head(calibration), model: within(() => toJSON.call(model, { resume }), ".toJSON") };
}

/** @throws {KindError} WRONG_KIND if the model cannot be written   @throws {ValueError} TOO_LARGE */
export function packCalibrated<X, L extends Label>(
  calibrated: Calibration<L, Scorer<X>>,
  options: SaveOptions | undefined,
): Uint8Array<ArrayBuffer> {
  const { model, ...calibration } = calibrated;
  const { toBytes } = model;
  if (typeof toBytes !== "function")
    return packContainer(BYTES_VERSION, writeCalibrated(calibrated, options), []);
  const resume = readResume(options);
  const bytes = within(() => toBytes.call(model, { resume }), ".toBytes");
  return packContainer(BYTES_VERSION, { ...head(calibration), modelBytes: bytes.length }, [bytes]);
}

/** All of a file but the model. */
const head = <L extends Label>({
  curves,
  conformity: { rows, behind },
}: Omit<Calibration<L>, "model">): Omit<CalibratedJSON, "model"> => ({
  format: CALIBRATED_FORMAT,
  version: VERSION,
  calibration: {
    curves: curves.map(({ x, y }) => ({ scores: [...x], probabilities: [...y] })),
    rows,
    behind: [...behind],
  },
});

/** What `packCalibrated` wrote as `readCalibrated` takes it. @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE */
export function unpackCalibrated(bytes: unknown): unknown {
  const { header, body } = openContainer(bytes, DEPTH);
  const { modelBytes, ...file } = header;
  if (modelBytes === undefined) return file;
  const length = whole("modelBytes", modelBytes, 1);
  if (align(length) !== body.length) throw fail.notASavedModel("its model has another size");
  return { ...file, model: body.subarray(0, length) };
}

/** @throws {ValueError} MODEL_FILE, and what `load` throws */
export function readCalibrated<L extends Label, M extends Pick<FittedScorer, "classes">>(
  saved: unknown,
  load: (saved: unknown) => M,
): Calibration<L, M> {
  const { version, ...parts } = savedAs("the model", saved, CALIBRATED_FORMAT);
  if (version !== VERSION) throw fail.notASavedModel(`version is ${fail.describe(version)}`);
  const file = record("the model", parts, ["model", "calibration"]);
  const { curves, ...rest } = record("calibration", file.calibration, ["curves", "rows", "behind"]);
  const rows = whole("calibration.rows", rest.rows, 1);
  const behind = ascending("calibration.behind", rest.behind, Math.min(rows, MOST_KEPT));
  const model = load(file.model);
  const classes = model.classes as readonly L[];
  if (
    !isArray(curves) ||
    !(curves.length === classes.length || (curves.length === 1 && classes.length === 2))
  ) {
    throw fail.notASavedModel(
      `calibration.curves is ${fail.describe(curves)}, for ${fail.plural(classes.length, "label")}`,
    );
  }
  return { model, classes, curves: Array.from(curves, readCurve), conformity: { rows, behind } };
}

function readCurve(saved: unknown, j: number): Curve {
  const name = `calibration.curves[${j}]`;
  const { scores, probabilities } = record(name, saved, ["scores", "probabilities"]);
  const y = ascending(`${name}.probabilities`, probabilities, undefined, 0, 1);
  return { x: ascending(`${name}.scores`, scores, y.length), y };
}

/** Numbers that do not fall; as many as are expected, or at least one. */
function ascending(
  name: string,
  values: unknown,
  count?: number,
  least = -Infinity,
  most = Infinity,
): Float64Array {
  if (!isArray(values) || values.length !== (count ?? Math.max(1, values.length))) {
    throw fail.notASavedModel(`${name} is ${fail.describe(values)} of another length`);
  }
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value) || value < (values[i - 1] ?? least) || value > most) {
      throw fail.notASavedModel(`${name}[${i}] is ${fail.describe(value)}`);
    }
  }
  return Float64Array.from(values);
}
