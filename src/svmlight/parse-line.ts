import { isDigit, parseDecimal } from "../base/decimal.js";
import type { DType } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { sortRow } from "../data/sparse.js";
import type { ParsedRows } from "./data.js";
import type { IndexBase } from "./options.js";

/** What a line of the text may hold. */
export interface LineFormat {
  /** The least index, as it is written. */
  readonly first: number;
  /** The greatest index, as it is written. */
  readonly last: number;
  /** What a value must not overflow. */
  readonly dtype: DType;
  /** Whether a line may have several labels, or none. */
  readonly multilabel: boolean;
}

/** Columns are u32. */
const MAX_COLUMNS = 2 ** 32;

/** @param base  "auto" leaves open whether indices count from 0 or from 1 */
export function lineFormat(
  base: IndexBase | "auto",
  cols: number | undefined,
  dtype: DType,
  multilabel: boolean,
): LineFormat {
  const most = Math.min(cols ?? MAX_COLUMNS, MAX_COLUMNS);
  return { first: base === 1 ? 1 : 0, last: base === 0 ? most - 1 : most, dtype, multilabel };
}

/**
 * Parses the line `label qid:7 index:value index:value … # comment` that text [from, end) is, and adds its
 * row; a line without a token adds none.
 *
 * @param line  its number, from 1
 * @throws {ValueError} SVMLIGHT
 */
export function parseLine(
  text: string,
  from: number,
  end: number,
  line: number,
  format: LineFormat,
  rows: ParsedRows,
): void {
  let at = tokenStart(text, from, end);
  if (at === end) return;
  let to = tokenEnd(text, at, end);
  let label = 0;
  if (format.multilabel) {
    const word = text.slice(at, to);
    rows.sets.push(isElement(word) ? [] : labelsOf(word, line));
    if (isElement(word)) to = at;
  } else {
    label = parseDecimal(text, at, to);
    if (label - label !== 0) throw refusedLabel(line, text.slice(at, to));
  }
  at = tokenStart(text, to, end);
  if (text.startsWith("qid:", at)) {
    to = tokenEnd(text, at, end);
    if (!/^[-+]?\d+$/.test(text.slice(at + 4, to))) {
      throw fail.svmlightQuery(line, text.slice(at, to));
    }
    at = tokenStart(text, to, end);
  }
  const start = rows.indices.length;
  if (!parseElements(text, at, end, line, format, rows)) sortElements(line, rows, start);
  plainLength("y", rows.y.push(label));
  rows.indptr.push(rows.indices.length);
}

/** Whether a line that begins with this word has no label. */
const isElement = (word: string): boolean => /^\d+:/.test(word);

/** The labels of a list such as 1,3. @throws {ValueError} SVMLIGHT */
function labelsOf(word: string, line: number): number[] {
  return word.split(",").map((part) => {
    const label = parseDecimal(part, 0, part.length);
    if (label - label !== 0) throw fail.svmlightLabel(line, word);
    return label;
  });
}

/** What is wrong with a label: none is there, there are several, or it is no number. */
function refusedLabel(line: number, word: string): Error {
  if (isElement(word)) return fail.svmlightNoLabel(line, word);
  return word.includes(",") ? fail.svmlightLabels(line, word) : fail.svmlightLabel(line, word);
}

/** Adds the elements `index:value` of a row. @returns whether their indices ascend */
function parseElements(
  text: string,
  from: number,
  end: number,
  line: number,
  { first, last, dtype }: LineFormat,
  { indices, values }: ParsedRows,
): boolean {
  let ascends = true;
  let previous = -1;
  for (let at = from, to: number; at < end; at = tokenStart(text, to, end)) {
    let colon = at;
    let index = 0;
    for (let code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(++colon)) {
      index = index * 10 + code - ZERO;
    }
    to = tokenEnd(text, colon, end);
    if (colon === at || text.charCodeAt(colon) !== COLON) {
      throw fail.svmlightPair(line, text.slice(at, to));
    }
    if (index < first || index > last) throw fail.svmlightIndex(line, text.slice(at, to), first, last);
    const value = parseDecimal(text, colon + 1, to);
    const stored = dtype === "f32" ? Math.fround(value) : value;
    if (stored - stored !== 0) throw fail.svmlightValue(line, text.slice(at, to), dtype);
    ascends &&= index > previous;
    previous = index;
    indices.push(index);
    values.push(value);
  }
  return ascends;
}

/**
 * Puts the elements from `start` on in ascending order.
 *
 * @throws {ValueError} SVMLIGHT where an index repeats
 */
function sortElements(line: number, { indices, values }: ParsedRows, start: number): void {
  const sorted = indices.view(start);
  sortRow(sorted, values.view(start));
  for (let p = 1; p < sorted.length; p++) {
    if (sorted[p] === sorted[p - 1]) throw fail.svmlightTwice(line, sorted[p] as number);
  }
}

// Characters by their code.
const HASH = 35;
const ZERO = 48;
const COLON = 58;

/** A space, a tab, the CR of a CRLF, or the mark that some programs begin a file with. */
const isBlank = (code: number): boolean =>
  code > 32 ? code === 0xfeff : code === 32 || (code >= 9 && code <= 13);

/** Where the next token begins; `end` if none comes before the end of the line or a comment. */
function tokenStart(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at < end && text.charCodeAt(at) === HASH ? end : at;
}

function tokenEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === HASH) return at;
  }
  return end;
}
