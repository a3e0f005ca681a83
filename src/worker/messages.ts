// The messages between the client (client.ts, the side of the caller) and the worker (host.ts). The model
// travels with each call, without its history: the worker keeps nothing between two calls.

import type { SerializedError } from "../base/serialized-error.js";
import type { AbstainOptions, CalibratedJSON, SetOptions } from "../calibration/index.js";
import type { Label, Targets } from "../data/labels.js";
import type { MatrixInput } from "../data/view.js";
import type { Model } from "../learn/file/write-model.js";
import type { Fitted } from "../learn/train/fit.js";
import type { EpochReport, FitOptions, PartialFitOptions } from "../learn/types.js";

type SampleWeightOption = Pick<FitOptions, "sampleWeight">;

/** The methods that run in the worker, and their arguments. `reports`: whether to report each epoch. */
export interface MethodArguments {
  fit: [X: MatrixInput, y: Targets, options: SampleWeightOption & { reports: boolean }];
  epochs: [X: MatrixInput, y: Targets, options: SampleWeightOption];
  partialFit: [X: MatrixInput, y: Targets, options: PartialFitOptions];
  fitStream: [options: Pick<PartialFitOptions, "classes">];
  predict: [X: MatrixInput];
  decisionFunction: [X: MatrixInput];
  score: [X: MatrixInput, y: Targets];
  calibrate: [X: MatrixInput, y: ArrayLike<Label>, options: { folds: number | undefined }];
  predictProba: [X: MatrixInput];
  predictCalibrated: [X: MatrixInput, options: AbstainOptions<unknown>];
  predictSet: [X: MatrixInput, options: SetOptions];
}

export type MethodName = keyof MethodArguments;

export interface MethodCall {
  readonly id: number;
  readonly method: MethodName;
  readonly model: Model;
  readonly args: readonly unknown[];
  /** Of a calibrated model. */
  readonly calibration?: CalibratedJSON["calibration"] | undefined;
  /** Whether `stop` is aborted already. */
  readonly stopped: boolean;
}

/** What a running method needs from the client: that it takes note of an epoch, or gives the next batch. */
export type ClientRequest =
  | {
      readonly report: EpochReport;
      /** The model to commit, where each epoch or batch is committed. */
      readonly fitted?: Fitted | undefined;
    }
  | { readonly batch: true };

export type MessageToWorker =
  | MethodCall
  /** The response to a request; to one for a batch it holds the batch, or nothing after the last. */
  | { readonly id: number; readonly response: readonly unknown[] }
  | { readonly id: number; readonly abort: true }
  | { readonly id: number; readonly stop: true };

export type MessageFromWorker =
  | { readonly ready: true }
  /** The method goes on when it has the response. */
  | { readonly id: number; readonly request: ClientRequest }
  | { readonly id: number; readonly result: MethodResult }
  | { readonly id: number; readonly error: SerializedError };

export interface MethodResult {
  /** The model to commit, of a method that trains. */
  readonly fitted?: Fitted | undefined;
  /** What the method returns, if it does not only train. */
  readonly value?: unknown;
}
