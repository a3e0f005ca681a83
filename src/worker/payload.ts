// What is posted from one thread to another: values that survive a structured clone, and what to transfer.

import { typedKind } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { isArray, isDetached, isPrivate } from "../data/view.js";

/** Whether an object or its class has a property; what every object inherits does not count. */
const isIn = (value: Record<string, unknown>, name: string): boolean =>
  name in value && (Object.hasOwn(value, name) || !(name in Object.prototype));

export interface Payload {
  readonly values: readonly unknown[];
  /** Buffers of `values` that postMessage transfers, so that none is copied twice. */
  readonly transfer: readonly ArrayBuffer[];
}

export const EMPTY_PAYLOAD: Payload = { values: [], transfer: [] };

/** Any typed array, and its constructor. */
type TypedArray = Float64Array;
type TypedArrayConstructor = {
  new (values: ArrayLike<number> | number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
};

/** Arguments and batches hold one another so deep at most; what is deeper is sent as it is, such as in a value that holds itself. */
const DEEPEST = 8;

const MATRIX_FIELDS = ["data", "rows", "cols", "indptr", "indices"] as const;
const BATCH_FIELDS = ["X", "y", "sampleWeight"] as const;

/**
 * The payload of some arguments. Matrices and batches become plain objects, as a structured clone would lose
 * the getters of a class.
 *
 * @param transfer  false: typed arrays are copied here, of a view only what it shows, and the copies
 *                  transferred; true: they are transferred as they are, which detaches them
 * @throws {ValueError} DETACHED
 */
export function createPayload(values: readonly unknown[], transfer: boolean): Payload {
  const buffers = new Set<ArrayBuffer>();
  /** Transfers the array's buffer, unless it is shared. */
  const transferred = (array: TypedArray): TypedArray => {
    if (isPrivate(array)) buffers.add(array.buffer as ArrayBuffer);
    return array;
  };
  const toPlain = (value: unknown, depth: number): unknown => {
    const Constructor = constructorOf(value);
    if (Constructor !== undefined) {
      if (isDetached(value as TypedArray)) throw fail.detached("a typed array");
      return transferred(transfer ? (value as TypedArray) : new Constructor(value as TypedArray));
    }
    if (typeof value !== "object" || value === null || depth > DEEPEST) return value;
    const inner = (part: unknown): unknown => toPlain(part, depth + 1);
    if (isArray(value)) return transfer ? value.map(inner) : (matrixOfRows(value, transferred) ?? value);
    const record = value as Record<string, unknown>;
    const pick = (names: readonly string[]): object =>
      Object.fromEntries(
        names.filter((name) => isIn(record, name)).map((name) => [name, inner(record[name])]),
      );
    if (isIn(record, "data")) return pick(MATRIX_FIELDS);
    if (isIn(record, "X")) return pick(BATCH_FIELDS);
    return isRecord(value) ? pick(Object.keys(value)) : value;
  };
  return { values: values.map((value) => toPlain(value, 0)), transfer: [...buffers] };
}

/**
 * The constructor of a typed array, in this realm; of a Buffer it is Uint8Array. undefined for any other
 * value.
 */
function constructorOf(value: unknown): TypedArrayConstructor | undefined {
  const kind = typedKind(value);
  return kind === undefined || kind === "DataView"
    ? undefined
    : ((globalThis as Record<string, unknown>)[kind] as TypedArrayConstructor);
}

/**
 * Rows that are typed arrays of one kind and length, copied into one matrix: to transfer many buffers takes
 * seconds. undefined for any other array.
 */
function matrixOfRows(
  rows: readonly unknown[],
  transferred: (array: TypedArray) => TypedArray,
): object | undefined {
  const Constructor = constructorOf(rows[0]);
  const cols = (rows[0] as TypedArray | undefined)?.length ?? 0;
  const isAlike = (row: unknown): boolean =>
    constructorOf(row) === Constructor && (row as TypedArray).length === cols;
  if (Constructor === undefined || cols === 0 || !rows.every(isAlike)) return undefined;
  const data = transferred(new Constructor(rows.length * cols));
  for (const [i, row] of rows.entries()) data.set(row as TypedArray, i * cols);
  return { data, rows: rows.length, cols };
}

/** A copy of the plain arrays and records in a value, such as are in a Proxy; all else stays as it is. */
export function unwrapped<T>(value: T, depth = 0): T {
  if (depth > DEEPEST) return value;
  const inner = (part: unknown): unknown => unwrapped(part, depth + 1);
  if (isArray(value)) return Array.from(value, inner) as T;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(part)])) as T;
}

/** The buffers of all typed arrays in a plain value. */
export function transferablesIn(value: unknown, found = new Set<ArrayBuffer>()): ReadonlySet<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (isRecord(value)) for (const field of Object.values(value)) transferablesIn(field, found);
  return found;
}
