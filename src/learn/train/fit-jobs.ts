// What each way to learn asks for.

import * as fail from "../../base/texts.js";
import { type CheckedTargets, readClasses, type Targets } from "../../data/labels.js";
import { abortSignal, callback, checkOptions, optional, positive } from "../../data/options.js";
import type { MatrixInput } from "../../data/view.js";
import { fitOutputs, grownOutputs, partOutputs, refuseOtherClasses } from "../outputs.js";
import type { PerceptronSettings } from "../settings.js";
import type { FitAsyncOptions, FitOptions, OnEpoch, PartialFitOptions } from "../types.js";
import type { FitJob, Fitted } from "./fit.js";

/** What a fit over all rows asks for. @param reports  whether each epoch is reported as it ends */
export function fitJob(
  X: MatrixInput,
  y: Targets,
  { sampleWeight, stop, onEpoch }: FitAsyncOptions,
  { settings, fitted }: { readonly settings: PerceptronSettings; readonly fitted?: Fitted | undefined },
  reports = onEpoch !== undefined,
): FitJob {
  const before = settings.warmStart ? resumable(fitted) : undefined;
  return {
    X,
    y,
    sampleWeight,
    settings,
    before,
    isPartial: false,
    reports,
    stop,
    *outputsOf(checked: CheckedTargets) {
      return before?.outputs ?? (yield* fitOutputs(checked));
    },
  };
}

/** @throws {StateError} NO_TRAINING where a file left out what further training needs */
function resumable(fitted: Fitted | undefined): Fitted | undefined {
  if (fitted?.isFinal) throw fail.noTraining();
  return fitted;
}

/** A part of the rows. */
export type PartialFitJob = (X: MatrixInput, y: Targets, options: Pick<FitOptions, "sampleWeight">) => FitJob;

/**
 * What parts of the rows ask for, one after the other, each going on from what is fitted then.
 *
 * @throws {ValueError} BALANCED_PART, EARLY_STOPPING_PART, CLASSES_DIFFER; what classes refuse
 */
export function partialFitJobs(
  classes: PartialFitOptions["classes"],
  settings: PerceptronSettings,
  fitted: () => Fitted | undefined,
): PartialFitJob {
  if (settings.classWeight === "balanced") {
    throw fail.needsAllRows("BALANCED_PART", `classWeight "balanced"`, "pass { label: weight }");
  }
  if (settings.earlyStopping) throw fail.needsAllRows("EARLY_STOPPING_PART", "earlyStopping", "call fit");
  const named = classes === undefined || classes === "grow" ? undefined : readClasses(classes);
  const known = fitted();
  if (known !== undefined) refuseOtherClasses(named, known.outputs);
  return (X, y, { sampleWeight }) => {
    const before = resumable(fitted());
    return {
      X,
      y,
      sampleWeight,
      before,
      isPartial: true,
      reports: false,
      settings: { ...settings, maxIter: 1 },
      *outputsOf(checked: CheckedTargets) {
        const grows = classes === "grow" || (classes === undefined && before?.outputs.grows === true);
        if (grows) return yield* grownOutputs(checked, before?.outputs);
        return before?.outputs ?? partOutputs(checked, named);
      },
    };
  };
}

/** The names of what paces a call. */
export const PACE = ["signal", "stop", "yieldEvery"];

/**
 * The options of a call that trains, but for its rows and classes.
 *
 * @param known  the options that it has
 * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
 */
export function readFitOptions<O extends FitAsyncOptions>(options: O, known: readonly string[]): O {
  const own = checkOptions(options, known);
  callback<OnEpoch>("onEpoch", own.onEpoch);
  abortSignal("stop", own.stop);
  abortSignal("signal", own.signal);
  optional(undefined, positive)("yieldEvery", own.yieldEvery);
  return own;
}
