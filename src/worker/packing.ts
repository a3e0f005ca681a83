// What goes to the worker.

import * as fail from "../base/texts.js";
import { isDetached, isObject } from "../data/view.js";

export interface Parcel {
  readonly values: readonly unknown[];
  /** What is handed over with it, so that nothing is copied twice. */
  readonly buffers: readonly ArrayBuffer[];
}

export const NOTHING: Parcel = { values: [], buffers: [] };

const MATRIX = ["data", "rows", "cols", "indptr", "indices"];

/**
 * What a worker is sent: typed arrays as copies of just the part that is seen, or, if they are to be handed over, as
 * they are, which empties them here. Matrices become plain objects: a class would lose its getters on the way.
 *
 * @throws {ValueError} DETACHED
 */
export function packed(who: string, values: readonly unknown[], handOver: boolean): Parcel {
  const buffers = new Set<ArrayBuffer>();
  const pack = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value) && "slice" in value) {
      if (isDetached(value as Float64Array)) throw fail.detached(who, "a typed array");
      const array = handOver ? value : (value as Float64Array).slice();
      if (array.buffer instanceof ArrayBuffer) buffers.add(array.buffer);
      return array;
    }
    if (Array.isArray(value)) return ArrayBuffer.isView(value[0]) ? value.map(pack) : value;
    if (!isObject(value)) return value;
    const record = value as Record<string, unknown>;
    const fields = "data" in value ? MATRIX.filter((name) => name in value) : Object.keys(value);
    return Object.fromEntries(fields.map((name) => [name, pack(record[name])]));
  };
  return { values: values.map(pack), buffers: [...buffers] };
}
