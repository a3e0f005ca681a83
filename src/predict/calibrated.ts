import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { CalibratedModel } from "../calibration/calibrated-model.js";
import type { Calibration } from "../calibration/calibration.js";
import { probabilities } from "../calibration/curves.js";
import { type AbstainOptions, decideRows, rankRow, setsOfRows } from "../calibration/decisions.js";
import type { Curve } from "../calibration/isotonic.js";
import { type FittedScorer, type ScoreMatrix, scoresOf, scoresOfRanked } from "../calibration/model.js";
import type { Label } from "../data/labels.js";
import { CALIBRATED_FORMAT } from "../learn/file/formats.js";
import { known, part } from "./read-saved.js";
import { listOf, takeLists } from "./tensors.js";

/** A calibrated model that only answers, with the bits of the one that was saved. */
export type LoadedCalibratedModel<L extends Label = Label> = Pick<
  CalibratedModel<unknown, L>,
  "classes" | "decisionFunction" | "predict" | "predictOne" | "predictProba" | "predictSet" | "topK"
>;

/** Reads calibrated models: `loadModel(saved, { steps: [calibrated] })`, behind the classes of the steps within. */
export const calibrated = {
  format: CALIBRATED_FORMAT as "rosenblatt.calibrated",
  /** Called by `loadModel`. */
  fromJSON<L extends Label>(saved: unknown, { load }: { load(saved: unknown): unknown }) {
    const { version, model: within, calibration } = part("it", saved);
    known("version", version, 1);
    const { curves, rows, behind } = part("calibration", calibration);
    const model = load(within) as FittedScorer;
    const classes = model.classes as L[];
    const read = listOf(curves).map(readCurve);
    known("the number of curves", read.length, classes.length, ...(classes.length === 2 ? [1] : []));
    const conformity = { rows: rows as number, behind: ascending("behind", behind) };
    known("rows", Number.isInteger(rows) && conformity.rows >= conformity.behind.length, true);
    return answersOf<L>({ model, classes, curves: read, conformity });
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

/** `checkOptions`, but that it suggests no name. @throws {KindError} UNKNOWN_OPTION */
function ownOptions<O extends object>(options: O | undefined, ...known: string[]): O {
  const own = { ...options } as O;
  for (const name of Object.keys(own)) if (!known.includes(name)) throw fail.noOption("", name, known);
  return own;
}

const abstaining = (options: AbstainOptions<unknown>): AbstainOptions<unknown> =>
  ownOptions(options, "abstainBelow", "unknown");

/** What `CalibratedModel` answers. */
function answersOf<L extends Label>(calibration: Calibration<L>): LoadedCalibratedModel<L> {
  const { model, classes, curves } = calibration;
  const scores = (X: unknown): ScoreMatrix => scoresOf(model.decisionFunction(X as never), classes);
  const scoresOfOne = (x: unknown): ScoreMatrix =>
    model.topK === undefined ? scores([x]) : scoresOfRanked(model.topK(x as never), classes);
  return {
    get classes() {
      return [...classes];
    },
    decisionFunction: (X) => model.decisionFunction(X as never),
    predictProba: (X) => probabilities(scores(X), curves),
    predict: (X: unknown, options: AbstainOptions<unknown> = {}) =>
      call("CalibratedModel.predict", () => decideRows(scores(X), calibration, abstaining(options))) as L[],
    predictOne: (x: unknown, options: AbstainOptions<unknown> = {}) =>
      call(
        "CalibratedModel.predictOne",
        () => decideRows(scoresOfOne(x), calibration, abstaining(options))[0],
      ) as L,
    topK: (x, k) => call("CalibratedModel.topK", () => rankRow(scoresOfOne(x), calibration, k)),
    predictSet: (X, options) =>
      call("CalibratedModel.predictSet", () =>
        setsOfRows(scores(X), calibration, ownOptions(options, "coverage")),
      ),
  };
}
