/** Whether the columns of every row ascend and are below `cols`. @throws {ValueError} OUT_OF_MEMORY */
export type RowCheck = (cols: number, indptr: Uint32Array, indices: Uint32Array) => boolean;

/** With fewer elements, a loop is faster than a copy into linear memory. */
const LEAST_ELEMENTS = 1024;

let ofCore: RowCheck | undefined;

/** Lets the core that is loaded check rows: data is read without one too, and shall not bring it along. */
export function offerRowCheck(check: RowCheck | undefined): void {
  ofCore = check;
}

export const goodRows: RowCheck = (cols, indptr, indices) =>
  ofCore !== undefined && indices.length >= LEAST_ELEMENTS
    ? ofCore(cols, indptr, indices)
    : firstBadRow(cols, indptr, indices) === indptr.length - 1;

/**
 * The first of compressed rows whose columns do not ascend or are not all below `cols`; how many rows there are if none
 * is so.
 *
 * @param indptr   where each begins, in elements  [rows + 1], ascending; need not begin at 0
 * @param indices  columns, from the first element of the first row on
 */
export function firstBadRow(cols: number, indptr: Uint32Array, indices: Uint32Array): number {
  const rows = indptr.length - 1;
  const first = indptr[0] as number;
  for (let i = 0; i < rows; i++) {
    const end = (indptr[i + 1] as number) - first;
    let last = -1;
    for (let p = (indptr[i] as number) - first; p < end; p++) {
      const column = indices[p] as number;
      if (column <= last || column >= cols) return i;
      last = column;
    }
  }
  return rows;
}
