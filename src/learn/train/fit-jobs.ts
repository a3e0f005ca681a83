// What each way to learn asks for.

import * as fail from "../../base/texts.js";
import type { Pace } from "../../base/work.js";
import { type CheckedTargets, readClasses, type Targets } from "../../data/labels.js";
import { abortSignal, optional, positive } from "../../data/options.js";
import type { MatrixInput } from "../../data/view.js";
import { fitOutputs, grownOutputs, partOutputs, refuseOtherClasses } from "../outputs.js";
import type { PerceptronSettings } from "../settings.js";
import type { FitOptions, PaceOptions, PartialFitOptions } from "../types.js";
import type { FitJob, Fitted } from "./fit.js";

/** What a fit over all rows asks for. */
export function fitJob(
  who: string,
  X: MatrixInput,
  y: Targets,
  { sampleWeight }: FitOptions,
  settings: PerceptronSettings,
  fitted: Fitted | undefined,
  reports: boolean,
): FitJob {
  const before = settings.warmStart ? fitted : undefined;
  return {
    ...{ who, X, y, sampleWeight, settings, before, isPartial: false, reports },
    *outputsOf(checked: CheckedTargets) {
      return before?.outputs ?? (yield* fitOutputs(who, checked));
    },
  };
}

/** A part of the rows. */
export type PartialFitJob = (X: MatrixInput, y: Targets, options: Pick<FitOptions, "sampleWeight">) => FitJob;

/**
 * What parts of the rows ask for, one after the other, each going on from what is fitted then.
 *
 * @throws {ValueError} BALANCED_PART, EARLY_STOPPING_PART, CLASSES_DIFFER; what classes refuse
 */
export function partialFitJobs(
  who: string,
  classes: PartialFitOptions["classes"],
  settings: PerceptronSettings,
  fitted: () => Fitted | undefined,
): PartialFitJob {
  if (settings.classWeight === "balanced") {
    throw fail.needsAllRows(who, "BALANCED_PART", `classWeight "balanced"`, "pass { label: weight }");
  }
  if (settings.earlyStopping)
    throw fail.needsAllRows(who, "EARLY_STOPPING_PART", "earlyStopping", "call fit");
  const named = classes === undefined || classes === "grow" ? undefined : readClasses(who, classes);
  const known = fitted();
  if (known !== undefined) refuseOtherClasses(who, named, known.outputs);
  return (X, y, { sampleWeight }) => {
    const before = fitted();
    return {
      ...{
        who,
        X,
        y,
        sampleWeight,
        settings: { ...settings, maxIter: 1 },
        before,
        isPartial: true,
        reports: false,
      },
      *outputsOf(checked: CheckedTargets) {
        if (classes === "grow") return yield* grownOutputs(who, checked, before?.outputs);
        return before?.outputs ?? partOutputs(who, checked, named);
      },
    };
  };
}

export function readPace(who: string, { signal, yieldEvery }: PaceOptions): Pace {
  return {
    signal: abortSignal(who, "signal", signal),
    yieldEveryMs: optional(undefined, positive)(who, "yieldEvery", yieldEvery),
  };
}
