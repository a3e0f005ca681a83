import * as fail from "./texts.js";

/** The element type of a call or a model: IEEE 754 binary32 or binary64. */
export type DType = "f32" | "f64";

/** An array of numbers in one of the two element types. */
export type Reals = Float32Array | Float64Array;

export const bytesPer: Readonly<Record<DType, number>> = { f32: 4, f64: 8 };

/** A fresh array of zeros. */
export function zeros(dtype: DType, length: number): Reals {
  return dtype === "f32" ? new Float32Array(length) : new Float64Array(length);
}

/**
 * Memory whose size the caller's data decides.
 *
 * @throws {ValueError} TOO_LARGE beyond 4 GiB, OUT_OF_MEMORY if the engine refuses
 */
export function allocate<T>(bytes: number, make: () => T): T {
  if (bytes > 2 ** 32) throw fail.tooLarge(bytes);
  try {
    return make();
  } catch {
    throw fail.outOfMemory(bytes);
  }
}

/** A fresh array of words, for a size that the caller's data decides; errors as `allocate`. */
export const wordsFor = (length: number): Uint32Array => allocate(4 * length, () => new Uint32Array(length));

/** `zeros`, for a size that the caller's data decides; errors as `allocate`. */
export function zerosFor(dtype: DType, length: number): Reals {
  return allocate(length * bytesPer[dtype], () => zeros(dtype, length));
}

/** An array that holds these parts, one behind the other. @param whole  the array, as long as all of them together */
export function filled<A extends Reals | Uint8Array>(whole: A, parts: readonly ArrayLike<number>[]): A {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A view of `length` elements from byte `offset` of `buffer`. */
export function view(dtype: DType, buffer: ArrayBufferLike, offset: number, length: number): Reals {
  return dtype === "f32"
    ? new Float32Array(buffer, offset, length)
    : new Float64Array(buffer, offset, length);
}

/** The element type of an array: f32 only for a Float32Array, f64 for everything else. */
export function dtypeOf(values: ArrayLike<number>): DType {
  return typedKind(values) === "Float32Array" ? "f32" : "f64";
}

/** The element type of what two arrays give together: f32 only if both are. */
export const common = (a: DType, b: DType): DType => (a === "f32" && b === "f32" ? "f32" : "f64");

/** What a typed array is, whatever it says itself: a class that extends one may say anything. */
const getter = <T>(key: string | symbol): (() => T) =>
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), key)?.get as () => T;
const kindOf = /* @__PURE__ */ getter<string | undefined>(Symbol.toStringTag);
const trueLength = /* @__PURE__ */ getter<number>("length");
const bufferOf = /* @__PURE__ */ getter<ArrayBuffer>("buffer");
const offsetOf = /* @__PURE__ */ getter<number>("byteOffset");

/** "Float32Array", "BigInt64Array", …; undefined for anything else. Asks no prototype: a typed array of another realm
 * (an iframe, a vm context) is one too. */
export const typedKind = (value: unknown): string | undefined => kindOf.call(value);

/** How many elements an array has: a typed one, whatever it says. */
export const lengthOf = (values: ArrayLike<unknown>): number =>
  kindOf.call(values) ? trueLength.call(values) : values.length;

/** A typed array of the engine's own class over the same memory, which says what is so. Any other array as it is. */
export function plainView<T extends ArrayLike<unknown>>(values: T): T {
  const kind = kindOf.call(values);
  if (kind === undefined) return values;
  const View = (globalThis as unknown as Record<string, new (...over: unknown[]) => T>)[kind];
  return new (View as NonNullable<typeof View>)(
    bufferOf.call(values),
    offsetOf.call(values),
    trueLength.call(values),
  );
}

export function allFinite(values: Reals): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) return false;
  }
  return true;
}
