import { callAsync } from "../base/errors.js";
import { plural } from "../base/words.js";
import { type Block, type OpenTable, wholeTable } from "../table/blocks.js";
import type { ByteSource } from "../table/source.js";
import type { Table } from "../table/table.js";
import {
  type ChosenColumn,
  columnsToRead,
  countedFrom,
  readTypedTableOptions,
  type TypedBatchOptions,
  type TypedTableOptions,
  type TypedTableSettings,
  typedBatches,
} from "../table/typed-columns.js";
import { checkLength, checkType, columnOf, hasBytes, type ReadDictionaries } from "./column.js";
import { type OpenArrow, openArrow } from "./open.js";
import type { ArrowBatchLike, ArrowReaderLike, ArrowTableLike, ArrowType, ArrowVector } from "./types.js";

/** What apache-arrow made; or a file or a stream of Arrow (Feather 2): its bytes, or in Node its path. */
export type ArrowSource = ArrowTableLike | ArrowBatchLike | ArrowReaderLike | string | ByteSource;

/**
 * Reads a table of Arrow. Doubles in one piece of which none is missing are not copied; dictionaries become texts and
 * codes, booleans, dates and times texts, as `TableEncoder` takes them.
 *
 * ```ts
 * const table = await readArrow(await fetch("clicks.arrow"));
 * ```
 *
 * @param source  a Table, RecordBatch or RecordBatchReader of apache-arrow; or bytes, a Blob, a Response, a ReadableStream, an
 *   iterable of bytes, or in Node the path of a file, for which the package apache-arrow has to be installed
 * @param options  which columns, and as what they are read
 * @throws {StateError} NO_PEER   @throws {ValueError} ARROW_FILE if it is none or damaged; COLUMN_TYPE for a column without
 *   numbers and texts; TABLE for an integer that no double is; NOT_FINITE, NO_COLUMN, DUPLICATE_NAME, OPTION_VALUE
 * @throws {KindError} WRONG_KIND, OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws what the source throws
 */
export function readArrow(source: ArrowSource, options: TypedTableOptions = {}): Promise<Table> {
  return callAsync("readArrow", async () => wholeTable(await open(source, readTypedTableOptions(options))));
}

/**
 * Reads a table of Arrow in batches: those that it is made of, or of so many rows each.
 *
 * ```ts
 * for await (const table of arrowBatches("clicks.arrow", { rows: 10_000 })) …
 * ```
 *
 * @param source   as `readArrow` has it; a file by its path and a stream are read batch by batch
 * @param options  which columns, and the rows of a batch
 * @throws what `readArrow` throws, once it is iterated
 */
export function arrowBatches(
  source: ArrowSource,
  options: TypedBatchOptions = {},
): AsyncGenerator<Table, void, void> {
  return typedBatches("arrowBatches", options, (settings) => open(source, settings));
}

async function open(source: unknown, settings: TypedTableSettings): Promise<OpenTable> {
  const arrow = await openArrow(source, settings.name);
  const fields = arrow.schema.fields as readonly { readonly name: string; readonly type: ArrowType }[];
  try {
    const { names, columns, notes } = columnsToRead(
      // A field that has no name is one whose name is empty.
      fields.map(({ name }) => name ?? ""),
      settings,
    );
    for (const { place } of columns) checkType(fields[place] as (typeof fields)[0]);
    const counting = fields.findIndex(({ type }) => hasBytes(type));
    return { names, notes, blocks: blocksOf(arrow, columns, counting) };
  } catch (error) {
    await arrow.close();
    throw arrow.failed(error); // apache-arrow cannot say the type of a list of nothing
  }
}

/** @param counting  the place of a column that has bytes for each row; −1 if there is none */
async function* blocksOf(
  arrow: OpenArrow,
  columns: readonly ChosenColumn[],
  counting: number,
): AsyncGenerator<Block> {
  let first = 0;
  const known: ReadDictionaries = new WeakMap();
  try {
    for await (const batch of arrow.batches) {
      const rows = batch.numRows;
      if (counting >= 0) checkLength(batch.getChildAt(counting) as ArrowVector, rows, known);
      else if (rows > 0) throw new Error(`no column has a value in ${plural(rows, "row")}`);
      const read = columns.map(({ name, place, readAs }) => {
        const vector = batch.getChildAt(place) as ArrowVector;
        checkLength(vector, rows, known);
        return columnOf(name, vector, readAs, first, known);
      });
      yield { columns: read, rows, lines: countedFrom(first) };
      first += rows;
    }
  } catch (error) {
    throw arrow.failed(error);
  } finally {
    await arrow.close();
  }
}
