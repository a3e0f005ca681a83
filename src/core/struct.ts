/**
 * The layout of a struct in linear memory: fields of 8 bytes (f64), then fields of 4 (u32), each in the order given. The
 * kernels read it in place (changetype), so that a class in assembly/ has the same fields in the same order.
 */
export class Struct<R extends string, W extends string> {
  /** Its size, with words that only the kernels know. */
  readonly bytes: number;

  constructor(
    readonly reals: readonly R[],
    readonly words: readonly W[],
    kernelWords = 0,
  ) {
    this.bytes = 8 * reals.length + 4 * (words.length + kernelWords);
  }

  /** A view of the f64 fields of a struct at an address aligned to 8, good until the memory grows. */
  realsAt(buffer: ArrayBufferLike, address: number): Float64Array {
    return new Float64Array(buffer, address, this.reals.length);
  }

  /** Writes a struct; fields that are left out become 0. */
  write(buffer: ArrayBufferLike, address: number, values: Partial<Record<R | W, number>>): void {
    if (this.reals.length > 0) {
      const reals = this.realsAt(buffer, address);
      for (let i = 0; i < reals.length; i++) reals[i] = values[this.reals[i] as R] ?? 0;
    }
    const words = this.#wordsAt(buffer, address);
    for (let i = 0; i < words.length; i++) words[i] = values[this.words[i] as W] ?? 0;
  }

  read(buffer: ArrayBufferLike, address: number): Record<R | W, number> {
    const [reals, words] = [this.realsAt(buffer, address), this.#wordsAt(buffer, address)];
    const values = {} as Record<R | W, number>;
    for (let i = 0; i < reals.length; i++) values[this.reals[i] as R] = reals[i] as number;
    for (let i = 0; i < words.length; i++) values[this.words[i] as W] = words[i] as number;
    return values;
  }

  #wordsAt(buffer: ArrayBufferLike, address: number): Uint32Array {
    return new Uint32Array(buffer, address + 8 * this.reals.length, this.words.length);
  }
}
