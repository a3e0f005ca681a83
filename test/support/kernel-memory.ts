// What the contract tests of the kernels stand on: numbers whose sums are exact in any order, places in linear
// memory that are aligned no better than a kernel asks for, and a comparison of the whole memory.
import { expect } from "vitest";
import { bytesPer, type DType, view } from "../../src/base/dtype.js";
import { type Core, type Ptr, STEP, type StepCode } from "../../src/core/contract.js";
import { type ProductCall, productCallBytes, writeProductCall } from "../../src/core/product-call.js";
import { cores } from "./cores.js";

const PAGE_BYTES = 65536;

/** Every core in both element types. */
export const suites = Object.entries(cores).flatMap(([name, make]) =>
  (["f32", "f64"] as const).map((dtype) => ({ name, dtype, make })),
);

/** 0 … 67: four times the lanes of f32 and of every tile, and three more. */
export const LENGTHS = Array.from({ length: 68 }, (_, length) => length);

/** The numbers from `from` to `to`. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Distinct integers −⌊count/2⌋ … in an order without pattern, so that no two places can be mistaken. */
export function distinct(count: number, salt: number): number[] {
  const values = Array.from({ length: count }, (_, i) => i - Math.floor(count / 2));
  return values.map((_, i) => values[(i * 7919 + salt) % count] as number);
}

/** The same, but smaller than `limit`: beyond 2·limit − 1 of them, some come again. Never −0. */
export const small = (count: number, salt: number, limit = 50): number[] =>
  distinct(count, salt).map((value) => (value % limit) + 0);

export const activate = (z: number, step: StepCode): number =>
  step === STEP.none ? z : step === STEP.heaviside ? Number(z >= 0) : Math.sign(z) + 0;

/** x·w + b, where every partial sum is an integer that f32 holds too: fails if one might not be. */
export function exactMargin(
  d: number,
  x: (j: number) => number,
  w: (j: number) => number,
  b: number,
): number {
  let [z, size] = [b, Math.abs(b)];
  for (let j = 0; j < d; j++) {
    z += x(j) * w(j);
    size += Math.abs(x(j) * w(j));
  }
  if (size > 2 ** 24) expect.fail(`the numbers of this test are too large to be exact: ${size}`);
  return z;
}

/** A sparse matrix (CSR), with elements that belong to no row before the first and behind the last one. */
export function csr(
  rows: number,
  d: number,
  X: readonly number[],
  stored: (r: number, j: number) => boolean,
) {
  const strays = [0, 0, 0];
  const indptr = [strays.length];
  const indices = [...strays];
  const values = strays.map(() => 77);
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < d; j++) {
      if (!stored(r, j)) continue;
      indices.push(j);
      values.push(X[r * d + j] as number);
    }
    indptr.push(indices.length);
  }
  return {
    indptr: Uint32Array.from(indptr),
    indices: Uint32Array.from([...indices, ...strays]),
    values: [...values, ...strays.map(() => 77)],
  };
}

/** Which elements are stored: of every fifth row none, of every fifth all, of the others a third or two. */
export const scattered = (r: number, j: number): boolean =>
  r % 5 !== 0 && (r % 5 === 1 || (5 * (r + 1) * j + j * j + r) % 3 === 0);

/** The dense matrix that those elements are. */
export const onlyStored = (
  X: readonly number[],
  d: number,
  stored: (r: number, j: number) => boolean,
): number[] => X.map((x, at) => (stored(Math.floor(at / d), at % d) ? x : 0));

/** Hands out places in a core's memory, each one element past 16-byte alignment, with a gap behind it. */
export class KernelMemory {
  #top: number;

  constructor(
    readonly core: Core,
    readonly dtype: DType,
  ) {
    this.#top = Math.ceil(core.heapBase / 16) * 16;
    new Uint8Array(core.memory.buffer).fill(0xff, core.heapBase); // NaN in both element types
  }

  take(elements: number, size = bytesPer[this.dtype]): Ptr {
    const pointer = this.#top + size;
    this.#top = Math.ceil((pointer + elements * size + 16) / 16) * 16;
    const { memory } = this.core;
    const end = memory.buffer.byteLength;
    if (this.#top > end) {
      memory.grow(Math.ceil((this.#top - end) / PAGE_BYTES));
      new Uint8Array(memory.buffer).fill(0xff, end);
    }
    return pointer as Ptr;
  }

  reals(values: readonly number[]): Ptr {
    const pointer = this.take(values.length);
    view(this.dtype, this.core.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  productCall(call: ProductCall): Ptr {
    const pointer = this.take(productCallBytes() / 8, 8);
    writeProductCall(this.core.memory, pointer, call);
    return pointer;
  }

  /** The same for what is not of the element type. */
  place(values: Int8Array | Float64Array | Uint32Array): Ptr {
    const pointer = this.take(values.length, values.BYTES_PER_ELEMENT);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.core.memory.buffer).set(bytes, pointer);
    return pointer;
  }

  snapshot(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer).slice();
  }

  /** Takes what a place holds now as what it should hold. */
  forget(before: Uint8Array, pointer: number, bytes: number): void {
    before.set(new Uint8Array(this.core.memory.buffer, pointer, bytes), pointer);
  }

  /** Fails unless the memory is `before` with nothing but `changes` written into it. */
  expectOnly(before: Uint8Array, changes: readonly { at: Ptr; values: readonly number[] }[]): void {
    for (const { at, values } of changes) view(this.dtype, before.buffer, at, values.length).set(values);
    const after = new Uint8Array(this.core.memory.buffer);
    if (Buffer.compare(before, after) === 0) return;
    const stray = before.findIndex((byte, i) => byte !== after[i]);
    expect.fail(`byte ${stray} of linear memory should be ${before[stray]} and is ${after[stray]}`);
  }
}
