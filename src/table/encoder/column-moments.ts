/** Where a feature is and how far it spreads. */
export interface ColumnScale {
  readonly mean: number;
  /** √(Σ (x − mean)² / n), at least a sixth of the range; 1 for a feature that does not vary. */
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

  /**
   * A normal column spreads over about six deviations. One that spreads over more is nearly always the same, or has a long
   * tail: divided by its deviation alone, its few large values would decide every correction.
   */
  scale(): ColumnScale {
    const { count, least, greatest } = this;
    if (least >= greatest) return { mean: count === 0 ? 0 : least, deviation: 1 };
    const half = greatest / 2 - least / 2 || 1;
    const deviation = Math.sqrt(this.#squares / count);
    if (deviation > 0 && deviation < Infinity) {
      return { mean: this.#mean, deviation: Math.max(deviation, half / 3) };
    }
    // Squares that overflow, or vanish: half the range is as good, and no x is too far from its middle to be subtracted.
    return { mean: least / 2 + greatest / 2, deviation: half };
  }
}
