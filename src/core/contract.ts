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

/**
 * C = φ(A·Bᵀ + b), every element one lane-ordered dot product.
 *
 * @param A  [m×k] row-major   @param B  [n×k] row-major, one contiguous row per output
 * @param b  [n]               @param C  [m×n] row-major
 * @returns 0, or NOT_FINITE when an element was NaN or infinite before the step
 */
export type Product = (
  m: number,
  n: number,
  k: number,
  A: Ptr,
  B: Ptr,
  b: Ptr,
  C: Ptr,
  step: StepCode,
) => number;

/**
 * The perceptron learning rule over the rows of `order`: w ← w + t·x, b ← b + t with
 * t = η·(y − ŷ)·sampleWeight·classWeight (left to right in f64, rounded once) for every wrong output.
 *
 * @param X             [rows×d] row-major     @param Y            [rows×k] i8, values of the step
 * @param sampleWeight  [rows] f64, or NULL    @param classWeight  [k×2] f64: of targets ≤ 0, of targets > 0
 * @param W             [k×d], updated         @param b            [k], updated if fitIntercept is 1
 * @param order         [n] u32                @param margins      [8] scratch
 * @param sums          [k×d] then [k] f64, or NULL: for the mean of the weights, each correction times the
 *                      rows visited before it, `visits` of them before this call
 * @returns mistakes, summed over outputs, or NOT_FINITE
 */
export type Epoch = (
  n: number,
  d: number,
  k: number,
  X: Ptr,
  Y: Ptr,
  sampleWeight: Ptr,
  classWeight: Ptr,
  W: Ptr,
  b: Ptr,
  order: Ptr,
  margins: Ptr,
  sums: Ptr,
  visits: number,
  eta: number,
  step: StepCode,
  fitIntercept: number,
) => number;

/** B = Aᵀ with A [m×n] and B [n×m], both row-major. */
export type Transpose = (m: number, n: number, A: Ptr, B: Ptr) => void;

/** The kernels, once for each element type. */
export type Kernels = { readonly [name in `product_${DType}`]: Product } & {
  readonly [name in `transpose_${DType}`]: Transpose;
} & {
  readonly [name in `epoch_${DType}`]: Epoch;
};

/** The part of WebAssembly.Memory that a core needs. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; every view from before is then void. Throws a RangeError if it cannot. */
  grow(pages: number): number;
}

/** A core is a value: kernels and the memory that they work on. All cores give the same bits. */
export interface Core {
  readonly name: "wasm" | "js";
  readonly memory: Memory;
  /** The first byte that the kernels do not use themselves. */
  readonly heapBase: number;
  readonly kernels: Kernels;
}
