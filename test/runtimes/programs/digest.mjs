/**
 * FNV-1a of 64 bits (Fowler, Noll and Vo 1991), its state in two halves of 32: plain arithmetic, so that every engine
 * has it. The prime is 2⁴⁰ + 435.
 */
export class Digest {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  /** Folds in the bytes of a typed array. */
  bytes({ buffer, byteOffset, byteLength }) {
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
      const low = (this.#low ^ byte) >>> 0;
      const product = low * 435;
      this.#low = product >>> 0;
      this.#high = (this.#high * 435 + low * 2 ** 8 + Math.floor(product / 2 ** 32)) >>> 0;
    }
  }

  /** Folds in what JSON says of a value, in ASCII. */
  json(value) {
    this.bytes(Uint8Array.from(JSON.stringify(value), (letter) => letter.charCodeAt(0)));
  }

  /** 16 hexadecimal digits. */
  toString() {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, "0")).join("");
  }
}
