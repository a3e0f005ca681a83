// Pages as they are unpacked: into the bytes that the file says, and in steps that what is packed pays for.
type Compressors = import("hyparquet").Compressors;
type Hyparquet = typeof import("hyparquet");
type CompressionCodec = import("hyparquet").CompressionCodec;

/** @throws {Error} where these are not packed so, or not so many bytes */
export function unpackPage(
  codec: CompressionCodec,
  bytes: Uint8Array,
  length: number,
  { snappyUncompress }: Hyparquet,
  compressors: Compressors | undefined,
): Uint8Array {
  if (codec === "UNCOMPRESSED") return bytes;
  // Of a dictionary without a value; the package for LZ4 would read on behind its end.
  if (length === 0) return new Uint8Array();
  if (codec === "SNAPPY") {
    checkSnappy(bytes);
    const output = new Uint8Array(length);
    snappyUncompress(bytes, output);
    return output;
  }
  if (codec === "LZ4") checkHadoopLz4(bytes);
  // The package for it reads on behind the end of what is cut off, and makes what a block claims.
  const zlib = codec === "BROTLI" ? globalThis.process?.getBuiltinModule?.("node:zlib") : undefined;
  if (zlib) return zlib.brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
  const unpack = compressors?.[codec];
  if (unpack === undefined) throw new Error(`it is packed by ${codec}`);
  return unpack(bytes, length);
}

/** hyparquet goes back where a literal has 2 GB or more. @throws {Error} where one has more than there is */
function checkSnappy(bytes: Uint8Array): void {
  let at = 1 + bytes.findIndex((byte) => byte < 128);
  while (at < bytes.length) {
    const tag = bytes[at++] as number;
    let length = tag >> 2;
    const more = (tag & 3) === 0 ? Math.max(0, length - 59) : ([0, 1, 2, 4][tag & 3] as number);
    if ((tag & 3) !== 0) length = -1;
    else if (more > 0) {
      length = 0;
      for (let i = 0; i < more; i++) length += (bytes[at + i] ?? 0) * 2 ** (8 * i);
    }
    at += more + length + 1;
    if (at > bytes.length) throw new Error("it is cut off");
  }
}

/** Hadoop puts two lengths before each block; the package goes back where the second has 2 GB or more. */
function checkHadoopLz4(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length - 8; ) {
    const length = view.getUint32(at + 4);
    if (view.getUint32(at) === 0 && length >= 2 ** 31) throw new Error("it is cut off");
    at += 8 + length;
  }
}
