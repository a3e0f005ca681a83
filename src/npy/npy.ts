// The npy format, versions 1 to 3 (numpy.lib.format).
import * as fail from "../base/texts.js";
import { NumpyArray, type NumpyNumbers } from "./array.js";
import { type Decoder, decoders } from "./elements.js";

const MAGIC = "\x93NUMPY";
/** What numpy allows an array (NPY_MAXDIMS). */
const MOST_DIMENSIONS = 64;

const isNpy = (bytes: Uint8Array): boolean => [...MAGIC].every((char, i) => bytes[i] === char.charCodeAt(0));

/** @throws {ValueError} NUMPY_FILE */
export function parseNpy(bytes: Uint8Array, name: string): NumpyArray {
  if (!isNpy(bytes)) throw fail.npy(name, "it does not begin as an npy file does");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw fail.npy(name, "it is cut off");
  const version = bytes[6] as number;
  if (version < 1 || version > 3) throw fail.npy(name, `its version is ${version}; expected 1, 2 or 3`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < end) throw fail.npy(name, "it is cut off");
  const { descr, isFortran, shape } = readHeader(new TextDecoder().decode(bytes.subarray(start, end)), name);
  const data = decode(bytes.subarray(end), descr, shape, name);
  return new NumpyArray(isFortran ? rowMajor(data, shape) : data, shape);
}

/** A dictionary of Python's, as numpy writes it or as others do: quotes of either kind, and white space anywhere. */
function readHeader(text: string, name: string) {
  const descr = /["']descr["']\s*:\s*["']([^"']*)/.exec(text)?.[1];
  const order = /["']fortran_order["']\s*:\s*(True|False)/.exec(text)?.[1];
  // Python 2 wrote 3L where an integer was long.
  const sizes = /["']shape["']\s*:\s*\(((?:\s*\d+L?\s*,)*\s*(?:\d+L?\s*)?)\)/.exec(text)?.[1];
  const shape = sizes?.match(/\d+/g)?.map(Number) ?? [];
  if (order === undefined || sizes === undefined || !shape.every(Number.isSafeInteger))
    throw fail.npy(name, "its header cannot be read");
  if (descr === undefined) throw fail.npy(name, "it is an array of records; save one field of it");
  if (shape.length > MOST_DIMENSIONS) {
    throw fail.npy(
      name,
      `it has ${fail.plural(shape.length, "dimension")}; expected at most ${MOST_DIMENSIONS}`,
    );
  }
  return { descr, isFortran: order === "True", shape };
}

/** The elements, in their order. @throws {ValueError} NUMPY_FILE unless there are as many bytes as the shape needs */
function decode(
  bytes: Uint8Array,
  descr: string,
  shape: readonly number[],
  name: string,
): NumpyNumbers | string[] {
  const decoder: Decoder | undefined = decoders(descr);
  if (decoder === undefined) {
    const advice = descr.includes("O")
      ? "save it as numbers, or as texts of one length (astype(str))"
      : "convert it first";
    throw fail.npy(name, `its elements are of type ${fail.quote(descr)}; ${advice}`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== count * decoder.bytes) {
    const shown = shape.join("×");
    throw fail.npy(
      name,
      `[${shown}] of ${fail.quote(descr)} needs ${fail.plural(count * decoder.bytes, "byte")}, and it has ${bytes.length}`,
    );
  }
  const inexact = (value: bigint) =>
    fail.npy(name, `it has the integer ${value}, which no double is; convert it first`);
  return decoder.decode(bytes, count, inexact);
}

/** What was saved column by column, row by row. */
function rowMajor<T extends NumpyNumbers | string[]>(data: T, shape: readonly number[]): T {
  const copy = data.slice() as T;
  // Element (i₀, i₁, …) is at Σ iₖ·stepₖ, the first index changing fastest.
  const index = shape.map(() => 0);
  const steps = shape.map((_, k) => shape.slice(0, k).reduce((product, size) => product * size, 1));
  for (let p = 0, from = 0; p < data.length; p++) {
    copy[p] = data[from] as never;
    for (let k = shape.length - 1; k >= 0; k--) {
      from += steps[k] as number;
      index[k] = (index[k] as number) + 1;
      if (index[k] !== shape[k]) break;
      from -= (steps[k] as number) * (shape[k] as number);
      index[k] = 0;
    }
  }
  return copy;
}
