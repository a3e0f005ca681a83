import { POINT, parseDecimal } from "../base/decimal.js";
import { allocate } from "../base/dtype.js";
import { MISSING_NUMBERS, type Missing } from "./options.js";
import type { Column } from "./table.js";
import { Texts } from "./text-column.js";

/** How the cells of a column are read: as numbers with this decimal mark, or as texts. */
export type Reading = "." | "," | "text";

const COMMA = 44;

type Cells = readonly (readonly string[])[];

/**
 * Reads the cells of one column. While it is open, it goes from one reading to the next of its list where a cell does not
 * fit; if it then has to see the cells before anew, it says so.
 */
export class ColumnReader {
  /** Which of the cells of a row it reads. */
  readonly place: number;
  readonly #readings: readonly Reading[];
  /** The texts and numbers that stand for a missing value, by the options. */
  readonly #missing: Missing | undefined;
  #attempt = 0;
  #isOpen = true;
  #needsAll = false;
  #numbers = new Float64Array(0);
  #length = 0;
  #numberCount = 0;
  /** The cell that ended the longest run of numbers, and how many there had been. */
  #odd = { row: 0, cell: "", numbers: -1 };
  /** Whether all cells so far were empty, which is the same in each reading. */
  #isEmpty = true;
  #texts = new Texts(0);

  constructor(j: number, readings: readonly Reading[], missing: Missing | undefined) {
    this.place = j;
    this.#readings = readings;
    this.#missing = missing;
  }

  get reading(): Reading {
    return this.#readings[this.#attempt] as Reading;
  }

  /** Whether cells were read in a way that has turned out wrong. */
  get needsAll(): boolean {
    return this.#needsAll;
  }

  get odd() {
    return this.#odd;
  }

  /** Forgets what was read, to read it anew, and to go on to the next reading where that does not fit either. */
  restart(): void {
    this.#isOpen = true;
    this.#needsAll = false;
    this.#numberCount = 0;
    this.#isEmpty = true;
    this.#clear();
  }

  /** Lets the reading stand for all cells to come. */
  close(): void {
    const text = this.#readings.indexOf("text");
    if (text > this.#attempt && this.#numberCount === 0) this.#next(text);
    this.#isOpen = false;
  }

  /** @returns the row whose cell does not fit, or the number of rows */
  read(cells: Cells): number {
    let row = 0;
    while (row < cells.length) {
      row = this.reading === "text" ? this.#readTexts(cells, row) : this.#readNumbers(cells, row);
      if (row === cells.length) break;
      if (!this.#isOpen || this.#attempt === this.#readings.length - 1) return row;
      const cell = (cells[row] as readonly string[])[this.place] as string;
      const numbers = this.#numberCount;
      if (numbers > this.#odd.numbers) this.#odd = { row: this.#length, cell, numbers };
      this.#next(this.#attempt + 1);
    }
    return row;
  }

  /** What was read since the last time. */
  take(): Column {
    const column = this.reading === "text" ? this.#texts.column() : this.#numbers.slice(0, this.#length);
    this.#clear();
    return column;
  }

  #clear(): void {
    this.#length = 0;
    this.#texts = new Texts(0);
  }

  #next(attempt: number): void {
    this.#attempt = attempt;
    if (!this.#isEmpty) this.#needsAll = true;
    else if (this.reading === "text") for (let i = 0; i < this.#length; i++) this.#texts.push("");
  }

  #readNumbers(cells: Cells, from: number): number {
    const mark = this.reading === "," ? COMMA : POINT;
    const numbers = this.#reserved(cells.length - from);
    const j = this.place;
    let length = this.#length;
    let count = 0;
    let row = from;
    for (; row < cells.length; row++) {
      const cell = (cells[row] as readonly string[])[j] as string;
      let value = parseDecimal(cell, 0, cell.length, mark);
      if (this.#missing || Number.isNaN(value)) {
        const text = cell.trim();
        value = parseDecimal(text, 0, text.length, mark);
        const missing = this.#missing ?? MISSING_NUMBERS;
        const isNumber = !Number.isNaN(value);
        if (missing.has(text) || (isNumber && missing.has(value))) {
          this.#isEmpty &&= text === "";
          value = Number.NaN;
        } else if (!isNumber) break;
      }
      if (Math.abs(value) === Infinity) break;
      if (!Number.isNaN(value)) count++;
      numbers[length++] = value;
    }
    this.#length = length;
    this.#numberCount += count;
    this.#isEmpty &&= count === 0;
    return row;
  }

  #readTexts(cells: Cells, from: number): number {
    for (let row = from; row < cells.length; row++) {
      const text = ((cells[row] as readonly string[])[this.place] as string).trim();
      this.#isEmpty &&= text === "";
      this.#texts.push(this.#missing?.has(text) ? "" : text);
    }
    return cells.length;
  }

  #reserved(more: number): Float64Array {
    const needed = this.#length + more;
    if (this.#numbers.length < needed) {
      const size = Math.max(needed, Math.ceil(this.#numbers.length * 1.5));
      const grown = allocate(size * 8, () => new Float64Array(size));
      grown.set(this.#numbers.subarray(0, this.#length));
      this.#numbers = grown;
    }
    return this.#numbers;
  }
}
