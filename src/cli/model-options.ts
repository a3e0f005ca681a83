import type { LearningRule, PerceptronOptions } from "../index.js";
import { arow, passiveAggressive } from "../rules/index.js";
import { UsageError } from "./errors.js";
import type { Values } from "./flags.js";

/** The options of the model that flags ask for. The mean answers, unless they say otherwise. @throws {UsageError} for odd ones */
export function modelOptions(values: Values): PerceptronOptions {
  const { keep, decay, average = keep !== "best" } = values;
  if (decay !== undefined && !average)
    throw new UsageError("--decay is of the mean, which --no-average and --keep best turn off");
  if (values["validation-fraction"] !== undefined && !values["early-stopping"] && !values.tune)
    throw new UsageError(
      "--validation-fraction is the share that --early-stopping holds out, which is missing",
    );
  const options: PerceptronOptions = {
    maxIter: values.epochs,
    eta0: values.eta,
    randomState: values.seed,
    average: decay === undefined ? average : { decay },
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
    rule: ruleOf(values),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The rule that flags name. @throws {UsageError} for an option of another */
function ruleOf({ rule, C, variant, r }: Values): LearningRule | undefined {
  const others = rule === "arow" ? { C, variant } : rule === "passive-aggressive" ? { r } : { C, variant, r };
  const [odd] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (odd !== undefined) {
    throw new UsageError(`--${odd} is an option of --rule ${odd === "r" ? "arow" : "passive-aggressive"}`);
  }
  if (rule === undefined) return undefined;
  return rule === "arow" ? arow({ r }) : passiveAggressive({ C, variant });
}
