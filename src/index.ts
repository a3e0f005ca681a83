export type { AbortSignalLike } from "./base/abort-signal.js";
export type { DType, Reals } from "./base/dtype.js";
export type { ErrorCode } from "./base/error-codes.js";
export { KindError, ShapeError, StateError, ValueError } from "./base/errors.js";
export { heaviside, type Step, sgn } from "./base/step.js";
export { type Runtime, runtime } from "./core/runtime.js";
export type { Label, Targets } from "./data/labels.js";
export type {
  ClassOf,
  FittedAs,
  FittedLabels,
  Prediction,
  PredictionOf,
  Predictions,
  Ranked,
  TargetsOf,
} from "./data/typed-labels.js";
export type { DenseInput, Matrix, MatrixInput, SparseInput } from "./data/view.js";
export { dense, matmul } from "./learn/dense.js";
export { Perceptron } from "./learn/perceptron.js";
export type { LearningRule, PerceptronLoadOptions } from "./learn/rule.js";
export { TLU, type TLUOptions } from "./learn/tlu.js";
export type { Batch, Batches, StreamOptions } from "./learn/train/stream.js";
export type {
  ClassWeight,
  EpochReport,
  FitAsyncOptions,
  FitOptions,
  Keep,
  Multiclass,
  PartialFitOptions,
  PerceptronJSON,
  PerceptronOptions,
  SaveOptions,
  StopReason,
  TLUJSON,
  TrainingOptions,
} from "./learn/types.js";
