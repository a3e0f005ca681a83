import { bytesPer, type DType, type Reals, view } from "../base/dtype.js";
import type { Work } from "../base/work.js";
import type { Core, Ptr } from "./contract.js";
import { growTo } from "./memory.js";

/** A line of the cache. */
const LINE = 64;
/** Where in a line arrays begin: where large ones of Node on Linux do, so that lines are copied to lines. */
const OFFSET = 16;
/** What aligning the arrays of one call may cost. */
const SLACK = 16 * LINE;

/**
 * A stack over a core's linear memory. A call opens a scope, allocates, and everything that it took is
 * given back when the scope closes, however it closes: there is nothing to free and nothing to leak.
 *
 *   0          heapBase        top                     byteLength
 *   | kernels' | outer scopes… | free … … … … … … … … |  grows by the need and at least a tenth
 */
export class Arena {
  #top: number;
  /** The most bytes that a call has done without, for which memory would have had to grow. */
  spared = 0;

  constructor(readonly core: Core) {
    this.#top = align(core.heapBase);
  }

  /** Runs `use` and gives back whatever it allocated. Scopes nest; they must not interleave. */
  scope<R>(use: () => R): R {
    const mark = this.#top;
    try {
      return use();
    } finally {
      this.#top = mark;
    }
  }

  /** Runs work that pauses and gives back whatever it allocated; while it pauses, nobody else may leave anything in the arena. */
  *scopeWork<R, E>(work: Work<R, E>): Work<R, E> {
    const mark = this.#top;
    try {
      return yield* work;
    } finally {
      this.#top = mark;
    }
  }

  /**
   * Takes `size` bytes, uninitialised, 16 bytes behind a multiple of 64. The memory may grow: views from before are then void.
   *
   * @throws {ValueError} TOO_LARGE beyond 4 GiB, OUT_OF_MEMORY if the engine refuses to grow
   */
  take(size: number): Ptr {
    const pointer = this.#top;
    const end = align(pointer + size);
    growTo(this.core.memory, end);
    this.#top = end;
    return pointer as Ptr;
  }

  /**
   * Makes room for `size` bytes in all, before the first of them is taken: a call that cannot have what it needs
   * fails before anything has grown. Errors as `take`.
   */
  reserve(size: number): void {
    growTo(this.core.memory, this.#top + size + SLACK);
  }

  takeReals(dtype: DType, count: number): Ptr {
    return this.take(count * bytesPer[dtype]);
  }

  /** A view that is good until the next `take`. */
  reals(dtype: DType, pointer: Ptr, count: number): Reals {
    return view(dtype, this.core.memory.buffer, pointer, count);
  }

  /** A view of u32 that is good until the next `take`. */
  words(pointer: Ptr, count: number): Uint32Array {
    return new Uint32Array(this.core.memory.buffer, pointer, count);
  }

  /** Copies an array in and returns where it lies. */
  place(values: Reals | Int8Array | Uint32Array): Ptr {
    const pointer = this.take(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.core.memory.buffer).set(bytes, pointer);
    return pointer;
  }
}

function align(address: number): number {
  return Math.ceil((address - OFFSET) / LINE) * LINE + OFFSET;
}

/** The most of so many rows that fill whole lines, however long they are. */
export const wholeLines = (rows: number): number => rows - (rows % 16);
