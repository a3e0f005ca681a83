// JSON: an object in each line, or an array of objects.
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import type { Block, OpenTable } from "./blocks.js";
import type { TextParts } from "./csv-blocks.js";
import { JsonArray, JsonLines, type JsonText, type JsonTexts } from "./json-texts.js";
import { Lines } from "./lines.js";
import type { Missing, TableSettings } from "./options.js";
import type { Column } from "./table.js";
import { Texts } from "./text-column.js";

/** JSON in which integers that a double does not give back as they are written are strings. */
function exact(json: string): string {
  let isInString = false;
  return json.replace(/\\.|"|-?\d[\d.eE+-]*/g, (token) => {
    if (token === '"') isInString = !isInString;
    const isExact = isInString || !/^-?\d{16,}$/.test(token) || `${Number(token)}` === token;
    return isExact ? token : `"${token}"`;
  });
}

type Value = string | number | boolean | null;

/** Cells that a text may have for each of its characters, beside the first of them: missing ones take none. */
const [CELLS_PER_CHARACTER, FREE_CELLS] = [64, 2 ** 24];

/** A column whose values tell what it is: numbers as long as all are, where nothing else was said. */
class JsonColumn {
  #numbers: number[] = [];
  #texts: Texts | undefined;
  #hasNumber = false;
  #isOpen: boolean;
  readonly #missing: Missing | undefined;

  constructor(type: "number" | "text" | undefined, missing: Missing | undefined) {
    if (type === "text") this.#texts = new Texts(0);
    this.#isOpen = type === undefined;
    this.#missing = missing;
  }

  close(): void {
    if (this.#isOpen && !this.#hasNumber && this.#texts === undefined) this.#toTexts();
    this.#isOpen = false;
  }

  /** Row `row` has this value, and the rows since the last have none. @returns whether it fits */
  push(row: number, value: Value): boolean {
    this.fill(row);
    const isNothing =
      value === null || this.#missing?.has(typeof value === "number" ? value : String(value).trim()) === true;
    if (this.#texts === undefined && !isNothing && typeof value !== "number") {
      if (!this.#isOpen) return false;
      this.#toTexts();
    }
    if (this.#texts !== undefined) this.#texts.push(isNothing ? "" : String(value));
    else {
      this.#hasNumber ||= !isNothing;
      this.#numbers.push(isNothing ? Number.NaN : (value as number));
    }
    return true;
  }

  /** Lets the rows before `row` have no value that have none yet. */
  fill(row: number): void {
    while ((this.#texts ?? this.#numbers).length < row) {
      if (this.#texts !== undefined) this.#texts.push("");
      else this.#numbers.push(Number.NaN);
    }
  }

  take(): Column {
    const column = this.#texts?.column() ?? Float64Array.from(this.#numbers);
    if (this.#texts !== undefined) this.#texts = new Texts(0);
    this.#numbers = [];
    return column;
  }

  #toTexts(): void {
    this.#texts = new Texts(this.#numbers.length);
    for (const number of this.#numbers) this.#texts.push(Number.isNaN(number) ? "" : String(number));
  }
}

/** @throws {ValueError} TABLE, NO_COLUMN; OPTION_VALUE for what says how cells are written */
export async function openJson(
  text: TextParts,
  format: "json" | "jsonl",
  settings: TableSettings,
): Promise<OpenTable> {
  for (const name of ["delimiter", "decimal"] as const) {
    if (settings[name]) throw fail.optionValue(name, settings[name], "none, as the text is JSON");
  }
  const texts = format === "json" ? new JsonArray(settings.name) : new JsonLines(settings.name);
  const reader = new JsonReader(texts, settings);
  await reader.inspect(text);
  return { names: reader.names, notes: [], blocks: reader.blocks(text) };
}

class JsonReader {
  readonly #texts: JsonTexts;
  readonly #settings: TableSettings;
  readonly #columns = new Map<string, JsonColumn>();
  #place = "line 1";
  #isAtEnd = false;
  #rows = 0;
  #lines = new Lines();
  #isOpen = true;
  #cells = 0;
  #characters = 0;

  constructor(texts: JsonTexts, settings: TableSettings) {
    this.#texts = texts;
    this.#settings = settings;
    for (const name of settings.names ?? []) this.#addColumn(name);
  }

  get names(): string[] {
    return [...this.#columns.keys()];
  }

  async inspect(text: TextParts): Promise<void> {
    const { types, name } = this.#settings;
    this.#readPart(text.head);
    while (this.#isOpen && !this.#isAtEnd) this.#readPart(await text.next());
    if (this.#isOpen) this.#close();
    if (this.#columns.size === 0) throw fail.emptyTable(name);
    for (const title of types.keys()) if (!this.#columns.has(title)) throw fail.noColumn(title, this.names);
  }

  async *blocks(text: TextParts): AsyncGenerator<Block, void, void> {
    yield this.#take();
    while (!this.#isAtEnd) {
      this.#readPart(await text.next());
      yield this.#take();
    }
  }

  /** @param part  undefined at the end of the text */
  #readPart(part: string | undefined): void {
    this.#isAtEnd = part === undefined;
    for (const text of this.#texts.read(part)) this.#readObject(text);
  }

  /** @throws {ValueError} TABLE for rows that lack so many values that a small text would fill the memory */
  #checkCells(rows: number): void {
    const cells = this.#cells + rows * this.#columns.size;
    if (cells <= FREE_CELLS + CELLS_PER_CHARACTER * this.#characters) return;
    throw fail.badJson(
      this.#settings.name,
      this.#place,
      `the rows so far lack nearly all of the ${this.#columns.size} columns`,
    );
  }

  #close(): void {
    this.#isOpen = false;
    this.#checkCells(this.#rows);
    for (const column of this.#columns.values()) {
      column.fill(this.#rows);
      column.close();
    }
  }

  #addColumn(name: string): JsonColumn {
    const column = new JsonColumn(this.#settings.types.get(name), this.#settings.missing);
    this.#columns.set(name, column);
    return column;
  }

  #readObject({ text, line, place }: JsonText): void {
    this.#place = place;
    const { name, types } = this.#settings;
    for (const [title, value] of Object.entries(this.#parsed(text, place))) {
      if (title.trim() === "") throw fail.badJson(name, place, "a value has no name");
      const column = this.#columns.get(title) ?? (this.#isOpen ? this.#addColumn(title) : undefined);
      if (column === undefined) throw fail.lateColumn(name, place, title);
      if (typeof value === "object" && value !== null) throw fail.nestedValue(name, place, title, value);
      const isInfinite = typeof value === "number" && !Number.isFinite(value);
      if (isInfinite || !column.push(this.#rows, value as Value))
        throw fail.noNumberCell(name, place, title, value, types.get(title) === "number");
    }
    this.#characters += text.length;
    this.#lines.add(this.#rows++, line);
    if (this.#isOpen && this.#rows === this.#settings.inspectRows) this.#close();
  }

  #parsed(text: string, place: string): Record<string, unknown> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw fail.badJson(this.#settings.name, place, "it is no JSON");
    }
    if (isRecord(value)) return /[\s:-]\d{16}/.test(text) ? JSON.parse(exact(text)) : value;
    throw fail.badJson(this.#settings.name, place, `it is ${fail.describe(value)}`);
  }

  #take(): Block {
    const rows = this.#rows;
    this.#checkCells(rows);
    this.#cells += rows * this.#columns.size;
    for (const column of this.#columns.values()) column.fill(rows);
    const block = {
      rows,
      lines: this.#lines,
      columns: [...this.#columns.values()].map((column) => column.take()),
    };
    this.#rows = 0;
    this.#lines = new Lines();
    return block;
  }
}
