// LZ4 frames (lz4_Frame_format.md 1.6.4), in which Arrow's files are packed by default where pandas writes them; apache-arrow
// leaves it to others to unpack them.

const MAGIC = 0x184d2204;
/** Bits of the third byte behind the magic number: what the frame has beside its blocks. */
const [DICTIONARY, CONTENT_SIZE, BLOCK_CHECKSUM] = [1, 8, 16];
/** The highest bit of a block's size: it is not packed. */
const PLAIN = 0x80000000;

/** @throws {RangeError} where the frame is cut off   @throws {Error} where it is none or refers to what is not there */
export function unpackLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const flags = view.getUint8(4);
  if (view.getUint32(0, true) !== MAGIC || flags >> 6 !== 1) throw new Error("no LZ4 frame");
  const output = new Output(4 * frame.length);
  let at = 7 + (flags & CONTENT_SIZE ? 8 : 0) + (flags & DICTIONARY ? 4 : 0);
  for (;;) {
    const size = view.getUint32(at, true);
    if (size === 0) return output.bytes();
    const end = at + 4 + (size & ~PLAIN);
    if (end > frame.length) throw new RangeError("the LZ4 frame is cut off");
    const block = frame.subarray(at + 4, end);
    if (size & PLAIN) output.append(block);
    else unpackBlock(block, output);
    at = end + (flags & BLOCK_CHECKSUM ? 4 : 0);
  }
}

/** Sequences of literals and a match each, but for the last, which has no match (lz4_Block_format.md). */
function unpackBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const more = (length: number): number => {
    let sum = length;
    if (length !== 15) return sum;
    for (let byte = 255; byte === 255; sum += byte) byte = block[at++] ?? 0;
    return sum;
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = more(token >> 4);
    if (at + literals > block.length) throw new RangeError("an LZ4 block is cut off");
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const offset = (block[at++] as number) | ((block[at++] ?? 0) << 8);
    output.repeat(offset, more(token & 15) + 4);
  }
}

/** Bytes that become more. */
class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Appends what stands `offset` bytes before the end, which may reach into what is appended. */
  repeat(offset: number, length: number): void {
    if (offset === 0 || offset > this.#length) throw new Error("an LZ4 block refers to what is not there");
    this.#reserve(length);
    const [bytes, end] = [this.#bytes, this.#length + length];
    for (let to = this.#length; to < end; to++) bytes[to] = bytes[to - offset] as number;
    this.#length = end;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
