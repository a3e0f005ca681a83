// What answers and targets are compared by: the signs of several numbers at once, in bits.

import { multiplyAdd, Vector, zeros } from "./vector";

/**
 * The signs of four numbers, in bits: bit i of the lowest byte is whether number i is above 0, of the second byte
 * whether it is below 0, of the third whether it is not finite.
 *
 * @param low, high  four numbers
 */
export function signs<T extends number>(low: Vector, high: Vector): i32 {
  const zero = zeros<T>();
  const above = fourBits<T>(v128.gt<T>(low, zero), v128.gt<T>(high, zero));
  const below = belowOf4<T>(low, high);
  const rest = v128.sub<T>(low, low); // 0, or NaN
  const highRest = v128.sub<T>(high, high);
  const strange = fourBits<T>(v128.ne<T>(rest, zero), v128.ne<T>(highRest, zero));
  return above | (256 * below) | (65536 * strange);
}

/** Bit i is whether number i of four is below 0. */
export function belowOf4<T extends number>(low: Vector, high: Vector): i32 {
  const zero = zeros<T>();
  return fourBits<T>(v128.lt<T>(low, zero), v128.lt<T>(high, zero));
}

/** Bit i is whether byte i of eight is above 0. */
export function aboveOf8(y: usize): i32 {
  return i8x16.bitmask(v128.gt<i8>(v128.load64_zero(y), v128.splat<i8>(0)));
}

/** +0 as long as four numbers were finite each time: x − x is +0, or NaN. */
export function restOf<T extends number>(rest: Vector, low: Vector, high: Vector): Vector {
  const rests = v128.or(rest, v128.sub<T>(low, low));
  return sizeof<T>() === 4 ? rests : v128.or(rests, v128.sub<T>(high, high));
}

export function isNothing(rest: Vector): bool {
  return !v128.any_true(rest);
}

/** The sign of one number, as `signs` packs the first of four. */
export function signsOf<T extends number>(z: T): i32 {
  return i32(z > (0 as T)) | (256 * i32(z < (0 as T))) | (65536 * i32(z - z !== (0 as T)));
}

/** A bit for each of four comparisons. */
function fourBits<T extends number>(low: Vector, high: Vector): i32 {
  if (sizeof<T>() === 4) return i32x4.bitmask(low);
  return i32x4.bitmask(v128.shuffle<i32>(low, high, 0, 2, 4, 6));
}

/** The signs of eight bytes, as `signs` packs them. */
export function targetSigns(y: usize): i32 {
  return signsOfBytes(v128.load64_zero(y));
}

/** The signs of four bytes from four places. */
export function targetSignsOf4(y0: usize, y1: usize, y2: usize, y3: usize): i32 {
  const v = v128.load8_lane(y1, v128.load8_lane(y0, v128.splat<i8>(0), 0), 1);
  return signsOfBytes(v128.load8_lane(y3, v128.load8_lane(y2, v, 2), 3));
}

/** The lowest eight bytes: those above 0 in the lowest byte of the result, those below 0 in the second. */
function signsOfBytes(v: Vector): i32 {
  return i8x16.bitmask(v128.shuffle<i64>(v128.gt<i8>(v, v128.splat<i8>(0)), v, 0, 2));
}

/**
 * Whether the margins of eight rows are beyond a bound, each on its own side: ±(scale·sum + b) > |reach|·bound + least,
 * in f32, with the sign of the reach. Not so where anything is NaN.
 *
 * @param sums   [8] f32
 * @param reach  [8] f32
 */
export function eightBeyond(sums: usize, scale: f64, b: f64, reach: usize, bound: f64, least: f64): bool {
  const factor = f32x4.splat(scale as f32);
  const bias = f32x4.splat(b as f32);
  const steepness = f32x4.splat(bound as f32);
  const floor = f32x4.splat(least as f32);
  const first = fourBeyond(v128.load(sums), factor, bias, v128.load(reach), steepness, floor);
  const second = fourBeyond(v128.load(sums, 16), factor, bias, v128.load(reach, 16), steepness, floor);
  return i32x4.all_true(v128.and(first, second));
}

function fourBeyond(sums: v128, scale: v128, b: v128, reach: v128, bound: v128, least: v128): v128 {
  const side = v128.and(reach, f32x4.splat(-0.0));
  const margins = v128.xor(multiplyAdd<f32>(b, sums, scale), side);
  return f32x4.gt(margins, multiplyAdd<f32>(least, f32x4.abs(reach), bound));
}
