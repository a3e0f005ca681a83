import { KERNEL_PART } from "../base/costs.js";
import { allFinite, bytesPer, dtypeOf, type Reals } from "../base/dtype.js";
import { inOrder, shuffledWork } from "../base/random.js";
import * as fail from "../base/texts.js";
import { due, type Work } from "../base/work.js";
import type { Arena } from "../core/arena.js";
import { NOT_FINITE, NULL, type Ptr, STEP } from "../core/contract.js";
import { cachedRows, TASK_BYTES, type Task, writeTask, writeVisits } from "../core/task.js";
import { finitenessWork } from "../data/matrix.js";
import type { Average, Learned, Scale, Weights } from "./learned.js";
import type { Lesson } from "./lesson.js";
import { placeSamples, type Samples, sampleBytes } from "./samples.js";
import { measured, rescale } from "./scale.js";
import type { TrainingSettings } from "./settings.js";

/** A lesson and weights in linear memory, for as long as the arena keeps them. */
export class Workplace {
  /** What the kernels work on. */
  readonly task: Task;
  readonly address: Ptr;
  /** Rows that a kernel may visit in one call. */
  readonly height: number;
  #visits: number;
  /** How many rows the order has, once it has been filled. */
  #filled: number | undefined;

  /** Copies everything in. @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY, NOT_FINITE, OVERFLOW */
  static *open(
    who: string,
    arena: Arena,
    lesson: Lesson,
    start: Learned,
    settings: TrainingSettings,
    standardize: boolean,
  ): Work<Workplace> {
    const { dtype } = start;
    let { X } = lesson;
    // Sparse samples are not centred. Where earlier ones were, their zeros have a value too.
    if (start.scale?.mean.some((mean) => mean !== 0)) X = { ...X, csr: undefined };
    arena.reserve(who, sampleBytes(X, dtype) + otherBytes(lesson, start));
    const samples = yield* placeSamples(who, arena, X, dtype);
    let { scale } = start;
    if (standardize) {
      scale ??= yield* measured(arena, samples, dtype, lesson.weighted);
      if (scale === undefined) {
        yield* finitenessWork(who, X, dtype);
        throw fail.overflow(who, "a standard deviation", "f64");
      }
      yield* rescale(arena, samples, dtype, scale);
    }
    return new Workplace(who, arena, lesson, start, settings, samples, scale);
  }

  private constructor(
    readonly who: string,
    readonly arena: Arena,
    readonly lesson: Lesson,
    readonly start: Learned,
    readonly settings: TrainingSettings,
    readonly samples: Samples,
    readonly scale: Scale | undefined,
  ) {
    const { dtype, W, b, average } = start;
    const { targets, sampleWeight, classWeight, joint } = lesson;
    const { n, d, stored, X, indptr, indices } = samples;
    const k = b.length;
    this.#visits = average?.visits ?? 0;
    this.task = {
      eta: settings.eta0,
      visits: this.#visits,
      d,
      k,
      stride: k,
      X,
      indptr,
      indices,
      Y: arena.place(who, targets),
      sampleWeight: sampleWeight ? arena.place(who, sampleWeight) : NULL,
      classWeight: arena.place(who, classWeight),
      W: this.#place(W),
      b: this.#place(b),
      order: arena.take(who, n * Uint32Array.BYTES_PER_ELEMENT),
      margins: arena.takeReals(who, dtype, marginCount(k)),
      sums: average ? this.#place(average.coefSums) : NULL,
      biasSums: average ? this.#place(average.interceptSums) : NULL,
      step: STEP[settings.step],
      fitIntercept: settings.fitIntercept ? 1 : 0,
      joint: joint ? 1 : 0,
    };
    this.address = arena.take(who, TASK_BYTES);
    writeTask(arena.core.memory, this.address, this.task);
    const elements = Math.max(1, stored / n);
    const cached = arena.core.workers === undefined ? cachedRows(elements, dtype) : Infinity; // threads see to it
    this.height = Math.max(8, Math.floor(Math.min(cached, KERNEL_PART / (elements * k))));
  }

  /**
   * Without −0, which the learning rule never makes. Among dense zeros a correction would turn it into +0, and
   * among sparse ones it would not.
   */
  #place(values: Reals): Ptr {
    const dtype = dtypeOf(values);
    const pointer = this.arena.takeReals(this.who, dtype, values.length);
    const placed = this.arena.reals(dtype, pointer, values.length);
    for (let i = 0; i < placed.length; i++) placed[i] = (values[i] as number) + 0;
    return pointer;
  }

  /** One epoch over the first `rows` of the order; returns its mistakes. */
  *run(rows: number): Work<number> {
    const { arena, start } = this;
    const { dtype } = start;
    const epoch = arena.core.kernels[`epoch_${dtype}`];
    writeVisits(arena.core.memory, this.address, this.#visits);
    let mistakes = 0;
    for (let from = 0; from < rows; from += this.height) {
      const found = epoch(this.address, from, Math.min(rows, from + this.height));
      if (found === NOT_FINITE) yield* this.refuse();
      mistakes += found;
      if (from + this.height < rows) yield; // the end of an epoch is a pause by itself
    }
    this.#visits += rows;
    return mistakes;
  }

  /** Why a margin is not finite. @throws {ValueError} NOT_FINITE or OVERFLOW, always */
  *refuse(): Work<never> {
    const { who, lesson, start } = this;
    yield* finitenessWork(who, lesson.X, start.dtype);
    throw fail.overflow(who, "a margin", start.dtype);
  }

  /** @throws {ValueError} OVERFLOW */
  checkWeights(): void {
    const { W, b } = this.views();
    const { dtype } = this.start;
    if (!allFinite(W) || !allFinite(b)) throw fail.overflow(this.who, "a weight", dtype);
  }

  /** Copies of the weights, and of what their mean needs, as they are now. */
  learned(): Weights & { average: Average | undefined } {
    const { arena, task } = this;
    const { W, b } = this.views();
    const sums = (at: Ptr, count: number): Float64Array =>
      arena.reals("f64", at, count).slice() as Float64Array;
    const average = task.sums !== NULL && {
      coefSums: sums(task.sums, W.length),
      interceptSums: sums(task.biasSums, b.length),
      visits: this.#visits,
    };
    return { W: W.slice(), b: b.slice(), average: average || undefined };
  }

  /** Puts other weights in the place of the present ones. */
  write({ W, b }: Weights): void {
    const views = this.views();
    views.W.set(W);
    views.b.set(b);
  }

  /** Views of the weights, good until the arena takes more. */
  views(): Weights {
    const { arena, start, task } = this;
    return {
      W: arena.reals(start.dtype, task.W, start.W.length),
      b: arena.reals(start.dtype, task.b, start.b.length),
    };
  }

  /** Writes the visiting order of an epoch and returns how many rows it has. */
  *fillOrder(epoch: number): Work<number> {
    const { shuffle, randomState } = this.settings;
    if (!shuffle && this.#filled !== undefined) return this.#filled; // each epoch has the same
    const { visited } = this.lesson;
    const order = this.arena.words(this.task.order, this.samples.n);
    yield* shuffle ? shuffledWork(order, randomState, epoch) : inOrder(order);
    let kept = order.length;
    if (visited !== undefined) {
      kept = 0;
      for (let i = 0; i < order.length; i++) {
        if (visited[order[i] as number] !== 0) order[kept++] = order[i] as number;
        if (due(i)) yield;
      }
    }
    this.#filled = kept;
    return kept;
  }
}

const marginCount = (k: number): number => Math.max(8, 4 * k);

/** What a lesson and weights take beside the samples. */
function otherBytes({ targets, sampleWeight, classWeight }: Lesson, start: Learned): number {
  const { W, b, dtype, average } = start;
  const reals = (W.length + b.length + marginCount(b.length)) * bytesPer[dtype];
  const means = average === undefined ? 0 : 8 * (W.length + b.length);
  const rows = targets.length / b.length;
  return (
    reals +
    means +
    targets.byteLength +
    (sampleWeight?.byteLength ?? 0) +
    classWeight.byteLength +
    4 * rows +
    TASK_BYTES
  );
}
