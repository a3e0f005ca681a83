// What a person sees: colours where the terminal has them, columns, bars.

import { stripVTControlCharacters, styleText } from "node:util";
import { harmless } from "../base/words.js";

export type Print = (text: string) => void;

/** So wide is a screen that says nothing of itself; on a wider one, lines stay readable. */
const NARROW = 80;
const WIDE = 100;

export const screenWidth = ({ columns }: { columns?: number } = process.stdout): number =>
  Math.min(columns || NARROW, WIDE);

type Style = "bold" | "cyan" | "dim" | "green" | "magenta" | "red" | "yellow";

/** Colours where the standard output is a terminal that has them and NO_COLOR does not forbid them. */
export function paint(style: Style, text: string): string {
  const { stdout } = process;
  return text !== "" && stdout.isTTY && stdout.hasColors() ? styleText(style, text) : text;
}

/** Characters that take two columns: those of East Asia, and emoji. */
const DOUBLE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\u{20000}-\u{3ffff}\p{Emoji_Presentation}]/u;

const columnsOf = (character: string): number =>
  /\p{Mn}/u.test(character) ? 0 : DOUBLE.test(character) ? 2 : 1;

/** How many columns a text takes: what is painted on it takes none. */
export const widthOf = (text: string): number =>
  [...stripVTControlCharacters(text)].reduce((sum, character) => sum + columnsOf(character), 0);

/**
 * Text from a file or of a person, on one line, with nothing in it that a terminal would obey.
 *
 * @param width  at most so many columns
 * @param tail   of which so many are of its end
 */
export function clipped(text: string, width = Number.POSITIVE_INFINITY, tail = 0): string {
  const line = harmless(stripVTControlCharacters(text));
  if (widthOf(line) <= width) return line;
  const fitting = (characters: string[], most: number): string[] =>
    characters.filter((character) => {
      most -= columnsOf(character);
      return most >= 0;
    });
  const end = fitting([...line].reverse(), tail).reverse();
  return [...fitting([...line], width - 1 - tail), "…", ...end].join("");
}

/** A name in so many columns, cut in its middle: long names often differ at their ends alone. */
export const clippedName = (text: unknown, width: number): string =>
  clipped(String(text), width, (width - 1) >> 1);

const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - widthOf(text))) + text;

/** Rows of cells as lines, each column as wide as its widest cell. @param right  the columns that are numbers */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [j, cell] of row.entries()) widths[j] = Math.max(widths[j] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, j) => (right.includes(j) ? padStart : padEnd)(cell, widths[j] as number))
      .join("  ")
      .trimEnd(),
  );
}

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w./:,=+-]+$/.test(word) ? word : `'${clipped(word).replaceAll("'", "'\\''")}'`;

/** Words with commas between, or whatever else, in lines of at most so many columns. */
export function inLines(words: readonly string[], width: number, between = ", "): string[] {
  const lines = [""];
  for (const word of words) {
    const last = lines.at(-1) as string;
    if (last === "") lines[lines.length - 1] = word;
    else if (widthOf(last + between + word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last}${between}${word}`;
  }
  return lines;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A share of `width` columns as a bar, to an eighth of a column. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7];
}

/** Values ≥ 0 as a row of blocks whose height is in proportion; the lowest stands for 0, the full block for the largest. */
export function sparkline(values: readonly number[], columns: number): string {
  const width = Math.min(columns, values.length);
  const means = Array.from({ length: width }, (_, i) => {
    const bin = values.slice(
      Math.floor((i * values.length) / width),
      Math.floor(((i + 1) * values.length) / width),
    );
    return bin.reduce((sum, value) => sum + value, 0) / bin.length;
  });
  const most = Math.max(...means);
  return means.map((mean) => "▁▂▃▄▅▆▇█"[most > 0 ? Math.round((7 * mean) / most) : 0]).join("");
}

/** A share in percent with one decimal; only all is 100.0 %, and only nothing 0.0 %. */
export const percent = (share: number): string =>
  `${(share === 0 || share === 1 ? 100 * share : Math.min(99.9, Math.max(0.1, 100 * share))).toFixed(1)} %`;

const thousands = new Intl.NumberFormat("en");
export const quantity = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${thousands.format(count)} ${count === 1 ? noun : nouns}`;
export const grouped = (count: number): string => thousands.format(count);

/** A term of a sum, behind its sign. */
export const signedTerm = (value: number | bigint): string => (value < 0 ? `− ${-value}` : `+ ${value}`);

/** 1234567 as "1.2 M". */
export function short(value: number): string {
  const units = [
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
    [1, " "],
  ] as const;
  const [size, unit] = units.find(([least]) => value >= least) ?? [1, " "];
  const scaled = value / size;
  return `${scaled < 10 && size > 1 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** Where the words of a command go: lines for a person, or one object for a program. */
export class Console {
  readonly #mode: "lines" | "json" | "quiet";
  readonly #print: Print;

  constructor({ json, quiet }: { json?: boolean | undefined; quiet?: boolean | undefined }, print: Print) {
    this.#mode = json ? "json" : quiet ? "quiet" : "lines";
    this.#print = print;
  }

  /** For people, unless they want it quiet. */
  say: Print = (text) => {
    if (this.#mode === "lines") this.#print(text);
  };

  /** For programs. */
  tell(value: object): void {
    if (this.#mode === "json") this.#print(JSON.stringify(value, null, 2));
  }

  /** For both. */
  answer(text: string, value: object): void {
    if (this.#mode === "json") this.tell(value);
    else this.#print(text);
  }
}
