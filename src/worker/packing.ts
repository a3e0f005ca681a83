// What goes from one side to the other.

import { typedKind } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { isDetached } from "../data/view.js";

export interface Parcel {
  readonly values: readonly unknown[];
  /** What is handed over with it, so that nothing is copied twice. */
  readonly buffers: readonly ArrayBuffer[];
}

export const NOTHING: Parcel = { values: [], buffers: [] };

type Typed = Float64Array;
type Kind = { new (values: ArrayLike<number> | number): Typed; readonly BYTES_PER_ELEMENT: number };

const MATRIX = ["data", "rows", "cols", "indptr", "indices"] as const;
const BATCH = ["X", "y", "sampleWeight"] as const;

/**
 * What a worker is sent: typed arrays as copies of just the part that is seen, or, if they are to be handed over, as
 * they are, which empties them here. Matrices and batches become plain objects: a class would lose its getters.
 *
 * @throws {ValueError} DETACHED
 */
export function packed(who: string, values: readonly unknown[], handOver: boolean): Parcel {
  const buffers = new Set<ArrayBuffer>();
  const keep = (array: Typed): Typed => {
    if (Object.prototype.toString.call(array.buffer) === "[object ArrayBuffer]") {
      buffers.add(array.buffer as ArrayBuffer);
    }
    return array;
  };
  const fields = (value: Record<string, unknown>, names: readonly string[]): object =>
    Object.fromEntries(names.filter((name) => name in value).map((name) => [name, pack(value[name])]));
  const pack = (value: unknown): unknown => {
    const Kind = kindOf(value);
    if (Kind !== undefined) {
      if (isDetached(value as Typed)) throw fail.detached(who, "a typed array");
      return keep(handOver ? (value as Typed) : new Kind(value as Typed));
    }
    if (Array.isArray(value)) return handOver ? value.map(pack) : (flattened(value, keep) ?? value);
    if (typeof value !== "object" || value === null) return value;
    const record = value as Record<string, unknown>;
    if ("data" in value) return fields(record, MATRIX);
    if ("X" in value) return fields(record, BATCH);
    return isRecord(value) ? fields(record, Object.keys(value)) : value;
  };
  return { values: values.map(pack), buffers: [...buffers] };
}

/** The constructor of a typed array, of this realm. Of a Buffer it is Uint8Array. */
function kindOf(value: unknown): Kind | undefined {
  const kind = typedKind(value);
  return kind === undefined || kind === "DataView"
    ? undefined
    : ((globalThis as Record<string, unknown>)[kind] as Kind);
}

/** Rows that are typed arrays of one kind and length, as one: handed over each by itself they would take seconds. */
function flattened(rows: readonly unknown[], keep: (array: Typed) => Typed): object | undefined {
  const Kind = kindOf(rows[0]);
  const cols = (rows[0] as Typed | undefined)?.length ?? 0;
  const alike = (row: unknown): boolean => kindOf(row) === Kind && (row as Typed).length === cols;
  if (Kind === undefined || cols === 0 || !rows.every(alike)) return undefined;
  const data = keep(new Kind(rows.length * cols));
  for (const [i, row] of rows.entries()) data.set(row as Typed, i * cols);
  return { data, rows: rows.length, cols };
}

/** The buffers of all typed arrays in a plain value: what nobody needs here any more. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): ReadonlySet<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (isRecord(value)) for (const part of Object.values(value)) buffersIn(part, found);
  return found;
}
