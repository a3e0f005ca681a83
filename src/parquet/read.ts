import { callAsync } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { isObject } from "../data/view.js";
import { type Block, type OpenTable, wholeTable } from "../table/blocks.js";
import { type ByteSource, bytesIn, sourceName, wholeBytes } from "../table/source.js";
import type { Table } from "../table/table.js";
import {
  columnsToRead,
  countedFrom,
  readTypedTableOptions,
  type TypedBatchOptions,
  type TypedTableOptions,
  type TypedTableSettings,
  typedBatches,
} from "../table/typed-columns.js";
import { collected } from "../table/unpack.js";
import { unpackZstd } from "../table/zstd.js";
import { columnOfParts, kindOf } from "./column.js";
import { type AsyncBufferLike, inMemory, ParquetFile } from "./file.js";

type Hyparquet = typeof import("hyparquet");
type Compressors = import("hyparquet").Compressors;
type FileMetaData = import("hyparquet").FileMetaData;

/** A URL. */
export interface UrlLike {
  readonly href: string;
}

/** A Parquet file: its bytes, its URL (of which only the parts that are wanted are asked for), or in Node its path. */
export type ParquetSource = string | UrlLike | AsyncBufferLike | ByteSource;

/**
 * Reads a table of a Parquet file by hyparquet, a package that has to be installed; hyparquet-compressors too, where the
 * file is packed otherwise than by Snappy. Numbers become numbers; booleans, days and times texts, as `TableEncoder` takes
 * them.
 *
 * ```ts
 * const table = await readParquet("clicks.parquet", { ignore: ["id"] });
 * ```
 *
 * @param source  the path of a file in Node, a URL, an AsyncBuffer, bytes, a Blob, a Response, a ReadableStream or an iterable of bytes
 * @param options  which columns, and as what they are read
 * @throws {StateError} NO_PEER   @throws {ValueError} PARQUET_FILE if it is none or damaged; COLUMN_TYPE for a column without
 *   numbers and texts; TABLE for an integer that no double is; NOT_FINITE, NO_COLUMN, DUPLICATE_NAME, OPTION_VALUE
 * @throws {KindError} WRONG_KIND, OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws what the source throws
 */
export function readParquet(source: ParquetSource, options: TypedTableOptions = {}): Promise<Table> {
  return callAsync("readParquet", async () => wholeTable(await open(source, readTypedTableOptions(options))));
}

/**
 * Reads a table of a Parquet file in batches: its groups of rows, or so many rows each, in the memory that a group needs.
 *
 * ```ts
 * for await (const table of parquetBatches("clicks.parquet", { rows: 10_000 })) …
 * ```
 *
 * @param source   as `readParquet` has it
 * @param options  which columns, and the rows of a batch
 * @throws what `readParquet` throws, once it is iterated
 */
export function parquetBatches(
  source: ParquetSource,
  options: TypedBatchOptions = {},
): AsyncGenerator<Table, void, void> {
  return typedBatches("parquetBatches", options, (settings) => open(source, settings));
}

async function open(source: unknown, settings: TypedTableSettings): Promise<OpenTable> {
  const hyparquet = await importHyparquet();
  const file = new ParquetFile(await bufferOf(source, hyparquet), hyparquet, titleOf(source, settings));
  const { fields, metadata } = await file.describe();
  const {
    names,
    columns: chosen,
    notes,
  } = columnsToRead(
    fields.map(({ name }) => name),
    settings,
  );
  const columns = chosen.map(({ name, place, readAs }) => {
    const element = fields[place] as import("hyparquet").SchemaElement;
    return { element, name, kind: kindOf(element), readAs };
  });
  const compressors = await compressorsFor(metadata);
  async function* blocks(): AsyncGenerator<Block> {
    let first = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      const chunks = await file.chunks(group);
      const read = [];
      // One after the other, since what hyparquet makes of a column takes more room than the column itself.
      for (const { element, name, kind, readAs } of columns) {
        const parts = await file.values(element, chunks.get(name), rows, compressors);
        read.push(columnOfParts(name, kind, parts, readAs, first));
      }
      yield { columns: read, rows, lines: countedFrom(first) };
      first += rows;
    }
  }
  return { names, notes, blocks: blocks() };
}

const titleOf = (source: unknown, { name }: TypedTableSettings): string =>
  name ??
  (typeof source === "string" ? source : (hrefOf(source) ?? sourceName(source))) ??
  "the Parquet file";

/** The text of a URL. */
const hrefOf = (source: unknown): string | undefined =>
  isObject(source) && "href" in source ? String(source.href) : undefined;

/** @throws {KindError} WRONG_KIND   @throws {ValueError} DETACHED   @throws what the source throws */
async function bufferOf(source: unknown, hyparquet: Hyparquet): Promise<AsyncBufferLike> {
  const href = hrefOf(source) ?? source;
  if (typeof href === "string" && /^(https?|blob|data):/i.test(href)) {
    return hyparquet.asyncBufferFromUrl({ url: href });
  }
  if (typeof href === "string") {
    const { asyncBufferFromFile } = hyparquet as Partial<Hyparquet>;
    if (asyncBufferFromFile !== undefined) return asyncBufferFromFile(source as string);
    throw fail.wrongKind("the source", "a URL, bytes, or what brings bytes; paths are for Node", source);
  }
  const bytes = wholeBytes(source);
  if (bytes !== undefined) return inMemory(bytes);
  const { byteLength, size, slice, arrayBuffer } = (isObject(source) ? source : {}) as Partial<
    AsyncBufferLike & Blob
  >;
  if (typeof byteLength === "number" && typeof slice === "function") return source as AsyncBufferLike;
  if (typeof size === "number" && typeof arrayBuffer === "function") {
    const blob = source as Blob;
    return { byteLength: size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
  }
  return inMemory(await collected(bytesIn(source)));
}

/** @throws {StateError} NO_PEER */
async function importHyparquet(): Promise<Hyparquet> {
  try {
    return await import("hyparquet");
  } catch (error) {
    throw fail.noPeer("hyparquet", error);
  }
}

/** What unpacks a file that is packed by more than what hyparquet itself knows. @throws {StateError} NO_PEER */
async function compressorsFor({ row_groups }: FileMetaData): Promise<Compressors | undefined> {
  const codecs = row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec));
  if (codecs.every((codec) => codec === "UNCOMPRESSED" || codec === "SNAPPY")) return undefined;
  try {
    const { compressors, decompressZstd } = await import("hyparquet-compressors");
    // The one that the package has for pages does not go by the length.
    return { ...compressors, ZSTD: (bytes, length) => unpackZstd(decompressZstd, bytes, length) };
  } catch (error) {
    throw fail.noPeer("hyparquet-compressors", error);
  }
}
