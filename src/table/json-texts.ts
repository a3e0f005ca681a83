// The objects of a JSON source as texts: cut out of its parts, which may end anywhere.
import * as fail from "../base/texts.js";
import { MOST_ROW_LENGTH } from "./csv-rows.js";

/** The text of what should be an object, and where it begins: its line, and how errors call the place. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
  readonly place: string;
}

export interface JsonTexts {
  /**
   * The texts that end in this part.
   *
   * @param part  undefined at the end of the source
   * @throws {ValueError} TABLE
   */
  read(part: string | undefined): Iterable<JsonText>;
}

/** An object in each line; blank lines are passed over. */
export class JsonLines implements JsonTexts {
  readonly #name: string | undefined;
  /** The text of a line that has not ended. */
  #rest = "";
  #line = 0;

  constructor(name: string | undefined) {
    this.#name = name;
  }

  *read(part = "\n"): Generator<JsonText> {
    const [first, ...others] = part.split("\n") as [string, ...string[]];
    const texts = [this.#rest + first, ...others];
    this.#rest = texts.pop() as string;
    for (const text of texts) {
      const line = ++this.#line;
      checkLength(this.#name, `line ${line}`, text);
      if (text.trim() !== "") yield { text, line, place: `line ${line}` };
    }
    checkLength(this.#name, `line ${this.#line + 1}`, this.#rest);
  }
}

/** The characters that matter, by their codes. */
const CODE = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  backslash: 0x5c,
  open: 0x5b,
  close: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** An array of objects, cut at the commas that stand outside of its elements. */
export class JsonArray implements JsonTexts {
  readonly #name: string | undefined;
  /** How many brackets are open: none before and behind the array, one between its elements. */
  #depth = 0;
  #isClosed = false;
  #isInString = false;
  #isEscaped = false;
  #line = 1;
  /** The text of an element that has not ended, its number, and the line on which it begins, once it has begun. */
  #rest = "";
  #element = 1;
  #begin: number | undefined;

  constructor(name: string | undefined) {
    this.#name = name;
  }

  *read(part: string | undefined): Generator<JsonText> {
    if (part === undefined) {
      if (!this.#isClosed) throw fail.openArray(this.#name, this.#line);
      return;
    }
    let at = this.#depth === 0 ? this.#readAround(part, 0) : 0;
    while (at < part.length) {
      const end = this.#endOfElement(part, at);
      const text = part.slice(at, end);
      if (end === part.length) {
        this.#rest += text;
        checkLength(this.#name, this.#place, this.#rest);
        return;
      }
      const isLast = part[end] === "]";
      yield* this.#endElement(text, isLast);
      at = isLast ? this.#readAround(part, end + 1) : end + 1;
    }
  }

  get #place(): string {
    return `line ${this.#begin ?? this.#line}, element ${this.#element}`;
  }

  /** What stands before the array and behind it, from `at` on. @returns where its first element begins, or the part ends */
  #readAround(part: string, at: number): number {
    for (let i = at; i < part.length; i++) {
      if (part[i] === "\n") this.#line++;
      else if (part[i]?.trim() !== "") {
        if (this.#isClosed) throw fail.behindArray(this.#name, this.#line);
        if (part[i] !== "[") throw fail.noArray(this.#name, this.#line);
        this.#depth = 1;
        return i + 1;
      }
    }
    return part.length;
  }

  /** Where the comma or bracket stands that ends the element, or where the part ends. */
  #endOfElement(part: string, from: number): number {
    let [depth, isInString, isEscaped] = [this.#depth, this.#isInString, this.#isEscaped];
    let i = from;
    for (; i < part.length; i++) {
      const char = part.charCodeAt(i);
      if (char === CODE.newline) this.#line++;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (char === CODE.backslash) isEscaped = true;
        else if (char === CODE.quote) isInString = false;
        continue;
      }
      if (char <= CODE.space) continue;
      if (depth === 1 && (char === CODE.comma || char === CODE.close)) break;
      this.#begin ??= this.#line;
      if (char === CODE.quote) isInString = true;
      else if (char === CODE.open || char === CODE.openObject) depth++;
      else if ((char === CODE.close || char === CODE.closeObject) && depth > 1) depth--;
    }
    [this.#depth, this.#isInString, this.#isEscaped] = [depth, isInString, isEscaped];
    return i;
  }

  *#endElement(end: string, isLast: boolean): Generator<JsonText> {
    const text = this.#rest + end;
    const place = this.#place;
    checkLength(this.#name, place, text);
    const isEmptyArray = isLast && this.#element === 1 && this.#begin === undefined;
    if (!isEmptyArray) yield { text, line: this.#begin ?? this.#line, place };
    this.#rest = "";
    this.#begin = undefined;
    this.#element++;
    if (!isLast) return;
    this.#depth = 0;
    this.#isClosed = true;
  }
}

function checkLength(name: string | undefined, place: string, text: string): void {
  if (text.length > MOST_ROW_LENGTH) throw fail.rowTooLong(name, place, MOST_ROW_LENGTH);
}
