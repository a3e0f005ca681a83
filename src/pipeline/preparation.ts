import { KindError, ValueError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import type { MatrixInput } from "../data/view.js";
import { weightsOf } from "../learn/train/stream.js";
import type { PipelineBatch } from "./blocks.js";
import { copiedStep, type PipelineStep, transformed } from "./steps.js";

/**
 * The steps before the model. They learn where they are; so that a call that fails leaves all as it was, and a call that
 * lets others run answers as before meanwhile, copies of what they were are kept until it has succeeded.
 */
export class Preparation {
  #steps: readonly PipelineStep[];
  /** What answers: the steps, or while they learn copies of what they were. */
  #answering: readonly PipelineStep[];
  /** Steps that have learned, as far as is known. */
  readonly #learned = new Set<PipelineStep>();
  /** Steps that the present call has made learn. */
  readonly #touched = new Set<PipelineStep>();
  /** Steps whose last learning failed and that could not be put back: they do not answer until they learn anew. */
  readonly #spoilt = new Set<PipelineStep>();

  constructor(steps: readonly PipelineStep[]) {
    this.#steps = steps;
    this.#answering = steps;
  }

  get steps(): readonly PipelineStep[] {
    return this.#steps;
  }

  /** The steps that answer. @throws {StateError} NOT_FITTED where a first fit failed half-way, BUSY where one learns of which there is no copy */
  get answering(): readonly PipelineStep[] {
    if (this.#answering.some((step) => this.#spoilt.has(step))) throw fail.notFitted();
    const isAnew = this.#answering !== this.#steps; // in a stream steps have learned for good before anybody asks
    if (isAnew && this.#answering.some((step) => this.#touched.has(step))) throw fail.busy();
    return this.#answering;
  }

  /**
   * Runs `learn`, which makes steps learn by the methods below, and puts them back if it fails.
   *
   * @param anew  whether steps that have learned will do so again
   */
  during<R>(anew: boolean, learn: () => R): R {
    const steps = this.#steps;
    const kept = new Map(anew ? steps.map((step) => [step, this.#copyOf(step)]) : []);
    this.#touched.clear();
    if (anew) this.#answering = steps.map((step) => kept.get(step) ?? step);
    const restore = (): void => {
      this.#steps = steps.map((step) => (this.#touched.has(step) && kept.get(step)) || step);
      for (const step of this.#touched) {
        this.#learned.delete(step);
        if (kept.get(step) === undefined) this.#spoilt.add(step);
      }
    };
    const end = (): void => {
      this.#answering = this.#steps;
    };
    return settled(learn, restore, end);
  }

  /** Batches as the model takes them. When the next is asked for, the model has committed those before. */
  async *samples(batches: AsyncGenerator<unknown>): AsyncGenerator<unknown> {
    for await (const batch of batches) {
      const { X, y } = (isRecord(batch) ? batch : {}) as Partial<PipelineBatch>;
      yield isRecord(batch) ? { X: this.fitMissing(X, y), y, ...weightsOf(batch) } : batch;
      this.commit();
    }
  }

  /** What steps have learned in the present call so far stays, even if it fails now. */
  commit(): void {
    this.#touched.clear();
  }

  /** All steps learn anew, each from what those before it make of the input. @returns what the last makes of it */
  fit(input: unknown, y: unknown): MatrixInput {
    return this.#steps.reduce((value, step) => this.#fit(step, value, y), input) as MatrixInput;
  }

  /** `fit` of those steps alone that have not learned yet. */
  fitMissing(input: unknown, y: unknown): MatrixInput {
    return this.#steps.reduce((value, step) => {
      const ready = this.#ifLearned(step, value);
      return ready === undefined ? this.#fit(step, value, y) : ready.value;
    }, input) as MatrixInput;
  }

  /** Steps that have not learned yet do so, each in a pass over all batches. */
  async fitInPasses(open: () => AsyncIterable<unknown>): Promise<void> {
    for (const [i, step] of this.#steps.entries()) {
      const earlier = this.#steps.slice(0, i);
      let isFirst = true;
      for await (const input of open()) {
        const value = transformed(earlier, input);
        if (isFirst && this.#ifLearned(step, value) !== undefined) break;
        if (isFirst) this.#fit(step, value, undefined);
        else step.partialFit?.(value);
        if (step.partialFit === undefined) break;
        isFirst = false;
      }
    }
  }

  #fit(step: PipelineStep, value: unknown, y: unknown): unknown {
    this.#touched.add(step);
    step.fit(value, y as never);
    this.#learned.add(step);
    this.#spoilt.delete(step);
    return step.transform(value);
  }

  /** What a step makes of a value, if it has learned, here or before it came here. */
  #ifLearned(step: PipelineStep, value: unknown): { value: unknown } | undefined {
    if (this.#spoilt.has(step)) return undefined;
    try {
      const result = { value: step.transform(value) };
      this.#learned.add(step);
      return result;
    } catch (error) {
      const isOwn = error instanceof KindError || error instanceof ValueError;
      if (this.#learned.has(step) || (isOwn && error.code !== "NOT_FITTED")) throw error;
      return undefined;
    }
  }

  /** A step as it is now, by way of its file; undefined where it has none, or nothing to say yet. */
  #copyOf(step: PipelineStep): PipelineStep | undefined {
    try {
      const copy = copiedStep(step);
      if (this.#learned.has(step)) this.#learned.add(copy);
      return copy;
    } catch {
      return undefined;
    }
  }
}

/** What `use` returns; `onFailure` runs if it fails, and `onEnd` in either case, once its promise is settled. */
function settled<R>(use: () => R, onFailure: () => void, onEnd: () => void): R {
  const failed = (error: unknown): never => {
    onFailure();
    onEnd();
    throw error;
  };
  let result: R;
  try {
    result = use();
  } catch (error) {
    return failed(error);
  }
  if (result instanceof Promise) {
    return result.then((value) => {
      onEnd();
      return value;
    }, failed) as R;
  }
  onEnd();
  return result;
}
