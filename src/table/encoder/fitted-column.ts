// How a column becomes features: what a file has of it, and what is made of its cells.
import type { Reals } from "../../base/dtype.js";
import { columnOfHash, murmurHash3 } from "../../base/murmur-hash3.js";
import * as fail from "../../base/texts.js";
import type { Column } from "../table.js";
import type { TextColumn } from "../text-column.js";
import { asNumbers, asTexts } from "./cells.js";
import type { ColumnScale } from "./column-moments.js";
import { calendarOf, type DateOrder, parseDate } from "./dates.js";
import { tokensOf } from "./tokens.js";

interface Base {
  readonly name: string;
  /** Whether the table had texts. */
  readonly isText: boolean;
}

interface Encoded extends Base {
  /** Whether a value was missing, for which there is a feature then. */
  readonly missing: boolean;
}

interface DateColumn extends Encoded {
  readonly type: "date";
  readonly order: DateOrder;
  readonly hasTime: boolean;
  readonly year: ColumnScale;
  /** Of days since 1970. */
  readonly trend: ColumnScale;
}

export type FittedColumn =
  | (Encoded & ColumnScale & { readonly type: "number" })
  | (Encoded & { readonly type: "category"; readonly categories: readonly string[] })
  | DateColumn
  | (Encoded & { readonly type: "text" })
  | (Base & { readonly type: "ignore"; readonly reason: string });

const [MONTHS, WEEKDAYS, HOURS] = [12, 7, 24];
const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => i + from);

/** The features of a column, but for those that texts are hashed to. */
export function columnFeatures(column: FittedColumn): string[] {
  const { name, type } = column;
  if (type === "ignore") return [];
  const missing = column.missing ? [`${name} missing`] : [];
  if (type === "text") return missing;
  if (type === "number") return [name, ...missing];
  if (type === "category") return [...column.categories.map((text) => `${name}=${text}`), ...missing];
  return [
    ...[`${name} year`, `${name} trend`],
    ...range(MONTHS, 1).map((month) => `${name} month=${month}`),
    ...range(WEEKDAYS, 1).map((day) => `${name} weekday=${day}`),
    ...(column.hasTime ? range(HOURS).map((hour) => `${name} hour=${hour}`) : []),
    ...missing,
  ];
}

/** Rows of features: element (i, j) is data[i·cols + j], all of them 0 at first. */
export interface Target {
  readonly data: Reals;
  readonly cols: number;
  /** The first feature of the column. */
  readonly at: number;
}

/** Writes the features of all cells of a column. @throws {ValueError} TABLE for a cell that does not fit */
export type Write = (target: Target, from: number, to: number) => void;

/** @throws {ValueError} TABLE for a text that is no number */
export function writer(
  fitted: FittedColumn,
  column: Column,
  lineOf: (row: number) => number | undefined,
): Write | undefined {
  if (fitted.type === "ignore") return undefined;
  if (fitted.type === "number") return writeNumbers(fitted, asNumbers(fitted.name, column, lineOf));
  const texts = asTexts(column);
  const width = columnFeatures(fitted).length;
  const cells: (readonly (readonly [feature: number, value: number])[])[] = [];
  const cellOf = (code: number, row: number) => {
    const text = texts.dictionary[code] as string;
    if (text === "") return fitted.missing ? [[width - 1, 1] as const] : [];
    if (fitted.type === "text") return [];
    return fitted.type === "category"
      ? categoryCell(fitted.categories, text)
      : dateCell(fitted, text, lineOf(row));
  };
  return ({ data, cols, at }, from, to) => {
    for (let row = from; row < to; row++) {
      const code = texts.codes[row] as number;
      cells[code] ??= cellOf(code, row);
      for (const [feature, value] of cells[code]) data[(row - from) * cols + at + feature] = value;
    }
  };
}

const writeNumbers =
  ({ mean, deviation, missing }: ColumnScale & { readonly missing: boolean }, numbers: Float64Array): Write =>
  ({ data, cols, at }, from, to) => {
    for (let row = from; row < to; row++) {
      const place = (row - from) * cols + at;
      const x = numbers[row] as number;
      if (!Number.isNaN(x)) data[place] = (x - mean) / deviation;
      else if (missing) data[place + 1] = 1;
    }
  };

function categoryCell(categories: readonly string[], text: string): (readonly [number, number])[] {
  const feature = categories.indexOf(text);
  return feature < 0 ? [] : [[feature, 1]];
}

const EXAMPLES: Readonly<Record<DateOrder, string>> = {
  ymd: "2020-01-31",
  dmy: "31/01/2020",
  mdy: "01/31/2020",
};

function dateCell(
  { name, order, hasTime, year, trend }: DateColumn,
  text: string,
  line: number | undefined,
): (readonly [number, number])[] {
  const time = parseDate(text, true)?.[order];
  if (time === undefined) throw fail.noSuchDate(line, name, text, EXAMPLES[order]);
  const parts = calendarOf(time);
  const cell: [number, number][] = [
    [0, (parts.year - year.mean) / year.deviation],
    [1, (time - trend.mean) / trend.deviation],
    [2 + parts.month, 1],
    [2 + MONTHS + parts.weekday, 1],
  ];
  if (hasTime) cell.push([2 + MONTHS + WEEKDAYS + parts.hour, 1]);
  return cell;
}

/** The elements that a text has among its hashed features: sums of signs, divided by their length. */
function hashedText(text: string, cols: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const token of tokensOf(text)) {
    const hash = murmurHash3(token);
    const column = columnOfHash(hash, cols);
    sums.set(column, (sums.get(column) ?? 0) + (hash < 0 ? -1 : 1));
  }
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  const length = Math.sqrt(squares);
  for (const [column, sum] of sums) {
    if (sum === 0) sums.delete(column);
    else sums.set(column, sum / length);
  }
  return sums;
}

/** The hashed features of each text of a column, made where they are asked for. */
export function hashedTexts(column: Column, cols: number): (row: number) => Map<number, number> {
  const { dictionary, codes }: TextColumn = asTexts(column);
  const cells: Map<number, number>[] = [];
  return (row) => {
    const code = codes[row] as number;
    cells[code] ??= hashedText(dictionary[code] as string, cols);
    return cells[code];
  };
}
