// What a table of Arrow is read from: what apache-arrow made, or a file or stream that it reads.
import { KindError, reasonOf, ValueError } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { isArray, isObject } from "../data/view.js";
import { bytesIn, sourceName, wholeBytes } from "../table/source.js";
import { once } from "../table/unpack.js";
import { unpackZstd } from "../table/zstd.js";
import { checkArrowFile, checkedStream, isFile } from "./check.js";
import { unpackLz4Frame } from "./lz4-frame.js";
import { ByteParts } from "./parts.js";
import type { ArrowBatchLike, ArrowReaderLike, ArrowSchemaLike, ArrowTableLike } from "./types.js";

/** Batches of the same columns. */
export interface OpenArrow {
  readonly schema: ArrowSchemaLike;
  readonly batches: Iterable<ArrowBatchLike> | AsyncIterable<ArrowBatchLike>;
  /** What is to be thrown instead of what was thrown on the way. */
  failed(error: unknown): unknown;
  close(): Promise<void>;
}

/** @throws {StateError} NO_PEER   @throws {ValueError} ARROW_FILE   @throws what the source throws */
export async function openArrow(source: unknown, given: string | undefined): Promise<OpenArrow> {
  const isPath = typeof source === "string";
  const name = given ?? (isPath ? source : sourceName(source)) ?? "the Arrow file";
  const file = isPath ? await openFile(source) : undefined;
  let thrown: { readonly error: unknown } | undefined;
  async function* parts(): AsyncGenerator<Uint8Array> {
    try {
      yield* bytesIn(source);
    } catch (error) {
      thrown = { error };
      throw error;
    }
  }
  // What apache-arrow throws is the file's fault.
  const failed = (error: unknown): unknown => {
    if (thrown) return thrown.error;
    const isOurs = error instanceof KindError || error instanceof ValueError;
    return isOurs ? error : fail.arrowFile(name, reasonOf(error));
  };
  const close = async (): Promise<void> => file?.close();
  const made = inMemory(source);
  if (made !== undefined) return { ...made, failed, close };
  try {
    const bytes = file ? undefined : wholeBytes(source);
    const reader = isReader(source)
      ? source
      : await readerOf(
          await (file ? checkedPath(file) : bytes ? checkedBytes(bytes) : checkedParts(parts())),
        );
    await reader.open();
    if (reader.schema === undefined) throw new Error("it has no schema");
    const batches = reader as unknown as AsyncIterable<ArrowBatchLike>;
    return { schema: reader.schema, batches, failed, close };
  } catch (error) {
    await close();
    throw failed(error);
  }
}

function inMemory(source: unknown): Pick<OpenArrow, "schema" | "batches"> | undefined {
  const { schema, batches, getChildAt } = (isObject(source) ? source : {}) as Partial<
    ArrowTableLike & ArrowBatchLike
  >;
  if (schema === undefined) return undefined;
  if (isArray(batches)) return { schema, batches };
  return typeof getChildAt === "function" ? { schema, batches: [source as ArrowBatchLike] } : undefined;
}

function isReader(source: unknown): source is ArrowReaderLike {
  const given = (isObject(source) ? source : {}) as Partial<ArrowReaderLike>;
  return typeof given.open === "function" && typeof given.isFile === "function";
}

/** @throws {KindError} WRONG_KIND where there are no files   @throws what the system throws */
async function openFile(path: string) {
  const files = globalThis.process?.getBuiltinModule?.("node:fs/promises");
  if (files === undefined)
    throw fail.wrongKind("the source", "bytes, or what brings bytes; paths are for Node", path);
  return files.open(path);
}

type FileHandle = Awaited<ReturnType<typeof openFile>>;

/** What apache-arrow is to read of a file. @throws as `checkArrowFile` */
async function checkedPath(file: FileHandle): Promise<unknown> {
  const { size } = await file.stat();
  const read = async (at: number, length: number): Promise<Uint8Array> =>
    (await file.read(new Uint8Array(length), 0, length, at)).buffer;
  if (!isFile(await read(0, 8))) return checkedParts(file.createReadStream({ autoClose: false, start: 0 }));
  await checkArrowFile({ size, read });
  return file;
}

async function checkedBytes(bytes: Uint8Array): Promise<unknown> {
  if (!isFile(bytes)) return checkedStream(new ByteParts(once(bytes)));
  await checkArrowFile({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) });
  return bytes;
}

async function checkedParts(source: AsyncIterable<Uint8Array>): Promise<unknown> {
  const parts = new ByteParts(source);
  return isFile(await parts.peek(8)) ? checkedBytes(await parts.take(Infinity)) : checkedStream(parts);
}

/** @throws {StateError} NO_PEER   @throws what apache-arrow throws */
async function readerOf(source: unknown): Promise<ArrowReaderLike> {
  const { CompressionType, compressionRegistry, RecordBatchReader } = await importArrow();
  if (compressionRegistry.get(CompressionType.LZ4_FRAME) === null) {
    compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4Frame });
  }
  if (compressionRegistry.get(CompressionType.ZSTD) === null) {
    const decode = await importZstd();
    compressionRegistry.set(CompressionType.ZSTD, { decode });
  }
  return (await RecordBatchReader.from(source as never)) as ArrowReaderLike;
}

/** @throws {StateError} NO_PEER */
async function importArrow() {
  try {
    return await import("apache-arrow");
  } catch (error) {
    throw fail.noPeer("apache-arrow", error);
  }
}

/** What unpacks Zstandard; where the package for it is missing, what says so. */
async function importZstd(): Promise<(bytes: Uint8Array) => Uint8Array> {
  try {
    const { decompressZstd } = await import("hyparquet-compressors");
    return (bytes) => unpackZstd(decompressZstd, bytes, lengthBefore(bytes));
  } catch (error) {
    return () => {
      throw fail.noPeer("hyparquet-compressors", error);
    };
  }
}

/** How many bytes these become, which Arrow writes before them; apache-arrow cuts that off. */
const lengthBefore = ({ buffer, byteOffset }: Uint8Array): number =>
  Number(new DataView(buffer, byteOffset - 8, 8).getBigInt64(0, true));
