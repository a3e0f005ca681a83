import { callAsync } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { bytesIn, sourceName, type TableSource } from "../table/source.js";
import { collected, once, unpacked } from "../table/unpack.js";
import type { NumpyArray } from "./array.js";
import { parseIdx } from "./idx.js";
import { parseNpy } from "./npy.js";
import { parseNpz } from "./npz.js";

/**
 * Reads an array that `numpy.save` wrote: numbers, booleans or texts, C or Fortran order, gzipped or not.
 *
 * ```ts
 * const X = await readNpy(await fetch("X.npy"));
 * model.fit(X.matrix(), (await readNpy(await fetch("y.npy"))).labels());
 * ```
 *
 * @param source  bytes, a Blob, a Response, a ReadableStream, or an iterable of bytes
 * @throws {ValueError} NUMPY_FILE if it is none, is cut off or of a type that has no numbers here; TABLE for a response without it
 * @throws {KindError} WRONG_KIND   @throws what the source throws
 */
export function readNpy(source: TableSource): Promise<NumpyArray> {
  return callAsync("readNpy", async () => parseNpy(await bytesOf(source), nameOf(source, "the npy file")));
}

/**
 * Reads the arrays that `numpy.savez` or `numpy.savez_compressed` wrote, by their names. Errors as `readNpy`.
 *
 * @param source  bytes of a file, or where it is
 */
export function readNpz(source: TableSource): Promise<Record<string, NumpyArray>> {
  return callAsync("readNpz", async () => parseNpz(await bytesOf(source), nameOf(source, "the npz file")));
}

/**
 * Reads an IDX file, the format of MNIST, gzipped or not. Errors as `readNpy`.
 *
 * @param source  bytes of the file, or where it is
 */
export function readIdx(source: TableSource): Promise<NumpyArray> {
  return callAsync("readIdx", async () => parseIdx(await bytesOf(source), nameOf(source, "the IDX file")));
}

const nameOf = (source: TableSource, otherwise: string): string => sourceName(source) ?? otherwise;

async function bytesOf(source: TableSource): Promise<Uint8Array> {
  const whole = await collected(bytesIn(source));
  if (whole[0] !== 0x1f || whole[1] !== 0x8b) return whole;
  const damaged = () => fail.damagedGzip(sourceName(source));
  return collected(unpacked("gzip", once(whole), damaged));
}
