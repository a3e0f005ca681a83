import { joined } from "../table/unpack.js";

/** Bytes that come in parts, of which so many are taken as are wanted. */
export class ByteParts {
  readonly #parts: AsyncIterator<Uint8Array>;
  /** Of the last part: what has not been taken. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(parts: AsyncIterable<Uint8Array>) {
    this.#parts = parts[Symbol.asyncIterator]();
  }

  /** So many bytes in one piece, not copied where they lie in one part; fewer where there are no more. */
  async take(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.upTo(length)) parts.push(part);
    return joined(parts);
  }

  /** The next bytes, up to so many, which remain to be taken. */
  async peek(length: number): Promise<Uint8Array> {
    const start = await this.take(length);
    this.#rest = joined([start, this.#rest]);
    return start;
  }

  /** So many bytes as they come. */
  async *upTo(length: number): AsyncGenerator<Uint8Array, void, void> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#parts.next();
        if (done) return;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  async close(): Promise<void> {
    await this.#parts.return?.();
  }
}
