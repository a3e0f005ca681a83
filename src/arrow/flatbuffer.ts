// FlatBuffers (flatbuffers.dev/internals), in which Arrow describes what comes: tables, of which each field is found by an offset.

/** How many steps a byte pays for: a file in which all refers to the same again and again runs out of them. */
const STEPS_PER_BYTE = 8;

/** A table of a FlatBuffer, none of whose fields reaches beyond the bytes. Fields are counted from 0, as they are declared. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  /** What is left to be spent on all tables of the buffer. */
  readonly #budget: { left: number };

  private constructor(view: DataView, at: number, budget: { left: number }) {
    this.#view = view;
    this.#at = at;
    this.#budget = budget;
  }

  /** @throws {RangeError} as all methods: where bytes are missing   @throws {Error} where they are asked for too often */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getInt32(0, true), { left: STEPS_PER_BYTE * bytes.length });
  }

  byte(field: number): number {
    const at = this.#place(field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  short(field: number): number {
    const at = this.#place(field);
    return at === undefined ? 0 : this.#view.getInt16(at, true);
  }

  long(field: number): number {
    const at = this.#place(field);
    return at === undefined ? 0 : this.#long(at);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#place(field);
    return at === undefined ? undefined : this.#tableAt(at);
  }

  tables(field: number): FlatTable[] {
    const { at, count } = this.#vector(field, 4);
    return Array.from({ length: count }, (_, i) => this.#tableAt(at + 4 * i));
  }

  /** A vector of structs that are so many numbers of 64 bits each. */
  structs(field: number, longsEach: number): number[][] {
    const { at, count } = this.#vector(field, 8 * longsEach);
    return Array.from({ length: count }, (_, i) =>
      Array.from({ length: longsEach }, (_, j) => this.#long(at + 8 * (longsEach * i + j))),
    );
  }

  /** Sees that a vector, or a text, is as long as it says. */
  skip(field: number, bytesEach = 1): void {
    this.#vector(field, bytesEach);
  }

  /** Where a field stands, which a table may be without. */
  #place(field: number): number | undefined {
    const view = this.#view;
    const vtable = this.#at - view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    const offset = entry < view.getInt16(vtable, true) ? view.getInt16(vtable + entry, true) : 0;
    return offset === 0 ? undefined : this.#at + offset;
  }

  #vector(field: number, bytesEach: number): { at: number; count: number } {
    const place = this.#place(field);
    if (place === undefined) return { at: 0, count: 0 };
    const at = place + this.#view.getInt32(place, true);
    const count = this.#view.getInt32(at, true);
    const end = at + 4 + bytesEach * count;
    if (count < 0 || end > this.#view.byteLength) throw new RangeError("a list is longer than its bytes");
    this.#spend(4 + bytesEach * count);
    return { at: at + 4, count };
  }

  #tableAt(at: number): FlatTable {
    const table = new FlatTable(this.#view, at + this.#view.getInt32(at, true), this.#budget);
    this.#spend(8);
    return table;
  }

  #long(at: number): number {
    return Number(this.#view.getBigInt64(at, true));
  }

  #spend(steps: number): void {
    this.#budget.left -= steps;
    if (this.#budget.left < 0) throw new Error("it refers to the same too often");
  }
}
