import { dsvFormat } from "d3-dsv";
import { texts } from "../text/language";
import { MAX_CLASSES, type PointSet } from "./points";
import { seeded, shuffledIndices } from "./random";

export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** The cells as numbers, NaN where one is missing; null if the column is not one of numbers. */
  readonly numbers: Float64Array | null;
}

export type Table = readonly Column[];

/** The columns that are drawn, by index. */
export interface ColumnChoice {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** What is wrong with a file, in words for the person who chose it. */
export class FileError extends Error {}

/** The longest name that is shown, in characters. */
const MAX_NAME_LENGTH = 40;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Ways to write a missing value. */
const MISSING = /^(nan|n\/?a|null|\?)?$/i;

/**
 * Reads a table. The separator is whichever of , ; and tab the first line has most of; if it is not the comma, that
 * may be the decimal point. A first row without numbers names the columns.
 *
 * @throws {FileError}
 */
export function readTable(text: string): Table {
  const separator = separatorOf(text);
  const numberOf = (cell: string): number => {
    const digits = separator === "," ? cell : cell.replace(",", ".");
    return NUMBER.test(digits) ? Number(digits) : Number.NaN;
  };
  const rows = dsvFormat(separator)
    .parseRows(text.replace(/^\ufeff/, ""), (row) => row.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ""));
  const [first] = rows;
  if (first === undefined) throw new FileError(texts().file.empty);
  const hasHeader = !first.some((cell) => Number.isFinite(numberOf(cell)));
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw new FileError(texts().file.onlyNames);
  return first.map((cell, c) => ({
    name: truncate((hasHeader && cell) || texts().file.column(c + 1)),
    ...readColumn(
      body.map((row) => row[c] ?? ""),
      numberOf,
    ),
  }));
}

/** A comma between digits may be a decimal one, and does not count. */
function separatorOf(text: string): string {
  const [line = ""] = /^.*\S.*$/m.exec(text) ?? [];
  const plain = line.replace(/\d,(?=\d)/g, "");
  const [best] = [",", ";", "\t"].sort((a, b) => plain.split(b).length - plain.split(a).length);
  return best as string;
}

/** A lone - is a missing number, but may well be the name of a class. */
function readColumn(texts: readonly string[], numberOf: (cell: string) => number): Omit<Column, "name"> {
  const numbers = Float64Array.from(texts, numberOf);
  const isNumeric =
    numbers.some(Number.isFinite) &&
    texts.every((text, i) => Number.isFinite(numbers[i]) || text === "-" || MISSING.test(text));
  const isMissing = (text: string): boolean => MISSING.test(text) || (isNumeric && text === "-");
  const cells = texts.map((text) => (isMissing(text) ? "" : text));
  return { cells, numbers: isNumeric ? numbers : null };
}

function truncate(name: string): string {
  const letters = [...name];
  return letters.length > MAX_NAME_LENGTH ? `${letters.slice(0, MAX_NAME_LENGTH - 1).join("")}…` : name;
}

/**
 * The first two columns of numbers, and for the classes the last one of words, or else the last.
 *
 * @throws {FileError}
 */
export function guessColumns(table: Table): ColumnChoice {
  const lastOfWords = table.findLastIndex(({ cells, numbers }) => numbers === null && cells.some(Boolean));
  const label = lastOfWords < 0 ? table.length - 1 : lastOfWords;
  const [x, y] = [...table.keys()].filter((c) => c !== label && table[c]?.numbers != null);
  if (x === undefined || y === undefined) {
    const { numbers, words, columns } = texts().file;
    const found = table.map((column) => (column.numbers ? numbers : words)(column.name)).join(", ");
    throw new FileError(columns(found));
  }
  return { x, y, label };
}

/** The rows that are whole and of the three largest classes, in a random order, and how many are left out. */
export function pointsOf(table: Table, { x, y, label }: ColumnChoice): { points: PointSet; skipped: number } {
  const [xColumn, yColumn, classColumn] = [table[x], table[y], table[label]] as [Column, Column, Column];
  const sizes = new Map<string, number>();
  for (const name of classColumn.cells) if (name !== "") sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = new Set(
    [...sizes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_CLASSES)
      .map(([name]) => name),
  );
  const classNames = [...sizes.keys()].filter((name) => largest.has(name));
  const rows = [...shuffledIndices(classColumn.cells.length, seeded(1958))].filter((row) => {
    const sum = (xColumn.numbers?.[row] as number) + (yColumn.numbers?.[row] as number);
    return Number.isFinite(sum) && largest.has(classColumn.cells[row] as string);
  });
  const points = {
    xy: Float64Array.from(
      rows.flatMap((row) => [xColumn.numbers?.[row] as number, yColumn.numbers?.[row] as number]),
    ),
    labels: Uint8Array.from(rows, (row) => classNames.indexOf(classColumn.cells[row] as string)),
    classNames: classNames.map(truncate),
    axisNames: [xColumn.name, yColumn.name] as const,
  };
  return { points, skipped: classColumn.cells.length - rows.length };
}
