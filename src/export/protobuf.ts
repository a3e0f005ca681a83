// As much of the wire format of Protocol Buffers as a model of ONNX takes: integers, bytes, floats and messages.
// https://protobuf.dev/programming-guides/encoding

import { filled } from "../base/dtype.js";

/** The fields of a message, by number: integers, or the bytes of everything else. */
export type MessageFields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** A message that is written field by field. */
export class Message {
  readonly #parts: (Uint8Array | number[])[] = [];

  int(field: number, value: number): this {
    this.#parts.push([...varint(field * 8 + VARINT), ...varint(value)]);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#parts.push([...varint(field * 8 + BYTES), ...varint(value.length)], value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.done());
  }

  /** f32 one behind the other, little-endian. */
  floats(field: number, values: ArrayLike<number>): this {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i] as number, true);
    return this.bytes(field, new Uint8Array(view.buffer));
  }

  ints(field: number, values: readonly number[]): this {
    return this.bytes(field, Uint8Array.from(values.flatMap(varint)));
  }

  done(): Uint8Array<ArrayBuffer> {
    return filled(new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0)), this.#parts);
  }
}

/** An integer of up to 53 bits; a negative one in 64 bits of two's complement. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** The fields of a message; undefined where the bytes are none. */
export function readMessage(bytes: Uint8Array): MessageFields | undefined {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const readVarint = (): number => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const key = readVarint();
    const [field, type] = [Math.floor(key / 8), key % 8];
    const length = type === BYTES ? readVarint() : type === FIXED64 ? 8 : type === FIXED32 ? 4 : 0;
    const value = type === VARINT ? readVarint() : bytes.subarray(at, at + length);
    if (!(field > 0 && length >= 0 && at + length <= bytes.length) || Number.isNaN(value)) return undefined;
    if (![VARINT, FIXED64, BYTES, FIXED32].includes(type)) return undefined;
    at += length;
    const values = fields.get(field);
    if (values === undefined) fields.set(field, [value]);
    else values.push(value);
  }
  return fields;
}
