// Texts of tables, CSV and JSON, right ones and changed ones: each is read, with every row that it has, or refused by
// a typed error that says where; and it is the same in one piece, in parts wherever they are cut, as bytes and in batches.
import { gzipSync } from "node:zlib";
import { readTable, type Table, type TableOptions, tableBatches } from "../../../src/table/index.js";
import type { Random } from "../../support/random.js";
import {
  csvText,
  jsonArrayText,
  jsonLinesText,
  mutatedTable,
  rowsByTheRules,
} from "../../support/table-texts.js";
import { claim, claimEqual, refusal, type Target, without } from "../target.js";

interface Input {
  readonly text: string;
  /** How often it comes one behind the other: the format is told by its first 64 Ki characters. */
  readonly times: number;
  /** Characters or bytes in a part, and rows in a batch. */
  readonly part: number;
  readonly rows: number;
  readonly options: TableOptions;
  readonly encoding: "utf-8" | "utf-16le" | "gzip";
  /** Bytes that are changed: where, as a share of all, and to what. */
  readonly bytes: readonly (readonly [number, number])[];
}

const NAME = "people.csv";
const counts = { read: 0, refused: 0 };

function anyOptions(random: Random): TableOptions {
  const isOf = (share: number): boolean => random.uniform() < share;
  return {
    ...(isOf(0.1) && { delimiter: random.pick([",", ";", "\t", "|", " ", "x"]) }),
    ...(isOf(0.1) && { decimal: random.pick([".", ","]) }),
    ...(isOf(0.1) && { quote: isOf(0.3) }),
    ...(isOf(0.1) && { format: random.pick(["csv", "json", "jsonl"]) }),
    ...(isOf(0.1) && { types: { c0: random.pick(["number", "text"]) } }),
    ...(isOf(0.1) && { names: Array.from({ length: random.integer(1, 4) }, (_, j) => `c${j}`) }),
    ...(isOf(0.1) && { missing: ["x", "-", "0"] }),
    ...(isOf(0.3) && { inspectRows: random.integer(1, 5) }),
  };
}

interface Read {
  readonly names: readonly string[];
  readonly notes: readonly string[];
  /** The line of each row, and its cells. */
  readonly rows: readonly (readonly unknown[])[];
}

type Outcome = Read | string;

/** All rows, or the message of a typed error. */
async function outcome(tables: () => AsyncIterable<Table> | Promise<Table>): Promise<Outcome> {
  const rows: unknown[][] = [];
  let about = { names: [] as readonly string[], notes: [] as readonly string[] };
  try {
    const given = tables();
    for await (const table of given instanceof Promise ? [await given] : given) {
      about = { names: table.names, notes: table.notes };
      for (let i = 0; i < table.rows; i++) {
        const record = table.record(i);
        rows.push([table.lineOf(i), ...table.names.map((name) => record[name])]);
      }
    }
    return { ...about, rows };
  } catch (error) {
    const { code, message } = refusal(error);
    return `${code} ${message.replace(/^\w+: /, "")}`;
  }
}

function* cut<T extends string | Uint8Array>(whole: T, size: number): Generator<T> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size) as T;
}

/** Parts of what is long are longer, as each of them takes its time. */
const partOf = ({ part }: Input, { length }: { readonly length: number }): number =>
  Math.max(part, Math.ceil(length / 200));

function bytesOf({ encoding, bytes }: Input, text: string): Uint8Array {
  const marked = text.startsWith("\ufeff") ? text : `\ufeff${text}`;
  const plain = encoding === "utf-16le" ? Buffer.from(marked, "utf16le") : Buffer.from(text);
  const file = Uint8Array.from(encoding === "gzip" ? gzipSync(plain) : plain);
  for (const [share, value] of bytes) file[Math.floor(share * file.length)] = value;
  return file;
}

/** What nobody can read as it stands: what is refused says which line of the source is wrong. */
function claimPlace(found: Outcome, text: string): void {
  if (typeof found !== "string") return;
  const lines = text.split(/\r\n?|\n/).length;
  const line = /^TABLE people\.csv line (\d+)(?:, (?:column|element) [1-9]\d*)?: ./.exec(found)?.[1];
  const isOfWhole = /^(TABLE people\.csv is |NO_COLUMN |OPTION_VALUE .* as the text is JSON$)/.test(found);
  claim(
    isOfWhole || (line !== undefined && Number(line) >= 1 && Number(line) <= lines),
    () => `a refusal without its place among ${lines} lines: ${found}`,
  );
}

/** Every row of a text with its delimiter, by a reader that goes by the rules. */
async function claimRows(text: string): Promise<void> {
  const plain = text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
  const rows = rowsByTheRules(plain, ",");
  const names = Array.from({ length: rows?.[0]?.cells.length ?? 1 }, (_, j) => `n${j}`);
  const types = Object.fromEntries(names.map((name) => [name, "text" as const]));
  const found = await outcome(() =>
    readTable([text], { format: "csv", delimiter: ",", name: NAME, names, types }),
  );
  claimPlace(found, text);
  if (rows === undefined) {
    claim(typeof found === "string", () => "a text was read that breaks the rules");
    return;
  }
  claimEqual(
    typeof found === "string" ? found : found.rows,
    rows.map(({ line, cells }) => [line, ...cells.map((cell) => cell.trim() || null)]),
    "the rows and those that the rules say",
  );
}

/** The objects of JSON lines with their lines, or of an array with those that were found. */
function recordsOf(
  text: string,
  format: "json" | "jsonl",
  { rows }: Read,
): [line: unknown, record: object][] {
  const plain = text.replace(/^\ufeff/, "");
  if (format === "json")
    return JSON.parse(plain.trim()).map((record: object, i: number) => [rows[i]?.[0], record]);
  const lines = plain.split(/\r\n?|\n/);
  return lines.flatMap((line, i) => (line.trim() === "" ? [] : [[i + 1, JSON.parse(line)]]));
}

/** Every value of JSON, by a parser of the whole. */
function claimValues(found: Read, text: string, format: "json" | "jsonl"): void {
  const { names, rows } = found;
  const wanted = recordsOf(text, format, found).map(([line, record]) => [
    line,
    ...names.map((name) => (Object.hasOwn(record, name) ? record[name as never] : null)),
  ]);
  const text1 = (value: unknown): string => String(value ?? "").trim();
  claimEqual(
    rows.map((row) => row.map(text1)),
    wanted.map((row) => row.map(text1)),
    "the values and those of the objects",
  );
}

export const table: Target<Input> = {
  name: "table",
  inputs: 9000,
  generate(random) {
    let text = random.pick([csvText, csvText, csvText, csvText, jsonLinesText, jsonArrayText])(random);
    for (let times = random.integer(0, 3); times > 0; times--) text = mutatedTable(random, text);
    return {
      text,
      times: random.uniform() < 0.004 ? Math.ceil(random.integer(60_000, 300_000) / (text.length + 1)) : 1,
      ...{ part: random.integer(1, 12), rows: random.integer(1, 5) },
      options: random.uniform() < 0.5 ? {} : anyOptions(random),
      encoding: random.uniform() < 0.05 ? "gzip" : random.pick(["utf-8", "utf-16le"]),
      bytes:
        random.uniform() < 0.15
          ? Array.from({ length: random.integer(1, 3) }, () => [random.uniform(), random.integer(0, 255)])
          : [],
    };
  },
  async check(input) {
    const text = input.text.repeat(input.times);
    const options = { name: NAME, ...input.options };
    const whole = await outcome(() => readTable([text], options));
    counts[typeof whole === "string" ? "refused" : "read"]++;
    claimPlace(whole, text);
    const size = partOf(input, text);
    claimEqual(await outcome(() => readTable(cut(text, size), options)), whole, "a text and its parts");
    const { rows } = input;
    const most = text.length > 10_000 ? 1000 * rows : rows;
    const batches = await outcome(() => tableBatches(cut(text, size), { ...options, rows: most }));
    const isEmpty = typeof whole !== "string" && whole.rows.length === 0;
    claimEqual(isEmpty ? whole : batches, whole, "a table and its batches");
    const file = bytesOf(input, text);
    const read = await outcome(() => readTable(file, options));
    const asParts = await outcome(() => readTable(cut(file, partOf(input, file)), options));
    const mayDiffer = input.bytes.length > 0 && input.encoding === "gzip"; // it is damaged somewhere, and wrong somewhere else
    claimEqual(mayDiffer ? typeof asParts : asParts, mayDiffer ? typeof read : read, "bytes and their parts");
    const isSame = input.bytes.length === 0 && !text.includes("\0") && !/\p{Surrogate}/u.test(text);
    if (isSame) claimEqual(read, whole, "a text and its bytes");
    if (input.times === 1) await claimRows(text);
    const begin = /^\ufeff?\s*(\{|\[\s*\{)/.exec(text)?.[1];
    const format = input.options.format ?? (begin && (begin === "{" ? "jsonl" : "json"));
    const isJson = format === "json" || format === "jsonl";
    if (isJson && typeof whole !== "string" && !input.options.missing) claimValues(whole, text, format);
    return 1;
  },
  *shrink(input) {
    if (input.times > 1)
      for (const times of [1, input.times >> 1, input.times - 1]) yield { ...input, times };
    if (input.bytes.length > 0) yield { ...input, bytes: [] };
    for (const key of Object.keys(input.options) as (keyof TableOptions)[]) {
      const { [key]: _, ...options } = input.options;
      yield { ...input, options };
    }
    for (const text of without(input.text)) yield { ...input, text };
  },
  summary: () => `${counts.read} read, ${counts.refused} refused`,
};
