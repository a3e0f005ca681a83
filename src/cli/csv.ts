import { readFileSync } from "node:fs";
import { csvParseRows } from "d3-dsv";

/** Something in the user's files that the command line cannot work with: one line, exit code 1. */
export class InputError extends Error {}

/** A CSV file with a header line. */
export interface CsvTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** @throws {InputError} where the file cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
    throw new InputError(`cannot read ${file}: ${why}`);
  }
}

/** @throws {InputError} where the file cannot be read, or is no table with a header and rows */
export function readCsv(file: string): CsvTable {
  const [first, ...rows] = parseRows(readText(file));
  if (first === undefined) throw new InputError(`${file} is empty; expected a header line and rows`);
  if (rows.length === 0) throw new InputError(`${file} has a header line and no rows`);
  const header = first.cells;
  const duplicate = header.find((name, i) => header.indexOf(name) !== i);
  if (duplicate !== undefined) throw new InputError(`${file} has two columns named "${duplicate}"`);
  const ragged = rows.find(({ cells }) => cells.length !== header.length);
  if (ragged !== undefined) {
    const { line, cells } = ragged;
    throw new InputError(`${file} line ${line}: ${cells.length} cells, the header has ${header.length}`);
  }
  return { file, header, rows };
}

/** The rows that are not blank, each with the line that it begins on. */
function parseRows(text: string): { line: number; cells: string[] }[] {
  let next = 1;
  return csvParseRows(text.replace(/^\uFEFF/, ""), (cells) => {
    const line = next;
    next += cells.join("").split("\n").length; // a quoted cell may hold line ends
    const trimmed = cells.map((cell) => cell.trim());
    return trimmed.some((cell) => cell !== "") ? { line, cells: trimmed } : null;
  });
}

/**
 * The feature columns: those that are named, or all but the target.
 *
 * @throws {InputError} for none or one twice
 */
export function featureNames(table: CsvTable, target: string, named: string[] | undefined): string[] {
  const features = named ?? table.header.filter((name) => name !== target);
  const duplicate = features.find((name, i) => features.indexOf(name) !== i);
  if (duplicate !== undefined) throw new InputError(`the feature "${duplicate}" is named twice`);
  if (features.includes(target)) throw new InputError(`the target "${target}" cannot be a feature too`);
  if (features.length === 0)
    throw new InputError(`${table.file} has no column beside the target "${target}"`);
  return features;
}

/** The cells of one column. @throws {InputError} if there is none of that name */
export function column(table: CsvTable, name: string): string[] {
  const j = columnIndex(table, name);
  return table.rows.map(({ cells }) => cells[j] as string);
}

/** The cells of one column, as labels. @throws {InputError} if one is empty */
export function labelColumn(table: CsvTable, name: string): string[] {
  const cells = column(table, name);
  const empty = cells.indexOf("");
  if (empty >= 0)
    throw new InputError(`${table.file} line ${table.rows[empty]?.line}: ${name} is empty; expected a label`);
  return cells;
}

/** The numbers of some columns [n×d], a row for each line. @throws {InputError} where a cell is no number */
export function numericColumns(table: CsvTable, names: readonly string[]): number[][] {
  const columns = names.map((name) => ({ name, j: columnIndex(table, name) }));
  return table.rows.map(({ line, cells }) =>
    columns.map(({ name, j }) => parseNumber(table, line, name, cells[j] ?? "")),
  );
}

function columnIndex({ file, header }: CsvTable, name: string): number {
  const j = header.indexOf(name);
  if (j < 0) throw new InputError(`${file} has no column "${name}"; its columns are ${header.join(", ")}`);
  return j;
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function parseNumber({ file }: CsvTable, line: number, name: string, cell: string): number {
  const value = Number(cell);
  if (!DECIMAL.test(cell) || !Number.isFinite(value)) {
    throw new InputError(`${file} line ${line}: ${name} is ${JSON.stringify(cell)}; expected a number`);
  }
  return value;
}
