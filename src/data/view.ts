// What people pass in as a matrix, and what it is once its shape has been checked.

import { type DType, lengthOf, plainView, type Reals, typedKind } from "../base/dtype.js";
import * as fail from "../base/texts.js";

/** A matrix, row-major: element (i, j) is data[i·cols + j]. */
export interface Matrix<R extends Reals = Reals> {
  /** Its elements, row after row [rows·cols]. */
  data: R;
  /** How many rows it has. */
  rows: number;
  /** How many columns it has. */
  cols: number;
}

/** A dense matrix: rows of numbers, or one flat array with its shape. false and true are 0 and 1. */
export type DenseInput =
  | readonly ArrayLike<number | boolean>[]
  | { readonly data: ArrayLike<number | boolean>; readonly rows: number; readonly cols: number };

/**
 * A sparse matrix as compressed rows (CSR, as SciPy has it): row i has the elements p from indptr[i] to
 * indptr[i + 1] − 1, each data[p] in column indices[p]. All others are 0.
 */
export interface SparseInput {
  /** [rows + 1], ascending from 0 to data.length. */
  readonly indptr: ArrayLike<number>;
  /** [nnz], 0 … cols − 1, each at most once in a row. */
  readonly indices: ArrayLike<number>;
  /** [nnz] */
  readonly data: ArrayLike<number>;
  /** How many rows it has. */
  readonly rows: number;
  /** How many columns it has, those without an element too. */
  readonly cols: number;
}

/** What is accepted wherever a matrix is. */
export type MatrixInput = DenseInput | SparseInput;

/** A matrix whose shape has been checked; its numbers are checked where they are copied. */
export interface MatrixView {
  /** How the caller knows it, in errors. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** f32 only if all of it is Float32Array. */
  readonly dtype: DType;
  /** Row i, without a copy where that can be; of a sparse matrix with its zeros. */
  row(i: number): ArrayLike<number>;
  /**
   * Whether the numbers are typed arrays that nothing but this thread can change: they then stay as they are while no
   * other code runs.
   */
  readonly isStable: boolean;
  /** All rows as one typed array, if that is how they came. */
  readonly flat?: ArrayLike<number> | undefined;
  /** The stored elements of a sparse matrix. */
  readonly csr?: Csr | undefined;
  /** Of rows that exist only once they are read: makes them. */
  readonly make?: MakeRows | undefined;
  /** What this is a copy of, which may have been changed since: for errors that tell a number as it was given. */
  readonly source?: MatrixView | undefined;
}

/** Makes the rows from number `from` to number `to` of an order, or as they lie: into `target`, [to − from × cols] at least. */
export type MakeRows = (order: Uint32Array | undefined, from: number, to: number, target: Reals) => void;

/** Samples that are made when they are read. */
export interface MadeMatrix {
  /** Their view, by the name that they have in errors. */
  asView(name: string): MatrixView;
}

/** Compressed rows in canonical form: columns ascend within a row. */
export interface Csr {
  /** [rows + 1] */
  readonly indptr: Uint32Array;
  /** [nnz] */
  readonly indices: Uint32Array;
  /** [nnz] */
  readonly values: Reals;
}

/** An array or a typed array of numbers (BigInt arrays and DataView are none). */
export function isVector(value: unknown): value is ArrayLike<number> {
  const kind = typedKind(value);
  return kind === undefined ? isArray(value) : !kind.startsWith("Big");
}

/** Whether a value is an array; undefined of a proxy that was revoked, of which nothing can be asked. */
function askIfArray(value: unknown): boolean | undefined {
  try {
    return Array.isArray(value);
  } catch {
    return undefined;
  }
}

/** "Object", "Map", …: what a value is, of this realm or another; "" of a proxy that was revoked. */
export const tagOf = (value: unknown): string =>
  askIfArray(value) === undefined ? "" : Object.prototype.toString.call(value).slice(8, -1);

/** `Array.isArray`, which throws of a proxy that was revoked. */
export const isArray = ((value: unknown) => askIfArray(value) === true) as typeof Array.isArray;

/**
 * Whether a value is an array whose elements are all of a kind. Unlike `every` it asks of holes too, as undefined, and so ends at the
 * first, whatever length the array claims.
 */
export const isArrayOf = <T>(value: unknown, isElement: (element: unknown) => boolean): value is T[] =>
  isArray(value) && value.findIndex((element) => !isElement(element)) < 0;

export function isObject(value: unknown): value is Record<"data" | "rows" | "cols", unknown> {
  return typeof value === "object" && value !== null && askIfArray(value) !== undefined;
}

/** @throws {StateError} LOCKED for a ReadableStream that something else reads: each engine would say so in its own way */
export function refuseLocked(source: unknown): void {
  if ((source as { locked?: unknown } | null | undefined)?.locked === true) throw fail.lockedSource();
}

/** Whether an array is a typed one over memory that no other thread can change. */
export const isPrivate = (values: ArrayLike<unknown>): boolean =>
  ArrayBuffer.isView(values) && tagOf(values.buffer) === "ArrayBuffer";

/**
 * What `use` takes from a caller's typed arrays, which may have been detached since they were checked. What the engine
 * throws is the only sign: V8 may still tell the old length (Node 20, once any buffer was resizable).
 *
 * @throws {ValueError} DETACHED
 */
export function unlessDetached<T>(name: string, use: () => T): T {
  try {
    return use();
  } catch {
    throw fail.detached(name);
  }
}

/** The bytes of a buffer or of any view, not copied; undefined for anything else. @throws {ValueError} DETACHED */
export function bytesOf(value: unknown, name = "the file"): Uint8Array | undefined {
  return unlessDetached(name, () => {
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return /^(Shared)?ArrayBuffer$/.test(tagOf(value)) ? new Uint8Array(value as ArrayBuffer) : undefined;
  });
}

/** Node 20 has no `buffer.detached`; a view over a detached buffer has length 0 and cannot be made anew. */
export function isDetached(values: ArrayLike<number>): boolean {
  if (typedKind(values) === undefined || lengthOf(values) > 0) return false;
  try {
    plainView(values);
    return false;
  } catch {
    return true;
  }
}
