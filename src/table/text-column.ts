import { allocate } from "../base/dtype.js";

/** Texts: row i has dictionary[codes[i]]. An empty text stands for a missing one. */
export interface TextColumn {
  /** Each text once. */
  readonly dictionary: readonly string[];
  /** [rows] */
  readonly codes: Uint32Array;
}

/** Makes a column of texts, each of which its dictionary holds once, without blanks at its ends, in the order in which they come. */
export class Texts {
  readonly #codeOf = new Map<string, number>();
  #codes: Uint32Array;
  length = 0;

  constructor(capacity: number) {
    this.#codes = allocate(capacity * 4, () => new Uint32Array(capacity));
  }

  push(text: string): void {
    this.#add(this.#code(text));
  }

  /** Adds the rows [from, to) of a column. */
  append({ dictionary, codes }: TextColumn, from: number, to: number): void {
    const known = new Map<number, number>();
    for (let i = from; i < to; i++) {
      const theirs = codes[i] as number;
      let code = known.get(theirs);
      if (code === undefined) {
        code = this.#code(dictionary[theirs] as string);
        known.set(theirs, code);
      }
      this.#add(code);
    }
  }

  #code(given: string): number {
    const text = given.trim();
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#codeOf.size;
      this.#codeOf.set(text, code);
    }
    return code;
  }

  #add(code: number): void {
    if (this.length === this.#codes.length) {
      const more = Math.max(16, Math.ceil(this.length * 1.5));
      const grown = allocate(more * 4, () => new Uint32Array(more));
      grown.set(this.#codes);
      this.#codes = grown;
    }
    this.#codes[this.length++] = code;
  }

  column(): TextColumn {
    return { dictionary: [...this.#codeOf.keys()], codes: this.#codes.slice(0, this.length) };
  }
}
