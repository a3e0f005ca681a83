export { type CalibrateOptions, calibrate } from "./calibrate.js";
export {
  type AbstainOptions,
  type CalibratedLoadOptions,
  CalibratedModel,
  type RowOf,
  type SetOptions,
} from "./calibrated-model.js";
export type { CalibratedJSON } from "./file.js";
export { type Isotonic, isotonicRegression } from "./isotonic.js";
export type { Scorer } from "./model.js";
export {
  type ProbabilisticModel,
  type Reliability,
  type ReliabilityOptions,
  reliability,
} from "./reliability.js";
