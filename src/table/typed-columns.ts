// Files whose columns have types: what rosenblatt/arrow and rosenblatt/parquet have in common.
import { named } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { count, readerOf } from "../data/options.js";
import { inBatches, type OpenTable } from "./blocks.js";
import { asNumbers } from "./encoder/cells.js";
import { Lines } from "./lines.js";
import { readings, text, texts } from "./options.js";
import { refuseRepeated } from "./repeated.js";
import type { Column, Table } from "./table.js";
import { type TextColumn, Texts } from "./text-column.js";

/** Which columns of a file are read, and as what. */
export interface TypedTableOptions {
  /** What errors call the source. Default: the name of a File, the address of a Response, or the path. */
  name?: string | undefined;
  /** The columns that are read, in this order. Default: all but those to ignore. */
  columns?: readonly string[] | undefined;
  /** Columns that are not read. Default none. */
  ignore?: readonly string[] | undefined;
  /** How columns are read, by name, where their type is not to decide. Default: it decides. */
  types?: Readonly<Record<string, "number" | "text">> | undefined;
}

/** Which columns of a file are read, and as what, and how many rows a batch of them has. */
export interface TypedBatchOptions extends TypedTableOptions {
  /** How many rows a batch has; the last may have fewer. Default: as many as each part of the file has. */
  rows?: number | undefined;
}

export interface TypedTableSettings {
  readonly name: string | undefined;
  readonly columns: readonly string[] | undefined;
  readonly ignore: readonly string[];
  readonly types: ReadonlyMap<string, "number" | "text">;
  readonly rows: number | undefined;
}

/** A missing value is null or undefined. */
export type TypedValue = number | bigint | boolean | string | null | undefined;

const OPTIONS = ["name", "columns", "ignore", "types"];

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE */
export function readTypedTableOptions(
  options: TypedBatchOptions,
  more: readonly "rows"[] = [],
): TypedTableSettings {
  const maybe = readerOf(options, [...OPTIONS, ...more]);
  return {
    name: maybe(text, "name"),
    columns: maybe(texts, "columns"),
    ignore: maybe(texts, "ignore") ?? [],
    types: maybe(readings, "types") ?? new Map(),
    rows: maybe(count, "rows"),
  };
}

/** What pandas calls an index that has no name of its own when it writes it as a column. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

/** The tables of a file, batch by batch. @throws what `open` throws, once it is iterated, with the name of the method */
export async function* typedBatches(
  method: string,
  options: TypedBatchOptions,
  open: (settings: TypedTableSettings) => Promise<OpenTable>,
): AsyncGenerator<Table, void, void> {
  try {
    const settings = readTypedTableOptions(options, ["rows"]);
    yield* inBatches(await open(settings), settings.rows);
  } catch (error) {
    throw named(method, error);
  }
}

export interface ChosenColumn {
  readonly name: string;
  /** Where it stands in the file. */
  readonly place: number;
  /** As what the option `types` has it read; undefined where its own type decides. */
  readonly readAs: "number" | "text" | undefined;
}

/** The columns that are read, and what is to be said of the others. @throws {ValueError} NO_COLUMN, DUPLICATE_NAME */
export function columnsToRead(
  names: readonly string[],
  { columns, ignore, types }: TypedTableSettings,
): {
  readonly names: readonly string[];
  readonly columns: ChosenColumn[];
  readonly notes: readonly string[];
} {
  const places = new Map<string, number>();
  for (const [place, name] of names.entries()) if (!places.has(name)) places.set(name, place);
  for (const name of [...(columns ?? []), ...ignore, ...types.keys()]) {
    if (!places.has(name)) throw fail.noColumn(name, names);
  }
  const ignored = new Set(ignore);
  const isIndex = (name: string): boolean => columns === undefined && PANDAS_INDEX.test(name);
  const chosen = (columns ?? names).filter((name) => !ignored.has(name) && !isIndex(name));
  refuseRepeated(chosen);
  const notes = names
    .filter(isIndex)
    .map((name) => `${fail.quote(name)} is an index of pandas; it is left out`);
  const found = chosen.map((name) => ({
    name,
    place: places.get(name) as number,
    readAs: types.get(name),
  }));
  return { names: chosen, columns: found, notes };
}

/** Where each of some rows begins; they have no lines, and are counted. */
export function countedFrom(row: number): Lines {
  const lines = new Lines();
  lines.add(0, row + 1);
  return lines;
}

/**
 * Numbers that come in parts.
 *
 * @param first  how many rows of the table come before
 * @throws {ValueError} TABLE, NOT_FINITE
 */
export function typedNumbers(
  name: string,
  parts: readonly ArrayLike<TypedValue>[],
  first: number,
): Float64Array {
  const numbers = new Float64Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i];
      const number = Number(value ?? Number.NaN);
      numbers[at++] = number;
      if (typeof value === "bigint" && BigInt(number) !== value)
        throw fail.inexactInteger(name, first + at, value);
    }
  }
  return checkedNumbers(name, numbers, first);
}

/** @throws {ValueError} NOT_FINITE */
export function checkedNumbers(name: string, numbers: Float64Array, first: number): Float64Array {
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number;
    if (Math.abs(value) === Infinity) {
      throw fail.notFinite(`row ${first + i + 1} of ${fail.quote(name)}`, value, "f64");
    }
  }
  return numbers;
}

/** Texts that come in parts. */
export function typedTexts(parts: readonly ArrayLike<TypedValue>[]): TextColumn {
  const column = new Texts(lengthOf(parts));
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) column.push(String(part[i] ?? ""));
  }
  return column.column();
}

const lengthOf = (parts: readonly ArrayLike<unknown>[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** Texts as they are to be read. @throws {ValueError} TABLE for one that is no number */
export const textsAs = (
  name: string,
  column: TextColumn,
  readAs: "number" | "text" | undefined,
  first: number,
): Column => (readAs === "number" ? asNumbers(name, column, (row) => first + row + 1) : column);

/** Whole milliseconds, of which there are more in a time: a quotient of doubles may be that of the next one. */
export const millisecondsOf = (time: bigint, inEach: bigint): number =>
  Number(time / inEach - BigInt(time % inEach < 0n));

/** The double nearest to an integer over 10^scale, or the integer itself, which comes in pieces of so many bits, the highest first. */
export function decimalOf(pieces: Iterable<number>, bits: number, scale: number): number | bigint {
  let [value, width] = [0n, 0];
  for (const piece of pieces) {
    value = (value << BigInt(bits)) | BigInt(piece);
    width += bits;
  }
  const integer = BigInt.asIntN(width, value);
  return scale ? Number(`${integer}e${-scale}`) : integer;
}

/** A day or a time, of milliseconds since 1970, as ISO 8601 has it. @throws {RangeError} for one beyond its years */
export function dateText(milliseconds: number, hasTime: boolean): string {
  const text = new Date(Math.floor(milliseconds)).toISOString();
  return hasTime ? text : text.replace(/T.*/, "");
}
