import { normal, seeded } from "../data/random";
import type { Task } from "./baseline";

export interface TaskShape {
  readonly n: number;
  readonly d: number;
  readonly classes: number;
  readonly epochs: number;
  /** The deviation of the points from the centre of their class. */
  readonly noise: number;
}

export const TASKS: readonly TaskShape[] = [
  { n: 150, d: 4, classes: 3, epochs: 100, noise: 0.4 },
  { n: 20_000, d: 2, classes: 2, epochs: 10, noise: 0.4 },
  { n: 20_000, d: 64, classes: 2, epochs: 10, noise: 1.1 },
  { n: 8_000, d: 256, classes: 10, epochs: 3, noise: 1.1 },
];

/**
 * Clouds around a random centre for each class. All numbers are halves between −2 and 2, so that no sum is ever rounded
 * and both implementations agree to the last bit.
 */
export function makeTask({ n, d, classes, epochs, noise }: TaskShape): Task {
  const random = seeded(1959 + n + d);
  const half = (x: number): number => Math.max(-2, Math.min(2, Math.round(2 * x) / 2));
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
