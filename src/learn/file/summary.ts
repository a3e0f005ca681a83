import { summaryOf } from "../../base/inspect.js";
import { featuresOf } from "../model.js";
import { perceptronSettings } from "../settings.js";
import type { Model } from "./write-model.js";

/** What console.log shows of a Perceptron. */
export function perceptronSummary({ settings, fitted }: Model): object {
  const shape = fitted && {
    classes: fitted.outputs.classes,
    outputs: fitted.outputs.count,
    features: featuresOf(fitted.prediction),
    dtype: fitted.prediction.dtype,
  };
  const { multiclass, average, keep, earlyStopping } = settings;
  const areTrained = !(average || keep === "best" || earlyStopping);
  const tellsRows =
    (multiclass === "joint" || fitted?.outputs.count === 1) && (areTrained || fitted?.converged === true);
  return summaryOf(shape, settings, perceptronSettings({}), fitted, tellsRows);
}
