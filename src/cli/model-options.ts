import type { PerceptronOptions } from "../index.js";
import type { Values } from "./flags.js";

/** The options of the model that flags ask for. The mean of the weights answers, unless they say otherwise. */
export function modelOptions(values: Values): PerceptronOptions {
  const { keep, decay, average = keep !== "best" } = values;
  const options: PerceptronOptions = {
    maxIter: values.epochs,
    eta0: values.eta,
    randomState: values.seed,
    average: decay !== undefined && average ? { decay } : average,
    keep,
    multiclass: values.multiclass ?? "joint",
    classWeight: values["class-weight"],
    tol: values.tol,
    nIterNoChange: values.patience,
    earlyStopping: values["early-stopping"],
    validationFraction: values["validation-fraction"],
    fitIntercept: values["fit-intercept"],
    shuffle: values.shuffle,
    standardize: values.standardize,
    step: values.step,
    dtype: values.dtype,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
