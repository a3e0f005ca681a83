// The seeded data of the T rows, which fresh processes make too.
import type { Shape } from "../training-data.js";

const wide = { dtype: "f32", n: 20_000, d: 784, epochs: 5, grid: 1 / 4 } as const;
const narrow = { dtype: "f32", n: 20_000, k: 1, epochs: 10, grid: 1 / 64 } as const;
const coarse = { dtype: "f32", grid: 1 / 4 } as const;

const T2: Shape = { ...wide, k: 1, spread: 18 };
const T3: Shape = { ...wide, k: 10, spread: 5 };

/**
 * The grids are so coarse that all sums are exact, in whatever order and type: every contestant that visits the rows in
 * the same order comes to the same weights.
 */
export const shapes = {
  T1: { ...coarse, n: 20_000, d: 64, k: 1, epochs: 10, spread: 5 },
  T2,
  T2s: { ...T2, shuffle: true },
  T3,
  T3s: { ...T3, shuffle: true },
  T3d: { ...T3, dtype: "f64" },
  T6: { ...coarse, n: 1_000_000, d: 64, k: 1, epochs: 3, spread: 5 },
  "T7-4": { ...narrow, d: 4, spread: 0.6 },
  "T7-2": { ...narrow, d: 2, spread: 0.69 },
  // Beside the rows that are worked on, so that nothing is tuned to them alone.
  "T9-300": { ...coarse, n: 5_000, d: 300, k: 4, epochs: 10, spread: 5 },
  "T9-2000": { ...coarse, n: 200, d: 2_000, k: 2, epochs: 3, spread: 28 },
  "T9-20": { ...coarse, n: 300_000, d: 20, k: 6, epochs: 3, spread: 1 },
} satisfies Record<string, Shape>;
