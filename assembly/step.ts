// The step activations. The constants are those of src/core/contract.ts.

export const NONE: i32 = 0;
export const HEAVISIDE: i32 = 1;
export const SGN: i32 = 2;

/** What a kernel returns in place of a count when a z is NaN or infinite. */
export const NOT_FINITE: i32 = -1;
/** What a kernel returns in place of a count when a weight is NaN or infinite at the end of an epoch. */
export const WEIGHT_NOT_FINITE: i32 = -2;

/** heaviside(z) = 1 if z ≥ 0, else 0; sgn(z) = −1, 0 or +1. NaN gives 0, and sgn never gives −0. */
export function activate<T extends number>(z: T, step: i32): i32 {
  if (step === HEAVISIDE) return i32(z >= (0 as T));
  return i32(z > (0 as T)) - i32(z < (0 as T));
}
