import type { DType } from "../base/dtype.js";

declare const address: unique symbol;
/** An address in linear memory, in bytes, unsigned. */
export type Ptr = number & { readonly [address]: true };
export const NULL = 0 as Ptr;

/** The step activations by the numbers that the kernels know (assembly/step.ts). */
export const STEP = { none: 0, heaviside: 1, sgn: 2 } as const;
export type StepCode = (typeof STEP)[keyof typeof STEP];

/** What a kernel returns in place of a count when a z is NaN or infinite. */
export const NOT_FINITE = -1;
/** What a kernel returns in place of a count when a weight is NaN or infinite at the end of an epoch. */
export const WEIGHT_NOT_FINITE = -2;

/**
 * C = φ(A·Bᵀ + b), every element one lane-ordered dot product, A dense or sparse.
 *
 * @param call  a ProductCall in linear memory (product-call.ts)
 * @returns 0, or NOT_FINITE when an element was NaN or infinite before the step
 */
export type Product = (call: Ptr) => number;

/**
 * The perceptron learning rule over the rows `from` … `to` − 1 of a task's order: w ← w + t·x, b ← b + t with
 * t = η·(y − ŷ)·sampleWeight·classWeight (left to right in f64, rounded once) for every wrong output; in a joint
 * task for the right output, and −t for the one with the largest margin.
 *
 * @param task  a Task in linear memory (task.ts)
 * @returns mistakes, summed over outputs (of a joint task: rows), or NOT_FINITE
 */
export type Epoch = (task: Ptr, from: number, to: number) => number;

/**
 * Up to `count` epochs over the first `rows` rows of each epoch's order, one order behind the other from the task's
 * on, `orderStride` bytes apart; after one without a mistake no other follows.
 *
 * @param mistakes  of each epoch [count] u32, written
 * @returns how many epochs were run, or NOT_FINITE, or WEIGHT_NOT_FINITE
 */
export type Epochs = (task: Ptr, rows: number, count: number, orderStride: number, mistakes: Ptr) => number;

/**
 * Corrects nothing: the number of the first row from `from` on that is answered wrongly, `to` if none is, or
 * NOT_FINITE. The task has one output, or joint ones.
 */
export type Scan = (task: Ptr, from: number, to: number) => number;

/**
 * x ← (x − mean) / deviation in place, in f64 and rounded once.
 *
 * @param X        [n×d] row-major; of sparse rows the stored elements [n]
 * @param indices  of sparse rows the column of each element [n] u32; NULL for dense ones
 * @param mean, deviation  [d] f64
 */
export type Standardize = (n: number, d: number, X: Ptr, indices: Ptr, mean: Ptr, deviation: Ptr) => void;

/** 1 if n numbers are finite, else 0. */
export type AllFinite = (n: number, x: Ptr) => number;

/** B = Aᵀ with A [m×n] and B [n×m], both row-major. */
export type Transpose = (m: number, n: number, A: Ptr, B: Ptr) => void;

/**
 * 1 if the columns of each of some sparse rows ascend and are all below `cols`, else 0.
 *
 * @param indptr   where each begins, in elements  [rows + 1] u32, ascending; need not begin at 0
 * @param indices  columns of these rows alone     [indptr[rows] − indptr[0]] u32
 */
export type CheckRows = (rows: number, cols: number, indptr: Ptr, indices: Ptr) => number;

/** One of each for an element type. */
export interface KernelSet {
  readonly product: Product;
  readonly transpose: Transpose;
  readonly standardize: Standardize;
  readonly epoch: Epoch;
  readonly epochs: Epochs;
  readonly allFinite: AllFinite;
  readonly scan: Scan;
}

/** The kernels by name and element type: `product_f32`, …, and the one that has none. */
export type Kernels = {
  readonly [name in keyof KernelSet as `${name}_f32` | `${name}_f64`]: KernelSet[name];
} & { readonly checkRows: CheckRows };

/** The part of WebAssembly.Memory that a core needs. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; every view from before is then void. Throws a RangeError if it cannot. */
  grow(pages: number): number;
}

/** Dense rows to multiply: with what, and how they come into linear memory and their results out of it. */
export interface RowsToMultiply {
  readonly dtype: DType;
  readonly rows: number;
  readonly cols: number;
  /** What all rows share: the fields of a ProductCall (core/product-call.ts). */
  readonly outputs: { n: number; B: Ptr; b: Ptr; step: StepCode };
  /** Where the caller takes memory, which it gives back. */
  readonly arena: { take(bytes: number): Ptr };
  /** Rows that the caller multiplies at a time. */
  readonly rowsPerPart: number;
  copyIn(from: number, to: number, at: Ptr): void;
  copyOut(from: number, to: number, at: Ptr): void;
  /** Multiplies at most `rowsPerPart` rows on this thread, results and all. Throws where a result is not finite. */
  multiply(from: number, to: number): void;
}

/** A core is a value: kernels and the memory that they work on. All cores give the same bits. */
export interface Core {
  readonly name: "wasm" | "js";
  /** Of a core on several threads, how they multiply rows together. */
  readonly workers?: {
    readonly count: number;
    /** @returns how many rows were multiplied: all, or none where that is not worth it */
    multiply(rows: RowsToMultiply): number;
  };
  readonly memory: Memory;
  /** The first byte that the kernels do not use themselves. */
  readonly heapBase: number;
  readonly kernels: Kernels;
}
