// Binary model files that say what they should not: with another header or other bytes, their checksum put right.
import { crc32 } from "node:zlib";

/** The header of a file, as text. */
export function headerOf(bytes: Uint8Array): string {
  const end = 16 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  return new TextDecoder().decode(bytes.subarray(16, end)).trimEnd();
}

/** A file with another header, its length and checksum put right. */
export function withHeader(bytes: Uint8Array, edit: (json: string) => string): Uint8Array {
  const end = 16 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const json = new TextEncoder().encode(edit(headerOf(bytes)));
  const length = Math.ceil(json.length / 16) * 16;
  const file = new Uint8Array(16 + length + bytes.length - end);
  file.set(bytes.subarray(0, 16));
  new DataView(file.buffer).setUint32(12, length, true);
  file.fill(0x20, 16, 16 + length);
  file.set(json, 16);
  file.set(bytes.subarray(end), 16 + length);
  return sealed(file);
}

/** The same with the right checksum. */
export function sealed(file: Uint8Array): Uint8Array {
  new DataView(file.buffer, file.byteOffset).setUint32(file.length - 4, crc32(file.subarray(0, -4)), true);
  return file;
}
