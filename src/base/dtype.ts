/** The element type of a call or a model: IEEE 754 binary32 or binary64. */
export type DType = "f32" | "f64";

/** An array of numbers in one of the two element types. */
export type Reals = Float32Array | Float64Array;

export const bytesPer: Readonly<Record<DType, number>> = { f32: 4, f64: 8 };

/** A fresh array of zeros. */
export function zeros(dtype: DType, length: number): Reals {
  return dtype === "f32" ? new Float32Array(length) : new Float64Array(length);
}

/** A view of `length` elements from byte `offset` of `buffer`. */
export function view(dtype: DType, buffer: ArrayBufferLike, offset: number, length: number): Reals {
  return dtype === "f32"
    ? new Float32Array(buffer, offset, length)
    : new Float64Array(buffer, offset, length);
}

/** The element type of an array: f32 only for a Float32Array, f64 for everything else. */
export function dtypeOf(values: ArrayLike<number>): DType {
  return values instanceof Float32Array ? "f32" : "f64";
}

export function allFinite(values: Reals): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) return false;
  }
  return true;
}
