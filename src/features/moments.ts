import { bytesPer, zeros } from "../base/dtype.js";
import { copyRows } from "../data/dense.js";
import type { MatrixView } from "../data/view.js";

/** Rows of so many bytes are read at a time. */
const PART_BYTES = 2 ** 18;

/**
 * Mean and variance of each feature, of rows that come in parts: to the same bits however they are parted, and whether they
 * are sparse or dense. So zeros are counted and not added up, and the others are taken less the first of them, which leaves
 * nothing to round where a feature is constant. All in f64.
 */
export class Moments {
  #rows = 0;
  /** Of each feature [d]: how many values are not 0, the first of them, and the sums of the distances from it and of their squares. */
  readonly #counts: Float64Array;
  readonly #first: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(readonly d: number) {
    this.#counts = new Float64Array(d);
    this.#first = new Float64Array(d);
    this.#sums = new Float64Array(d);
    this.#squares = new Float64Array(d);
  }

  copy(): Moments {
    const copy = new Moments(this.d);
    copy.#rows = this.#rows;
    copy.#counts.set(this.#counts);
    copy.#first.set(this.#first);
    copy.#sums.set(this.#sums);
    copy.#squares.set(this.#squares);
    return copy;
  }

  /** Adds rows [n×d]. @throws what `copyRows` throws; some may then have been added */
  add(X: MatrixView): void {
    const { rows, cols, csr, dtype } = X;
    if (csr !== undefined) {
      const end = csr.indptr[rows] as number;
      for (let p = 0; p < end; p++) this.#addValue(csr.indices[p] as number, csr.values[p] as number);
    } else {
      const partRows = Math.max(1, Math.floor(PART_BYTES / (cols * bytesPer[dtype])));
      const part = zeros(dtype, Math.min(rows, partRows) * cols);
      for (let from = 0; from < rows; from += partRows) {
        const to = Math.min(rows, from + partRows);
        const values = part.subarray(0, (to - from) * cols);
        copyRows(X, from, to, values);
        for (let p = 0, j = 0; p < values.length; p++) {
          this.#addValue(j, values[p] as number);
          if (++j === cols) j = 0;
        }
      }
    }
    this.#rows += rows;
  }

  #addValue(j: number, x: number): void {
    if (x === 0) return;
    if (this.#counts[j] === 0) this.#first[j] = x;
    const distance = x - (this.#first[j] as number);
    this.#counts[j] = (this.#counts[j] as number) + 1;
    this.#sums[j] = (this.#sums[j] as number) + distance;
    this.#squares[j] = (this.#squares[j] as number) + distance * distance;
  }

  /** Mean and variance Σ (x − mean)² / n, which is at least 0, of each feature [d]. */
  get(): { mean: Float64Array; variance: Float64Array } {
    const n = this.#rows;
    const [mean, variance] = [new Float64Array(this.d), new Float64Array(this.d)];
    for (let j = 0; j < this.d; j++) {
      const [count, sum] = [this.#counts[j] as number, this.#sums[j] as number];
      const m = (this.#first[j] as number) * (count / n) + sum / n;
      const shift = m - (this.#first[j] as number);
      const squares =
        (this.#squares[j] as number) - 2 * shift * sum + count * shift * shift + (n - count) * m * m;
      mean[j] = m;
      variance[j] = Math.max(0, squares / n);
    }
    return { mean, variance };
  }
}
