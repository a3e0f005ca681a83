import { readTable, type Table, type TableOptions, tableBatches } from "../table/index.js";
import { InputError, textOfError, UsageError } from "./errors.js";
import { openFile, titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { ProgressLine } from "./progress.js";

/** How columns are read, where their text is not to decide. */
export type ColumnTypes = Readonly<Record<string, "number" | "text">>;

/** How the columns are read that flags tell of: categories, dates and texts are text. */
export const typesOf = ({ types = {} }: Values): ColumnTypes =>
  Object.fromEntries(
    Object.entries(types)
      .filter(([, kind]) => kind !== "ignore")
      .map(([name, kind]) => [name, kind === "number" ? kind : "text"]),
  );

/** Bytes that a rate is quantity in. */
const MEGABYTE = 1e6;

/** A file as a table. @throws {InputError} */
export async function readWhole(file: string, values: Values, types: ColumnTypes = {}): Promise<Table> {
  const progress = new ProgressLine("reading", values.quiet === true);
  const { parts } = openFile(file, (bytes, size) => {
    progress.update({ done: bytes, total: size, worked: bytes / MEGABYTE, unit: "MB" });
  });
  try {
    const table = await explained(file, () => readTable(parts, optionsOf(file, values, types)));
    if (table.rows === 0) throw new InputError(`${titleOf(file)} has a header line and no rows`);
    return table;
  } finally {
    progress.end();
  }
}

/** Half of what is usual, for a pass in little memory. */
const INSPECTED = 50_000;

/** A file as tables of so many rows. @throws {InputError} */
export async function* readBatches(
  file: string,
  values: Values,
  types: ColumnTypes,
  rows: number,
  onRead: Parameters<typeof openFile>[1] = () => {},
): AsyncGenerator<Table> {
  const { parts } = openFile(file, onRead);
  const batches = tableBatches(parts, { ...optionsOf(file, values, types), rows, inspectRows: INSPECTED });
  let isEmpty = true;
  for (;;) {
    const { done, value } = await explained(file, () => batches.next());
    if (done && isEmpty) throw new InputError(`${titleOf(file)} has a header line and no rows`);
    if (done) return;
    isEmpty = false;
    yield value;
  }
}

/** The names of a file's columns. @throws {InputError} */
export async function namesOf(file: string, values: Values): Promise<readonly string[]> {
  const { parts } = openFile(file, () => {});
  const options = { ...optionsOf(file, values, {}), rows: 1, inspectRows: 1 };
  return explained(file, async () => {
    for await (const { names } of tableBatches(parts, options)) return names;
    return [];
  });
}

const optionsOf = (file: string, { encoding, delimiter }: Values, types: ColumnTypes): TableOptions => ({
  name: titleOf(file),
  encoding,
  delimiter: delimiter === "\\t" ? "\t" : delimiter,
  types,
});

/**
 * What of a table is looked at: the columns that are named, or all but the target and those to be ignored.
 *
 * @throws {UsageError}   @throws {InputError}
 */
export function chosenColumns(
  file: string,
  table: Table,
  target: string,
  { features, ignore = [] }: Values,
): string[] {
  const wrong = [...(features ?? []), ...ignore].find((name, i, all) => all.indexOf(name) !== i);
  if (wrong !== undefined) throw new UsageError(`the column "${wrong}" is named twice`);
  if (features?.includes(target)) throw new UsageError(`the target "${target}" cannot be a feature too`);
  for (const name of [target, ...(features ?? []), ...ignore]) hasColumn(file, table, name);
  const chosen = (features ?? table.names).filter((name) => name !== target && !ignore.includes(name));
  if (chosen.length === 0)
    throw new InputError(`${titleOf(file)} has no column beside the target "${target}"`);
  return chosen;
}

/** @throws {InputError} if there is no column of that name */
export function hasColumn(file: string, table: Table, name: string): void {
  explain(file, () => table.column(name));
}

/** The labels of a column. @throws {InputError} if there is none of that name, or if one is missing */
export const labelsOf = (file: string, table: Table, name: string): string[] =>
  explain(file, () => Array.from(table.labels(name), String));

/** The numbers of some columns [n×d]. @throws {InputError} where one is missing or none, with its line */
export function numbersOf(file: string, table: Table, names: readonly string[]): number[][] {
  const columns = names.map((name) => {
    const column = explain(file, () => table.column(name));
    const isText = "dictionary" in column;
    const numbers = isText
      ? Array.from(column.codes, (code) => Number(column.dictionary[code] || Number.NaN))
      : column;
    const odd = numbers.findIndex((value) => !Number.isFinite(value));
    if (odd < 0) return numbers;
    const cell = JSON.stringify(table.record(odd)[name] ?? "");
    throw new InputError(
      `${titleOf(file)} line ${table.lineOf(odd)}: ${name} is ${cell}; expected a number (--ignore leaves a column out)`,
    );
  });
  return Array.from({ length: table.rows }, (_, i) => columns.map((numbers) => numbers[i] as number));
}

/** What the library refuses, in the words of the command line: the file, and no name of a method. */
export function explain<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inputError(file, error);
  }
}

export async function explained<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw inputError(file, error);
  }
}

function inputError(file: string, error: unknown): unknown {
  const text = textOfError(error);
  if (text === undefined) return error;
  const name = titleOf(file);
  const place = text.startsWith("the table ") ? text.replace("the table", name) : `${name}: ${text}`;
  return new InputError(text.startsWith(name) ? text : place.replace(`${name}: line`, `${name} line`));
}
