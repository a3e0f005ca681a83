import { named } from "./errors.js";
import * as fail from "./texts.js";

/** The name of a step activation. */
export type Step = "heaviside" | "sgn";

/**
 * The Heaviside step: 0 if z < 0, 1 if z ≥ 0. A NaN gives 0.
 *
 * @param z  a number, such as x·w + b
 * @throws {KindError} if z is not a number
 */
export function heaviside(z: number): 0 | 1 {
  if (typeof z !== "number") throw named("heaviside", fail.notANumber("z", z));
  return z >= 0 ? 1 : 0;
}

/**
 * The sign: −1 if z < 0, 0 if z = 0, +1 if z > 0. A NaN gives 0, and the result is never −0.
 *
 * @param z  a number, such as x·w + b
 * @throws {KindError} if z is not a number
 */
export function sgn(z: number): -1 | 0 | 1 {
  if (typeof z !== "number") throw named("sgn", fail.notANumber("z", z));
  return z > 0 ? 1 : z < 0 ? -1 : 0;
}
