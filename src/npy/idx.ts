// IDX, the format of MNIST: 0 0 type n, n sizes, and the elements, all of them big-endian.
import * as fail from "../base/texts.js";
import { NumpyArray } from "./array.js";
import { type Decoder, decoders } from "./elements.js";

const TYPES: Readonly<Record<number, string>> = {
  8: "|u1",
  9: "|i1",
  11: ">i2",
  12: ">i4",
  13: ">f4",
  14: ">f8",
};

/** @throws {ValueError} NUMPY_FILE */
export function parseIdx(bytes: Uint8Array, name: string): NumpyArray {
  const [zero, none, type = 0, dimensions = 0] = bytes;
  const descr = TYPES[type];
  if (zero !== 0 || none !== 0 || descr === undefined || dimensions === 0) {
    throw fail.npy(name, "it does not begin as an IDX file does");
  }
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) throw fail.npy(name, "it is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const decoder = decoders(descr) as Decoder;
  const count = shape.reduce((product, size) => product * size, 1);
  const length = bytes.length - start;
  if (length !== count * decoder.bytes) {
    throw fail.npy(
      name,
      `[${shape.join("×")}] needs ${fail.plural(count * decoder.bytes, "byte")}, and it has ${length}`,
    );
  }
  return new NumpyArray(
    decoder.decode(bytes.subarray(start), count, () => fail.npy(name, "")),
    shape,
  );
}
