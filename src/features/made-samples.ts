import { bytesPer, type Reals, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { copyRows } from "../data/dense.js";
import { refuseNotFinite } from "../data/matrix.js";
import type { MadeMatrix, MakeRows, Matrix, MatrixView } from "../data/view.js";
import { fireRows, type WiredLayer } from "./layer-memory.js";

/** What a layer fires at samples, made when it is read: a matrix [n×m] that exists nowhere, unless it is asked for `data`. */
export class MadeSamples implements Matrix, MadeMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly #source: MatrixView;
  readonly #layer: WiredLayer;

  constructor(source: MatrixView, layer: WiredLayer) {
    this.rows = source.rows;
    this.cols = layer.units.scales.length;
    this.#source = source;
    this.#layer = layer;
  }

  /** What all of it takes. */
  get bytes(): number {
    return this.rows * this.cols * bytesPer[this.#layer.dtype];
  }

  /** All of it, made anew. @throws {ValueError} NOT_FINITE, OVERFLOW, TOO_LARGE, OUT_OF_MEMORY */
  get data(): Reals {
    return this.part(0, this.rows);
  }

  /** Rows from number `from` to number `to`. Errors as `data`. */
  part(from: number, to: number): Reals {
    const data = zerosFor(this.#layer.dtype, (to - from) * this.cols);
    this.#make(undefined, from, to, data);
    return data;
  }

  asView(name: string): MatrixView {
    const { rows, cols } = this;
    const { dtype } = this.#layer;
    const row = (i: number): Reals => this.part(i, i + 1);
    return { name, rows, cols, dtype, isStable: false, row, make: this.#make };
  }

  readonly #make: MakeRows = (order, from, to, target) => {
    const { dtype, d } = this.#layer;
    const read = (first: number, last: number, rows: Reals): void =>
      readOrdered(this.#source, order, from + first, from + last, rows);
    if (fireRows(this.#layer, to - from, read, target)) return;
    refuseNotFinite(this.#source, dtype);
    throw fail.overflow(`the sum of a unit of ${fail.plural(d, "input")}`, dtype);
  };
}

/** Rows of an order, or as they lie. */
function readOrdered(
  X: MatrixView,
  order: Uint32Array | undefined,
  from: number,
  to: number,
  target: Reals,
): void {
  if (X.make !== undefined) X.make(order, from, to, target);
  else if (order === undefined) copyRows(X, from, to, target);
  else {
    for (let i = from; i < to; i++) {
      const row = order[i] as number;
      copyRows(X, row, row + 1, target.subarray((i - from) * X.cols, (i - from + 1) * X.cols));
    }
  }
}
