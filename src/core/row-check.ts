import type { RowCheck } from "../base/row-check.js";
import type { Arena } from "./arena.js";

/** Elements in a block: 64 KB, which stay in the cache while they are copied and looked at. */
const BLOCK = 16384;
/** The kernel's word for columns has no room for more; a column beyond it is found where each is looked at. */
const MOST_COLUMNS = 2 ** 32 - 1;

/** Checks rows by the kernel, block by block. */
export const rowCheckIn =
  (arena: Arena): RowCheck =>
  (cols, indptr, indices) => {
    const rows = indptr.length - 1;
    const rowsPerPart = Math.max(1, Math.floor((BLOCK * rows) / indices.length));
    const isGood = (from: number, to: number): number =>
      arena.scope(() => {
        const starts = arena.place(indptr.subarray(from, to + 1));
        const columns = arena.place(indices.subarray(indptr[from], indptr[to]));
        const limit = Math.min(cols, MOST_COLUMNS);
        return arena.core.kernels.checkRows(to - from, limit, starts, columns);
      });
    for (let from = 0; from < rows; from += rowsPerPart) {
      if (!isGood(from, Math.min(rows, from + rowsPerPart))) return false;
    }
    return true;
  };
