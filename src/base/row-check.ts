/**
 * Whether compressed rows are in canonical form: the columns of each ascend and are below `cols`.
 *
 * @param indptr   where each begins, in elements  [rows + 1], ascending; need not begin at 0
 * @param indices  columns, from the first element of the first row on
 * @throws {ValueError} OUT_OF_MEMORY
 */
export type RowCheck = (cols: number, indptr: Uint32Array, indices: Uint32Array) => boolean;

/** With fewer elements, a loop is faster than a copy into linear memory. */
const LEAST_ELEMENTS = 1024;

let ofCore: RowCheck | undefined;

/** Lets the core that is loaded check rows: data is read without one too, and shall not bring it along. */
export function offerRowCheck(check: RowCheck | undefined): void {
  ofCore = check;
}

/** The row check, by the core if there is one and it is worth it. */
export const isCanonical: RowCheck = (cols, indptr, indices) =>
  (ofCore !== undefined && indices.length >= LEAST_ELEMENTS ? ofCore : isCanonicalByLoop)(
    cols,
    indptr,
    indices,
  );

/** The row check, in JavaScript. */
export const isCanonicalByLoop: RowCheck = (cols, indptr, indices) => {
  const first = indptr[0] as number;
  for (let i = 1; i < indptr.length; i++) {
    const end = (indptr[i] as number) - first;
    let last = -1;
    for (let p = (indptr[i - 1] as number) - first; p < end; p++) {
      const column = indices[p] as number;
      if (column <= last || column >= cols) return false;
      last = column;
    }
  }
  return true;
};
