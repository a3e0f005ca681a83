/** Where a feature is and how far it spreads. */
export interface ColumnScale {
  readonly mean: number;
  /** √(Σ (x − mean)² / n); 1 for a feature that does not vary. */
  readonly deviation: number;
}

/** Mean and deviation of numbers that come one after the other (Welford 1962): the same bits however they are batched. */
export class ColumnMoments {
  count = 0;
  #mean = 0;
  #squares = 0;
  least = Infinity;
  greatest = -Infinity;

  add(x: number): void {
    this.count++;
    const off = x - this.#mean;
    this.#mean += off / this.count;
    this.#squares += off * (x - this.#mean);
    if (x < this.least) this.least = x;
    if (x > this.greatest) this.greatest = x;
  }

  scale(): ColumnScale {
    if (this.count === 0 || this.least === this.greatest) {
      return { mean: this.count === 0 ? 0 : this.least, deviation: 1 };
    }
    const deviation = Math.sqrt(this.#squares / this.count);
    if (Number.isFinite(this.#mean) && Number.isFinite(deviation) && deviation > 0) {
      return { mean: this.#mean, deviation };
    }
    // Squares that overflow, or vanish: half the range is as good.
    const [low, high] = [this.least / 2, this.greatest / 2];
    return { mean: low + high, deviation: high - low || 1 };
  }
}
