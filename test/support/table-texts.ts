// Texts of tables for fuzzing, and a reader that goes by the rules, one character at a time.
import type { Random } from "./random.js";

const CELLS = [
  ...["", "1", "2.5", "-3e2", "NA", "male", "a b", "é🌸", "1,5", "1.234,5", '"', 'say "hi"', "two\nlines"],
  ...["{", "\ufeff", " x ", " ", "1e400", "00", "+.5", "2020-01-31", "-", "null", "0", "2"],
];
const PIECES = [
  ...['"', '""', ",", ";", "\t", "|", "\n", "\r", "\r\n", "\n\n", "0", "x", " ", "\0", "{", "}", "sep=;"],
  ...["\ufeff", "\ud83c", '"\n', '",', "[", ":", "1e400", "true", "\\u0000", "\\"],
];
const NAMES = ["c0", "c1", "c2", "c3", "", "1.5", "__proto__", "c0", "a,b", "é"];
const VALUES = [1, 2.5, "x", true, null, " y ", "", -0, 1e308, "NA", [1], { a: 1 }];

/** A header, and rows of as many cells. */
export function csvText(random: Random): string {
  const [cols, rows] = [random.integer(1, 4), random.integer(0, 7)];
  const delimiter = random.pick([",", ",", ";", "\t", "|"]);
  const end = random.pick(["\n", "\n", "\r\n", "\r"]);
  const written = (cell: string): string =>
    /["\n,;\t|]/.test(cell) || random.uniform() < 0.2 ? `"${cell.replaceAll('"', '""')}"` : cell;
  const isPlain = random.uniform() < 0.8;
  const header = Array.from({ length: cols }, (_, j) => (isPlain ? `c${j}` : random.pick(NAMES)));
  const countsRows = random.uniform() < 0.1;
  if (countsRows) header[0] = "";
  const isNumber = Array.from({ length: cols }, () => random.uniform() < 0.4);
  const cellOf = (i: number, j: number): string => {
    if (countsRows && j === 0) return String(i);
    return isNumber[j] && random.uniform() < 0.95
      ? random.pick(["1", "2.5", "-3e2", "0"])
      : random.pick(CELLS);
  };
  const body = Array.from({ length: rows }, (_, i) => header.map((_, j) => cellOf(i, j)));
  return [header, ...body].map((row) => row.map(written).join(delimiter)).join(end) + random.pick(["", end]);
}

function jsonRecords(random: Random): unknown[] {
  const value = () => (random.uniform() < 0.9 ? random.pick(VALUES.slice(0, 8)) : random.pick(VALUES));
  const record = () =>
    Object.fromEntries(
      Array.from({ length: random.integer(0, 3) }, (_, j) => [
        random.uniform() < 0.9 ? `c${j}` : random.pick(NAMES),
        value(),
      ]),
    );
  return Array.from({ length: random.integer(1, 6) }, () => ({ c0: 1, ...record() }));
}

/** An object in each line. */
export function jsonLinesText(random: Random): string {
  const lines = jsonRecords(random).map((record) => JSON.stringify(record));
  return `${lines.join(random.pick(["\n", "\n", "\n\n", "\r\n"]))}\n`;
}

/** An array of objects, in one line or in many. */
export const jsonArrayText = (random: Random): string =>
  JSON.stringify(jsonRecords(random), null, random.pick(["", " ", "\t"])) + random.pick(["", "\n"]);

/** A text with characters lost, put in or changed in one place. */
export function mutatedTable(random: Random, text: string): string {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + random.pick(["", ...PIECES]) + text.slice(at + random.pick([0, 0, 1, 1, 2, 5]));
}

export interface PlainRow {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a text by the rules of RFC 4180, blank lines left out; undefined where the text breaks the rules, or not all
 * rows have as many cells.
 *
 * @param text  with \n at the end of each line
 */
export function rowsByTheRules(text: string, delimiter: string): PlainRow[] | undefined {
  const rows: PlainRow[] = [];
  let cells: string[] = [];
  let [cell, isQuoted, wasQuoted, hasQuotes, line, first] = ["", false, false, false, 1, 1];
  const endCell = (): void => {
    cells.push(cell);
    [cell, wasQuoted] = ["", false];
  };
  const endRow = (): void => {
    endCell();
    if (hasQuotes || cells.length > 1 || cells[0]?.trim() !== "") rows.push({ line: first, cells });
    [cells, hasQuotes, first] = [[], false, line + 1];
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (isQuoted) {
      if (char === '"' && text[i + 1] === '"') cell += text[++i];
      else if (char === '"') [isQuoted, wasQuoted] = [false, true];
      else cell += char;
    } else if (char === "\n") endRow();
    else if (char === delimiter) endCell();
    else if (char === '"' && cell === "" && !wasQuoted) [isQuoted, hasQuotes] = [true, true];
    else if (!wasQuoted) cell += char;
    else if (char.trim() !== "") return undefined;
    if (char === "\n") line++;
  }
  if (isQuoted) return undefined;
  endRow();
  return rows.some((row) => row.cells.length !== rows[0]?.cells.length) ? undefined : rows;
}
