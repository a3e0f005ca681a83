import { allFinite, allocate, type DType, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import type { SparseMatrix } from "../svmlight/data.js";

/** Compressed sparse rows, made one element after the other: those of a column of a row are added up in their order. */
export class SparseRows {
  readonly #cols: number;
  readonly #dtype: DType;
  readonly #indptr: number[] = [0];
  #indices = new Uint32Array(64);
  #values = new Float64Array(64);
  #count = 0;
  /** Where the columns of the present row are. */
  readonly #places = new Map<number, number>();

  constructor(cols: number, dtype: DType) {
    this.#cols = cols;
    this.#dtype = dtype;
  }

  add(column: number, value: number): void {
    const place = this.#places.get(column);
    if (place !== undefined) {
      this.#values[place] = (this.#values[place] as number) + value;
      return;
    }
    if (this.#count === this.#indices.length) this.#grow();
    this.#places.set(column, this.#count);
    this.#indices[this.#count] = column;
    this.#values[this.#count++] = value;
  }

  /** Ends a row. */
  end(): void {
    const start = this.#indptr[this.#indptr.length - 1] as number;
    const columns = this.#indices.subarray(start, this.#count);
    const values = this.#values.slice(start, this.#count);
    columns.sort();
    for (let p = start; p < this.#count; p++) {
      const place = this.#places.get(this.#indices[p] as number) as number;
      this.#values[p] = values[place - start] as number;
    }
    this.#places.clear();
    this.#indptr.push(this.#count);
  }

  /** All rows that were ended. @throws {ValueError} OVERFLOW, OUT_OF_MEMORY */
  matrix(): SparseMatrix {
    const data = zerosFor(this.#dtype, this.#count);
    data.set(this.#values.subarray(0, this.#count));
    if (!allFinite(data)) throw fail.overflow("an element of the result", this.#dtype);
    const indices = this.#indices.slice(0, this.#count);
    const rows = this.#indptr.length - 1;
    return { indptr: Uint32Array.from(this.#indptr), indices, data, rows, cols: this.#cols };
  }

  /** @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
  #grow(): void {
    const length = 2 * this.#count;
    const [indices, values] = [this.#indices, this.#values];
    this.#indices = allocate(4 * length, () => new Uint32Array(length));
    this.#values = allocate(8 * length, () => new Float64Array(length));
    this.#indices.set(indices);
    this.#values.set(values);
  }
}
