import { readFileSync } from "node:fs";
import { csvParseRows } from "d3-dsv";

/** Something in the user's files that the command line cannot work with: one line, exit code 1. */
export class InputError extends Error {}

/** A CSV file with a header line. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
    throw new InputError(`cannot read ${file}: ${why}`);
  }
}

export function readTable(file: string): Table {
  const [first, ...rows] = parseRows(readText(file));
  if (first === undefined) throw new InputError(`${file} is empty; expected a header line and rows`);
  if (rows.length === 0) throw new InputError(`${file} has a header line and no rows`);
  const header = first.cells;
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`${file} has two columns named "${twice}"`);
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

/** The columns that a target is learned from: those that are named, or all others. */
export function featureNames(table: Table, target: string, named: string[] | undefined): string[] {
  const features = named ?? table.header.filter((name) => name !== target);
  const twice = features.find((name, i) => features.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`the feature "${twice}" is named twice`);
  if (features.includes(target)) throw new InputError(`the target "${target}" cannot be a feature too`);
  if (features.length === 0)
    throw new InputError(`${table.file} has no column beside the target "${target}"`);
  return features;
}

/** The cells of one column. */
export function column(table: Table, name: string): string[] {
  const j = find(table, name);
  return table.rows.map(({ cells }) => cells[j] as string);
}

/** The same, none of them empty. */
export function labels(table: Table, name: string): string[] {
  const cells = column(table, name);
  const empty = cells.indexOf("");
  if (empty >= 0)
    throw new InputError(`${table.file} line ${table.rows[empty]?.line}: ${name} is empty; expected a label`);
  return cells;
}

/** The numbers of some columns, a row for each line. */
export function numbers(table: Table, names: readonly string[]): number[][] {
  const columns = names.map((name) => ({ name, j: find(table, name) }));
  return table.rows.map(({ line, cells }) =>
    columns.map(({ name, j }) => number(table, line, name, cells[j] ?? "")),
  );
}

function find({ file, header }: Table, name: string): number {
  const j = header.indexOf(name);
  if (j < 0) throw new InputError(`${file} has no column "${name}"; its columns are ${header.join(", ")}`);
  return j;
}

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function number({ file }: Table, line: number, name: string, cell: string): number {
  const value = Number(cell);
  if (!DECIMAL.test(cell) || !Number.isFinite(value)) {
    throw new InputError(`${file} line ${line}: ${name} is ${JSON.stringify(cell)}; expected a number`);
  }
  return value;
}
