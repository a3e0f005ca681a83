import * as fail from "../base/texts.js";
import { newlines } from "./decode.js";
import { Lines } from "./lines.js";
import { type Dialect, type ParseError, parserOf } from "./papaparse.js";

/** Rows of equally many cells, and the line on which each begins. */
export interface Rows {
  readonly cells: readonly (readonly string[])[];
  readonly lines: Lines;
  /** What is wrong behind them: it is thrown once they have been read, so that the first fault of a text is reported however it comes. */
  readonly fault?: Error | undefined;
}

/**
 * A row is at most so long, in characters. A quote that is never closed makes a row of all that follows: it is then not read
 * to the end of a file that does not fit into memory.
 */
export const MOST_ROW_LENGTH = 2 ** 24;

/**
 * The rows of a text that comes in parts, with the rules of RFC 4180: blank lines are passed over, cells are as they are
 * written, and what the rules do not allow is refused.
 */
export class CsvRows {
  /** The text of a row that has not ended. */
  #rest = "";
  /** How long the rest has to be before it is looked at again, so that a long row is not read once for each part. */
  #enough = 0;
  /** The line on which the rest begins. */
  #line: number;
  #width: number | undefined;
  readonly #dialect: Dialect;
  readonly #name: string | undefined;

  /** @param width  how many cells a row has; by default as many as the first */
  constructor(dialect: Dialect, name: string | undefined, line: number, width?: number) {
    this.#dialect = dialect;
    this.#name = name;
    this.#line = line;
    this.#width = width;
  }

  /**
   * The rows that end in this part, up to the first that is wrong.
   *
   * @param isLast  whether the text ends here
   */
  read(part: string, isLast: boolean): Rows {
    // A last line without its end is one like the others.
    const text = this.#rest + part + (isLast ? "\n" : "");
    if (!isLast && text.length < this.#enough) {
      this.#rest = text;
      return { cells: [], lines: new Lines() };
    }
    const { data, errors, meta } = parserOf(this.#dialect).parse(text, 0, !isLast);
    const error = errors.find(({ row }) => isLast || row < data.length);
    const end = isLast ? text.length : meta.cursor;
    this.#rest = text.slice(end);
    this.#enough = 2 * this.#rest.length;
    const fault = error ? this.#quoteError(text, error) : this.#lengthError(text.slice(0, end));
    return this.#checked(data.slice(0, error?.row), text.slice(0, end), isLast, fault);
  }

  /** The rows that are not blank, up to the first that has more cells, or fewer, than the one before. */
  #checked(
    data: readonly (readonly string[])[],
    text: string,
    isLast: boolean,
    fault: Error | undefined,
  ): Rows {
    const lines = new Lines();
    const cells: (readonly string[])[] = [];
    // Where there is no more than one line end for each row, no cell has one. The last row of all has none.
    const areLines = newlines(text) <= data.length - (isLast ? 1 : 0);
    const isBlank = (row: readonly string[]): boolean => row.length === 1 && (row[0] as string).trim() === "";
    const quoted =
      this.#dialect.quote && text.includes('"') && data.some(isBlank) ? this.#quoted(text) : undefined;
    for (const [i, row] of data.entries()) {
      const line = this.#line;
      this.#line += areLines ? 1 : 1 + row.reduce((sum, cell) => sum + newlines(cell), 0);
      if (isBlank(row) && !quoted?.has(i)) continue;
      this.#width ??= row.length;
      if (row.length !== this.#width) {
        return { cells, lines, fault: fail.raggedLine(this.#name, line, row.length, this.#width) };
      }
      lines.add(cells.length, line);
      cells.push(row);
    }
    return { cells, lines, fault };
  }

  /** @param text  the rows before the rest */
  #lengthError(text: string): Error | undefined {
    return this.#rest.length > MOST_ROW_LENGTH
      ? fail.rowTooLong(this.#name, `line ${this.#line + newlines(text)}`, MOST_ROW_LENGTH)
      : undefined;
  }

  /** The rows that have a quote: a line with an empty cell in quotes is not blank. */
  #quoted(text: string): Set<number> {
    const rows = new Set<number>();
    let [row, from] = [0, 0];
    parserOf(this.#dialect, {
      step({ meta }) {
        if (text.slice(from, meta.cursor).includes('"')) rows.add(row);
        [row, from] = [row + 1, meta.cursor];
      },
    }).parse(text, 0, false);
    return rows;
  }

  #quoteError(text: string, { code, index }: ParseError): Error {
    const before = parserOf(this.#dialect).parse(text.slice(0, index - 1), 0, false).data;
    const line = this.#line + newlines(text.slice(0, index));
    const column = before.at(-1)?.length ?? 1;
    return code === "MissingQuotes"
      ? fail.openQuote(this.#name, line, column)
      : fail.textBehindQuote(this.#name, line, column);
  }
}
