// The part of papaparse that is used: its parser of one piece of text. What is around it there, streams without
// back-pressure among it, is not needed.
import Papa from "papaparse";

/** How cells are written. */
export interface Dialect {
  readonly delimiter: string;
  /** Whether a cell may be put in quotes. */
  readonly quote: boolean;
}

export interface ParseError {
  readonly code: "MissingQuotes" | "InvalidQuotes";
  /** The row that it is in, which may not have been completed. */
  readonly row: number;
  /** Behind the quote that opens the cell. */
  readonly index: number;
}

interface Result {
  readonly data: string[][];
  readonly errors: readonly ParseError[];
  /** `cursor`: where the rows that were returned end. */
  readonly meta: { readonly cursor: number };
}

interface PieceParser {
  /** @param ignoreLastRow  whether the row that the text ends in is left to the next piece */
  parse(text: string, baseIndex: number, ignoreLastRow: boolean): Result;
}

interface ParserOptions {
  /** How many rows are read at most. */
  readonly preview?: number;
  /** Called with each row, which is then not returned. */
  readonly step?: (row: Pick<Result, "meta">) => void;
}

const Parser = Papa.Parser as new (config: object) => PieceParser;

/** A parser of texts in a dialect, whose lines end in \n. */
export function parserOf({ delimiter, quote }: Dialect, options: ParserOptions = {}): PieceParser {
  const fastMode = quote ? undefined : true; // which takes no quote for one; otherwise the text decides
  // What others have put on Object.prototype is no option.
  return new Parser(Object.assign(Object.create(null), { delimiter, newline: "\n", fastMode }, options));
}
