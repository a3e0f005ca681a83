// A calibrated model as JSON: the model within, as that writes itself, and its calibration.

import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { record, whole } from "../learn/file/record.js";
import type { Calibration } from "./calibration.js";
import { MOST_KEPT } from "./conformal.js";
import { type Isotonic, isotonic } from "./isotonic.js";
import { readScorer, type Scorer } from "./model.js";

const FORMAT = { format: "rosenblatt.calibrated", version: 1 } as const;

/** The file of a calibrated model. */
export interface CalibratedJSON {
  format: "rosenblatt.calibrated";
  version: 1;
  /** What `toJSON` of the model within gave. */
  model: unknown;
  calibration: {
    /** For each class, or for the second of two that share an output, the points of its curve. */
    curves: { scores: number[]; probabilities: number[] }[];
    /** Of how many rows, and by how much the right class was behind in them, ascending. */
    rows: number;
    behind: number[];
  };
}

/** @throws {KindError} WRONG_KIND if the model cannot be written */
export function writeCalibrated<X, L extends Label>({
  model,
  curves,
  conformity: { rows, behind },
}: Calibration<X, L>): CalibratedJSON {
  if (typeof model.toJSON !== "function") throw fail.wrongKind("the model within", "one with toJSON", model);
  const points = curves.map(({ x, y }) => ({ scores: [...x], probabilities: [...y] }));
  return { ...FORMAT, model: model.toJSON(), calibration: { curves: points, rows, behind: [...behind] } };
}

/** @throws {ValueError} MODEL_FILE, and what `load` throws */
export function readCalibrated<X, L extends Label>(
  saved: unknown,
  load: (saved: unknown) => Scorer<X>,
): Calibration<X, L> {
  const file = record("the model", saved, ["format", "version", "model", "calibration"]);
  for (const [key, expected] of Object.entries(FORMAT)) {
    if (file[key] !== expected) throw fail.notASavedModel(`${key} is ${fail.describe(file[key])}`);
  }
  const { curves, ...rest } = record("calibration", file.calibration, ["curves", "rows", "behind"]);
  const rows = whole("calibration.rows", rest.rows, 1);
  const behind = ascending("calibration.behind", rest.behind, Math.min(rows, MOST_KEPT));
  const model = readScorer(load(file.model));
  const classes = model.classes as readonly Label[] as readonly L[];
  if (
    !Array.isArray(curves) ||
    !(curves.length === classes.length || (curves.length === 1 && classes.length === 2))
  ) {
    throw fail.notASavedModel(
      `calibration.curves is ${fail.describe(curves)}, for ${classes.length} classes`,
    );
  }
  return { ...{ model, classes }, curves: curves.map(readCurve), conformity: { rows, behind } };
}

function readCurve(saved: unknown, j: number): Isotonic {
  const name = `calibration.curves[${j}]`;
  const { scores, probabilities } = record(name, saved, ["scores", "probabilities"]);
  const y = ascending(`${name}.probabilities`, probabilities, undefined, 0, 1);
  return isotonic(ascending(`${name}.scores`, scores, y.length), y);
}

/** Numbers that do not fall; as many as are expected, or at least one. */
function ascending(
  name: string,
  values: unknown,
  count?: number,
  least = -Infinity,
  most = Infinity,
): Float64Array {
  if (!Array.isArray(values) || values.length !== (count ?? Math.max(1, values.length))) {
    throw fail.notASavedModel(`${name} is ${fail.describe(values)} of another length`);
  }
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value) || value < (values[i - 1] ?? least) || value > most) {
      throw fail.notASavedModel(`${name}[${i}] is ${fail.describe(value)}`);
    }
  }
  return Float64Array.from(values);
}
