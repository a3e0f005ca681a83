import * as fail from "../base/texts.js";
import type { Block, OpenTable } from "./blocks.js";
import { ColumnReader, type Reading } from "./column-reader.js";
import { CsvRows, type Rows } from "./csv-rows.js";
import { findDialect, sepLine } from "./dialect.js";
import { Lines } from "./lines.js";
import type { TableSettings } from "./options.js";
import type { Dialect } from "./papaparse.js";
import { repeatedAt } from "./repeated.js";

/** The rest of a text, in parts, and how to tell the last. */
export interface TextParts {
  /** The first part: enough to tell the format by, or all there is. */
  readonly head: string;
  /** undefined behind the last part. */
  next(): Promise<string | undefined>;
}

/** A column of more numbers than this that is text for another cell is worth a word; so is any that is for too large a number. */
const FEW_NUMBERS = 10;

/** A text with a delimiter. @throws {ValueError} TABLE, NO_COLUMN */
export async function openCsv(text: TextParts, settings: TableSettings): Promise<OpenTable> {
  const sep = settings.delimiter === undefined ? sepLine(text.head) : undefined;
  const head = text.head.slice(sep?.length ?? 0);
  const dialect = findDialect(head, sep ? { ...settings, delimiter: sep.delimiter } : settings);
  const reader = new CsvReader(dialect, settings, sep === undefined ? 1 : 2);
  return reader.open({ head, next: () => text.next() });
}

class CsvReader {
  readonly #dialect: Dialect;
  readonly #settings: TableSettings;
  readonly #firstLine: number;
  readonly #notes: string[] = [];
  #names: readonly string[] = [];
  #headerLine = 1;
  #columns: readonly ColumnReader[] = [];
  /** What the first column counts next, if it has no name. */
  #index: number | undefined;
  #hasIndex = false;

  constructor(dialect: Dialect, settings: TableSettings, firstLine: number) {
    this.#dialect = dialect;
    this.#settings = settings;
    this.#firstLine = firstLine;
  }

  async open(text: TextParts): Promise<OpenTable> {
    const rows = this.#parser();
    const parts: string[] = [];
    const first = await this.#inspect(text, rows, parts);
    const block = this.#reread(parts, first.isLast, first.block);
    this.#noteOdd(first.block.lines);
    const names = this.#names.slice(Number(this.#hasIndex));
    return { names, notes: this.#notes, blocks: this.#blocks(text, rows, block, first) };
  }

  #noteOdd(lines: Lines): void {
    for (const { odd, place, reading } of this.#columns) {
      const isTooLarge = Math.abs(Number(odd.cell.replace(",", "."))) >= 2 ** 53; // or no double
      if (reading !== "text" || !(isTooLarge || odd.numbers > FEW_NUMBERS)) continue;
      const name = fail.quote(this.#names[place]);
      this.#notes.push(
        `${name} is read as text, because line ${lines.of(odd.row)} has ${fail.quote(odd.cell)}`,
      );
    }
  }

  #parser(): CsvRows {
    return new CsvRows(this.#dialect, this.#settings.name, this.#firstLine, this.#settings.names?.length);
  }

  /** Reads the first rows, from which it is decided how columns are read. */
  async #inspect(text: TextParts, rows: CsvRows, parts: string[]) {
    const { names, inspectRows } = this.#settings;
    let isHeaderRead = names !== undefined;
    if (names !== undefined) this.#begin(names);
    const block = { rows: 0, lines: new Lines() };
    let rest: Rows = { cells: [], lines: new Lines() };
    let isLast = false;
    while (!isLast && block.rows < inspectRows) {
      const part = parts.length === 0 ? text.head : await text.next();
      isLast = part === undefined;
      parts.push(part ?? "");
      rest = rows.read(part ?? "", isLast);
      if (!isHeaderRead && rest.cells.length > 0) {
        this.#readHeader(rest);
        rest = from(rest, 1);
        isHeaderRead = true;
      }
      const some = upTo(rest, inspectRows - block.rows);
      rest = from(rest, some.cells.length);
      this.#readCells(some);
      some.cells.forEach((_, i) => {
        block.lines.add(block.rows + i, some.lines.of(i));
      });
      block.rows += some.cells.length;
      if (rest.cells.length === 0 && rest.fault !== undefined) throw rest.fault;
    }
    if (!isHeaderRead) throw fail.emptyTable(this.#settings.name);
    for (const column of this.#columns) column.close();
    return { block, rest, isLast };
  }

  /**
   * Reads the inspected rows anew for the columns that were read in a way that has turned out wrong.
   *
   * @throws {ValueError} TABLE where a column of numbers has both decimal marks
   */
  #reread(parts: readonly string[], isLast: boolean, { rows, lines }: Pick<Block, "rows" | "lines">): Block {
    for (;;) {
      const again = this.#columns.filter(({ needsAll }) => needsAll);
      if (again.length === 0) break;
      for (const column of again) column.restart();
      const parser = this.#parser();
      let [left, skip] = [rows, this.#settings.names === undefined ? 1 : 0];
      parts.forEach((part, p) => {
        const read = parser.read(part, isLast && p === parts.length - 1);
        const some = upTo(from(read, skip), left);
        skip -= Math.min(skip, read.cells.length);
        left -= some.cells.length;
        for (const column of again) {
          if (column.read(some.cells) === some.cells.length) continue;
          const { place, odd } = column;
          throw this.#noNumber(place, lines.of(odd.row), odd.cell);
        }
      });
      for (const column of again) column.close();
    }
    return { rows, lines, columns: this.#columns.map((column) => column.take()) };
  }

  /** A cell that fits no reading of its column. */
  #noNumber(place: number, line: number, cell: string): Error {
    const { name, types } = this.#settings;
    const title = this.#names[place] as string;
    const where = `line ${line}, column ${place + 1}`;
    return fail.noNumberCell(name, where, title, cell, types.get(title) === "number");
  }

  async *#blocks(
    text: TextParts,
    rows: CsvRows,
    first: Block,
    { rest, isLast }: { rest: Rows; isLast: boolean },
  ): AsyncGenerator<Block, void, void> {
    yield first;
    yield this.#block(rest);
    for (let ended = isLast; !ended; ) {
      const part = await text.next();
      ended = part === undefined;
      yield this.#block(rows.read(part ?? "", ended));
    }
  }

  /** @throws {ValueError} TABLE for the first row that is wrong */
  #block(rows: Rows): Block {
    this.#readCells(rows);
    if (rows.fault !== undefined) throw rows.fault;
    return {
      rows: rows.cells.length,
      lines: rows.lines,
      columns: this.#columns.map((column) => column.take()),
    };
  }

  #readHeader(rows: Rows): void {
    this.#headerLine = rows.lines.of(0);
    this.#begin((rows.cells[0] as readonly string[]).map((cell) => cell.trim()));
    const number = this.#names.find((name) => /^[-+]?\d+([.,]\d+)?$/.test(name));
    if (number !== undefined) {
      this.#notes.push(
        `line ${this.#headerLine} is taken for the names of the columns, and one of them is ${fail.quote(number)}; if it is a row, pass names`,
      );
    }
  }

  /** @throws {ValueError} TABLE, NO_COLUMN */
  #begin(names: readonly string[]): void {
    const { name: source, types, missing } = this.#settings;
    this.#names = names;
    this.#hasIndex = names.length > 1 && names[0] === "";
    const begin = Number(this.#hasIndex);
    const nameless = names.indexOf("", begin);
    if (nameless >= 0) throw fail.nameless(source, this.#headerLine, nameless + 1);
    const twice = repeatedAt(names);
    if (twice >= 0) throw fail.columnTwice(source, this.#headerLine, twice + 1, names[twice] as string);
    for (const name of types.keys()) if (!names.includes(name)) throw fail.noColumn(name, names);
    if (this.#hasIndex) this.#notes.push("the first column has no name and counts the rows; it is left out");
    this.#columns = names
      .slice(begin)
      .map((name, j) => new ColumnReader(begin + j, this.#readingsOf(name), missing));
  }

  #readingsOf(name: string): Reading[] {
    const { types, decimal } = this.#settings;
    const type = types.get(name);
    if (type === "text") return ["text"];
    const marks: Reading[] = decimal ? [decimal] : this.#dialect.delimiter === "," ? ["."] : [".", ","];
    return type === "number" ? marks : [...marks, "text"];
  }

  /** @throws {ValueError} TABLE for the first row of which a cell does not fit its column */
  #readCells({ cells, lines }: Rows): void {
    const ends = this.#columns.map((column) => column.read(cells));
    const row = Math.min(...ends);
    const index = this.#hasIndex ? this.#readIndex(cells) : cells.length;
    if (index < cells.length && index <= row) {
      const cell = cells[index]?.[0] as string;
      const odd = { line: lines.of(index), cell: cell.trim() };
      throw fail.nameless(this.#settings.name, this.#headerLine, 1, odd);
    }
    if (row >= cells.length) return;
    const { place } = this.#columns[ends.indexOf(row)] as ColumnReader;
    throw this.#noNumber(place, lines.of(row), cells[row]?.[place] as string);
  }

  /** @returns the first row whose first cell does not count on, or the number of rows */
  #readIndex(cells: Rows["cells"]): number {
    const wrong = cells.findIndex((row) => {
      const cell = (row[0] as string).trim();
      this.#index ??= cell === "1" ? 1 : 0;
      return cell !== String(this.#index++);
    });
    return wrong < 0 ? cells.length : wrong;
  }
}

const upTo = ({ cells, lines }: Rows, count: number): Rows => ({
  lines,
  cells: count >= cells.length ? cells : cells.slice(0, count),
});

function from({ cells, lines, fault }: Rows, first: number): Rows {
  if (first === 0) return { cells, lines, fault };
  const rest = cells.slice(first);
  const shifted = new Lines();
  rest.forEach((_, i) => {
    shifted.add(i, lines.of(first + i));
  });
  return { cells: rest, lines: shifted, fault };
}
