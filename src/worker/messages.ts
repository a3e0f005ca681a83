// What a page and its worker tell each other. A model goes along as what it is, without its history: the worker keeps
// nothing between two calls.

import type { Targets } from "../data/labels.js";
import type { MatrixInput } from "../data/view.js";
import type { Model } from "../learn/file/model-file.js";
import type { Fitted } from "../learn/train/fit.js";
import type { EpochReport, FitOptions, PartialFitOptions } from "../learn/types.js";

type Weights = Pick<FitOptions, "sampleWeight">;

/** The methods that run in the worker, and what each is called with. */
export interface Jobs {
  fit: [X: MatrixInput, y: Targets, options: Weights & { tells: boolean }];
  epochs: [X: MatrixInput, y: Targets, options: Weights];
  partialFit: [X: MatrixInput, y: Targets, options: PartialFitOptions];
  fitStream: [options: Pick<PartialFitOptions, "classes">];
  predict: [X: MatrixInput];
  decisionFunction: [X: MatrixInput];
  score: [X: MatrixInput, y: Targets];
}

export type Call = keyof Jobs;

/** A call of a method of that model. */
export interface Order {
  readonly id: number;
  readonly call: Call;
  readonly model: Model;
  readonly args: readonly unknown[];
}

/** Page to worker: a call, the reply to a question of its, or its end. */
export type ToWorker =
  | Order
  | { readonly id: number; readonly reply: readonly unknown[] }
  | { readonly id: number; readonly stop: true };

/** An epoch has ended, with what has been learned by then if it is to be committed; or another batch is wanted. */
export type Question =
  | { readonly report: EpochReport; readonly fitted?: Fitted | undefined }
  | { readonly batch: true };

/** What the model has become, if the call was one to learn, or what it says. */
export interface Answer {
  readonly fitted?: Fitted | undefined;
  readonly value?: unknown;
}

/** Worker to page. A question waits for its reply. */
export type ToPage =
  | { readonly ready: true }
  | { readonly id: number; readonly question: Question }
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly error: Failure };

/** An error of the library, or of the engine. */
export interface Failure {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}
