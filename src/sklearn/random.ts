// numpy's legacy random numbers and scikit-learn's own shuffle, to the bit.

import { upTo } from "../base/random.js";

/** numpy.random.RandomState(seed): the Mersenne Twister MT19937 (Matsumoto & Nishimura 1998). */
export class RandomState {
  readonly #mt = new Uint32Array(624);
  #next = 624;

  /** @param seed  0 … 2³² − 1 */
  constructor(seed: number) {
    const mt = this.#mt;
    mt[0] = seed;
    for (let i = 1; i < 624; i++) {
      const last = mt[i - 1] as number;
      mt[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
  }

  /** An integer in low … high − 1: numbers of as many bits as the range are drawn until one is in it. */
  randint(low: number, high: number): number {
    return low + this.#below(high - 1 - low);
  }

  /** A permutation of 0 … n − 1 (Fisher and Yates, from the end). */
  permutation(n: number): Uint32Array {
    return this.shuffle(upTo(n));
  }

  /** Shuffles in place. */
  shuffle<A extends Uint32Array | number[]>(values: A): A {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.#below(i);
      const swapped = values[i] as number;
      values[i] = values[j] as number;
      values[j] = swapped;
    }
    return values;
  }

  /** An integer in 0 … most. */
  #below(most: number): number {
    if (most === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.#word() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  #word(): number {
    if (this.#next === 624) this.#twist();
    let word = this.#mt[this.#next++] as number;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const mt = this.#mt;
    for (let i = 0; i < 624; i++) {
      const word = ((mt[i] as number) & 0x80000000) | ((mt[(i + 1) % 624] as number) & 0x7fffffff);
      mt[i] = (mt[(i + 397) % 624] as number) ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}

/**
 * What an epoch's shuffle does to n rows: number i of the new order is number p[i] of the old one. It swaps
 * by xorshift (Marsaglia 2003) from the same seed at every epoch, so that it is one permutation, applied
 * again and again.
 */
export function epochShuffle(n: number, seed: number): Uint32Array {
  const p = upTo(n);
  let state = seed === 0 ? 1 : seed;
  for (let i = 0; i < n - 1; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = i + ((state & 0x7fffffff) % (n - i));
    const swapped = p[i] as number;
    p[i] = p[j] as number;
    p[j] = swapped;
  }
  return p;
}
