// Models as bytes, little-endian:
//
//   byte 0       8         12         16                16 + H            … − 4
//   | magic    | version | H        | header [H]      | parts           | CRC-32 |
//   | 8 bytes  | u32     | u32      | JSON in UTF-8   | each from a     | u32, of all
//   |          |         |          | and spaces      | multiple of 16  | bytes before

import { allocate } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { bytesOf } from "../../data/view.js";
import { ensure } from "./ensure.js";
import { record } from "./record.js";

/** The newest version of the files of models, and of what is in them. */
export const BYTES_VERSION = 2;

/** As PNG has it: a byte above 127, a name, both line ends and the end of a DOS file, which transfers spoil. */
const MAGIC = [0x89, 0x52, 0x53, 0x42, 0x0d, 0x0a, 0x1a, 0x0a];
const FIXED = 16;
const CRC_BYTES = 4;
/** A header is no longer. */
const MOST_HEADER = 2 ** 24;

export const align = (size: number): number => Math.ceil(size / 16) * 16;

/** @throws {ValueError} TOO_LARGE if the header takes more than 16 MiB */
export function packContainer(
  version: number,
  header: object,
  parts: readonly ArrayBufferView[],
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  if (json.length > MOST_HEADER) throw fail.headerTooLong(json.length, MOST_HEADER);
  const start = FIXED + align(json.length);
  const end = parts.reduce((size, { byteLength }) => size + align(byteLength), start);
  const bytes = new Uint8Array(end + CRC_BYTES);
  const words = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  words.setUint32(8, version, true);
  words.setUint32(12, start - FIXED, true);
  bytes.fill(0x20, FIXED, start);
  bytes.set(json, FIXED);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += align(byteLength);
  }
  words.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** A file whose frame has been checked. */
export interface Opened {
  readonly version: number;
  readonly header: Record<string, unknown>;
  /** The parts, each from a multiple of 16 bytes. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * @param depth  how deep the brackets of the header may nest
 * @throws {KindError} NOT_BYTES   @throws {ValueError} MODEL_FILE, DETACHED
 */
export function openContainer(bytes: unknown, depth = 8): Opened {
  const { version, json, body } = readFrame(fileOf(bytes), BYTES_VERSION);
  ensure(depthOf(json) <= depth, "its header nests too deep");
  return { version, header: record("the header", parseHeader(json), [], "any"), body };
}

/**
 * Checks what is around the header and the parts.
 *
 * @param file  nobody else's
 * @returns the header as the bytes of its JSON
 * @throws {ValueError} MODEL_FILE
 */
export function readFrame(file: Uint8Array<ArrayBuffer>, newest: number) {
  ensure(file.length >= FIXED + CRC_BYTES, `it has ${fail.plural(file.length, "byte")}`);
  ensure(
    MAGIC.every((byte, i) => byte === file[i]),
    "it does not begin as one",
  );
  const words = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = words.getUint32(8, true);
  ensure(version <= newest, `version is the number ${version}`);
  const length = words.getUint32(12, true);
  const end = file.length - CRC_BYTES;
  const start = FIXED + length;
  ensure(
    length <= MOST_HEADER && length % 16 === 0 && start <= end,
    `its header has ${fail.plural(length, "byte")}`,
  );
  ensure(
    words.getUint32(end, true) === crc32(file.subarray(0, end)),
    "its checksum differs: it was cut or changed",
  );
  return { version, json: file.subarray(FIXED, start), body: file.subarray(start, end) };
}

/** A copy, which is as long as it says and which nobody changes meanwhile. */
function fileOf(bytes: unknown): Uint8Array<ArrayBuffer> {
  const given = bytesOf(bytes);
  if (given === undefined) throw fail.notBytes(bytes);
  return allocate(given.length, () => new Uint8Array(given));
}

/** @throws {ValueError} MODEL_FILE unless it is JSON in UTF-8 */
export function parseHeader(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    throw fail.notASavedModel("its header is not JSON");
  }
}

/** How deep brackets nest in JSON, those in strings left out; no byte is looked at twice. */
export function depthOf(json: ArrayLike<number>): number {
  let [depth, most, isText] = [0, 0, false];
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] as number;
    if (byte === 0x22) isText = !isText;
    else if (isText) i += Number(byte === 0x5c);
    else if ((byte | 0x20) === 0x7b)
      most = Math.max(most, ++depth); // [ or {
    else if ((byte | 0x20) === 0x7d) depth--;
  }
  return most;
}

let table: Uint32Array | undefined;

/** The checksum: CRC-32 as ISO 3309 and PNG have it (polynomial 0xedb88320, reflected). */
export function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let word = byte;
    for (let bit = 0; bit < 8; bit++) word = word & 1 ? (word >>> 1) ^ 0xedb88320 : word >>> 1;
    return word;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] as number);
  return ~crc >>> 0;
}
