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
 * @param plane  integers      [d] or [d+1] with the bias
 * @param least  min sᵢ·(w·xᵢ + b) · unit, > 0: the functional margin
 * @param unit   what the rows were multiplied by to be integers, 10ᵏ
 * @param X      rows          [n×d]
 * @param signs  ±1            [n]
 */
export function roundedPlane(
  plane: readonly bigint[],
  least: bigint,
  unit: bigint,
  X: readonly Float64Array[],
  signs: readonly number[],
): Plane {
  const d = (X[0] as Float64Array).length;
  const bits = plane.reduce((most, value) => Math.max(most, bitLength(value)), 0);
  const scale = bits <= 53 ? 1n : 1n << BigInt(bits);
  const numbers = plane.map((value) => quotient(value, scale));
  const weights = numbers.slice(0, d);
  const bias = numbers[d] ?? 0;
  const functionalMargin = quotient(least, unit * scale);
  return {
    ...(decidesInDoubles(weights, bias, X, signs)
      ? { weights, bias }
      : { weights: plane.slice(0, d), bias: plane[d] ?? 0n }),
    margin: functionalMargin / norm(weights),
    mistakeBound: mistakeBound(numbers, functionalMargin, X),
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

/**
 * (R/γ)² with R = max |(xᵢ, 1)| and γ = the functional margin / |(w, b)| (Novikoff 1962); without the 1 where the
 * plane has no bias. The rows are scaled by a power of two, which is exact, to keep their squares in range.
 */
function mistakeBound(
  plane: readonly number[],
  functionalMargin: number,
  X: readonly Float64Array[],
): number {
  const withBias = plane.length > (X[0] as Float64Array).length;
  const most = X.reduce((most, x) => x.reduce((m, value) => Math.max(m, Math.abs(value)), most), 1);
  const scale = 2 ** -Math.floor(Math.log2(most));
  const squares = X.map((x) => sumOfSquares(x.map((value) => scale * value)));
  const radius2 = squares.reduce((m, square) => Math.max(m, square), 0) + (withBias ? scale ** 2 : 0);
  return (radius2 * sumOfSquares(plane)) / (scale * functionalMargin) ** 2;
}

/** |values|, scaled by a power of two, which is exact: their squares may leave the range of doubles. */
function norm(values: readonly number[]): number {
  const most = values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  if (most === 0) return 0;
  const scale = 2 ** Math.min(1023, -Math.floor(Math.log2(most)));
  return Math.sqrt(sumOfSquares(values.map((value) => scale * value))) / scale;
}

function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += (values[j] as number) ** 2;
  return sum;
}

/** a/b as a number, for b > 0: rounded once if both are safe integers, otherwise cut after 60 bits. */
function quotient(a: bigint, b: bigint): number {
  if (bitLength(a) <= 53 && bitLength(b) <= 53) return Number(a) / Number(b);
  const shift = bitLength(b) - bitLength(a) + 64;
  const bits = shift > 0 ? (a << BigInt(shift)) / b : a / (b << BigInt(-shift));
  const half = Math.floor(shift / 2); // 2 ** -shift alone may leave the range of doubles
  return Number(bits) * 2 ** -half * 2 ** (half - shift);
}

/** Bits of |value|. */
function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits.charAt(0), 16)) + 28;
}
