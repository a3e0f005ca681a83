import { readTable, type Table, type TableEncoder, type TableOptions, tableBatches } from "../table/index.js";
import { textOfError } from "./error-texts.js";
import { InputError, UsageError } from "./errors.js";
import { checkFile, type OnRead, partsOfFile, titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { formatOf, type Wanted } from "./formats.js";
import { ProgressLine } from "./progress.js";
import { clipped } from "./terminal.js";

/** The column that is to be told. @throws {UsageError} where no flag says it */
export function targetOf({ target }: Values): string {
  if (target === undefined) throw new UsageError("--target COLUMN is missing");
  return target;
}

/**
 * What flags want of a table: the target as text, and so categories, dates and texts; for a model that goes on, what its encoder
 * has learned as it was then.
 */
export function wantedOf(
  { types = {}, features, ignore }: Values,
  target: string,
  encoder?: TableEncoder,
): Wanted {
  const given = Object.entries(types)
    .filter(([, kind]) => kind !== "ignore")
    .map(([name, kind]) => [name, kind === "number" ? kind : "text"] as const);
  const columns = features && [...new Set([...features, target])];
  const read = { ...Object.fromEntries(given), ...encoder?.columnTypes, [target]: "text" as const };
  return { types: read, columns, ignore, isForModel: encoder !== undefined };
}

/** What reads a file whose name says its format. @throws {UsageError} for a flag that says how text is read */
function readerOf(file: string, values: Values): ReturnType<typeof formatOf> {
  const format = formatOf(file);
  const odd = (["encoding", "delimiter"] as const).find((name) => values[name] !== undefined);
  if (format && odd) throw new UsageError(`--${odd} says how text is read, and does not go with ${file}`);
  return format;
}

/** A file as a table. @throws {InputError} */
export async function readWhole(
  file: string,
  values: Values,
  wanted: Wanted = { types: {} },
): Promise<Table> {
  const format = readerOf(file, values);
  const progress = new ProgressLine("reading", values);
  try {
    const read = () => {
      if (format !== undefined) {
        checkFile(file);
        return format.whole(file, wanted);
      }
      return readTable(partsOfFile(file, progress.onRead), optionsOf(file, values, wanted));
    };
    const table = await explained(file, read, wanted.isForModel);
    if (table.rows === 0) throw noRows(file);
    return table;
  } finally {
    progress.end();
  }
}

const noRows = (file: string): InputError =>
  new InputError(`${titleOf(file)} has ${formatOf(file) ? "" : "a header line and "}no rows`);

/** So many rows are in memory at a time, where not all have to be. */
export const BATCH_ROWS = 5000;
/** Half of what is usual, for a pass in little memory. */
const INSPECTED = 50_000;

/** A file as tables of `BATCH_ROWS` rows. @throws {InputError} */
export async function* readBatches(
  file: string,
  values: Values,
  wanted: Wanted,
  onRead?: OnRead,
): AsyncGenerator<Table> {
  const tables = opened(file, values, wanted, onRead);
  let isEmpty = true;
  for await (const table of explainedParts(file, tables, wanted.isForModel)) {
    isEmpty = false;
    yield table;
  }
  if (isEmpty) throw noRows(file);
}

function opened(
  file: string,
  values: Values,
  wanted: Wanted,
  onRead: OnRead | undefined,
): AsyncIterable<Table> {
  const format = readerOf(file, values);
  if (format === undefined) {
    const options = { ...optionsOf(file, values, wanted), rows: BATCH_ROWS, inspectRows: INSPECTED };
    return tableBatches(partsOfFile(file, onRead), options);
  }
  checkFile(file);
  return format.batches(file, wanted, BATCH_ROWS);
}

/** The names of a file's columns: in JSON, not every row has all of them. @throws {InputError} */
export async function namesOf(file: string, values: Values): Promise<readonly string[]> {
  const options = { ...optionsOf(file, values, { types: {} }), rows: 1, inspectRows: INSPECTED };
  return explained(file, async () => {
    for await (const { names } of tableBatches(partsOfFile(file), options)) return names;
    return [];
  });
}

const optionsOf = (file: string, { encoding, delimiter }: Values, { types }: Wanted): TableOptions => ({
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
  // Of another format, what is ignored was not read.
  const ignored = formatOf(file) ? ignore.filter((name) => table.names.includes(name)) : ignore;
  for (const name of [target, ...(features ?? []), ...ignored]) hasColumn(file, table, name);
  const chosen = (features ?? table.names).filter((name) => name !== target && !ignore.includes(name));
  if (chosen.length === 0)
    throw new InputError(`${titleOf(file)} has no column beside the target "${target}"`);
  return chosen;
}

/** @throws {InputError} if there is no column of that name */
function hasColumn(file: string, table: Table, name: string): void {
  explain(file, () => table.column(name));
}

/** The labels of a column. @throws {InputError} if there is none of that name, or if one is missing */
export const labelsOf = (file: string, table: Table, name: string): string[] =>
  explain(file, () => Array.from(table.labels(name), String));

/** Rows to learn from or to test with: some columns, and the labels. */
export interface Examples {
  readonly table: Table;
  readonly y: string[];
}

/** Of a table these columns, and the target as labels. @throws {InputError} where a label is missing */
export const examplesOf = (
  file: string,
  table: Table,
  names: readonly string[],
  target: string,
): Examples => ({ table: table.select(names), y: labelsOf(file, table, target) });

/** The numbers of some columns [n×d]. @throws {InputError} where one is missing or none, with its line */
export function numbersOf(file: string, table: Table, names: readonly string[]): number[][] {
  const columns = names.map((name) => {
    const column = explain(file, () => table.column(name));
    const numbers =
      "dictionary" in column
        ? Array.from(column.codes, (code) => exactNumber(column.dictionary[code] as string))
        : column;
    const odd = numbers.findIndex((value) => !Number.isFinite(value));
    if (odd < 0) return numbers;
    const cell = JSON.stringify(table.record(odd)[name] ?? "");
    throw new InputError(
      `${titleOf(file)} ${formatOf(file) ? "row" : "line"} ${table.lineOf(odd)}: ${clipped(name)} is ${cell}; expected a number (--ignore leaves a column out)`,
    );
  });
  return Array.from({ length: table.rows }, (_, i) => columns.map((numbers) => numbers[i] as number));
}

/** The number that a text is; NaN of one that is no decimal, or too large for every integer to be a double. */
const exactNumber = (text: string): number =>
  /^[-+.\de]+$/i.test(text) && Math.abs(Number(text)) < 2 ** 53 ? Number(text) : Number.NaN;

/** What the library refuses, in the words of the command line: the file, and no name of a method. */
export function explain<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inputError(file, error);
  }
}

async function explained<T>(file: string, read: () => Promise<T>, isForModel = false): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw inputError(file, error, isForModel);
  }
}

/** `explain` of what comes part by part; leaving the loop over it ends the parts too. */
export async function* explainedParts<T>(
  file: string,
  parts: AsyncIterable<T>,
  isForModel = false,
): AsyncGenerator<T, void, void> {
  try {
    yield* parts;
  } catch (error) {
    throw inputError(file, error, isForModel);
  }
}

function inputError(file: string, error: unknown, isForModel = false): unknown {
  const text = textOfError(error, isForModel);
  if (text === undefined) return error;
  const name = titleOf(file);
  if (formatOf(file) && text.startsWith("line "))
    return new InputError(`${name} ${text.replace("line", "row")}`);
  const place = text.startsWith("the table ") ? text.replace("the table", name) : `${name}: ${text}`;
  return new InputError(text.startsWith(name) ? text : place.replace(`${name}: line`, `${name} line`));
}
