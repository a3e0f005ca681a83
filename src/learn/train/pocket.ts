import { counted } from "../../base/counts.js";
import { bytesPer } from "../../base/dtype.js";
import { isSynchronous, type Work } from "../../base/work.js";
import { NOT_FINITE, type Ptr } from "../../core/contract.js";
import { taskBytes, writeTask } from "../../core/task.js";
import type { Pocket } from "../model.js";
import type { KernelMemory } from "./kernel-memory.js";
import type { EpochCounts } from "./progress.js";
import type { ResidentRows } from "./resident-rows.js";

/**
 * Gallant's pocket algorithm with ratchet (1990): beside the weights that learn, each output keeps in its pocket
 * those that made the fewest mistakes over all rows. Counting them takes a pass over the rows, so it is done
 * only for weights that have been right longer in a row than any that were counted before, at the moment before
 * they change, and at the end of an epoch. Outputs that are joint have one pocket.
 */
export class PocketKeeper {
  readonly #memory: KernelMemory;
  readonly #resident: ResidentRows;
  readonly #pocket: Pocket;
  /** A task for each output alone, or the joint one. */
  readonly #units: readonly Ptr[];
  /** The mistakes of the weights in the pocket [units]. */
  readonly #mistakes: number[] = [];
  /** Whether the present weights have been counted [units]. */
  readonly #counted: boolean[];

  static *open(memory: KernelMemory, resident: ResidentRows, pocket: Pocket): Work<PocketKeeper> {
    const keeper = new PocketKeeper(memory, resident, pocket);
    const rows = yield* resident.fillOrder(memory.start.epoch);
    const { W, b } = memory.snapshot();
    memory.write(pocket);
    for (const unit of keeper.#units.keys()) {
      keeper.#mistakes.push(yield* keeper.#count(unit, rows, Infinity));
    }
    memory.write({ W, b });
    return keeper;
  }

  private constructor(memory: KernelMemory, resident: ResidentRows, { W, b, runs, streaks }: Pocket) {
    const { arena, task, start } = memory;
    const size = bytesPer[start.dtype];
    this.#memory = memory;
    this.#resident = resident;
    this.#pocket = { W: W.slice(), b: b.slice(), runs: runs.slice(), streaks: streaks.slice() };
    this.#units = Array.from(runs, (_, j) => {
      if (memory.set.joint) return memory.address;
      const address = arena.take(taskBytes());
      writeTask(arena.core.memory, address, {
        ...task,
        k: 1,
        Y: (task.Y + j) as Ptr,
        classWeight: (task.classWeight + 16 * j) as Ptr,
        W: (task.W + j * task.d * size) as Ptr,
        b: (task.b + j * size) as Ptr,
      });
      return address;
    });
    this.#counted = this.#units.map(() => false);
  }

  /** The pocket as it is now. */
  pocket(): Pocket {
    const { W, b, runs, streaks } = this.#pocket;
    return { W: W.slice(), b: b.slice(), runs: runs.slice(), streaks: streaks.slice() };
  }

  /** Epoch number `epoch`, to the same weights as without a pocket; returns its mistakes, and how many rows it visited. */
  *epochs(memory: KernelMemory, epoch: number): Work<EpochCounts> {
    const { runs, streaks } = this.#pocket;
    const rows = yield* this.#resident.fillOrder(epoch);
    const kernel = memory.arena.core.kernels[`epoch_${memory.start.dtype}`];
    let mistakes = 0;
    for (const [unit, address] of this.#units.entries()) {
      let begin = 0; // of the present streak in this epoch
      for (const wrong of this.#wrongRows(unit, rows)) {
        if (wrong === undefined) {
          yield;
          continue;
        }
        streaks[unit] = counted(streaks[unit] as number, wrong - begin);
        if ((streaks[unit] as number) > (runs[unit] as number)) yield* this.#consider(unit, rows);
        mistakes += kernel(address, wrong, wrong + 1);
        this.#counted[unit] = false;
        streaks[unit] = 0;
        begin = wrong + 1;
      }
      streaks[unit] = counted(streaks[unit] as number, rows - begin);
      yield* this.#consider(unit, rows);
    }
    memory.endEpoch(rows);
    return { rows, mistakes: [mistakes] };
  }

  /** Puts the present weights in the pocket if they make fewer mistakes: the ratchet. */
  *#consider(unit: number, rows: number): Work<void> {
    const { W, b, runs, streaks } = this.#pocket;
    const { d } = this.#memory.task;
    runs[unit] = Math.max(runs[unit] as number, streaks[unit] as number);
    if (this.#counted[unit]) return;
    this.#counted[unit] = true;
    const fewest = this.#mistakes[unit] as number;
    const mistakes = yield* this.#count(unit, rows, fewest);
    if (mistakes >= fewest) return;
    const present = this.#memory.views();
    const [from, to] = this.#memory.set.joint ? [0, b.length] : [unit, unit + 1];
    W.set(present.W.subarray(from * d, to * d), from * d);
    b.set(present.b.subarray(from, to), from);
    this.#mistakes[unit] = mistakes;
  }

  /** The mistakes of the present weights, or `limit` if there are as many. */
  *#count(unit: number, rows: number, limit: number): Work<number> {
    let mistakes = 0;
    for (const wrong of this.#wrongRows(unit, rows)) {
      if (wrong === undefined) yield;
      else if (++mistakes >= limit) break;
    }
    return mistakes;
  }

  /**
   * The numbers of the rows that the unit has wrong, each asked for when the one before has been dealt with;
   * undefined where a pause is wanted. @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  *#wrongRows(unit: number, rows: number): Generator<number | undefined, void, void> {
    const { arena, start } = this.#memory;
    const { rowsPerCall } = this.#resident;
    const scan = arena.core.kernels[`scan_${start.dtype}`];
    const address = this.#units[unit] as Ptr;
    for (let from = 0; from < rows; from += rowsPerCall) {
      const to = Math.min(rows, from + rowsPerCall);
      for (let i = scan(address, from, to); i < to; i = scan(address, i + 1, to)) {
        if (i === NOT_FINITE) yield* this.#memory.refuse();
        yield i;
      }
      if (!isSynchronous()) yield;
    }
  }
}
