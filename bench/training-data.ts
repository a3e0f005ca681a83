// The data of the training cases: seeded, and made without a copy, so that the peak memory before a fit is the data
// itself. Nothing of the library's models is imported here: fresh processes make their data with it.
import { type DType, type Reals, zeros } from "../src/base/dtype.js";
import { sfc32 } from "../src/base/random.js";

export const SEED = 1957;

export function reals(dtype: DType, count: number, seed: number): Reals {
  const random = sfc32(SEED, seed);
  const values = zeros(dtype, count);
  for (let i = 0; i < count; i++) values[i] = random() / 2 ** 31 - 1;
  return values;
}

/** What makes training data. */
export interface Shape {
  readonly dtype: DType;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly epochs: number;
  /** Of the rows around their class's point: it makes the share of mistakes. */
  readonly spread: number;
  /** A power of two, whose multiples all values are. */
  readonly grid?: number | undefined;
  /** Whether each epoch visits the rows in an order of its own. */
  readonly shuffle?: boolean | undefined;
}

/** What the contestants of the perceptron rule are trained on. */
export interface TrainingData {
  readonly dtype: DType;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  /** [n×d] */
  readonly X: Reals;
  /** [n×k] 0 or 1 */
  readonly Y: Int8Array;
  readonly epochs: number;
  readonly shuffle: boolean;
}

/** Rows around k seeded points, one for each class, and their targets; for k = 1, two points. */
export function trainingData({ dtype, n, d, k, epochs, spread, grid, shuffle = false }: Shape): TrainingData {
  const X = reals(dtype, n * d, 3);
  const classes = Math.max(k, 2);
  const centres = reals("f64", classes * d, 4);
  const random = sfc32(SEED, 5);
  const Y = new Int8Array(n * k);
  for (let i = 0; i < n; i++) {
    const number = random() % classes;
    for (let p = 0; p < d; p++) {
      const x = X[i * d + p] * spread + centres[number * d + p];
      X[i * d + p] = grid === undefined ? x : Math.round(x / grid) * grid;
    }
    if (number < k) Y[i * k + number] = 1;
  }
  return { dtype, n, d, k, X, Y, epochs, shuffle };
}
