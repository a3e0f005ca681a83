// The steps of a Pipeline, and how samples pass through those before the model.

import { call, type StateError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { unfittedModel } from "../calibration/unfitted.js";
import { isArray, isObject, isVector, type Matrix, type MatrixInput } from "../data/view.js";

/** A step before the last: it turns what it is given into what the next one takes, at the end into samples. */
// biome-ignore lint/suspicious/noExplicitAny: each step says itself what it takes
export interface PipelineStep<Input = any, Output = any> {
  /**
   * Learns anew, from all rows.
   *
   * @param input  what the step takes
   * @param y      labels [n], or targets [n×k] of 0 and 1
   */
  fit(input: Input, y?: never): unknown;
  /** Learns from the rows of a batch too: all that `fit` would learn once the last has come. @param input  a batch of what it takes */
  partialFit?(input: Input): unknown;
  /** What the next step takes, at the end samples [n×d]: the same of a row, whatever the others are. @param input  what the step takes */
  transform(input: Input): Output;
  /** `transform` in blocks of rows, one after the other, where all of it would be large. @param input  what the step takes */
  transformBlocks?(input: Input): Iterable<Output>;
  /** `transform` of one row or record, to the row [d] or to what the next step takes as one. @param record  the row */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  transformOne?(record: any): unknown;
  /** The names of the features that `transform` gives, once it has learned. */
  readonly featureNames?: readonly string[] | undefined;
  /** Another step with the same options, which has learned nothing; where there is none, its file is loaded by its class. */
  unfitted?(): PipelineStep;
  /** The step as plain JSON: `{ format, version, … }`, where format is that of its class. */
  toJSON?(): unknown;
}

/** What a step is loaded by: the class of the steps whose `toJSON().format` is its `format`. */
export interface StepClass {
  /** The format of the files that it reads. */
  readonly format: string;
  /** The step of a file. @param saved  what `toJSON` of the step gave */
  fromJSON(saved: unknown): unknown;
}

/** The last step: a Perceptron, or anything else that has these and, where they are called, its other methods. */
export interface PipelineModel {
  /**
   * Learns from samples.
   *
   * @param X        samples [n×d]
   * @param y        labels [n], or targets [n×k] of 0 and 1
   * @param options  the model's own
   */
  // biome-ignore lint/suspicious/noExplicitAny: samples, labels and options are the model's own
  fit(X: any, y: any, options?: any): unknown;
  /** The label of each row, or its row of 0 and 1. @param X  samples [n×d] */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  predict(X: any): unknown;
}

/** What a method of the model returns; unknown where it has none of that name. */
export type Answer<M, Name extends string> = M extends { [K in Name]: (...args: never[]) => infer R }
  ? R
  : unknown;

/** What a Pipeline is made of: transformers, and the model last. */
export type Steps<M extends PipelineModel> = readonly [...PipelineStep[], M];

/** @throws {KindError} WRONG_KIND unless all but the last have fit and transform, and the last fit and predict */
export function readSteps<M extends PipelineModel>(
  steps: unknown,
): { transformers: PipelineStep[]; model: M } {
  if (!isArray(steps) || steps.length === 0) {
    throw fail.wrongKind("steps", "an array of steps, the last of them a model", steps);
  }
  const { length } = steps;
  const all = Array.from(steps, (step: unknown, i) => {
    const method = i === length - 1 ? "predict" : "transform";
    if (!has(step, "fit") || !has(step, method)) {
      throw fail.wrongKind(`step ${i}`, `an object with fit and ${method}`, step);
    }
    return step;
  });
  return { transformers: all.slice(0, -1) as PipelineStep[], model: all.at(-1) as M };
}

const has = (step: unknown, method: string): boolean =>
  isObject(step) && typeof (step as Record<string, unknown>)[method] === "function";

/** A method of the last step. @throws {KindError} WRONG_KIND if it has none of that name */
export function methodOf(model: PipelineModel, name: string): (...args: unknown[]) => unknown {
  if (!has(model, name)) throw fail.wrongKind("the last step", `a model with ${name}`, model);
  const methods = model as unknown as Record<string, (...args: unknown[]) => unknown>;
  return (...args) => (methods[name] as (...args: unknown[]) => unknown).apply(model, args);
}

/** Steps with the same options, which `fit` lets learn anew. @throws {KindError} WRONG_KIND if one cannot be made */
export const unfittedSteps = <M extends PipelineModel>(steps: Steps<M>): Steps<M> =>
  steps.map((step, i) =>
    i === steps.length - 1 ? unfittedModel(step) : unfittedStep(step as PipelineStep, i),
  ) as unknown as Steps<M>;

/** Another step with the same options, whose `fit` learns anew. @throws {KindError} WRONG_KIND if none can be made */
function unfittedStep(step: PipelineStep, i: number): PipelineStep {
  if (typeof step.unfitted === "function") return step.unfitted();
  try {
    return copiedStep(step);
  } catch {
    throw fail.wrongKind(`step ${i}`, "a step with unfitted(), or with a file that its class loads", step);
  }
}

/** A step as it is now, by way of its file. @throws where it has none, or nothing to say yet */
export function copiedStep(step: PipelineStep): PipelineStep {
  const { constructor: Class } = step as unknown as { constructor: StepClass };
  return Class.fromJSON(JSON.parse(JSON.stringify(step))) as PipelineStep;
}

/** The samples that the steps make of the input. */
export const transformed = (steps: readonly PipelineStep[], input: unknown): unknown =>
  steps.reduce((value, step) => step.transform(value), input);

/** `transformed`, block by block where the last step can. */
export function* transformedBlocks(steps: readonly PipelineStep[], input: unknown): Generator<MatrixInput> {
  const last = steps.at(-1);
  if (last?.transformBlocks === undefined) yield transformed(steps, input) as MatrixInput;
  else yield* last.transformBlocks(transformed(steps.slice(0, -1), input));
}

/** What the steps make of one row or record: a row [d], or a matrix of one sparse row. */
export const transformedOne = (steps: readonly PipelineStep[], x: unknown): unknown =>
  steps.reduce(
    (value, step) =>
      step.transformOne?.(value) ?? firstRow(step.transform(isSparse(value) ? value : [value])),
    x,
  );

/** `transformedOne`, which has one row. @throws {KindError} NOT_A_VECTOR */
export function transformedRow(steps: readonly PipelineStep[], x: unknown): unknown {
  const row = transformedOne(steps, x);
  if (isSparse(row) && (row as Matrix).rows !== 1) throw fail.notAVector("x", x);
  return row;
}

/** The row of a matrix of one; a sparse one stays as it is. */
function firstRow(matrix: unknown): unknown {
  if (isArray(matrix)) return matrix[0];
  return isSparse(matrix) || !isObject(matrix) ? matrix : matrix.data;
}

export const isSparse = (value: unknown): value is MatrixInput => isObject(value) && "indptr" in value;

/** A sparse matrix of one row as the row itself, with its zeros. */
export function withZeros(row: unknown): unknown {
  if (!isSparse(row)) return row;
  const { indices, data, cols } = row as {
    indices: ArrayLike<number>;
    data: ArrayLike<number>;
    cols: number;
  };
  const values = new Float64Array(cols);
  for (let p = 0; p < data.length; p++) values[indices[p] as number] = data[p] as number;
  return values;
}

/** The names of the features that the model sees: the last step's, or x0, x1, … where it does not say. */
export function featureNamesOf(steps: readonly PipelineStep[], count: () => number | undefined): string[] {
  const names = steps.at(-1)?.featureNames;
  return isVector(names) ? [...names] : Array.from({ length: count() ?? 0 }, (_, j) => `x${j}`);
}

/** `call` of what the steps answer: where one of them has learned nothing, the Pipeline has not. */
export const asked = <T>(method: string, answer: () => T): T =>
  call(method, () => {
    try {
      return answer();
    } catch (error) {
      throw (error as StateError | undefined)?.code === "NOT_FITTED" ? fail.notFitted() : error;
    }
  });
