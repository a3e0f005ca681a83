// Tables of a known number of rows, and what is left of them once characters are lost, added or changed: each is read, with
// the rows that it then has, or refused with a typed error that says where.
import { describe, expect, it } from "vitest";
import { KindError, ValueError } from "../../src/base/errors.js";
import { readTable, type Table, tableBatches } from "../../src/table/index.js";
import { Random } from "../support/random.js";

const random = new Random(1958);
const below = (n: number): number => random.integer(0, n - 1);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

const CELLS = [
  "",
  "1",
  "2.5",
  "-3e2",
  "NA",
  "male",
  "a b",
  "é🌸",
  "1,5",
  '"',
  'say "hi"',
  "two\nlines",
  "{",
  "\ufeff",
  " x ",
];
const PIECES = [
  '"',
  '""',
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r",
  "\r\n",
  "\n\n",
  "0",
  "x",
  " ",
  "\0",
  "{",
  "}",
  "sep=;",
  "\ufeff",
  "\ud83c",
];

/** A well-formed text: a header, and rows of as many cells. */
function wellFormed(): string {
  const [cols, rows] = [1 + below(4), below(8)];
  const [delimiter, end] = [pick([",", ";", "\t", "|"]), pick(["\n", "\r\n", "\r"])];
  const written = (cell: string): string =>
    /["\n,;\t|]/.test(cell) || below(4) === 0 ? `"${cell.replaceAll('"', '""')}"` : cell;
  const header = Array.from({ length: cols }, (_, j) => `c${j}`);
  const body = Array.from({ length: rows }, () => Array.from({ length: cols }, () => pick(CELLS)));
  return [header, ...body].map((row) => row.map(written).join(delimiter)).join(end) + pick(["", end]);
}

function jsonLines(): string {
  const record = () =>
    Object.fromEntries(
      Array.from({ length: below(4) }, (_, j) => [`c${j}`, pick([1, 2.5, "x", true, null])]),
    );
  return `${Array.from({ length: 1 + below(6) }, () => JSON.stringify({ c0: 1, ...record() })).join("\n")}\n`;
}

function mutated(text: string): string {
  const at = below(text.length + 1);
  const lost = pick([0, 0, 1, 1, 2, 5]);
  return text.slice(0, at) + pick(["", ...PIECES]) + text.slice(at + lost);
}

/** How many rows a text has by the rules of RFC 4180, read one character at a time; undefined where it breaks them. */
function countRows(text: string, delimiter: string): number | undefined {
  let [rows, cells, isQuoted, isClosed, isBlank, cell] = [0, 1, false, false, true, ""];
  const widths: number[] = [];
  const end = (): void => {
    if (!(isBlank && cells === 1)) {
      rows++;
      widths.push(cells);
    }
    [cells, isClosed, isBlank, cell] = [1, false, true, ""];
  };
  for (let i = 0; i <= text.length; i++) {
    const char = text[i] ?? "";
    if (isQuoted) {
      if (char === "") return undefined;
      if (char !== '"') continue;
      if (text[i + 1] === '"') i++;
      else [isQuoted, isClosed] = [false, true];
    } else if (char === "" || char === "\n") {
      if (char === "" && isBlank && cells === 1) break;
      end();
    } else if (char === delimiter) [cells, isClosed, isBlank, cell] = [cells + 1, false, false, ""];
    else if (char === '"' && cell === "" && !isClosed) [isQuoted, isBlank] = [true, false];
    else if (isClosed && char.trim() !== "") return undefined;
    else if (!isClosed) {
      cell += char;
      isBlank &&= char.trim() === "";
    }
  }
  return widths.some((width) => width !== widths[0]) ? undefined : rows - 1;
}

async function all(batches: AsyncIterable<Table>): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const table of batches) {
    for (let i = 0; i < table.rows; i++) rows.push([table.lineOf(i), ...Object.values(table.record(i))]);
  }
  return rows;
}

function* cut(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const size = 1 + below(9);
    yield text.slice(at, at + size);
    at += size;
  }
}

async function* one(table: Promise<Table>): AsyncGenerator<Table> {
  yield await table;
}

/** The rows, or the message of a typed error. */
const outcome = (rows: Promise<unknown[][]>): Promise<unknown[][] | string> =>
  rows.catch((error) => {
    if (!(error instanceof ValueError || error instanceof KindError)) throw error;
    expect(error.code).toMatch(/^[A-Z_]+$/);
    return error.message.replace(/^\w+: /, "");
  });

describe("20,000 mutated texts", () => {
  it("are read whole or refused by a typed error, the same in one piece, in parts and as bytes", async () => {
    const counts = { read: 0, refused: 0 };
    for (let round = 0; round < 20_000; round++) {
      let text = below(5) === 0 ? jsonLines() : wellFormed();
      for (let times = below(4); times > 0; times--) text = mutated(text);
      const whole = await outcome(all(one(readTable([text]))));
      counts[typeof whole === "string" ? "refused" : "read"]++;
      if (round % 4 === 0) continue;
      const rows = 1 + below(4);
      if (round % 4 === 1)
        expect(await outcome(all(tableBatches(cut(text), { rows }))), JSON.stringify(text)).toEqual(whole);
      if (round % 4 === 2 && !/\p{Surrogate}/u.test(text) && !text.includes("\0")) {
        const bytes = new TextEncoder().encode(text);
        expect(await outcome(all(one(readTable(bytes)))), JSON.stringify(text)).toEqual(whole);
      }
    }
    expect(counts.read).toBeGreaterThan(5_000);
    expect(counts.refused).toBeGreaterThan(5_000);
  }, 120_000);

  it("have the rows that a reader counts who goes by the rules, one character at a time: none lost, none made", async () => {
    for (let round = 0; round < 5_000; round++) {
      let text = wellFormed()
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll("\ufeff", "")
        .replaceAll(/[;\t|]/g, ",");
      for (let times = below(3); times > 0; times--) text = mutated(text).replaceAll(/\r\n?/g, "\n");
      if (text.startsWith("\ufeff")) continue;
      const counted = countRows(text, ",");
      const read = await outcome(all(one(readTable([text], { delimiter: ",", format: "csv" }))));
      if (counted === undefined || counted < 0) expect(read, JSON.stringify(text)).toBeTypeOf("string");
      else if (typeof read === "string")
        expect(read, JSON.stringify(text)).toMatch(/column (called|without)|a second column/);
      else expect(read.length, JSON.stringify(text)).toBe(counted);
    }
  }, 120_000);
});
