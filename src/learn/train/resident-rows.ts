import { EPOCHS_PART, KERNEL_PART, MOST_EPOCHS } from "../../base/costs.js";
import * as fail from "../../base/texts.js";
import { isSynchronous, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { NOT_FINITE, NULL, type Ptr, WEIGHT_NOT_FINITE } from "../../core/contract.js";
import { cachedRows } from "../../core/task.js";
import { finitenessWork } from "../../data/matrix.js";
import type { MatrixView } from "../../data/view.js";
import type { ModelState } from "../model.js";
import type { Plan } from "../settings.js";
import type { KernelMemory, RowFields } from "./kernel-memory.js";
import type { EpochCounts } from "./progress.js";
import { placedView, placeSamples, sampleBytes } from "./samples.js";
import { measured, rescale } from "./standardize.js";
import type { TrainingSet } from "./training-set.js";
import { visitingOrder } from "./visiting-order.js";

const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** All rows of a training set, copied into linear memory. */
export class ResidentRows {
  /** How many rows the order has, once it has been filled. */
  #filled: number | undefined;

  /**
   * @param spare  bytes that the caller is going to take beside
   * @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY, NOT_FINITE, OVERFLOW
   */
  static *open(
    arena: Arena,
    set: TrainingSet,
    start: ModelState,
    plan: Plan,
    spare: number,
  ): Work<ResidentRows> {
    const { dtype } = start;
    const { targets, sampleWeight, weighted, X } = set;
    const placed = "samples" in X ? X.samples : undefined;
    const n = X.rows;
    const count = epochsPerCall(arena, n, targets.length * X.cols, plan);
    const orders = plan.shuffle ? count : 1;
    arena.reserve(
      (placed ? 0 : sampleBytes(X, dtype)) +
        targets.byteLength +
        (sampleWeight?.byteLength ?? 0) +
        (orders * n + count) * WORD +
        (plan.standardize ? 16 * X.cols : 0) +
        spare,
    );
    const samples = placed ?? (yield* placeSamples(arena, X, dtype));
    let { scale } = start;
    if (plan.standardize) {
      scale ??= yield* measured(arena, samples, dtype, weighted);
      if (scale === undefined) {
        yield* finitenessWork(X, dtype);
        throw fail.overflow("a standard deviation", "f64"); // not even in other units
      }
      yield* rescale(arena, samples, dtype, scale);
    }
    const { indptr, indices } = samples;
    const fields = {
      X: samples.X,
      indptr,
      indices,
      Y: arena.place(targets),
      sampleWeight: sampleWeight ? arena.place(sampleWeight) : NULL,
      order: arena.take(orders * n * WORD),
    };
    const elements = Math.max(1, samples.stored / n);
    const rowsPerCall = arena.core.workers // which see to it, and nobody waits beside the caller
      ? n
      : Math.floor(Math.min(cachedRows(elements, dtype), KERNEL_PART / ((elements * targets.length) / n)));
    const mistakes = arena.take(count * WORD);
    const matrix = placed ? X : placedView(arena, X, dtype, samples);
    return new ResidentRows(
      arena,
      set,
      plan,
      fields,
      scale,
      matrix,
      Math.max(8, rowsPerCall),
      count,
      mistakes,
    );
  }

  private constructor(
    readonly arena: Arena,
    readonly set: TrainingSet,
    readonly plan: Plan,
    readonly fields: RowFields,
    /** How the samples are standardised; undefined if they are not. */
    readonly scale: ModelState["scale"],
    /** The samples as they are learned from, scaled if they are. */
    readonly matrix: MatrixView,
    /** Rows that a kernel may visit in one call. */
    readonly rowsPerCall: number,
    /** Whole epochs that a kernel may run in one call. */
    readonly epochsPerCall: number,
    readonly mistakes: Ptr,
  ) {}

  /**
   * Runs epoch number `epoch`, counted from 1, and at most `most − 1` behind it, as many as one call of the kernel may;
   * none follows one without a mistake.
   *
   * @returns the mistakes of each, and how many rows each visited
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  *epochs(memory: KernelMemory, epoch: number, most: number): Work<EpochCounts> {
    const count = Math.min(
      most,
      this.epochsPerCall,
      this.plan.shuffle ? epoch - 1 - memory.start.epoch : most,
    );
    // Of shuffled epochs no more than have been run, for each takes an order that a fit may end before.
    if (count > 1) return yield* this.#several(memory, epoch, count);
    const rows = yield* this.fillOrder(epoch);
    memory.writeVisits(0);
    let mistakes = 0;
    for (let from = 0; from < rows; from += this.rowsPerCall) {
      mistakes += yield* memory.epoch(from, Math.min(rows, from + this.rowsPerCall));
      if (!isSynchronous()) yield;
    }
    memory.endEpoch(rows);
    return { rows, mistakes: [mistakes] };
  }

  /** Short epochs, in one call. */
  *#several(memory: KernelMemory, epoch: number, most: number): Work<EpochCounts> {
    const { arena, plan, fields, set } = this;
    const stride = plan.shuffle ? set.X.rows * WORD : 0;
    const orders = plan.shuffle ? most : 1;
    let rows = 0;
    for (let e = 0; e < orders; e++) {
      rows = yield* this.fillOrder(epoch + e, (fields.order + e * stride) as Ptr);
    }
    memory.writeVisits(0);
    const kernel = arena.core.kernels[`epochs_${memory.start.dtype}`];
    const count = kernel(memory.address, rows, most, stride, this.mistakes);
    if (count === NOT_FINITE) yield* memory.refuse();
    if (count === WEIGHT_NOT_FINITE) memory.refuseWeight();
    memory.countVisits(rows * count);
    return { rows, mistakes: arena.words(this.mistakes, count) };
  }

  /** Writes the visiting order of an epoch and returns how many rows it has. */
  *fillOrder(epoch: number, at = this.fields.order): Work<number> {
    const { plan, set, arena } = this;
    if (!plan.shuffle && this.#filled !== undefined) return this.#filled; // each epoch has the same
    this.#filled = yield* visitingOrder(arena.words(at, set.X.rows), plan, set.visited, epoch);
    return this.#filled;
  }
}

/** How many epochs a kernel may run in one call: several of short ones, where they are not reported as they end. */
function epochsPerCall(arena: Arena, n: number, work: number, plan: Plan): number {
  if (plan.reports || plan.rule || !isSynchronous() || arena.core.workers) return 1;
  const most = Math.min(MOST_EPOCHS, plan.maxIter, plan.tol === null ? Infinity : plan.nIterNoChange);
  return Math.max(1, Math.min(most, Math.floor(EPOCHS_PART / Math.max(work, n))));
}
