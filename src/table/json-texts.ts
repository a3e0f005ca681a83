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
    let from = 0;
    for (let i = 0; i < part.length; i++) {
      const char = part[i] as string;
      if (char === "\n") this.#line++;
      if (this.#isInString) this.#readInString(char);
      else if (this.#depth === 1 && (char === "," || char === "]")) {
        yield* this.#endElement(part.slice(from, i), char === "]");
        from = i + 1;
      } else if (char.trim() !== "") {
        if (this.#depth === 0) from = this.#open(char, i);
        else this.#readOutside(char);
      }
    }
    if (this.#depth === 0) return;
    this.#rest += part.slice(from);
    checkLength(this.#name, this.#place, this.#rest);
  }

  get #place(): string {
    return `line ${this.#begin ?? this.#line}, element ${this.#element}`;
  }

  #readInString(char: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === "\\") this.#isEscaped = true;
    else if (char === '"') this.#isInString = false;
  }

  #readOutside(char: string): void {
    this.#begin ??= this.#line;
    if (char === '"') this.#isInString = true;
    else if (char === "[" || char === "{") this.#depth++;
    else if ((char === "]" || char === "}") && this.#depth > 1) this.#depth--;
  }

  /** @returns where the first element begins */
  #open(char: string, at: number): number {
    if (this.#isClosed) throw fail.behindArray(this.#name, this.#line);
    if (char !== "[") throw fail.noArray(this.#name, this.#line);
    this.#depth = 1;
    return at + 1;
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
