import { COPY_PART } from "../base/costs.js";
import { bytesPer, type DType } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { isSynchronous, type Work } from "../base/work.js";
import type { Arena } from "../core/arena.js";
import { NULL, type Ptr } from "../core/contract.js";
import { copyRows } from "../data/dense.js";
import type { MatrixView } from "../data/view.js";

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

/** Copies samples in. @throws {ValueError} as `copyRows` and `Arena.take` */
export function* placeSamples(who: string, arena: Arena, X: MatrixView, dtype: DType): Work<Samples> {
  const { rows: n, cols: d, csr } = X;
  const stored = storedOf(X);
  const x = arena.takeReals(who, dtype, stored);
  if (csr === undefined) {
    const samples = { n, d, stored, X: x, indptr: NULL, indices: NULL };
    const height = rowsPerPart(samples);
    for (let from = 0; from < n; from += height) {
      const to = Math.min(n, from + height);
      const at = (x + from * d * bytesPer[dtype]) as Ptr;
      copyRows(who, X, from, to, arena.reals(dtype, at, (to - from) * d));
      if (!isSynchronous()) yield;
    }
    return samples;
  }
  const indptr = arena.place(who, csr.indptr);
  const indices = arena.take(who, stored * 4);
  for (let from = 0; from < stored; from += 4 * COPY_PART) {
    const to = Math.min(stored, from + 4 * COPY_PART);
    if (csr.values.length !== stored) throw fail.detached(who, `${X.name}.data`); // since it was checked
    const at = (x + from * bytesPer[dtype]) as Ptr;
    arena.reals(dtype, at, to - from).set(csr.values.subarray(from, to));
    arena.words((indices + from * 4) as Ptr, to - from).set(csr.indices.subarray(from, to));
    if (!isSynchronous()) yield;
  }
  return { n, d, stored, X: x, indptr, indices };
}
