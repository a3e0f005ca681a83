import { allocate } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { Instance } from "../base/instance.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { callback, checkOptions } from "../data/options.js";
import { isArray, isDetached, isObject, isVector } from "../data/view.js";
import { texts } from "./options.js";
import { refuseRepeated } from "./repeated.js";
import { type TextColumn, Texts } from "./text-column.js";

export type { TextColumn };

/** Numbers [rows], NaN where one is missing; or texts. */
export type Column = Float64Array | TextColumn;

/** A value of a row; null is a missing one. */
export type Cell = string | number | null;

/** What a column is made of: a column of another table; or numbers, or texts, null or undefined where one is missing. */
export type ColumnInput =
  | Column
  | ArrayLike<number>
  | ArrayLike<string | number | boolean | null | undefined>;

/** What is known of a table beside its columns. */
export interface TableOrigin {
  /** The line of the source on which a row begins; by default the row's number from 1. */
  readonly lineOf?: ((row: number) => number) | undefined;
  /** What a person should know of how the table was read. */
  readonly notes?: readonly string[] | undefined;
}

export const isText = (column: Column): column is TextColumn => "dictionary" in column;

/**
 * Named columns of equal length, each of numbers or of texts.
 *
 * ```ts
 * const table = new Table({ Age: [31, null], Sex: ["male", "female"] });
 * table.column("Age");                // Float64Array [31, NaN]
 * table.column("Sex").dictionary;     // ["male", "female"]
 * ```
 */
export class Table<Name extends string = string> extends Instance {
  static override readonly name: string = "Table"; // which minifying would take away
  /** Of its columns, in their order. */
  readonly names: readonly string[];
  /** How many it has. */
  readonly rows: number;
  /** What a person should know of how the table was read, such as a column that was left out. */
  readonly notes: readonly string[];
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #lineOf: (row: number) => number;

  /**
   * @param columns  by name; numbers of any typed array are copied to f64, and a Float64Array is kept as it is
   * @param origin   lineOf, on which line of a source each row begins; notes, of how it was read
   * @throws {KindError} WRONG_KIND   @throws {ShapeError} LENGTH   @throws {ValueError} DUPLICATE_NAME
   */
  constructor(
    columns: Readonly<Record<Name, ColumnInput>> | Iterable<readonly [string, ColumnInput]>,
    origin: TableOrigin = {},
  ) {
    super(Table);
    const { read, notes, lineOf } = call("new Table", () => ({
      read: readColumns(columns),
      ...readOrigin(origin),
    }));
    const [first] = read.values();
    this.#columns = read;
    this.names = [...read.keys()];
    this.rows = first ? lengthOf(first) : 0;
    this.notes = notes;
    this.#lineOf = lineOf;
  }

  /** The numbers or the texts of a column: not a copy. @param name  of the column   @throws {ValueError} NO_COLUMN */
  column(name: string): Column {
    return call("Table.column", () => this.#column(name));
  }

  /**
   * The line of the source on which a row begins, from 1; of a table that was not read from lines, the row's number from 1.
   *
   * @param row  from 0
   * @throws {ValueError} OPTION_VALUE for a row that there is not
   */
  lineOf(row: number): number {
    return call("Table.lineOf", () => this.#lineOf(this.#checkRow("row", row)));
  }

  /**
   * A column as labels, for `fit`: numbers or texts [rows].
   *
   * @param name  of the column
   * @throws {ValueError} NO_COLUMN, MISSING_LABEL with its line
   */
  labels(name: string): number[] | string[] {
    return call("Table.labels", () => {
      const column = this.#column(name);
      const labels = isText(column)
        ? Array.from(column.codes, (code) => column.dictionary[code] as string)
        : Array.from(column);
      const missing = labels.findIndex((label) => label === "" || Number.isNaN(label));
      if (missing >= 0) throw fail.missingLabel(name, this.#lineOf(missing));
      return labels;
    });
  }

  /** The columns with these names, in this order. @param names  of columns   @throws {ValueError} NO_COLUMN, DUPLICATE_NAME, {KindError} OPTION_KIND */
  select(names: readonly string[]): Table {
    return call("Table.select", () => {
      const wanted = texts("names", names);
      refuseRepeated(wanted);
      const columns = wanted.map((name) => [name, this.#column(name)] as const);
      return new Table(columns, { lineOf: this.#lineOf, notes: this.notes });
    });
  }

  /** The columns but for these. @param names  of columns   @throws {ValueError} NO_COLUMN */
  without(...names: string[]): Table {
    return call("Table.without", () => {
      for (const name of names) this.#column(name);
      return this.select(this.names.filter((name) => !names.includes(name)));
    });
  }

  /** Some rows, copied, in the order given. @param rows  from 0   @throws {ValueError} OPTION_VALUE for a row that there is not */
  take(rows: ArrayLike<number>): Table {
    return call("Table.take", () => {
      if (!isVector(rows)) throw fail.wrongKind("rows", "an array of numbers", rows);
      if (isDetached(rows)) throw fail.detached("rows");
      plainLength("rows", rows.length);
      const wanted = Array.from(rows, (row) => this.#checkRow("a row", row));
      const columns = [...this.#columns].map(([name, column]): [string, Column] => [
        name,
        isText(column)
          ? {
              dictionary: column.dictionary,
              codes: Uint32Array.from(wanted, (row) => column.codes[row] as number),
            }
          : Float64Array.from(wanted, (row) => column[row] as number),
      ]);
      return new Table(columns, { lineOf: (i) => this.#lineOf(wanted[i] as number), notes: this.notes });
    });
  }

  /**
   * One row by the names of its columns; null where a value is missing.
   *
   * @param row  from 0
   * @throws {ValueError} OPTION_VALUE for a row that there is not
   */
  record(row: number): Record<string, Cell> {
    return call("Table.record", () => {
      this.#checkRow("row", row);
      return Object.fromEntries([...this.#columns].map(([name, column]) => [name, cellOf(column, row)]));
    });
  }

  #checkRow(name: string, row: number): number {
    if (Number.isInteger(row) && row >= 0 && row < this.rows) return row;
    throw fail.optionValue(name, row, `an integer from 0 to ${this.rows - 1}`);
  }

  #column(name: string): Column {
    const column = this.#columns.get(name);
    if (column === undefined) throw fail.noColumn(name, this.names);
    return column;
  }
}

/** The value of a column in a row. */
export function cellOf(column: Column, row: number): Cell {
  if (isText(column)) return column.dictionary[column.codes[row] as number] || null;
  const value = column[row] as number;
  return Number.isNaN(value) ? null : value;
}

const lengthOf = (column: Column): number => (isText(column) ? column.codes : column).length;

function readOrigin(origin: TableOrigin) {
  const { lineOf, notes = [] } = checkOptions(origin, ["lineOf", "notes"]);
  return { lineOf: callback<(row: number) => number>("lineOf", lineOf) ?? ((row: number) => row + 1), notes };
}

function readColumns(columns: unknown): Map<string, Column> {
  if (!isObject(columns) || ArrayBuffer.isView(columns)) {
    throw fail.wrongKind("columns", "an object of columns, or pairs of a name and a column", columns);
  }
  const pairs = Symbol.iterator in columns ? (columns as Iterable<unknown>) : Object.entries(columns);
  const read = new Map<string, Column>();
  let rows: number | undefined;
  for (const pair of pairs) {
    const [name, values] = isArray(pair) ? pair : [pair];
    if (typeof name !== "string") throw fail.wrongKind("the name of a column", "a string", name);
    if (read.has(name)) throw fail.duplicateName(name);
    const column = readColumn(name, values);
    rows ??= lengthOf(column);
    if (lengthOf(column) !== rows) {
      throw fail.vectorLength(
        `column ${fail.quote(name)}`,
        lengthOf(column),
        rows,
        "row of the first column",
      );
    }
    read.set(name, column);
  }
  return read;
}

function readColumn(name: string, values: unknown): Column {
  const place = `column ${fail.quote(name)}`;
  if (isTextInput(values)) return values;
  if (!isVector(values)) throw fail.wrongKind(place, "an array of numbers or of texts", values);
  if (isDetached(values)) throw fail.detached(place);
  if (values instanceof Float64Array) return checkNumbers(place, values);
  if (!ArrayBuffer.isView(values)) plainLength(place, values.length);
  const isNumeric = Array.prototype.every.call(values, (cell) => typeof (cell ?? 0) === "number");
  return isNumeric ? checkNumbers(place, numbersOf(values)) : textsOf(place, values);
}

function isTextInput(values: unknown): values is TextColumn {
  if (!isObject(values)) return false;
  const { dictionary, codes } = values as { dictionary?: unknown; codes?: unknown };
  return (
    isArray(dictionary) && codes instanceof Uint32Array && codes.every((code) => code < dictionary.length)
  );
}

function numbersOf(cells: ArrayLike<unknown>): Float64Array {
  const numbers = allocate(cells.length * 8, () => new Float64Array(cells.length));
  for (let i = 0; i < cells.length; i++) numbers[i] = (cells[i] ?? Number.NaN) as number;
  return numbers;
}

/** @throws {ValueError} NOT_FINITE for an infinity: NaN is a missing number */
function checkNumbers(place: string, numbers: Float64Array): Float64Array {
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (Math.abs(number) === Infinity) throw fail.notFinite(`${place}[${i}]`, number, "f64");
  }
  return numbers;
}

function textsOf(place: string, cells: ArrayLike<unknown>): TextColumn {
  const texts = new Texts(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? "";
    if (!["string", "number", "boolean"].includes(typeof cell)) {
      throw fail.wrongKind(`${place}[${i}]`, "a text, a number, a boolean or null", cell);
    }
    texts.push(String(cell));
  }
  return texts.column();
}
