// Seeded numbers for tests: the same at every run.
import type { DType } from "../../src/base/dtype.js";
import { sfc32 } from "../../src/base/random.js";

export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = sfc32(seed, 0);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.#next() / 2 ** 32;
  }

  /** An integer in from … to. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.uniform() * (to - from + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)] as T;
  }

  /** A real of either sign, spread over 30 binades. */
  real(): number {
    return (this.uniform() < 0.5 ? -1 : 1) * (1 + this.uniform()) * 2 ** this.integer(-15, 14);
  }

  /** One of the numbers that programs get wrong. */
  special(dtype: DType): number {
    const tiny = dtype === "f32" ? 2 ** -149 : Number.MIN_VALUE;
    const huge = dtype === "f32" ? 3.4028234663852886e38 : Number.MAX_VALUE;
    const numbers = [Number.NaN, Infinity, 0, tiny, tiny * this.integer(1, 1000), huge];
    return this.pick([-1, 1]) * this.pick(numbers);
  }
}
