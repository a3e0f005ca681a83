// Zstandard (RFC 8878): one frame, of which nothing is believed but its blocks. A decoder that goes by what the frame says of its
// window may be told to take two gigabytes for ten bytes.

/** Unpacks into what is given as the second argument, and returns it. */
type UnpackZstd = (frame: Uint8Array, output: Uint8Array) => Uint8Array;

const MAGIC = 0xfd2fb528;
const [SINGLE_SEGMENT, CHECKSUM] = [0x20, 4];
const [REPEATED, PACKED] = [1, 2];
const MOST_IN_BLOCK = 2 ** 17;

/** @throws {Error} where it is no frame, or its blocks cannot make so many bytes */
export function unpackZstd(unpack: UnpackZstd, bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error("no frame of Zstandard");
  const flags = view.getUint8(4);
  const isSingle = (flags & SINGLE_SEGMENT) !== 0;
  const sizeBytes = flags >> 6 === 0 ? Number(isSingle) : 1 << (flags >> 6);
  let at = 5 + Number(!isSingle) + ([0, 1, 2, 4][flags & 3] as number) + sizeBytes;
  let most = 0;
  for (let isLast = false; !isLast; ) {
    const head = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const [type, size] = [(head >> 1) & 3, head >> 3];
    isLast = (head & 1) === 1;
    most += Math.min(type === PACKED ? MOST_IN_BLOCK : size, MOST_IN_BLOCK);
    at += 3 + (type === REPEATED ? 1 : size);
  }
  if (!(length >= 0 && length <= most))
    throw new Error(`a frame of Zstandard has not the ${length} bytes that it is to have`);
  return unpack(bytes.subarray(0, at + (flags & CHECKSUM)), new Uint8Array(length));
}
