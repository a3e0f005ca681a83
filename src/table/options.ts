import * as fail from "../base/texts.js";
import { type Check, count, flag, isRecord, oneOf, readerOf } from "../data/options.js";
import { isArray } from "../data/view.js";
import { refuseRepeated } from "./repeated.js";

/** How the text of a table is to be read. What is left out is found in the text. */
export interface TableOptions {
  /** What errors call the source. Default: the name of a File, the address of a Response. */
  name?: string | undefined;
  /**
   * "csv" for anything with a delimiter, "jsonl" for an object in each line, "json" for an array of objects. Default: "jsonl" if
   * the text begins with {, "json" if it begins with [{.
   */
  format?: "csv" | "json" | "jsonl" | undefined;
  /** What stands between two cells. Default: , ; tab or |, whichever the first lines have. */
  delimiter?: string | undefined;
  /** The decimal mark. Default: found for each column; a comma is looked for only where it is not the delimiter. */
  decimal?: "." | "," | undefined;
  /** Whether a cell may be put in quotes ("). Default true. */
  quote?: boolean | undefined;
  /** The encoding of bytes, by its name in the Encoding Standard. Default: UTF-16 by its mark, otherwise "utf-8". */
  encoding?: string | undefined;
  /** The names of the columns, for a text without a header line. Default: the first line. */
  names?: readonly string[] | undefined;
  /** How columns are read, by name, where the text is not to decide. Default: it decides. */
  types?: Readonly<Record<string, "number" | "text">> | undefined;
  /** Cells that mean that a value is missing, beside the empty one. Default: NA, NaN, null and the like, among numbers. */
  missing?: readonly string[] | undefined;
  /** From how many rows it is decided how a column is read. Default 100,000. */
  inspectRows?: number | undefined;
}

/** How the text of a table is to be read in batches. */
export interface TableBatchOptions extends TableOptions {
  /** How many rows a batch has; the last may have fewer. Default 10,000. */
  rows?: number | undefined;
}

export interface TableSettings {
  readonly name: string | undefined;
  readonly format: "csv" | "json" | "jsonl" | undefined;
  readonly delimiter: string | undefined;
  readonly decimal: "." | "," | undefined;
  readonly quote: boolean;
  readonly encoding: string | undefined;
  readonly names: readonly string[] | undefined;
  readonly types: ReadonlyMap<string, "number" | "text">;
  readonly missing: Missing | undefined;
  readonly inspectRows: number;
  readonly rows: number;
}

/** The cells that mean a missing value, and those of them that are numbers also as such, however these are written. */
export type Missing = ReadonlySet<string | number>;

/** What pandas takes for a missing number, and what people write. */
export const MISSING_NUMBERS: Missing = new Set(
  " NA N/A n/a #N/A #NA <NA> NaN nan -NaN -nan 1.#IND -1.#IND 1.#QNAN -1.#QNAN NULL Null null None none ? -".split(
    " ",
  ),
);

export const text: Check<string> = (name, value) => {
  if (typeof value !== "string") throw fail.optionKind(name, value, "a string");
  return value;
};

export const texts: Check<readonly string[]> = (name, value) => {
  if (!isArray(value)) throw fail.optionKind(name, value, "an array of strings");
  return Array.from(value, (element, i) => text(`${name}[${i}]`, element)); // holes too
};

const NO_DELIMITER = /^(["\n\r\ufeff\0]|[\d.+-])$/;

const delimiter: Check<string> = (name, value) => {
  const mark = text(name, value);
  if (mark.length === 1 && !NO_DELIMITER.test(mark)) return mark;
  throw fail.optionValue(name, mark, "one character that is no digit, sign, point, quote or line end");
};

const names: Check<readonly string[]> = (name, value) => {
  const read = texts(name, value).map((element) => element.trim());
  refuseRepeated(read);
  if (read.length === 0 || read.includes("")) throw fail.optionValue(name, value, "a name for each column");
  return read;
};

const encoding: Check<string> = (name, value) => {
  const label = text(name, value);
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw fail.optionValue(name, label, 'an encoding, such as "utf-8" or "windows-1252"');
  }
};

/** How columns are read or encoded, by name. */
export const typesOf =
  <T>(type: Check<T>): Check<ReadonlyMap<string, T>> =>
  (name, value) => {
    if (!isRecord(value)) throw fail.optionKind(name, value, "an object of types by names of columns");
    return new Map(Object.entries(value).map(([key, word]) => [key, type(`${name}.${key}`, word)]));
  };

export const readings = typesOf(oneOf("number", "text"));

const OPTIONS = [
  "name",
  "format",
  "delimiter",
  "decimal",
  "quote",
  "encoding",
  "names",
  "types",
  "missing",
  "inspectRows",
];

/** @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, DUPLICATE_NAME */
export function readTableOptions(options: TableBatchOptions, more: readonly "rows"[] = []): TableSettings {
  const maybe = readerOf(options, [...OPTIONS, ...more]);
  const missing = maybe(texts, "missing");
  return {
    name: maybe(text, "name"),
    format: maybe(oneOf("csv", "json", "jsonl"), "format"),
    delimiter: maybe(delimiter, "delimiter"),
    decimal: maybe(oneOf(".", ","), "decimal"),
    quote: maybe(flag, "quote") ?? true,
    encoding: maybe(encoding, "encoding"),
    names: maybe(names, "names"),
    types: maybe(readings, "types") ?? new Map(),
    missing:
      missing &&
      new Set(["", ...missing.flatMap((cell) => [cell.trim(), Number(cell.trim() || Number.NaN)])]),
    inspectRows: maybe(count, "inspectRows") ?? 100_000,
    rows: maybe(count, "rows") ?? 10_000,
  };
}
