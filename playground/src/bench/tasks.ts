import { normal, seeded } from "../data/random";
import type { Product, Task } from "./baseline";

/** A training, or with `k` a product [n×d]·[d×k]. */
export interface TaskShape {
  readonly kind: "training" | "product";
  readonly n: number;
  readonly d: number;
  /** Classes, or columns of the product. */
  readonly classes: number;
  readonly epochs: number;
  /** The deviation of the points from the centre of their class. */
  readonly noise: number;
}

const training = (n: number, d: number, classes: number, epochs: number, noise: number): TaskShape => ({
  ...{ kind: "training", n, d, classes, epochs, noise },
});
const product = (n: number, d: number, classes: number): TaskShape => ({
  ...{ kind: "product", n, d, classes, epochs: 1, noise: 0 },
});

export const TASKS: readonly TaskShape[] = [
  training(150, 4, 3, 100, 0.4),
  training(20_000, 2, 2, 10, 0.4),
  training(20_000, 64, 2, 10, 1.1),
  training(8_000, 256, 10, 3, 1.1),
  product(8_000, 256, 10),
  product(256, 256, 256),
];

/**
 * Clouds around a random centre for each class. All numbers are halves between −2 and 2, so that no sum is ever rounded
 * and both implementations agree to the last bit.
 */
export function makeTask({ n, d, classes, epochs, noise }: TaskShape): Task {
  const random = seeded(1959 + n + d);
  const spread = 2 / Math.sqrt(d);
  const centres = Float64Array.from({ length: classes * d }, () => spread * normal(random));
  const [X, y] = [new Float32Array(n * d), new Uint8Array(n)];
  for (let i = 0; i < n; i++) {
    const label = Math.floor(random() * classes);
    y[i] = label;
    for (let j = 0; j < d; j++)
      X[i * d + j] = half((centres[label * d + j] as number) + noise * normal(random));
  }
  return { X, y, n, d, epochs, k: classes === 2 ? 1 : classes };
}

/** Two matrices of such halves. */
export function makeProduct({ n, d, classes: k }: TaskShape): Product {
  const random = seeded(1969 + n + d);
  const halves = (length: number): Float32Array => Float32Array.from({ length }, () => half(normal(random)));
  return { A: halves(n * d), B: halves(d * k), m: n, k: d, n: k };
}

const half = (x: number): number => Math.max(-2, Math.min(2, Math.round(2 * x) / 2));
