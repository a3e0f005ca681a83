import { type CalibratedJSON, CalibratedModel, type Scorer } from "../calibration/index.js";
import type { Label } from "../data/labels.js";
import type { MatrixInput } from "../data/view.js";
import type { Perceptron } from "../learn/perceptron.js";

/** A Perceptron with what was learned of its scores. */
export const withCalibration = <L extends Label>(
  model: Perceptron,
  calibration: CalibratedJSON["calibration"],
): CalibratedModel<MatrixInput, L> =>
  CalibratedModel.fromJSON(
    { format: CalibratedModel.format, version: 1, model: null, calibration },
    { load: () => model as Scorer<MatrixInput> },
  );
