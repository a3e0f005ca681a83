import type { IntegerRows } from "./signed-rows.js";

/** A plane w·x + b = 0 that has every positive row of X above it and every negative row below. */
export interface Plane {
  /** [d] for the rows of X as they are */
  weights: number[] | bigint[];
  /** a bigint if the weights are; 0 if there is no intercept */
  bias: number | bigint;
  /** min sᵢ·(w·xᵢ + b) / |w|: how far the nearest row of X lies from the plane */
  margin: number;
  /** R²/γ² over (x, 1): no perceptron that starts at zero makes more corrections on these rows */
  mistakeBound: number;
}

/**
 * An exact plane in the form of the result. Weights and bias are numbers if these decide every row of X
 * whatever the order of additions; otherwise they are bigint, and decide the decimals of X exactly.
 *
 * @param plane   integers      [d] or [d+1] with the bias
 * @param least  min sᵢ·(w·xᵢ + b) · unit, > 0: the functional margin
 * @param signed  the rows as integers, and what they were multiplied by to be it, 10ᵏ
 * @param X      rows          [n×d]
 * @param signs  ±1            [n]
 */
export function roundedPlane(
  plane: readonly bigint[],
  least: bigint,
  { rows, unit }: { rows: IntegerRows; unit: bigint },
  X: readonly Float64Array[],
  signs: readonly number[],
): Plane {
  const d = (X[0] as Float64Array).length;
  const bits = plane.reduce((most, value) => Math.max(most, bitLength(value)), 0);
  const scale = bits <= 53 ? 1n : 1n << BigInt(bits);
  const numbers = plane.map((value) => quotient(value, scale));
  const weights = numbers.slice(0, d);
  const bias = numbers[d] ?? 0;
  return {
    ...(decidesInDoubles(weights, bias, X, signs)
      ? { weights, bias }
      : { weights: plane.slice(0, d), bias: plane[d] ?? 0n }),
    margin: distance(least, unit, plane.slice(0, d)),
    mistakeBound: mistakeBound(plane, least, rows),
  };
}

/**
 * Whether s·(w·x + b) > 0 in doubles for every row. With m products and sums on the way, the sum of the
 * terms tᵢ is off by at most about m · 2^-53 · Σ|tᵢ| in any order (Higham 2002, 3.1), and a product below
 * the least normal number by one MIN_VALUE: twice that is asked for.
 */
function decidesInDoubles(
  weights: readonly number[],
  bias: number,
  X: readonly Float64Array[],
  signs: readonly number[],
): boolean {
  const steps = weights.length + 2;
  return X.every((x, i) => {
    let z = bias;
    let size = Math.abs(bias);
    for (let j = 0; j < weights.length; j++) {
      const term = (weights[j] as number) * (x[j] as number);
      z += term;
      size += Math.abs(term);
    }
    return (signs[i] as number) * z > steps * (2 ** -52 * size + 2 * Number.MIN_VALUE);
  });
}

/** least / (unit·|w|). */
function distance(least: bigint, unit: bigint, w: readonly bigint[]): number {
  const [value, exponent] = parts(least, unit);
  const [square, twice] = parts(sumOfSquares(w), 1n);
  return shifted(value / Math.sqrt(square), exponent - twice / 2);
}

/** R²·|(w, b)|²/least², with R the length of the longest row: (R/γ)² (Novikoff 1962). */
function mistakeBound(plane: readonly bigint[], least: bigint, rows: IntegerRows): number {
  let longest: ArrayLike<number | bigint> = [];
  let most: number | bigint = -1;
  for (const row of rows) {
    const square =
      row instanceof Float64Array ? row.reduce((sum, value) => sum + value ** 2, 0) : sumOfSquares(row);
    if (square > most) [longest, most] = [row, square];
  }
  return quotient(sumOfSquares(Array.from(longest, BigInt)) * sumOfSquares(plane), least ** 2n);
}

const sumOfSquares = (values: readonly bigint[]): bigint =>
  values.reduce((sum, value) => sum + value ** 2n, 0n);

/** a/b as a number, for b > 0: rounded once if both are safe integers, otherwise cut after 60 bits. */
const quotient = (a: bigint, b: bigint): number => shifted(...parts(a, b));

/** The quotient as a number of moderate size and an even exponent of 2. */
function parts(a: bigint, b: bigint): [value: number, exponent: number] {
  if (bitLength(a) <= 53 && bitLength(b) <= 53) return [Number(a) / Number(b), 0];
  const exponent = 2 * ((bitLength(a) - bitLength(b)) >> 1);
  const shift = 64 - exponent;
  const bits = shift > 0 ? (a << BigInt(shift)) / b : a / (b << BigInt(-shift));
  return [Number(bits) * 2 ** -64, exponent];
}

/** value·2^exponent, where 2^exponent alone may leave the range of doubles. */
function shifted(value: number, exponent: number): number {
  const half = exponent >> 1;
  return value * 2 ** half * 2 ** (exponent - half);
}

/** Bits of |value|. */
function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits.charAt(0), 16)) + 28;
}
