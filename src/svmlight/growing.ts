import { allocate } from "../base/dtype.js";

/** Numbers in typed storage that doubles: V8 ends the process where a plain array grows beyond 112.8 million elements. */
export class Growing {
  length = 0;
  #values = new Float64Array(64);

  /** @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY */
  push(value: number): void {
    if (this.length === this.#values.length) this.#grow();
    this.#values[this.length++] = value;
  }

  #grow(): void {
    const size = 2 * this.length;
    const wide = allocate(8 * size, () => new Float64Array(size));
    wide.set(this.#values);
    this.#values = wide;
  }

  /** A view of the numbers from number `from` on, good until the next `push`. */
  view(from = 0): Float64Array {
    return this.#values.subarray(from, this.length);
  }
}
