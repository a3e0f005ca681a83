// Thrift's compact protocol (thrift-compact-protocol.md), in which Parquet describes what comes. hyparquet makes room for what a
// list claims, and adds up numbers without an end: what it is to read is read here first.

/** Fields by their number: of a number, also a boolean; of bytes; of a list; of a struct. */
export interface ThriftStruct {
  readonly [field: number]: ThriftValue | undefined;
}
export type ThriftValue = number | Uint8Array | readonly ThriftValue[] | ThriftStruct;

const [STOP, TRUE, FALSE, BYTE, I64, DOUBLE, BINARY, LIST, STRUCT] = [0, 1, 2, 3, 6, 7, 8, 9, 12];
/** How deeply structs and lists may lie in one another. */
const MOST_DEPTH = 32;
/** An integer of 64 bits has no more bytes. */
const MOST_VARINT = 10;

/** Reads on from a place. @throws {RangeError} as all methods: where bytes are missing   @throws {Error} where they are none */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  struct(depth = 0): ThriftStruct {
    if (depth > MOST_DEPTH) throw new Error("its structs are nested too deeply");
    const fields: Record<number, ThriftValue> = {};
    for (let id = 0; ; ) {
      const head = this.byte();
      if ((head & 15) === STOP) return fields;
      const next = head >> 4 ? id + (head >> 4) : this.zigzag();
      if (next <= id) throw new Error("its fields are not in order");
      id = next;
      fields[id] = this.#value(head & 15, depth);
    }
  }

  byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new RangeError("it is cut off");
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let i = 0; i < MOST_VARINT; i++) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new Error("a number is too long");
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** How many bytes are behind the place. */
  get left(): number {
    return this.#bytes.length - this.at;
  }

  skip(length: number): Uint8Array {
    const end = this.at + length;
    if (!(length >= 0 && end <= this.#bytes.length)) throw new RangeError("it is cut off");
    const bytes = this.#bytes.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  #value(type: number, depth: number): ThriftValue {
    if (type === TRUE || type === FALSE) return Number(type === TRUE);
    if (type === BYTE) return this.byte();
    if (type > BYTE && type <= I64) return this.zigzag();
    if (type === DOUBLE) return this.skip(8);
    if (type === BINARY) return this.skip(this.varint());
    if (type === LIST) return this.#list(depth + 1);
    if (type === STRUCT) return this.struct(depth + 1);
    throw new Error(`a field is of type ${type}`);
  }

  #list(depth: number): ThriftValue[] {
    if (depth > MOST_DEPTH) throw new Error("its lists are nested too deeply");
    const head = this.byte();
    const type = head & 15;
    const values: ThriftValue[] = [];
    for (let left = head >> 4 === 15 ? this.varint() : head >> 4; left > 0; left--) {
      values.push(type === TRUE || type === FALSE ? this.byte() : this.#value(type, depth));
    }
    return values;
  }
}
