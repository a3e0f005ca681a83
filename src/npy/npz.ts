// npz: a ZIP archive of npy files. What the library of a page would unpack is checked here as well: the checksum, and that
// nothing is allocated for the size that a file claims.
import * as fail from "../base/texts.js";
import { crc32 } from "../learn/file/container.js";
import { collected, once, unpacked } from "../table/unpack.js";
import type { NumpyArray } from "./array.js";
import { parseNpy } from "./npy.js";

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: Uint8Array;
}

const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const [STORED, DEFLATED] = [0, 8];

/** The arrays of an archive by their names. @throws {ValueError} NUMPY_FILE */
export async function parseNpz(bytes: Uint8Array, name: string): Promise<Record<string, NumpyArray>> {
  const arrays: [string, NumpyArray][] = [];
  for (const entry of entriesOf(bytes, name)) {
    const place = `${name} (${entry.name})`;
    arrays.push([entry.name.replace(/\.npy$/, ""), parseNpy(await contentOf(entry, place), place)]);
  }
  return Object.fromEntries(arrays);
}

/** What the directory at the end of an archive says (APPNOTE 4.3.12). */
function entriesOf(bytes: Uint8Array, name: string): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () => fail.npy(name, "it is no ZIP archive as numpy writes it, or is cut off");
  const has = (at: number, length: number, signature: number): boolean =>
    at >= 0 && at + length <= bytes.length && view.getUint32(at, true) === signature;
  let end = bytes.length - 22;
  // A comment may follow, of at most 65,535 bytes.
  for (const least = Math.max(0, end - 65_535); end >= least && !has(end, 22, END); ) end--;
  if (!has(end, 22, END)) throw damaged();
  let at = view.getUint32(end + 16, true);
  let total = 0;
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    if (!has(at, 46, CENTRAL)) throw damaged();
    const [method, crc, size] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 16, true),
      view.getUint32(at + 20, true),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((p) => view.getUint16(at + p, true)) as [
      number,
      number,
      number,
    ];
    const local = view.getUint32(at + 42, true);
    const title = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extra + comment;
    if (!has(local, 30, LOCAL)) throw damaged();
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    // Entries that share their bytes would be unpacked again and again.
    total += size;
    if (start + size > bytes.length || total > bytes.length) throw damaged();
    return { name: title, method, crc, packed: bytes.subarray(start, start + size) };
  });
}

async function contentOf({ method, crc, packed }: Entry, place: string): Promise<Uint8Array> {
  if (method !== STORED && method !== DEFLATED)
    throw fail.npy(place, `it is packed by method ${method}; expected 0 or 8`);
  const damaged = () => fail.npy(place, "it is damaged: its checksum is another");
  const content =
    method === STORED ? packed : await collected(unpacked("deflate-raw", once(packed), damaged));
  if (crc32(content) !== crc) throw damaged();
  return content;
}
