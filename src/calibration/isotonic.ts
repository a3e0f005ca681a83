import { allFinite, type Reals, zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { upTo } from "../base/random.js";
import * as fail from "../base/texts.js";
import { readVector } from "../data/dense.js";

/** The points of a function that never falls. */
export interface Curve {
  /** Where they are, ascending. */
  readonly x: Float64Array;
  /** Its values there, none below the one before. */
  readonly y: Float64Array;
}

/** A function that never falls: between two of its points it is a straight line, outside of all it is constant. */
export interface Isotonic {
  /** Where its points are, ascending. */
  readonly x: Float64Array;
  /** Its values there, none below the one before. */
  readonly y: Float64Array;
  /**
   * Its values at other places.
   *
   * @param x  [n]
   * @returns  [n]
   * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER   @throws {ValueError} NOT_FINITE
   */
  predict(x: ArrayLike<number>): Float64Array;
}

/**
 * Isotonic regression: of all functions f that never fall, the one with the least Σ weightᵢ·(yᵢ − f(xᵢ))², found by
 * pooling adjacent violators (Ayer, Brunk, Ewing, Reid & Silverman 1955). The values are those of scikit-learn's
 * `IsotonicRegression(out_of_bounds="clip")`.
 *
 * @param x        [n]
 * @param y        [n]
 * @param weights  [n], ≥ 0; by default all 1
 * @throws {KindError} NOT_A_VECTOR, NOT_A_NUMBER
 * @throws {ShapeError} EMPTY, LENGTH   @throws {ValueError} NOT_FINITE, WEIGHT, OVERFLOW
 */
export function isotonicRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Isotonic {
  return call("isotonicRegression", () => {
    const places = readVector("x", x, "f64");
    if (places.length === 0) throw fail.empty("x");
    const values = readVector("y", y, "f64");
    if (values.length !== places.length)
      throw fail.vectorLength("y", values.length, places.length, "element of x");
    return fitIsotonic(
      places,
      values,
      weights === undefined ? undefined : readMasses(weights, values.length),
    );
  });
}

function readMasses(input: unknown, count: number): Reals {
  const weights = readVector("weights", input, "f64");
  if (weights.length !== count) throw fail.vectorLength("weights", weights.length, count, "element of x");
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) throw fail.negativeWeight(`weights[${negative}]`, weights[negative]);
  if (weights.every((weight) => weight === 0)) throw fail.noWeight("weights");
  return weights;
}

/** `isotonicRegression` of what has been checked. @throws {ValueError} OVERFLOW */
export function fitIsotonic(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Isotonic {
  const order = ascending(x, weights);
  // Blocks of equal values, as a stack: where each begins and ends, the sum of its weights, and that times its value.
  const [starts, ends, masses, sums] = [0, 1, 2, 3].map(() => zerosFor("f64", order.length)) as Blocks;
  let top = -1;
  for (let i = 0; i < order.length; ) {
    const at = x[order[i] as number] as number;
    let [mass, sum] = [0, 0];
    for (; i < order.length && x[order[i] as number] === at; i++) {
      const weight = weights?.[order[i] as number] ?? 1;
      mass += weight;
      sum += weight * (y[order[i] as number] as number);
    }
    let start = at;
    // As long as the block before is not below: so that equal ones become one, and fewer points remain.
    while (top >= 0 && (sums[top] as number) / (masses[top] as number) >= sum / mass) {
      start = starts[top] as number;
      mass += masses[top] as number;
      sum += sums[top] as number;
      top--;
    }
    top++;
    [starts[top], ends[top], masses[top], sums[top]] = [start, at, mass, sum];
  }
  const points: [number, number][] = [];
  for (let block = 0; block <= top; block++) {
    const value = (sums[block] as number) / (masses[block] as number);
    points.push([starts[block] as number, value]);
    if (ends[block] !== starts[block]) points.push([ends[block] as number, value]);
  }
  const values = Float64Array.from(points, ([, value]) => value);
  if (!allFinite(values)) throw fail.overflow("a mean of y", "f64");
  return isotonic(
    Float64Array.from(points, ([place]) => place),
    values,
  );
}

type Blocks = [Float64Array, Float64Array, Float64Array, Float64Array];

/** The numbers of the elements that weigh anything, by x. */
function ascending(x: ArrayLike<number>, weights: ArrayLike<number> | undefined): Uint32Array {
  const all = upTo(x.length);
  const weighted = weights === undefined ? all : all.filter((i) => (weights[i] as number) > 0);
  return weighted.sort((a, b) => (x[a] as number) - (x[b] as number));
}

/** The function through these points, x ascending and y not falling. */
export const isotonic = (x: Float64Array, y: Float64Array): Isotonic => ({
  x,
  y,
  predict: (places) =>
    call("Isotonic.predict", () =>
      Float64Array.from(readVector("x", places, "f64"), (place) => valueAt({ x, y }, place)),
    ),
});

/** The value of such a function at one place. Only +, −, ×, ÷ and a comparison; it never falls, for all rounding. */
export function valueAt({ x, y }: Curve, place: number): number {
  const last = x.length - 1;
  if (place <= (x[0] as number)) return y[0] as number;
  if (place >= (x[last] as number)) return y[last] as number;
  let [low, high] = [0, last]; // x[low] ≤ place < x[high]
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (place < (x[middle] as number)) high = middle;
    else low = middle;
  }
  const [left, right] = [x[low] as number, x[high] as number];
  const [from, to] = [y[low] as number, y[high] as number];
  const width = right - left;
  // Halves, where the distance of two finite numbers is not finite.
  const share = width < Infinity ? (place - left) / width : (place / 2 - left / 2) / (right / 2 - left / 2);
  return Math.min(to, from + (to - from) * share);
}
