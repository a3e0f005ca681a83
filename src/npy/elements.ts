// The types of elements, as numpy writes them: an order of bytes, a kind, and a size.
import { allocate } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import type { NumpyNumbers } from "./array.js";

export interface Decoder {
  /** Of one element. */
  readonly bytes: number;
  /** @param inexact  makes what is thrown for an integer that no double is */
  decode(bytes: Uint8Array, count: number, inexact: (value: bigint) => Error): NumpyNumbers | string[];
}

const ARRAYS = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
  b1: Uint8Array,
} as const;

/** `<f8`, `>i4`, `|u1`, `<U10`. @returns undefined for a type that is none of numbers or texts */
export function decoders(descr: string): Decoder | undefined {
  const [, order = "", kind = "", digits = ""] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  const isLittle = order !== ">";
  const size = Number(digits);
  if ((kind === "U" || kind === "S") && size > 0) return texts(kind, size, isLittle);
  const type = kind + digits;
  if (type === "f2") return halves(isLittle);
  if (type === "i8" || type === "u8") return integers(type === "i8", isLittle);
  return type in ARRAYS ? numbers(type as keyof typeof ARRAYS, isLittle) : undefined;
}

function numbers(type: keyof typeof ARRAYS, isLittle: boolean): Decoder {
  const Numbers = ARRAYS[type];
  const bytes = Numbers.BYTES_PER_ELEMENT;
  return {
    bytes,
    decode(from, count) {
      // A copy, which is aligned and does not keep the file in memory.
      const buffer = allocate(count * bytes, () => from.slice().buffer);
      if (!isLittle && bytes > 1) swap(new Uint8Array(buffer), bytes);
      return new Numbers(buffer, 0, count);
    },
  };
}

function swap(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Of 64 bits, as doubles. */
const integers = (isSigned: boolean, isLittle: boolean): Decoder => ({
  bytes: 8,
  decode(from, count, inexact) {
    const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
    const values = allocate(count * 8, () => new Float64Array(count));
    for (let i = 0; i < count; i++) {
      const value = isSigned ? view.getBigInt64(8 * i, isLittle) : view.getBigUint64(8 * i, isLittle);
      values[i] = Number(value);
      if (BigInt(values[i] as number) !== value) throw inexact(value);
    }
    return values;
  },
});

/** IEEE 754 binary16, as f32. */
const halves = (isLittle: boolean): Decoder => ({
  bytes: 2,
  decode(from, count) {
    const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
    const values = allocate(count * 4, () => new Float32Array(count));
    for (let i = 0; i < count; i++) values[i] = half(view.getUint16(2 * i, isLittle));
    return values;
  },
});

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  let power = 2 ** -14;
  for (let e = 1; e < exponent; e++) power *= 2;
  return sign * (exponent === 0 ? 0 : 1) * power + sign * power * (fraction / 1024);
}

/** How many characters are made at once: as many arguments as any engine takes. */
const SOME = 1024;

/** Texts of `size` characters, filled up with zeros: code points (U), or bytes (S) of Latin-1. */
function texts(kind: "U" | "S", size: number, isLittle: boolean): Decoder {
  const width = kind === "U" ? 4 : 1;
  return {
    bytes: width * size,
    decode(from, count) {
      const view = new DataView(from.buffer, from.byteOffset, from.byteLength);
      const codeAt = (at: number): number =>
        kind === "U" ? view.getUint32(at * width, isLittle) : view.getUint8(at);
      return Array.from({ length: plainLength("the texts", count) }, (_, i) => {
        const begin = i * size;
        let end = begin + plainLength("the characters of a text", size);
        while (end > begin && codeAt(end - 1) === 0) end--;
        let text = "";
        for (let at = begin; at < end; at += SOME) {
          const codes = Array.from({ length: Math.min(SOME, end - at) }, (_, j) => codeAt(at + j));
          text += String.fromCodePoint(...codes.map((code) => (code <= 0x10ffff ? code : 0xfffd)));
        }
        return text;
      });
    },
  };
}
