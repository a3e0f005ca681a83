import { counted } from "../../base/counts.js";
import { bytesPer, dtypeOf, type Reals } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import type { Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { NOT_FINITE, NULL, type Ptr, STEP } from "../../core/contract.js";
import { scratchCount, type Task, taskBytes, writeTask, writeVisits } from "../../core/task.js";
import { finitenessWork } from "../../data/matrix.js";
import type { ModelState, Weights } from "../model.js";
import type { OpenRule } from "../rule.js";
import type { Plan } from "../settings.js";
import type { TrainingSet } from "./training-set.js";

/** The fields of a task that tell of its rows. */
export type RowFields = Pick<Task, "X" | "indptr" | "indices" | "Y" | "sampleWeight" | "order">;

/** Weights and a task in linear memory, for as long as the arena keeps them: what a training kernel works on. */
export class KernelMemory {
  readonly task: Task;
  readonly address: Ptr;
  /** Whether the last epoch has changed a weight without a mistake, as a rule may. */
  hasMoved = false;
  readonly #rule: OpenRule | undefined;
  #visits: number;

  /** Copies the weights in. @param resident  how many rows stay in memory   @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
  constructor(
    readonly arena: Arena,
    readonly set: TrainingSet,
    readonly start: ModelState,
    settings: Plan,
    rows: RowFields,
    resident: number,
  ) {
    const { dtype, W, b, average } = start;
    const k = b.length;
    this.#visits = average?.visits ?? 0;
    this.task = {
      eta: settings.eta0,
      visits: this.#visits,
      decay: average?.decaying?.decay ?? 0,
      d: set.X.cols,
      k,
      stride: k,
      classWeight: this.#place(set.classWeight),
      W: this.#place(W),
      b: this.#place(b),
      margins: arena.takeReals(dtype, scratchCount(k)),
      sums: average ? this.#place(average.coefSums) : NULL,
      biasSums: average ? this.#place(average.interceptSums) : NULL,
      lastVisits: average?.decaying ? this.#place(average.decaying.lastVisits) : NULL,
      step: STEP[settings.step],
      fitIntercept: settings.fitIntercept ? 1 : 0,
      joint: set.joint ? 1 : 0,
      ...rows, // last, since Node 20 takes microseconds to add to what was spread
    };
    this.address = arena.take(taskBytes());
    writeTask(arena.core.memory, this.address, this.task);
    this.#rule = settings.rule?.open?.(arena, this.task, dtype, start.variance, resident);
  }

  /**
   * Without −0, which the learning rule never makes. Among dense zeros a correction would turn it into +0, and
   * among sparse ones it would not.
   */
  #place(values: Reals): Ptr {
    const dtype = dtypeOf(values);
    const pointer = this.arena.takeReals(dtype, values.length);
    const placed = this.arena.reals(dtype, pointer, values.length);
    for (let i = 0; i < placed.length; i++) placed[i] = (values[i] as number) + 0;
    return pointer;
  }

  /** Learns from the rows of the order from number `from` to number `to`; returns the mistakes. */
  *epoch(from: number, to: number): Work<number> {
    const { kernels } = this.arena.core;
    const mistakes =
      this.#rule?.epoch(this.address, from, to) ??
      kernels[`epoch_${this.start.dtype}`](this.address, from, to);
    if (mistakes === NOT_FINITE) yield* this.refuse();
    return mistakes;
  }

  /** Tells the kernel how many rows were visited before those of its next call: `rows` of this epoch. */
  writeVisits(rows: number): void {
    if (this.task.sums !== NULL) writeVisits(this.arena.core.memory, this.address, this.#visits + rows);
  }

  /** Remembers that so many rows were visited. */
  countVisits(rows: number): void {
    this.#visits = counted(this.#visits, rows);
  }

  /** At the end of an epoch over so many rows. @throws {ValueError} OVERFLOW */
  endEpoch(rows: number): void {
    this.countVisits(rows);
    const { W, b } = this.start;
    const allFinite = this.arena.core.kernels[`allFinite_${this.start.dtype}`];
    if (!allFinite(W.length, this.task.W) || !allFinite(b.length, this.task.b)) this.refuseWeight();
    this.hasMoved = this.#rule?.hasMoved() ?? false;
  }

  /** Why a margin is not finite. @throws {ValueError} NOT_FINITE or OVERFLOW, always */
  *refuse(): Work<never> {
    const { set, start } = this;
    yield* finitenessWork(set.X, start.dtype);
    throw fail.overflow("a margin", start.dtype);
  }

  /** @throws {ValueError} OVERFLOW */
  refuseWeight(): never {
    throw fail.overflow("a weight", this.start.dtype);
  }

  /** Copies of the weights, and of what their mean needs, as they are now. */
  snapshot(): Weights & Pick<ModelState, "average" | "variance"> {
    const { arena, task } = this;
    const { W, b } = this.views();
    const sums = (at: Ptr, count: number): Float64Array =>
      arena.reals("f64", at, count).slice() as Float64Array;
    const average = task.sums !== NULL && {
      coefSums: sums(task.sums, W.length),
      interceptSums: sums(task.biasSums, b.length),
      visits: this.#visits,
      decaying:
        task.lastVisits === NULL
          ? undefined
          : {
              decay: task.decay,
              lastVisits: sums(task.lastVisits, b.length).map((last) => counted(last, 0)),
            },
    };
    return { W: W.slice(), b: b.slice(), average: average || undefined, variance: this.#rule?.variance() };
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
}

/** What weights take, with all that does not grow with the rows. */
export function weightBytes({ classWeight }: TrainingSet, { W, b, dtype, average }: ModelState): number {
  const reals = (W.length + b.length + scratchCount(b.length)) * bytesPer[dtype];
  const means = average === undefined ? 0 : 8 * (W.length + 2 * b.length);
  const rule = 8 * (2 * W.length + 3 * b.length); // at most
  return reals + means + rule + classWeight.byteLength + taskBytes();
}
