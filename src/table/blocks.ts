import { filled } from "../base/dtype.js";
import { Lines } from "./lines.js";
import { type Column, isText, Table } from "./table.js";
import { Texts } from "./text-column.js";

/** Some rows of a table as they are read: their number is up to the reader. */
export interface Block {
  /** Of each column in the order of the names. */
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly lines: Lines;
}

/** A table that is being read. */
export interface OpenTable {
  readonly names: readonly string[];
  readonly notes: readonly string[];
  readonly blocks: AsyncIterable<Block> | Iterable<Block>;
}

/** Makes a table of the rows of blocks; what it holds does not depend on where these end. */
class TableBuilder {
  rows = 0;
  readonly #table: OpenTable;
  /** A block that is all there is so far: a table of it needs no copy. */
  #only: Block | undefined;
  readonly #numbers: Float64Array[][];
  readonly #texts: (Texts | undefined)[];
  readonly #lines = new Lines();

  constructor(table: OpenTable) {
    this.#table = table;
    this.#numbers = table.names.map(() => []);
    this.#texts = table.names.map(() => undefined);
  }

  /** Adds the rows [from, to) of a block. */
  append(block: Block, from: number, to: number): void {
    const only = this.#only;
    if (only !== undefined && from === to) return;
    if (this.rows === 0 && from === 0 && to === block.rows) {
      this.#only = block;
      this.rows = to;
      return;
    }
    this.#only = undefined;
    if (only !== undefined) this.#copy(only, 0, only.rows, 0);
    this.#copy(block, from, to, this.rows);
    this.rows += to - from;
  }

  /** @param at  the row of the table that the first of them becomes */
  #copy(block: Block, from: number, to: number, at: number): void {
    block.columns.forEach((column, j) => {
      if (!isText(column)) {
        this.#numbers[j]?.push(column.subarray(from, to));
        return;
      }
      const texts = this.#texts[j] ?? new Texts(0);
      this.#texts[j] = texts;
      texts.append(column, from, to);
    });
    for (let i = from; i < to; i++) this.#lines.add(at + i - from, block.lines.of(i));
  }

  /** The table; the builder is of no use any more. */
  finish(): Table {
    const lines = this.#only?.lines ?? this.#lines;
    const columns = this.#table.names.map((name, j): [string, Column] => {
      const own = this.#only?.columns[j] ?? this.#texts[j]?.column();
      const column = own ?? filled(new Float64Array(this.rows), this.#numbers[j] as Float64Array[]);
      this.#numbers[j] = [];
      return [name, column];
    });
    return new Table(columns, { lineOf: (row) => lines.of(row), notes: this.#table.notes });
  }
}

/** All rows as one table. */
export async function wholeTable(table: OpenTable): Promise<Table> {
  const builder = new TableBuilder(table);
  for await (const block of table.blocks) builder.append(block, 0, block.rows);
  return builder.finish();
}

/** Tables of so many rows each, the last of those that are left; where no number is given, one of each block. */
export async function* inBatches(
  table: OpenTable,
  rows: number | undefined,
): AsyncGenerator<Table, void, void> {
  let builder = new TableBuilder(table);
  for await (const block of table.blocks) {
    const most = rows ?? block.rows;
    for (let from = 0; from < block.rows; ) {
      const to = Math.min(block.rows, from + most - builder.rows);
      builder.append(block, from, to);
      from = to;
      if (builder.rows < most) continue;
      yield builder.finish();
      builder = new TableBuilder(table);
    }
  }
  if (builder.rows > 0) yield builder.finish();
}
