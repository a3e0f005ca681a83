import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";

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
  const records = parseRecords(file, readText(file));
  const [first, ...rest] = records;
  if (first === undefined) throw new InputError(`${file} is empty; expected a header line and rows`);
  if (rest.length === 0) throw new InputError(`${file} has a header line and no rows`);
  const header = first.record;
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`${file} has two columns named "${twice}"`);
  return { file, header, rows: rest.map(({ record, info }) => ({ line: info.lines, cells: record })) };
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function parseRecords(file: string, text: string): CsvRecord[] {
  try {
    // With `info`, each record comes with its line; the parser's types do not say so.
    return parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { record, lines, code } = error as CsvError & { record?: string[]; lines?: number };
    if (code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH") {
      throw new InputError(`${file} line ${lines}: ${record?.length} cells, the header has another number`);
    }
    throw new InputError(`${file}: ${error.message}`);
  }
}

/** The cells of one column. */
export function column(table: Table, name: string): string[] {
  const j = find(table, name);
  return table.rows.map(({ cells }) => cells[j] as string);
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

function number({ file }: Table, line: number, name: string, cell: string): number {
  const value = Number(cell);
  if (cell === "" || !Number.isFinite(value)) {
    throw new InputError(`${file} line ${line}: ${name} is ${JSON.stringify(cell)}; expected a number`);
  }
  return value;
}
