// One binary problem of a one-versus-rest fit, and the hyperparameters by which it is solved.

import type { SklearnSettings } from "./options.js";
import type { TrainingSamples } from "./training-samples.js";

export interface BinaryProblem {
  readonly samples: TrainingSamples;
  /** +1 or −1 [n] */
  readonly y: Int8Array;
  /** [n], or undefined for all ones. */
  readonly sampleWeight: Float64Array | undefined;
  /** The class weight of targets +1 and of targets −1. */
  readonly classWeight: { readonly positive: number; readonly negative: number };
  /** With early stopping, 1 for each row that is held out [n]. */
  readonly validation: Uint8Array | undefined;
  readonly seed: number;
}

/** What a problem is solved by, once the weights of rows and classes and the held-out rows are known. */
export type Hyperparameters = Omit<
  SklearnSettings,
  "classWeight" | "warmStart" | "randomState" | "earlyStopping" | "validationFraction"
>;

/** The weight of row i: of its class times its own. */
export function rowWeight({ y, classWeight, sampleWeight }: BinaryProblem, i: number): number {
  const { positive, negative } = classWeight;
  return ((y[i] as number) > 0 ? positive : negative) * (sampleWeight?.[i] ?? 1);
}

/** Whether it is the losses that decide when to stop. */
export const needsLosses = ({ validation }: BinaryProblem, { tol }: Hyperparameters): boolean =>
  tol !== null && validation === undefined;

/** Whether the losses that decide when to stop have the penalty in them. */
export const addsPenalty = (problem: BinaryProblem, parameters: Hyperparameters): boolean =>
  parameters.version === "1.9" && parameters.penalty !== null && needsLosses(problem, parameters);

/** Whether of rows that are right only the number matters: the kernel may then look for the others. */
export function canSkipCorrectRows(problem: BinaryProblem, parameters: Hyperparameters): boolean {
  if (parameters.loss !== "perceptron") return parameters.average === 0;
  return parameters.penalty === null || (parameters.penalty === "l2" && !addsPenalty(problem, parameters));
}

/** Whether a row that is right changes nothing at all. */
export const ignoresCorrectRows = ({ loss, penalty, average }: Hyperparameters): boolean =>
  loss === "perceptron" && penalty === null && average === 0;
