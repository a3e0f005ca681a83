// From bytes to text: gzip, encodings, byte order marks, line ends.
import * as fail from "../base/texts.js";
import { binaryFormat } from "./formats.js";
import { partsOf } from "./source.js";
import { joined, unpacked } from "./unpack.js";

const [NEWLINE, RETURN] = [10, 13];

/** Enough of a source to tell what it is. */
const HEAD_BYTES = 512;

/**
 * The text of a source in parts, without a byte order mark, every line end as \n.
 *
 * @throws {ValueError} TABLE where bytes are not of the encoding, or of something else than text
 */
export async function* textOf(
  source: unknown,
  name: string | undefined,
  encoding: string | undefined,
): AsyncGenerator<string, void, void> {
  let isFirst = true;
  let endsInReturn = false;
  for await (const part of decoded(partsOf(source), name, encoding, true)) {
    let text = isFirst && part.startsWith("\ufeff") ? part.slice(1) : part;
    if (part !== "") isFirst = false;
    // Of \r\n that is cut in two, \r has been a line end already.
    if (endsInReturn && text.startsWith("\n")) text = text.slice(1);
    if (part !== "") endsInReturn = part.endsWith("\r");
    if (text !== "") yield text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }
}

type Parts = AsyncIterable<string | Uint8Array>;

async function* decoded(
  parts: Parts,
  name: string | undefined,
  encoding: string | undefined,
  mayBeGzip: boolean,
): AsyncGenerator<string, void, void> {
  const iterator = parts[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < HEAD_BYTES) {
      const { done, value } = await iterator.next();
      if (done) break;
      if (typeof value === "string") {
        yield value;
        yield* rest(iterator) as AsyncIterable<string>;
        return;
      }
      first.push(value.slice()); // who sends parts may use their memory again
      length += value.length;
    }
    const head = joined(first);
    if (mayBeGzip && head[0] === 0x1f && head[1] === 0x8b) {
      // What is in it may not be gzip again: there are files that unpack to themselves.
      const inner = unpacked(
        "gzip",
        rest<string | Uint8Array>(iterator, head) as AsyncIterable<Uint8Array>,
        () => fail.damagedGzip(name),
      );
      yield* decoded(inner, name, encoding, false);
    } else yield* decodedBytes(rest<string | Uint8Array>(iterator, head), head, name, encoding);
  } finally {
    await iterator.return?.(undefined);
  }
}

async function* rest<T>(iterator: AsyncIterator<T>, ...before: T[]): AsyncGenerator<T, void, void> {
  yield* before;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

async function* decodedBytes(
  bytes: AsyncIterable<string | Uint8Array>,
  head: Uint8Array,
  name: string | undefined,
  encoding: string | undefined,
): AsyncGenerator<string, void, void> {
  const format = binaryFormat(head);
  if (format !== undefined) {
    const [, kind, advice] = format;
    throw fail.notText(name, kind, advice);
  }
  const mark = (head[0] as number) * 256 + (head[1] as number);
  const found = encoding ?? (mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8");
  const unit = found.startsWith("utf-16") ? 2 : 1;
  const little = found !== "utf-16be";
  let line = 1;
  for await (const piece of lines(bytes as AsyncIterable<Uint8Array>, unit, little)) {
    const { text, isWhole } = decode(piece, found);
    const zero = text.indexOf("\0");
    const good = zero < 0 ? text : text.slice(0, zero);
    line += newlines(good);
    // What is before a fault comes first, for there may be an earlier one in it.
    if (good !== "") yield good;
    if (zero >= 0) throw fail.zeroCharacter(name, line);
    if (!isWhole) throw fail.notEncoded(name, line, found);
  }
}

/** How many line ends a text has. */
export function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The text of a piece that ends with a character, up to the first byte that is not of the encoding. */
function decode(piece: Uint8Array, encoding: string): { readonly text: string; readonly isWhole: boolean } {
  const attempt = (end: number, stream: boolean): string | undefined => {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(piece.subarray(0, end), {
        stream,
      });
    } catch {
      return undefined;
    }
  };
  const text = attempt(piece.length, false);
  if (text !== undefined) return { text, isWhole: true };
  // Where a prefix is refused, so is every longer one.
  let [good, bad] = [0, piece.length];
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (attempt(middle, true) === undefined) bad = middle;
    else good = middle;
  }
  return { text: attempt(good, true) ?? "", isWhole: false };
}

/** Bytes in pieces that end with a line, so that none cuts a character; the last with what is left. */
async function* lines(
  parts: AsyncIterable<Uint8Array>,
  unit: number,
  little: boolean,
): AsyncGenerator<Uint8Array, void, void> {
  let pending: Uint8Array[] = [];
  for await (const part of unit === 2 ? even(parts) : parts) {
    const end = lineEnd(part, unit, little);
    if (end > 0) {
      yield joined([...pending, part.subarray(0, end)]);
      pending = [];
    }
    if (end < part.length) pending.push(part.slice(end));
  }
  if (pending.length > 0) yield joined(pending);
}

/** Bytes in parts of even length, but for the last. */
async function* even(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let odd = new Uint8Array();
  for await (const part of parts) {
    const whole = joined([odd, part]);
    const end = whole.length & ~1;
    odd = whole.slice(end);
    if (end > 0) yield whole.subarray(0, end);
  }
  if (odd.length > 0) yield odd;
}

/** Where the last line that has an end ends; 0 if none has. */
function lineEnd(bytes: Uint8Array, unit: number, little: boolean): number {
  if (unit === 1) {
    const end = bytes.lastIndexOf(NEWLINE);
    return (end >= 0 ? end : bytes.lastIndexOf(RETURN)) + 1;
  }
  for (let at = (bytes.length & ~1) - 2; at >= 0; at -= 2) {
    const [low, high] = little ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    if (high === 0 && (low === NEWLINE || low === RETURN)) return at + 2;
  }
  return 0;
}
