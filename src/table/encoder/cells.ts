// A column as the encoder learned it: what another table has as numbers may be texts in the first, and the reverse.
import { parseDecimal } from "../../base/decimal.js";
import * as fail from "../../base/texts.js";
import { MISSING_NUMBERS } from "../options.js";
import { type Column, isText } from "../table.js";
import { type TextColumn, Texts } from "../text-column.js";

/** @throws {ValueError} TABLE for a text that is no number */
export function asNumbers(
  name: string,
  column: Column,
  lineOf: (row: number) => number | undefined,
): Float64Array {
  if (!isText(column)) return column;
  const values = column.dictionary.map((text) => {
    if (MISSING_NUMBERS.has(text)) return Number.NaN;
    const value = parseDecimal(text, 0, text.length);
    return Number.isFinite(value) ? value : undefined;
  });
  return Float64Array.from(column.codes, (code, row) => {
    const value = values[code];
    if (value === undefined) throw fail.noNumberIn(lineOf(row), name, column.dictionary[code] as string);
    return value;
  });
}

export function asTexts(column: Column): TextColumn {
  if (isText(column)) return column;
  const texts = new Texts(column.length);
  for (const value of column) texts.push(Number.isNaN(value) ? "" : String(value));
  return texts.column();
}
