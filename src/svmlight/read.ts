import type { DType } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { checkOptions, count } from "../data/options.js";
import { emptyRows, type ParsedRows, type SvmlightData, toSvmlightData } from "./data.js";
import { readDType, readIndexBaseOrAuto } from "./options.js";
import { type LineFormat, lineFormat, parseLine } from "./parse-line.js";

/** How the text is read. */
export interface ReadOptions {
  /** How many columns X has. Default: as many as the greatest index needs. */
  cols?: number | undefined;
  /** Whether indices count from 0; "auto": if one of them is 0. Default "auto". */
  zeroBased?: boolean | "auto" | undefined;
  /** The element type of X. Default "f64". */
  dtype?: DType | undefined;
}

/**
 * Reads the text format of svmlight and libsvm: a row in a line, `label index:value index:value … # comment`
 * (scikit-learn's load_svmlight_file). Indices may come in any order; `qid:…` behind the label is passed
 * over, and so are comments and blank lines.
 *
 * @param text     the whole of it
 * @param options  cols, zeroBased, dtype
 * @returns X [n×d], every element that the text names, and y [n]
 * @throws {ValueError} SVMLIGHT, with the number of the line; OPTION_VALUE, OUT_OF_MEMORY
 * @throws {KindError} WRONG_KIND, OPTIONS, UNKNOWN_OPTION, OPTION_KIND
 */
export function readSvmlight(text: string, options: ReadOptions = {}): SvmlightData {
  return call("readSvmlight", () => {
    if (typeof text !== "string") throw fail.wrongKind("text", "a string", text);
    options = checkOptions(options, ["cols", "zeroBased", "dtype"]);
    const cols = options.cols === undefined ? undefined : count("cols", options.cols);
    const dtype = readDType(options.dtype);
    const requested = readIndexBaseOrAuto(options.zeroBased);
    const rows = parseText(text, lineFormat(requested, cols, dtype));
    const base = requested !== "auto" ? requested : rows.indices.view().includes(0) ? 0 : 1;
    const greatest = rows.indices.view().reduce((most, index) => Math.max(most, index), base - 1);
    // Only "auto" lets an index through that is one too great; the line that has it is found by reading again.
    const format = lineFormat(base, cols, dtype);
    if (greatest > format.last) parseText(text, format);
    return toSvmlightData(rows, base, cols ?? greatest + 1 - base, dtype);
  });
}

/** All rows of a text, their indices as they are written. @throws {ValueError} SVMLIGHT */
function parseText(text: string, format: LineFormat): ParsedRows {
  const rows = emptyRows();
  let line = 0;
  for (let at = 0, end: number; at < text.length; at = end + 1) {
    end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    parseLine(text, at, end, ++line, format, rows);
  }
  return rows;
}
