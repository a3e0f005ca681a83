import { sfc32 } from "../../src/base/random.js";
import type { Scorer } from "../../src/calibration/index.js";
import type { Label } from "../../src/data/labels.js";

/** Classes "a", "b", … around points that are near each other, with as many features of nothing as are asked for. */
export function blurred(n: number, count: number, seed: number, noise = 0): { X: number[][]; y: string[] } {
  const random = sfc32(seed, 99);
  const uniform = (): number => random() / 2 ** 32 - 0.5;
  const bell = (): number => uniform() + uniform() + uniform();
  const y = Array.from({ length: n }, (_, i) => "abcdef"[i % count] as string);
  const X = y.map((_, i) => [
    ...Array.from({ length: count }, (_, j) => Number(j === i % count) + 1.2 * bell()),
    ...Array.from({ length: noise }, () => 3 * bell()),
  ]);
  return { X, y };
}

/** A fitted model whose scores are the rows themselves. */
export const fixed = <L extends Label>(classes: readonly L[]): Scorer<number[][]> => ({
  classes,
  fit: () => undefined,
  toJSON: () => null,
  decisionFunction: (X) => ({
    data: Float64Array.from(X.flat()),
    rows: X.length,
    cols: (X[0] as number[]).length,
  }),
});
