import * as fail from "../base/texts.js";
import { currentSgdKernel } from "./current-kernel.js";
import { realFieldIndex, realFields, SGD_STATE_BYTES, type SgdState, writeSgdState } from "./sgd-state.js";

/** What one output is to be trained on, and from which weights. */
interface BinaryFitJob {
  /** ±1 [n] */
  readonly y: Int8Array;
  /** The weights to begin with; copied [d] */
  readonly w: Float64Array;
  readonly sampleWeight: Float64Array | undefined;
  readonly classWeight: { readonly positive: number; readonly negative: number };
  /** 1 for each row that is not visited [n] */
  readonly heldOut: Uint8Array | undefined;
  /** Applied to the order of the rows before each epoch [n] */
  readonly shuffle: Uint32Array | undefined;
  readonly eta0: number;
  readonly fitIntercept: boolean;
  /** Whether `epoch` adds up the losses. */
  readonly needsLosses: boolean;
}

/**
 * Dense rows and the training state of one output in the memory of the kernel, until the next call of
 * `reserveSgdMemory`.
 */
export interface SgdMemory {
  /** [n×d] */
  readonly X: Float64Array;
  /** [d] */
  readonly w: Float64Array;
  /** The rows to visit, after `shuffleRows` [≤ n] */
  readonly order: Uint32Array;
  /** To be called when rows of X were written. @returns whether they are surely finite */
  prepareRows(from: number, to: number): boolean;
  /** To be called when w was written. */
  prepareWeights(): void;
  beginOutput(job: BinaryFitJob): void;
  /** Before an epoch. @returns how many rows there are to visit */
  shuffleRows(): number;
  /** The first row of the order with y·(scale·Σ w·x + b) ≤ threshold; see assembly/sequential. */
  findViolation(
    terms: Pick<SgdState, "b" | "scale" | "shrink" | "threshold">,
    from: number,
    to: number,
  ): number;
  /** Σ w·x of that row. */
  violationDot(): number;
  /** w ← w + factor·x */
  addRow(row: number, factor: number): void;
  /** Corrects each mistake in the first `to` rows of the order, with the bias from `b` on. */
  epoch(to: number, b: number): { mistakes: number; losses: number; b: number };
}

/** What an address is aligned to: a v128. */
const ALIGNMENT = 16;
/** The last 64 KB of a 32-bit address space stay unused, so that no sum of an address and an offset wraps. */
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/** Lays out the memory of n rows of d. @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
export function reserveSgdMemory(n: number, d: number): SgdMemory {
  const kernel = currentSgdKernel();
  let end = kernel.base;
  const allocate = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  const state = allocate(SGD_STATE_BYTES);
  const fields = {
    n,
    d,
    X: allocate(8 * n * d),
    roundedX: allocate(4 * n * d),
    norms: allocate(4 * n),
    w: allocate(8 * d),
    roundedW: allocate(4 * d),
    y: allocate(n),
    sampleWeight: allocate(8 * n),
    heldOut: allocate(n),
    shuffle: allocate(4 * n),
    allRows: allocate(4 * n),
    nextRows: allocate(4 * n),
    order: allocate(4 * n),
    signedNorms: allocate(4 * n),
    orderedNorms: allocate(4 * n),
  };
  if (end > MAX_BYTES) throw fail.tooLarge(end);
  const buffer = kernel.reserve(end);
  writeSgdState(buffer, state, fields);
  const [B, LOSSES, DOT] = [realFieldIndex("b"), realFieldIndex("losses"), realFieldIndex("dot")];
  const reals = realFields(buffer, state);
  const w = new Float64Array(buffer, fields.w, d);
  return {
    X: new Float64Array(buffer, fields.X, n * d),
    w,
    order: new Uint32Array(buffer, fields.order, n),
    prepareRows: (from, to) => kernel.prepareRows(state, from, to) !== 0,
    prepareWeights: () => kernel.prepareWeights(state),
    beginOutput(job) {
      const { y, sampleWeight, classWeight, heldOut, shuffle, eta0 } = job;
      const flags = { fitIntercept: Number(job.fitIntercept), needsLosses: Number(job.needsLosses) };
      const written = { ...fields, ...classWeight, ...flags, eta0 };
      new Int8Array(buffer, fields.y, n).set(y);
      w.set(job.w);
      if (shuffle === undefined) written.shuffle = 0;
      else new Uint32Array(buffer, fields.shuffle, n).set(shuffle);
      if (heldOut === undefined) written.heldOut = 0;
      else new Uint8Array(buffer, fields.heldOut, n).set(heldOut);
      if (sampleWeight === undefined) written.sampleWeight = 0;
      else new Float64Array(buffer, fields.sampleWeight, n).set(sampleWeight);
      writeSgdState(buffer, state, written);
      kernel.beginOutput(state);
    },
    shuffleRows: () => kernel.shuffleRows(state) >>> 0,
    findViolation({ b, scale, shrink, threshold }, from, to) {
      reals.set([b, scale, shrink, threshold], B); // side by side
      return kernel.findViolation(state, from, to) >>> 0;
    },
    violationDot: () => reals[DOT] as number,
    addRow: (row, factor) => kernel.addRow(state, row, factor),
    epoch(to, b) {
      reals[B] = b;
      reals[LOSSES] = 0;
      const mistakes = kernel.epoch(state, to) >>> 0;
      return { mistakes, losses: reals[LOSSES] as number, b: reals[B] as number };
    },
  };
}
