// What each way to learn asks for.

import * as fail from "../base/texts.js";
import type { Pace } from "../base/work.js";
import { type Answers, readClasses, type Targets } from "../data/labels.js";
import { abortSignal, optional, positive } from "../data/options.js";
import type { MatrixInput } from "../data/view.js";
import type { Fitted, Request } from "./learning.js";
import { fitOutputs, grownOutputs, partOutputs, refuseOtherClasses } from "./outputs.js";
import type { PerceptronSettings } from "./settings.js";
import type { FitOptions, PaceOptions, PartialFitOptions } from "./types.js";

/** What a fit over all rows asks for. */
export function wholeRequest(
  who: string,
  X: MatrixInput,
  y: Targets,
  { sampleWeight }: FitOptions,
  settings: PerceptronSettings,
  fitted: Fitted | undefined,
  reports: boolean,
): Request {
  const before = settings.warmStart ? fitted : undefined;
  return {
    ...{ who, X, y, sampleWeight, settings, before, isPart: false, reports },
    *outputsOf(answers: Answers) {
      return before?.outputs ?? (yield* fitOutputs(who, answers));
    },
  };
}

/** A part of the rows. */
export type PartRequest = (X: MatrixInput, y: Targets, options: Pick<FitOptions, "sampleWeight">) => Request;

/**
 * What parts of the rows ask for, one after the other, each going on from what is fitted then.
 *
 * @throws {ValueError} BALANCED_PART, EARLY_STOPPING_PART, CLASSES_DIFFER; what classes refuse
 */
export function partRequests(
  who: string,
  classes: PartialFitOptions["classes"],
  settings: PerceptronSettings,
  fitted: () => Fitted | undefined,
): PartRequest {
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
        isPart: true,
        reports: false,
      },
      *outputsOf(answers: Answers) {
        if (classes === "grow") return yield* grownOutputs(who, answers, before?.outputs);
        return before?.outputs ?? partOutputs(who, answers, named);
      },
    };
  };
}

export function readPace(who: string, { signal, yieldEvery }: PaceOptions): Pace {
  return {
    signal: abortSignal(who, "signal", signal),
    breathMs: optional(undefined, positive)(who, "yieldEvery", yieldEvery),
  };
}
