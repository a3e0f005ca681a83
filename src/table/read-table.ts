import { callAsync, named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { inBatches, type OpenTable, wholeTable } from "./blocks.js";
import { openCsv, type TextParts } from "./csv-blocks.js";
import { textOf } from "./decode.js";
import { jsonFormat } from "./dialect.js";
import { openJson } from "./json-blocks.js";
import {
  readTableOptions,
  type TableBatchOptions,
  type TableOptions,
  type TableSettings,
} from "./options.js";
import { sourceName, type TableSource } from "./source.js";
import type { Table } from "./table.js";

/** The format is found from so much of a text, in characters, however it comes in parts. */
const HEAD = 2 ** 16;

/**
 * Reads a table from CSV, TSV or JSON (an object in each line, or an array of objects).
 *
 * ```ts
 * const table = await readTable(await fetch("titanic.csv"));
 * table.column("Age"); // Float64Array
 * ```
 *
 * Delimiter, decimal mark, encoding by its mark, and gzip are found in the text; a column is numbers if all cells of its first
 * 100,000 rows (`inspectRows`) are, and text otherwise. What RFC 4180 does not allow is refused with its place.
 *
 * @param source   text or bytes of text: whole, or in parts that are cut anywhere
 * @param options  what the text is not to decide: delimiter, encoding, names, types and others
 * @throws {ValueError} TABLE for a text that is no table, with file, line and column; NO_COLUMN for `types`
 * @throws {KindError} WRONG_KIND, OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, DETACHED,
 *   DUPLICATE_NAME   @throws what the source throws
 */
export function readTable(source: TableSource, options: TableOptions = {}): Promise<Table> {
  return callAsync("readTable", async () => wholeTable(await open(source, readTableOptions(options))));
}

/**
 * Reads a table in batches, in memory that does not depend on its size: the rows of `readTable`, to the bit.
 *
 * ```ts
 * for await (const table of tableBatches(createReadStream("clicks.csv"))) …
 * ```
 *
 * @param source   as `readTable` has it; it is closed at the end, also of a loop that is left
 * @param options  rows, how many a batch has; and those of `readTable`
 * @throws what `readTable` throws, once it is iterated
 */
export async function* tableBatches(
  source: TableSource,
  options: TableBatchOptions = {},
): AsyncGenerator<Table, void, void> {
  try {
    const settings = readTableOptions(options, ["rows"]);
    yield* inBatches(await open(source, settings), settings.rows);
  } catch (error) {
    throw named("tableBatches", error);
  }
}

async function open(source: unknown, given: TableSettings): Promise<OpenTable> {
  const settings = { ...given, name: given.name ?? sourceName(source) };
  const text = textOf(source, settings.name, settings.encoding);
  try {
    const parts = await headOf(text);
    if (typeof source === "string" && isFileName(source)) throw fail.aFileName(source);
    const format = settings.format ?? jsonFormat(parts.head) ?? "csv";
    const table = await (format === "csv" ? openCsv(parts, settings) : openJson(parts, format, settings));
    return { ...table, blocks: closing(table.blocks, text) };
  } catch (error) {
    await text.return();
    throw error;
  }
}

/** Whether a text looks like the name of a file that was meant in its place. */
const isFileName = (text: string): boolean => /^[^\n]*\.(csv|tsv|txt|jsonl?|gz|xlsx?|parquet)$/i.test(text);

async function headOf(text: AsyncIterator<string>): Promise<TextParts> {
  let head = "";
  let rest = "";
  while (head.length < HEAD) {
    const { done, value } = await text.next();
    if (done) break;
    head += value;
  }
  [head, rest] = [head.slice(0, HEAD), head.slice(HEAD)];
  return {
    head,
    async next() {
      if (rest === "") return ((await text.next()) as IteratorResult<string, undefined>).value;
      const part = rest;
      rest = "";
      return part;
    },
  };
}

/** Ends what is read from when the reading ends, however it does. */
async function* closing<T>(
  blocks: AsyncIterable<T> | Iterable<T>,
  text: AsyncGenerator<unknown, void, void>,
): AsyncGenerator<T> {
  try {
    yield* blocks;
  } finally {
    await text.return();
  }
}
