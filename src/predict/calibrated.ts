import { CalibratedAnswers } from "../calibration/calibrated-answers.js";
import type { Curve } from "../calibration/isotonic.js";
import type { FittedScorer } from "../calibration/model.js";
import type { Label } from "../data/labels.js";
import { known, part } from "./read-saved.js";
import { takeLists } from "./tensors.js";

/** Reads calibrated models: `loadModel(saved, { steps: [calibrated] })`, behind the classes of the steps within. */
export const calibrated = {
  format: "rosenblatt.calibrated" as const,
  /** Called by `loadModel`. */
  fromJSON<L extends Label>(saved: unknown, { load }: { load(saved: unknown): unknown }) {
    const { version, model: within, calibration } = part("it", saved);
    known("version", version, 1);
    const { curves, rows, behind } = part("calibration", calibration);
    const model = load(within) as FittedScorer;
    const classes = model.classes as L[];
    const read = (Array.isArray(curves) ? curves : []).map(readCurve);
    known("the number of curves", read.length, classes.length, ...(classes.length === 2 ? [1] : []));
    const conformity = { rows: rows as number, behind: ascending("behind", behind) };
    known("rows", Number.isInteger(rows) && conformity.rows >= conformity.behind.length, true);
    return new CalibratedAnswers<unknown, L>(CalibratedAnswers, { model, classes, curves: read, conformity });
  },
};

function readCurve(saved: unknown): Curve {
  const { scores, probabilities } = part("a curve", saved);
  const [x, y] = [ascending("scores", scores), ascending("probabilities", probabilities)];
  known("a curve", y.length === x.length && (y[0] as number) >= 0 && (y.at(-1) as number) <= 1, true);
  return { x, y };
}

/** @throws {ValueError} MODEL_FILE unless they are numbers that do not fall */
function ascending(name: string, saved: unknown): Float64Array {
  const values = takeLists(name, saved, "f64").data as Float64Array;
  known(
    name,
    values.every((value, i) => !(value < (values[i - 1] as number))),
    true,
  );
  return values;
}
