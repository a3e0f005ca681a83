export { type CalibrateOptions, calibrate } from "./calibrate.js";
export type {
  AbstainOptions,
  CalibratedAnswers,
  RankedProbability,
  RowOf,
  SetOptions,
} from "./calibrated-answers.js";
export { type CalibratedLoadOptions, CalibratedModel } from "./calibrated-model.js";
export type { CalibratedJSON } from "./file.js";
export { type Isotonic, isotonicRegression } from "./isotonic.js";
export type { FittedScorer, Scorer } from "./model.js";
export {
  type ProbabilisticModel,
  type Reliability,
  type ReliabilityOptions,
  reliability,
} from "./reliability.js";
