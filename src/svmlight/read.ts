import type { DType } from "../base/dtype.js";
import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { checkOptions, count } from "../data/options.js";
import {
  emptyRows,
  type MultilabelData,
  type ParsedRows,
  type SvmlightData,
  toMultilabelData,
  toSvmlightData,
} from "./data.js";
import { declaredBase, type IndexBase, readDType, readIndexBaseOrAuto, readMultilabel } from "./options.js";
import { type LineFormat, lineFormat, parseLine } from "./parse-line.js";

/** How the text is read. */
export interface ReadOptions {
  /** How many columns X has. Default: as many as the greatest index needs. */
  cols?: number | undefined;
  /** Whether indices count from 0; "auto": if one of them is 0, or a comment says so. Default "auto". */
  zeroBased?: boolean | "auto" | undefined;
  /** The element type of X. Default "f64". */
  dtype?: DType | undefined;
  /**
   * Whether a line may have several labels, as in `1,3 5:0.5`, or none: y is then a matrix of 0 and 1. true makes a column
   * of each label that occurs, ascending; an array names them. Default false.
   */
  multilabel?: boolean | readonly number[] | undefined;
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
export function readSvmlight(
  text: string,
  options: ReadOptions & { multilabel: true | readonly number[] },
): MultilabelData;
export function readSvmlight(
  text: string,
  options?: ReadOptions & { multilabel?: false | undefined },
): SvmlightData;
export function readSvmlight(text: string, options: ReadOptions = {}): SvmlightData | MultilabelData {
  return call("readSvmlight", () => {
    if (typeof text !== "string") throw fail.wrongKind("text", "a string", text);
    options = checkOptions(options, ["cols", "zeroBased", "dtype", "multilabel"]);
    const cols = options.cols === undefined ? undefined : count("cols", options.cols);
    const dtype = readDType(options.dtype);
    const requested = readIndexBaseOrAuto(options.zeroBased);
    const multilabel = readMultilabel(options.multilabel);
    const several = multilabel !== false;
    const rows = parseText(text, lineFormat(requested, cols, dtype, several));
    const found = rows.indices.view().includes(0) ? 0 : (declaredIn(text) ?? 1);
    const base = requested === "auto" ? found : requested;
    const greatest = rows.indices.view().reduce((most, index) => Math.max(most, index), base - 1);
    // Only "auto" lets an index through that is one too great; the line that has it is found by reading again.
    const format = lineFormat(base, cols, dtype, several);
    if (greatest > format.last) parseText(text, format);
    const shape = [base, cols ?? greatest + 1 - base, dtype] as const;
    if (multilabel === false) return toSvmlightData(rows, ...shape);
    return toMultilabelData(rows, multilabel === true ? undefined : multilabel, ...shape);
  });
}

/** What the comments before the first row say of the indices. */
function declaredIn(text: string): IndexBase | undefined {
  const [comments] = /^(?:\s*#[^\n]*(?:\n|$))*/.exec(text) as RegExpExecArray;
  return comments
    .split("\n")
    .map(declaredBase)
    .find((base) => base !== undefined);
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
