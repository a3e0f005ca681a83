import { callAsync, reasonOf } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { isObject } from "../data/view.js";
import { type Block, type OpenTable, wholeTable } from "../table/blocks.js";
import {
  type BlobLike,
  bytesIn,
  type ReadableStreamLike,
  type ResponseLike,
  sourceName,
  wholeBytes,
} from "../table/source.js";
import type { Table } from "../table/table.js";
import {
  columnsToRead,
  countedFrom,
  readTypedTableOptions,
  type TypedBatchOptions,
  type TypedTableOptions,
  type TypedTableSettings,
  type TypedValue,
  typedBatches,
} from "../table/typed-columns.js";
import { collected } from "../table/unpack.js";
import { columnOfParts, kindOf, NO_PARSERS, PARSERS } from "./column.js";

type Hyparquet = typeof import("hyparquet");
type Compressors = import("hyparquet").Compressors;
type FileMetaData = import("hyparquet").FileMetaData;
type SchemaTree = import("hyparquet").SchemaTree;

/** A file whose parts are read where they are wanted, as hyparquet's AsyncBuffer. */
export interface AsyncBufferLike {
  readonly byteLength: number;
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** A URL. */
export interface UrlLike {
  readonly href: string;
}

/** A Parquet file: its bytes, its URL (of which only the parts that are wanted are asked for), or in Node its path. */
export type ParquetSource =
  | string
  | UrlLike
  | AsyncBufferLike
  | Uint8Array
  | ArrayBuffer
  | BlobLike
  | ResponseLike
  | ReadableStreamLike
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

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
 * @param source  as `readParquet` has it
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
    fields.map(({ element }) => element.name),
    settings,
  );
  const columns = chosen.map(({ name, place, told }) => {
    return { name, kind: kindOf(fields[place] as SchemaTree), told };
  });
  const compressors = await compressorsFor(metadata);
  async function* blocks(): AsyncGenerator<Block> {
    let first = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      const read = [];
      // One after the other, since what hyparquet makes of a column takes more room than the column itself.
      for (const { name, kind, told } of columns) {
        const parts = await file.values(name, first, rows, compressors);
        read.push(columnOfParts(name, kind, parts, told, first));
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

/** A file, and hyparquet, whose errors are the file's fault unless they are what the source threw. */
class ParquetFile {
  readonly #hyparquet: Hyparquet;
  readonly #name: string;
  readonly #buffer: AsyncBufferLike;
  #thrown: { readonly error: unknown } | undefined;
  #metadata: FileMetaData | undefined;

  constructor(source: AsyncBufferLike, hyparquet: Hyparquet, name: string) {
    this.#hyparquet = hyparquet;
    this.#name = name;
    this.#buffer = {
      byteLength: source.byteLength,
      slice: async (start, end) => {
        try {
          return await source.slice(start, end);
        } catch (error) {
          this.#thrown = { error };
          throw error;
        }
      },
    };
  }

  /** The columns and the groups of rows. @throws {ValueError} PARQUET_FILE */
  describe(): Promise<{ fields: readonly SchemaTree[]; metadata: FileMetaData }> {
    const { parquetMetadataAsync, parquetSchema } = this.#hyparquet;
    return this.#guarded("", async () => {
      const metadata = await parquetMetadataAsync(this.#buffer, { parsers: NO_PARSERS, geoparquet: false });
      this.#metadata = metadata;
      return { fields: parquetSchema(metadata).children, metadata };
    });
  }

  /** The values of a column in a group of rows, in parts. @throws {ValueError} PARQUET_FILE */
  values(
    name: string,
    first: number,
    rows: number,
    compressors: Compressors | undefined,
  ): Promise<ArrayLike<TypedValue>[]> {
    return this.#guarded(`column ${fail.quote(name)}: `, async () => {
      const parts: ArrayLike<TypedValue>[] = [];
      await this.#hyparquet.parquetRead({
        ...{ file: this.#buffer, metadata: this.#metadata as FileMetaData, geoparquet: false },
        ...{ columns: [name], rowStart: first, rowEnd: first + rows, parsers: PARSERS },
        ...(compressors && { compressors }),
        onChunk: ({ columnData }) => parts.push(columnData as ArrayLike<TypedValue>),
      });
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (length !== rows) throw new Error(`it has ${length} values, and its group ${rows} rows`);
      return parts;
    });
  }

  async #guarded<T>(place: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.#thrown !== undefined) throw this.#thrown.error;
      throw fail.parquetFile(this.#name, place + reasonOf(error));
    }
  }
}

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

const inMemory = (bytes: Uint8Array): AsyncBufferLike => ({
  byteLength: bytes.length,
  slice: (start, end) => bytes.slice(start, end).buffer as ArrayBuffer,
});

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
    const { compressors } = await import("hyparquet-compressors");
    return compressors;
  } catch (error) {
    throw fail.noPeer("hyparquet-compressors", error);
  }
}
