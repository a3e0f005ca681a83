// What a table is read from: text or bytes, whole or in parts.
import * as fail from "../base/texts.js";
import { bytesOf, isObject, isPrivate } from "../data/view.js";

/** A ReadableStream, of the web or of Node. */
export interface ReadableStreamLike {
  /** Takes the stream for itself. */
  getReader(): {
    /** The next part. */
    read(): Promise<{ done: boolean; value?: unknown }>;
    /** Ends it. @param reason  why */
    cancel(reason?: unknown): Promise<unknown>;
  };
}

/** A Blob or a File. */
export interface BlobLike {
  /** What is in it, in parts. */
  stream(): ReadableStreamLike;
}

/** A Response of fetch. */
export interface ResponseLike {
  /** Whether it brings what was asked for. */
  readonly ok: boolean;
  /** The number that says so, such as 404. */
  readonly status: number;
  /** Where it comes from, which errors call it by. */
  readonly url: string;
  /** What it brings. */
  readonly body: ReadableStreamLike | null;
}

/** What brings bytes: whole, or in parts that are cut anywhere. */
export type ByteSource =
  | Uint8Array
  | ArrayBuffer
  | BlobLike
  | ResponseLike
  | ReadableStreamLike
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/** Text, or bytes of text, gzipped or not: whole or in parts that are cut anywhere. */
export type TableSource =
  | string
  | ByteSource
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>;

/** So much is taken at once of what comes whole, in characters or bytes. */
const PART = 2 ** 18;

/** What a source calls itself. */
export function sourceName(source: unknown): string | undefined {
  const { name, url } = (isObject(source) ? source : {}) as Record<string, unknown>;
  return [name, url].find((value): value is string => typeof value === "string" && value !== "");
}

/**
 * The parts of a source: all strings, or all bytes.
 *
 * @throws {KindError} WRONG_KIND   @throws {ValueError} DETACHED, TABLE for a response that brings none
 */
export async function* partsOf(source: unknown): AsyncGenerator<string | Uint8Array, void, void> {
  let kind: "a string" | "a Uint8Array" | undefined;
  for await (const part of rawParts(source)) {
    const read = typeof part === "string" ? part : wholeBytes(part);
    const own = typeof read === "string" ? "a string" : "a Uint8Array";
    if (read === undefined || (kind ?? own) !== own) {
      throw fail.wrongKind("a part of the source", kind ?? "a string or a Uint8Array", part);
    }
    kind = own;
    yield read;
  }
}

/** The bytes of a source, in parts. @throws {KindError} WRONG_KIND for a text   @throws as `partsOf` */
export async function* bytesIn(source: unknown): AsyncGenerator<Uint8Array, void, void> {
  for await (const part of partsOf(source)) {
    if (typeof part === "string") throw fail.wrongKind("the source", "bytes, or what brings bytes", part);
    yield part;
  }
}

function rawParts(source: unknown): AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof source === "string") return slices(source, (from, to) => source.slice(from, to));
  const bytes = wholeBytes(source);
  if (bytes !== undefined) return slices(bytes, (from, to) => bytes.subarray(from, to));
  const given = (isObject(source) ? source : {}) as Partial<
    BlobLike & ResponseLike & ReadableStreamLike & AsyncIterable<unknown>
  >;
  if (typeof given.getReader === "function") return read(given as ReadableStreamLike);
  if ("ok" in given && "body" in given) {
    if (!given.ok) throw fail.badResponse(given.status as number);
    return given.body ? read(given.body) : [];
  }
  if (typeof given.stream === "function") return read(given.stream());
  const iterable = given as Partial<AsyncIterable<unknown> & Iterable<unknown>>;
  if (typeof (iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator]) === "function") {
    return iterable as AsyncIterable<unknown>;
  }
  throw fail.wrongKind(
    "the source",
    "a string, bytes, a Blob, a Response, a ReadableStream or an iterable of strings or bytes",
    source,
  );
}

function* slices<T extends string | Uint8Array>(
  whole: T,
  cut: (from: number, to: number) => T,
): Generator<T> {
  for (let at = 0; at < whole.length; at += PART) yield cut(at, Math.min(at + PART, whole.length));
}

/** The bytes of any view or buffer. @throws {ValueError} DETACHED */
export function wholeBytes(value: unknown): Uint8Array | undefined {
  const bytes = bytesOf(value, "the source");
  // No TextDecoder reads memory that is shared.
  return bytes === undefined || isPrivate(bytes) ? bytes : bytes.slice();
}

/** A stream by its reader: not every engine lets one be iterated. */
async function* read(stream: ReadableStreamLike): AsyncGenerator<unknown, void, void> {
  const reader = readerOf(stream);
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    // Nobody waits for it: a stream may end only once what it is made of has been asked once more.
    if (!isDone) reader.cancel().catch(() => undefined);
  }
}

function readerOf(stream: ReadableStreamLike): ReturnType<ReadableStreamLike["getReader"]> {
  try {
    return stream.getReader();
  } catch {
    throw fail.lockedSource();
  }
}
