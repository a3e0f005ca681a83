import { COPY_PART } from "../../base/costs.js";
import { bytesPer, type DType, type Reals } from "../../base/dtype.js";
import { isSynchronous, type Work } from "../../base/work.js";
import type { Arena } from "../../core/arena.js";
import { NULL, type Ptr } from "../../core/contract.js";
import { denseRow } from "../../data/sparse.js";
import type { Csr, MatrixView } from "../../data/view.js";
import { placeElements, placeRows } from "../place.js";

/** Samples [n×d] in linear memory, dense or sparse. */
export interface Samples {
  readonly n: number;
  readonly d: number;
  /** How many elements are stored: n·d, or those of a sparse matrix. */
  readonly stored: number;
  /** [stored] T */
  readonly X: Ptr;
  /** [n + 1] u32, or NULL for dense rows. */
  readonly indptr: Ptr;
  /** [stored] u32, or NULL. */
  readonly indices: Ptr;
}

/** A matrix whose numbers were copied into linear memory, where they are read from then on. */
export interface PlacedMatrix extends MatrixView {
  readonly samples: Samples;
}

/** A matrix that could not be copied. What was thrown waits until all else is checked, as in a call that does not pause. */
export interface UnplacedMatrix extends MatrixView {
  readonly failure: unknown;
}

/** @throws what copying the matrix threw, if it was copied */
export function refuseUnplaced(X: MatrixView | UnplacedMatrix): void {
  if ("failure" in X) throw X.failure;
}

/** How many rows hold about as much as one part may. */
export const rowsPerPart = ({ n, stored }: Pick<Samples, "n" | "stored">): number =>
  Math.max(1, Math.floor((COPY_PART * n) / Math.max(1, stored)));

/** As many as were there when X was checked. */
const storedOf = ({ rows, cols, csr }: MatrixView): number =>
  csr === undefined ? rows * cols : (csr.indptr[rows] as number);

export function sampleBytes(X: MatrixView, dtype: DType): number {
  const { rows, cols, csr } = X;
  return csr === undefined
    ? rows * cols * bytesPer[dtype]
    : storedOf(X) * (bytesPer[dtype] + 4) + (rows + 1) * 4;
}

/** Copies a matrix in at once, for a fit that pauses before it trains: later changes are not seen. */
export function* placeMatrix(arena: Arena, X: MatrixView, dtype: DType): Work<PlacedMatrix | UnplacedMatrix> {
  try {
    arena.reserve(sampleBytes(X, dtype));
    return placedView(arena, X, dtype, yield* placeSamples(arena, X, dtype));
  } catch (failure) {
    return { failure, ...X };
  }
}

/** A view of the copy of a matrix, as it is now. */
export function placedView(arena: Arena, X: MatrixView, dtype: DType, samples: Samples): PlacedMatrix {
  const { name, rows, cols, csr } = X;
  const placed = { name, rows, cols, dtype, isStable: false, source: X, samples };
  // What follows is asked for anew each time: a view is void once the memory has grown.
  const values = (): Reals => arena.reals(dtype, samples.X, samples.stored);
  if (csr === undefined) {
    const row = (i: number): Reals => values().subarray(i * cols, (i + 1) * cols);
    return {
      row,
      get flat() {
        return values();
      },
      ...placed,
    };
  }
  const placedCsr = (): Csr => {
    const indices = arena.words(samples.indices, samples.stored);
    return { indptr: csr.indptr, indices, values: values() };
  };
  const row = (i: number): Reals => denseRow(placedCsr(), i, cols);
  return {
    row,
    get csr() {
      return placedCsr();
    },
    ...placed,
  };
}

/** Copies samples in. @throws {ValueError} as `copyRows` and `Arena.take` */
export function* placeSamples(arena: Arena, X: MatrixView, dtype: DType): Work<Samples> {
  const { rows: n, cols: d, csr } = X;
  const stored = storedOf(X);
  const x = arena.takeReals(dtype, stored);
  if (csr === undefined) {
    const samples = { n, d, stored, X: x, indptr: NULL, indices: NULL };
    const partRows = rowsPerPart(samples);
    for (let from = 0; from < n; from += partRows) {
      const to = Math.min(n, from + partRows);
      const at = (x + from * d * bytesPer[dtype]) as Ptr;
      placeRows(arena, X, dtype, from, to, at);
      if (!isSynchronous()) yield;
    }
    return samples;
  }
  const indptr = arena.place(csr.indptr);
  const indices = arena.take(stored * 4);
  const partRows = 4 * rowsPerPart({ n, stored });
  for (let from = 0; from < n; from += partRows) {
    const to = Math.min(n, from + partRows);
    const start = csr.indptr[from] as number;
    const at = (x + start * bytesPer[dtype]) as Ptr;
    const columns = (indices + start * 4) as Ptr;
    placeElements(arena, X, dtype, [from, to], [at, (indptr + 4 * from) as Ptr, columns]);
    if (!isSynchronous()) yield;
  }
  return { n, d, stored, X: x, indptr, indices };
}
