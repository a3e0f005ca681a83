// The part of papaparse that is used: its parser of one piece of text. What is around it there, streams without
// back-pressure among it, is not needed.
import Papa from "papaparse";

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

interface ParserConfig {
  readonly delimiter: string;
  readonly newline: "\n";
  /** true for a text without quotes, undefined where the text decides. */
  readonly fastMode?: true | undefined;
  readonly preview?: number;
  /** Is told of each row, which is then not returned. */
  readonly step?: ((row: Result) => void) | undefined;
}

const Parser = Papa.Parser as unknown as new (config: ParserConfig) => PieceParser;

/** A parser of this configuration alone: what others have put on Object.prototype is none of it. */
export const parserOf = (config: ParserConfig): PieceParser =>
  new Parser(Object.assign(Object.create(null), config));
