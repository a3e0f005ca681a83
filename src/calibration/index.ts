export { type CalibrateOptions, calibrate } from "./calibrate.js";
export { type CalibratedLoadOptions, CalibratedModel, type RowOf } from "./calibrated-model.js";
export type { AbstainOptions, RankedProbability, SetOptions } from "./decisions.js";
export type { CalibratedJSON } from "./file.js";
export { type Isotonic, isotonicRegression } from "./isotonic.js";
export type { FittedScorer, Scorer } from "./model.js";
export {
  type ProbabilisticModel,
  type Reliability,
  type ReliabilityOptions,
  reliability,
} from "./reliability.js";
