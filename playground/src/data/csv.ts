import { dsvFormat } from "d3-dsv";
import { MAX_CLASSES, type PointSet } from "./points";
import { seeded, shuffledIndices } from "./random";

export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** The cells as numbers, NaN where there is nothing; null if the column is not one of numbers. */
  readonly numbers: Float64Array | null;
}

export type Table = readonly Column[];

/** Which columns are drawn, by their numbers. */
export interface Choice {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** What is wrong with a file, in words for the person who brought it. */
export class FileProblem extends Error {}

/**
 * Reads a table. The separator is whichever of , ; and tab the first line has most of; a first row without numbers
 * names the columns.
 *
 * @throws {FileProblem}
 */
export function readTable(text: string): Table {
  const [firstLine = ""] = text.split(/\r?\n/, 1);
  const [separator] = [",", ";", "\t"].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length);
  const rows = dsvFormat(separator as string)
    .parseRows(text.replace(/^\ufeff/, "").trim())
    .filter((row) => row.some((cell) => cell.trim() !== ""));
  const [first] = rows;
  if (first === undefined) throw new FileProblem("The file is empty.");
  const hasHeader = !first.some(isNumber);
  const body = hasHeader ? rows.slice(1) : rows;
  return first.map((cell, c) => {
    const cells = body.map((row) => (row[c] ?? "").trim());
    const isNumeric = cells.some(isNumber) && cells.every((text) => text === "" || isNumber(text));
    return {
      name: (hasHeader && cell.trim()) || `column ${c + 1}`,
      cells,
      numbers: isNumeric
        ? Float64Array.from(cells, (text) => (text === "" ? Number.NaN : Number(text)))
        : null,
    };
  });
}

const isNumber = (cell: string): boolean => cell.trim() !== "" && Number.isFinite(Number(cell));

/**
 * The first two columns of numbers, and for the classes the last one of words, or else the last.
 *
 * @throws {FileProblem}
 */
export function choose(table: Table): Choice {
  const words = table.findLastIndex(({ numbers }) => numbers === null);
  const label = words < 0 ? table.length - 1 : words;
  const [x, y] = [...table.keys()].filter((c) => c !== label && table[c]?.numbers != null);
  if (x === undefined || y === undefined) {
    const found = table.map(({ name, numbers }) => `${name} (${numbers ? "numbers" : "words"})`).join(", ");
    throw new FileProblem(
      `It takes two columns of numbers and one that names the class; this file has ${found}.`,
    );
  }
  return { x, y, label };
}

/** The rows that are whole and of the three largest classes, in a random order, and how many are left out. */
export function pointsOf(table: Table, { x, y, label }: Choice): { points: PointSet; leftOut: number } {
  const [across, up, classes] = [table[x], table[y], table[label]] as [Column, Column, Column];
  const sizes = new Map<string, number>();
  for (const name of classes.cells) if (name !== "") sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = new Set(
    [...sizes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_CLASSES)
      .map(([name]) => name),
  );
  const classNames = [...sizes.keys()].filter((name) => largest.has(name));
  const rows = [...shuffledIndices(classes.cells.length, seeded(1958))].filter((row) => {
    const place = (across.numbers?.[row] as number) + (up.numbers?.[row] as number);
    return Number.isFinite(place) && largest.has(classes.cells[row] as string);
  });
  const points = {
    xy: Float64Array.from(
      rows.flatMap((row) => [across.numbers?.[row] as number, up.numbers?.[row] as number]),
    ),
    labels: Uint8Array.from(rows, (row) => classNames.indexOf(classes.cells[row] as string)),
    classNames,
    axisNames: [across.name, up.name] as const,
  };
  return { points, leftOut: classes.cells.length - rows.length };
}
