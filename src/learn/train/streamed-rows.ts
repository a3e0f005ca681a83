// A fit whose rows are not copied whole: they pass through one block of linear memory, epoch by epoch. Each epoch
// reads them anew, so that only a fit may do this in which no other code runs.

import { FEW_EPOCHS, ONCE_EPOCHS, STREAMING } from "../../base/costs.js";
import { bytesPer, type DType, type Reals } from "../../base/dtype.js";
import { upTo } from "../../base/random.js";
import * as fail from "../../base/texts.js";
import { isSynchronous, type Work } from "../../base/work.js";
import { type Arena, wholeLines } from "../../core/arena.js";
import { NULL } from "../../core/contract.js";
import { copyRows } from "../../data/dense.js";
import { type Csr, type MatrixView, unlessDetached } from "../../data/view.js";
import type { ModelState } from "../model.js";
import { refuseMoved } from "../place.js";
import type { Plan } from "../settings.js";
import type { KernelMemory, RowFields } from "./kernel-memory.js";
import type { EpochCounts } from "./progress.js";
import { sampleBytes } from "./samples.js";
import type { TrainingSet } from "./training-set.js";
import { visitingOrder } from "./visiting-order.js";

/** However long rows are: fewer would not be worth the calls. */
const LEAST_BLOCK_ROWS = 8;
/** More than this does not fit into linear memory beside targets and weights. */
const MOST_RESIDENT_BYTES = 2 ** 32 - 2 ** 27;

/**
 * Whether rows are streamed: because they do not fit into linear memory, or because reading them anew in each epoch costs
 * less than copying them once. Rows that are made are read anew too, even where what they are made of may change. Rows that
 * are standardised, or that a pocket asks about, stay resident.
 */
export function isStreamed(arena: Arena, set: TrainingSet, start: ModelState, plan: Plan): boolean {
  const { X, visited } = set;
  if (plan.reports || !isSynchronous()) return false;
  if (plan.standardize || start.scale || start.pocket) return false;
  if (X.make) return true;
  if (!X.isStable) return false;
  const bytes = sampleBytes(X, start.dtype);
  if (bytes > MOST_RESIDENT_BYTES) return true;
  if (plan.shuffle || visited || X.dtype !== start.dtype) return false;
  if (arena.core.workers) return false;
  if (X.csr) return bytes >= STREAMING.leastSparseBytes;
  if (plan.maxIter === 1) return bytes >= STREAMING.blockBytes;
  if (bytes >= (plan.maxIter <= FEW_EPOCHS ? STREAMING.leastBytes / 4 : STREAMING.leastBytes)) return true;
  // Fresh memory is dear, and a process that fits once needs none: it grows for the second fit.
  const { spared, core } = arena;
  if (bytes < STREAMING.blockBytes || plan.maxIter > ONCE_EPOCHS) return false;
  arena.spared = Math.max(spared, bytes);
  return bytes > spared && bytes > core.memory.buffer.byteLength;
}

/** The rows of a training set, which pass through a block of linear memory. */
export class StreamedRows {
  readonly scale = undefined;

  /**
   * @param spare  bytes that the caller is going to take beside
   * @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY
   */
  static open(
    arena: Arena,
    set: TrainingSet,
    { dtype }: ModelState,
    plan: Plan,
    spare: number,
  ): StreamedRows {
    const { X, sampleWeight } = set;
    const { rows, stored } = blockSize(X, dtype);
    const targetBytes = rows * outputsOf(set);
    const sparseBytes = X.csr ? 4 * (rows + 1 + stored) : 0;
    arena.reserve(stored * bytesPer[dtype] + sparseBytes + targetBytes + 12 * rows + spare);
    const fields: RowFields = {
      X: arena.takeReals(dtype, stored),
      indptr: X.csr ? arena.take(4 * (rows + 1)) : NULL,
      indices: X.csr ? arena.take(4 * stored) : NULL,
      Y: arena.take(targetBytes),
      sampleWeight: sampleWeight ? arena.take(8 * rows) : NULL,
      order: arena.place(upTo(rows)),
    };
    return new StreamedRows(arena, set, dtype, plan, fields, rows, stored);
  }

  private constructor(
    readonly arena: Arena,
    readonly set: TrainingSet,
    readonly dtype: DType,
    readonly plan: Plan,
    readonly fields: RowFields,
    /** How many rows a block holds at most. */
    readonly blockRows: number,
    /** How many elements. */
    readonly blockStored: number,
  ) {}

  /** The samples as they are learned from. */
  get matrix(): MatrixView {
    return this.set.X;
  }

  /**
   * Runs epoch number `epoch`, counted from 1.
   *
   * @returns its mistakes, and how many rows it visited
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  *epochs(memory: KernelMemory, epoch: number): Work<EpochCounts> {
    const order = yield* this.#order(epoch);
    const rows = order?.length ?? this.set.X.rows;
    const block = new Block(this);
    let mistakes = 0;
    for (let from = 0; from < rows; ) {
      const to = block.fill(order, from, rows);
      memory.writeVisits(from);
      mistakes += yield* memory.epoch(0, to - from);
      from = to;
    }
    memory.endEpoch(rows);
    return { rows, mistakes: [mistakes] };
  }

  /** The rows that an epoch visits; undefined where it visits all as they lie. */
  *#order(epoch: number): Work<Uint32Array | undefined> {
    const { plan, set } = this;
    if (!plan.shuffle && !set.visited) return undefined;
    const order = new Uint32Array(set.X.rows);
    return order.subarray(0, yield* visitingOrder(order, plan, set.visited, epoch));
  }
}

/** A block of rows as it lies in linear memory: good until the arena takes more. */
class Block {
  readonly #x: Reals;
  readonly #indptr: Uint32Array;
  readonly #indices: Uint32Array;
  readonly #targets: Int8Array;
  readonly #sampleWeight: Float64Array;
  #rows = 0;
  #stored = 0;

  constructor(readonly owner: StreamedRows) {
    const { arena, fields, dtype, set, blockRows, blockStored } = owner;
    const [sparseRows, sparseStored] = set.X.csr ? [blockRows + 1, blockStored] : [0, 0];
    this.#x = arena.reals(dtype, fields.X, blockStored);
    this.#indptr = arena.words(fields.indptr, sparseRows);
    this.#indices = arena.words(fields.indices, sparseStored);
    this.#targets = new Int8Array(arena.core.memory.buffer, fields.Y, blockRows * outputsOf(set));
    const weights = set.sampleWeight ? blockRows : 0;
    this.#sampleWeight = arena.reals("f64", fields.sampleWeight, weights) as Float64Array;
  }

  /**
   * Copies in rows from number `from` of the order on, as many as there is room for.
   *
   * @returns the number of the first that did not fit, at most `end`
   */
  fill(order: Uint32Array | undefined, from: number, end: number): number {
    const { owner } = this;
    this.#rows = 0;
    this.#stored = 0;
    for (let i = from; ; ) {
      const row = order ? (order[i] as number) : i;
      const count = i === end ? 0 : this.#room(row, order ? row + 1 : end);
      if (count === 0) {
        owner.set.X.make?.(order, from, i, this.#x);
        this.#check();
        return i;
      }
      this.#append(row, row + count);
      i += count;
    }
  }

  /** What the kernels follow is this copy, so this copy is checked. @throws {ValueError} CHANGED */
  #check(): void {
    const { arena, fields, set } = this.owner;
    refuseMoved(arena, this.#x, set.X);
    if (!set.X.csr) return;
    const { checkRows } = arena.core.kernels;
    if (!checkRows(this.#rows, set.X.cols, fields.indptr, fields.indices))
      throw fail.changed(`${set.X.name}.indices`);
  }

  /** How many of the rows from number `first` to number `last` there is room for. */
  #room(first: number, last: number): number {
    const { set, blockRows, blockStored } = this.owner;
    let count = Math.min(last - first, blockRows - this.#rows);
    if (!set.X.csr) return count;
    const { indptr } = set.X.csr;
    const most = (indptr[first] as number) + blockStored - this.#stored;
    while (count > 0 && (indptr[first + count] as number) > most) count--;
    return count;
  }

  #append(first: number, last: number): void {
    const { set } = this.owner;
    const { X, targets, sampleWeight } = set;
    const rows = this.#rows;
    const k = outputsOf(set);
    if (X.csr) this.#appendSparse(X.csr, first, last);
    else if (!X.make) {
      const place = this.#x.subarray(rows * X.cols, (rows + last - first) * X.cols);
      copyRows(X, first, last, place);
    }
    this.#targets.set(targets.subarray(first * k, last * k), rows * k);
    if (sampleWeight) this.#sampleWeight.set(sampleWeight.subarray(first, last), rows);
    this.#rows += last - first;
  }

  #appendSparse({ indptr, indices, values }: Csr, first: number, last: number): void {
    const [start, end] = [indptr[first] as number, indptr[last] as number];
    const { set } = this.owner;
    if (values.length < end) throw fail.detached(`${set.X.name}.data`); // since they were checked
    if (indices.length < end) throw fail.detached(`${set.X.name}.indices`);
    const shift = this.#stored - start;
    for (let i = first; i <= last; i++) this.#indptr[this.#rows + i - first] = (indptr[i] as number) + shift;
    unlessDetached(`${set.X.name}.data`, () => {
      this.#indices.set(indices.subarray(start, end), this.#stored);
      this.#x.set(values.subarray(start, end), this.#stored);
    });
    this.#stored += end - start;
  }
}

const outputsOf = ({ targets, X }: TrainingSet): number => targets.length / X.rows;

/** How many rows a block has room for, and how many elements: those of the longest row at least. */
function blockSize({ rows: n, cols, csr }: MatrixView, dtype: DType): { rows: number; stored: number } {
  if (!csr) {
    const fitting = STREAMING.blockBytes / (cols * bytesPer[dtype]);
    const rows = Math.min(n, Math.max(LEAST_BLOCK_ROWS, wholeLines(fitting)));
    return { rows, stored: rows * cols };
  }
  const { indptr } = csr;
  const nnz = indptr[n] as number;
  let longest = 0;
  for (let i = 0; i < n; i++) longest = Math.max(longest, (indptr[i + 1] as number) - (indptr[i] as number));
  const stored = Math.max(longest, Math.floor(STREAMING.blockBytes / (bytesPer[dtype] + 4)));
  const usual = Math.ceil((1.5 * stored * n) / Math.max(1, nnz));
  return { rows: Math.min(n, Math.max(LEAST_BLOCK_ROWS, usual)), stored };
}
