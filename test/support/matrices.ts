// Matrices as rows of numbers, whatever holds them.

/** The inputs of a gate: the corners of the unit square. */
export const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

interface DenseNumbers {
  readonly data: ArrayLike<number>;
  readonly rows: number;
  readonly cols: number;
}
interface SparseNumbers extends DenseNumbers {
  readonly indptr: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
}

/** The rows of a matrix; of a sparse one with their zeros. */
export function rowsOf(X: DenseNumbers | SparseNumbers): number[][] {
  return Array.from({ length: X.rows }, (_, i) => {
    if (!("indptr" in X)) return Array.from({ length: X.cols }, (_, j) => X.data[i * X.cols + j] as number);
    const row = new Array<number>(X.cols).fill(0);
    for (let p = X.indptr[i] as number; p < (X.indptr[i + 1] as number); p++)
      row[X.indices[p] as number] = X.data[p] as number;
    return row;
  });
}
