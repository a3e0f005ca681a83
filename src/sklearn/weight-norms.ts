/**
 * |w|² and |w|₁ as scikit-learn's WeightVector keeps them from 1.9 on: measured where a correction has added a row, over the
 * weights that the row touches alone, and scaled with the weights; what the l1 penalty takes away they do not see.
 */
export class WeightNorms {
  #squares = 0;
  #sizes = 0;

  /** @param columns  which of the weights wscale·w; undefined for all */
  measure(w: Float64Array, wscale: number, columns: ArrayLike<number> | undefined): void {
    const count = columns?.length ?? w.length;
    let [squares, sizes] = [0, 0];
    for (let p = 0; p < count; p++) {
      const weight = w[columns?.[p] ?? p] as number;
      squares += weight * weight;
      sizes += Math.abs(weight);
    }
    this.#squares = squares * (wscale * wscale);
    this.#sizes = sizes * wscale;
  }

  scale(factor: number): void {
    this.#squares *= factor * factor;
    this.#sizes *= factor;
  }

  /** α·((1 − r)/2·|w|² + r·|w|₁) */
  penalty(alpha: number, r: number): number {
    const norm = Math.sqrt(this.#squares);
    return alpha * (((1 - r) / 2) * (norm * norm) + r * this.#sizes);
  }
}
