// What is learned of a column while its rows come, in any number of batches: nothing depends on where these end.
import * as fail from "../../base/texts.js";
import { type Column, isText } from "../table.js";
import type { TextColumn } from "../text-column.js";
import { asNumbers, asTexts } from "./cells.js";
import { ColumnMoments } from "./column-moments.js";
import { calendarOf, type DateOrder, type DateReading, parseDate } from "./dates.js";
import type { EncodedType, EncoderSettings } from "./options.js";
import { wordsOf } from "./tokens.js";

/** So many different values are compared, to tell whether all are different. */
const MOST_COMPARED = 10_000;

export interface DateMoments {
  readonly year: ColumnMoments;
  readonly trend: ColumnMoments;
}

/** What the rows so far say of a column. */
export class LearnedColumn {
  rows = 0;
  missing = 0;
  /** Of a column of numbers. */
  readonly moments = new ColumnMoments();
  /** The row number that the next number has to be, as long as they count rows from 0 or 1. */
  #next: number | undefined;
  countsRows = true;
  /** The different texts, as long as they are few enough to matter; then undefined. */
  texts: Set<string> | undefined = new Set();
  /** Whether no value came twice, as far as that was looked at; of numbers, whether they are integers too. */
  areAllDifferent = true;
  #integers: Set<number> | undefined = new Set();
  /** How many words the texts have that were compared, and how many texts these were. */
  words = 0;
  compared = 0;
  /** The orders of day, month and year in which every text is a date, with what they make of it. */
  readonly dates = new Map<DateOrder, DateMoments>();
  hasTime = false;
  /** A date that would be another one with day and month exchanged. */
  ambiguous: string | undefined;
  #mayBeDates: boolean;
  /** As the option `types` has it: nothing is learned of what it ignores. */
  readonly type: Exclude<EncodedType, "ignore"> | undefined;
  readonly #maxCategories: number;
  /** The first text that is no date as those before it are. */
  odd: { readonly line: number; readonly text: string } | undefined;

  constructor(
    readonly name: string,
    readonly isText: boolean,
    { types, maxCategories }: EncoderSettings,
  ) {
    this.type = types.get(name) as typeof this.type;
    this.#mayBeDates = this.type === undefined || this.type === "date";
    this.#maxCategories = this.type === "category" ? Infinity : maxCategories;
    for (const order of ["ymd", "dmy", "mdy"] as const) {
      this.dates.set(order, { year: new ColumnMoments(), trend: new ColumnMoments() });
    }
  }

  /** What is to be added of a batch, checked. @throws {ValueError} COLUMN_KIND, TABLE for a text that is no number */
  prepare(column: Column, lineOf: (row: number) => number): Column {
    const isOther = this.type === undefined && isText(column) !== this.isText && !isEmpty(column);
    if (isOther) throw fail.columnKind(this.name, this.isText);
    const isNumber = this.type === "number" || (this.type === undefined && !this.isText);
    return isNumber ? asNumbers(this.name, column, lineOf) : asTexts(column);
  }

  /** @param column  as `prepare` gave it */
  add(column: Column, lineOf: (row: number) => number): void {
    if (isText(column)) this.#addTexts(column, lineOf);
    else this.#addNumbers(column);
  }

  #addNumbers(numbers: Float64Array): void {
    this.rows += numbers.length;
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i] as number;
      this.#next ??= x === 1 ? 1 : 0;
      this.countsRows &&= x === this.#next++;
      if (Number.isNaN(x)) this.missing++;
      else {
        this.moments.add(x);
        if (this.#integers !== undefined) this.#compareIntegers(this.#integers, x);
      }
    }
  }

  #compareIntegers(integers: Set<number>, x: number): void {
    this.areAllDifferent = Number.isInteger(x) && !integers.has(x);
    integers.add(x);
    if (!this.areAllDifferent || integers.size === MOST_COMPARED) this.#integers = undefined;
  }

  #addTexts({ dictionary, codes }: TextColumn, lineOf: (row: number) => number): void {
    this.rows += codes.length;
    const readings: (DateReading | null | undefined)[] = [];
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      const text = dictionary[code] as string;
      if (text === "") {
        this.missing++;
        continue;
      }
      if (this.texts !== undefined) this.#compare(this.texts, text);
      if (!this.#mayBeDates) continue;
      if (readings[code] === undefined) readings[code] = parseDate(text, this.type === "date") ?? null;
      this.#addDate(text, readings[code] as DateReading | null, () => lineOf(i));
    }
  }

  #compare(texts: Set<string>, text: string): void {
    if (this.areAllDifferent) {
      this.words += wordsOf(text).length;
      this.compared++;
    }
    if (texts.has(text)) this.areAllDifferent = false;
    else texts.add(ownText(text));
    const isCompared = this.areAllDifferent && texts.size < MOST_COMPARED;
    if (texts.size > this.#maxCategories && !isCompared) this.texts = undefined;
  }

  #addDate(text: string, reading: DateReading | null, line: () => number): void {
    for (const [order, { year, trend }] of this.dates) {
      const time = reading?.[order];
      if (time === undefined) this.dates.delete(order);
      else {
        year.add(calendarOf(time).year);
        trend.add(time);
      }
    }
    this.#mayBeDates = this.dates.size > 0;
    if (!this.#mayBeDates) this.odd = { line: line(), text };
    if (reading === null) return;
    this.hasTime ||= reading.hasTime;
    if (reading.dmy !== undefined && reading.mdy !== undefined && reading.dmy !== reading.mdy) {
      this.ambiguous ??= ownText(text);
    }
  }
}

/** A column of texts without one, as a batch without any number in it has it. */
const isEmpty = (column: Column): boolean =>
  isText(column)
    ? column.codes.every((code) => column.dictionary[code] === "")
    : column.every((value) => Number.isNaN(value));

/** A copy: what an engine cuts out of a long text keeps all of it in memory. */
const ownText = (text: string): string => (text.length < 13 ? text : [...text].join(""));
