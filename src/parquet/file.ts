// A file of Parquet, read column by column: each is checked, and then read by hyparquet.
import { reasonOf } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { TypedValue } from "../table/typed-columns.js";
import { checkDescription, checkPages } from "./check.js";
import { decimalsOf, NO_PARSERS, PARSERS } from "./column.js";
import { unpackPage } from "./unpack.js";

type Hyparquet = typeof import("hyparquet");
type Compressors = import("hyparquet").Compressors;
type FileMetaData = import("hyparquet").FileMetaData;
type SchemaElement = import("hyparquet").SchemaElement;
type RowGroup = import("hyparquet").RowGroup;
type ColumnMetaData = import("hyparquet").ColumnMetaData;

/** "PAR1". */
const MAGIC = 0x50415231;
/** What hyparquet asks for at first: the description of most files is in it. */
const TAIL_BYTES = 2 ** 19;
/** What a file may become, values counted as eight bytes each: a thousand bytes for each of its own, and so many beyond that. */
const [BYTES_PER_BYTE, BYTES_BEYOND] = [1000, 2 ** 27];

/** A file whose parts are read where they are wanted, as hyparquet's AsyncBuffer. */
export interface AsyncBufferLike {
  readonly byteLength: number;
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

export const inMemory = (bytes: Uint8Array): AsyncBufferLike => ({
  byteLength: bytes.length,
  slice: (start, end) => bytes.slice(start, end).buffer,
});

/** A file, and hyparquet, whose errors are the file's fault unless they are what the source threw. */
export class ParquetFile {
  readonly #hyparquet: Hyparquet;
  readonly #name: string;
  readonly #buffer: AsyncBufferLike;
  #thrown: { readonly error: unknown } | undefined;
  /** How many bytes of the file no column has been read from. */
  #unread: number;
  /** How many bytes it may still become. */
  #left: number;

  constructor(source: AsyncBufferLike, hyparquet: Hyparquet, name: string) {
    this.#hyparquet = hyparquet;
    this.#name = name;
    this.#unread = source.byteLength;
    this.#left = BYTES_PER_BYTE * source.byteLength + BYTES_BEYOND;
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
  describe(): Promise<{ fields: readonly SchemaElement[]; metadata: FileMetaData }> {
    return this.#guarded("", async () => {
      const { byteLength } = this.#buffer;
      const tail = await this.#slice(Math.max(0, byteLength - TAIL_BYTES), byteLength);
      const end = new DataView(tail.buffer, tail.byteOffset + tail.length - 8);
      const length = end.getUint32(0, true) + 8;
      if (end.getUint32(4) !== MAGIC || length > byteLength) throw new Error("it does not end in PAR1");
      const bytes = length > tail.length ? await this.#slice(byteLength - length, byteLength) : tail;
      checkDescription(bytes, bytes.length - length);
      const metadata = this.#hyparquet.parquetMetadata(bytes, { parsers: NO_PARSERS, geoparquet: false });
      return { fields: topLevel(metadata), metadata };
    });
  }

  /** The columns of a group that lie in no other, by their names. @throws {ValueError} PARQUET_FILE */
  chunks({ columns }: RowGroup): Promise<ReadonlyMap<string, ColumnMetaData>> {
    return this.#guarded("", async () => {
      const flat = columns.flatMap(({ meta_data: about, file_path: path }) =>
        about?.path_in_schema.length === 1 && !path ? [about] : [],
      );
      return new Map(flat.map((about) => [about.path_in_schema[0] as string, about]));
    });
  }

  /** The values of a column in a group of rows, in parts. @throws {ValueError} PARQUET_FILE */
  values(
    element: SchemaElement,
    about: ColumnMetaData | undefined,
    rows: number,
    compressors: Compressors | undefined,
  ): Promise<ArrayLike<TypedValue>[]> {
    const { name, type } = element;
    return this.#guarded(`column ${fail.quote(name)}: `, async () => {
      if (about === undefined || about.type !== type || !(rows >= 0 && Number.isSafeInteger(rows)))
        throw new Error("a group of rows lacks it");
      const start = Number(about.dictionary_page_offset || about.data_page_offset);
      const size = Number(about.total_compressed_size);
      this.#unread -= size;
      if (!(size >= 0 && this.#unread >= 0)) throw new Error("columns overlap");
      const chunk = await this.#slice(start, start + size);
      const { end, checks } = checkPages(chunk, rows, element, (bytes) => {
        this.#left -= bytes;
        if (this.#left < 0) throw new Error("it would become too large for so small a file");
      });
      const unpack = (input: Uint8Array, length: number): Uint8Array => {
        const page = unpackPage(about.codec, input, length, this.#hyparquet, compressors);
        const check = checks.get(input.byteOffset);
        if (check === undefined) throw new Error("a page begins elsewhere");
        check(page);
        return page;
      };
      const parts: ArrayLike<TypedValue>[] = [];
      // hyparquet rounds a decimal of many digits twice; without their type it leaves integers and bytes as they are.
      const { converted_type: converted, ...stored } = element;
      const isDecimal = converted === "DECIMAL";
      const group = { num_rows: BigInt(rows), total_byte_size: BigInt(end) };
      // Whatever they are packed by, hyparquet leaves pages to what is given for a codec that it does not know itself.
      const codec = "GZIP";
      const pages = { data_page_offset: 0n, dictionary_page_offset: 0n, total_compressed_size: BigInt(end) };
      // hyparquet sees a file that has this column alone.
      await this.#hyparquet.parquetRead({
        file: inMemory(chunk.subarray(0, end)),
        metadata: {
          version: 1,
          metadata_length: 0,
          num_rows: BigInt(rows),
          schema: [{ name: "", num_children: 1 }, isDecimal ? stored : element],
          row_groups: [
            { ...group, columns: [{ file_offset: 0n, meta_data: { ...about, ...pages, codec } }] },
          ],
        },
        compressors: { [codec]: unpack },
        parsers: PARSERS,
        geoparquet: false,
        utf8: !isDecimal,
        onChunk: ({ columnData }) => parts.push(columnData),
      });
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (length !== rows)
        throw new Error(`it has ${fail.plural(length, "value")}, and its group ${fail.plural(rows, "row")}`);
      return isDecimal ? decimalsOf(parts, element.scale) : parts;
    });
  }

  async #slice(start: number, end: number): Promise<Uint8Array> {
    if (!(start >= 0 && end >= start && end <= this.#buffer.byteLength)) throw new Error("it is cut off");
    return new Uint8Array(await this.#buffer.slice(start, end), 0, end - start);
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

/** The elements of the schema that lie in no other. @throws {Error} where some are missing */
function topLevel({ schema: [root, ...elements] }: FileMetaData): SchemaElement[] {
  let missing = 0;
  const fields = elements.filter(({ num_children: children = 0 }) => {
    const isTop = missing === 0;
    missing += children - Number(!isTop);
    return isTop;
  });
  const haveNames = fields.every(({ name }) => typeof name === "string");
  if (missing !== 0 || root?.num_children !== fields.length || !haveNames)
    throw new Error("its schema has gaps");
  return fields;
}
