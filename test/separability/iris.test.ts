import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { separability, verifyCertificate } from "../../src/separability/index.js";
import { isZeroSum, verifiedSeparability } from "./verify-verdict.js";

const iris: { X: number[][]; y: number[] } = JSON.parse(
  readFileSync(new URL("../golden/iris.json", import.meta.url), "utf8"),
);
const only = (...classes: number[]) => {
  const rows = iris.y.map((_, i) => i).filter((i) => classes.includes(iris.y[i] as number));
  return { X: rows.map((i) => iris.X[i] as number[]), y: rows.map((i) => iris.y[i] as number) };
};

test("setosa is separable, with the margin of the plane that is returned", () => {
  const y = iris.y.map((label) => (label === 0 ? 1 : 0));
  const verdict = verifiedSeparability(iris.X, y);
  if (!verdict.separable) throw new Error("setosa is separable");
  const weights = verdict.weights as number[];
  const margins = iris.X.map((x, i) => {
    const z = x.reduce((sum, value, j) => sum + value * (weights[j] as number), verdict.bias as number);
    return y[i] === 1 ? z : -z;
  });
  const nearest = Math.min(...margins);
  expect(verdict.margin).toBeCloseTo(nearest / Math.hypot(...weights), 12);

  const radius = Math.max(...iris.X.map((x) => Math.hypot(...x, 1)));
  const gamma = nearest / Math.hypot(...weights, verdict.bias as number);
  expect(verdict.mistakeBound).toBeCloseTo((radius / gamma) ** 2, 4);
});

// With 100,000 epochs the perceptron finds its own cycle. Catches decimals read as doubles: their sums are
// never exactly zero.
test.each([{}, { budget: 0 }, { budget: 100_000 }])(
  "versicolor and virginica are not, with a certificate (%o)",
  (options) => {
    const { X, y } = only(1, 2);
    const verdict = separability(X, y, options);
    if (verdict.separable) throw new Error("they are not separable");
    const { counts } = verdict.certificate;
    const signs = y.map((label) => (label === 2 ? 1 : -1));
    expect(isZeroSum(X, signs, counts)).toBe(true);
    expect(counts.some((count) => count > 0n)).toBe(true);
    expect(verifyCertificate(X, y, verdict.certificate)).toBe(true);

    // the rows with a count are the conflict: they alone are not separable either
    const conflict = counts.flatMap((count, i) => (count > 0n ? [i] : []));
    expect(conflict.length).toBeLessThan(20);
    const rest = separability(
      conflict.map((i) => X[i] as number[]),
      conflict.map((i) => y[i] as number),
    );
    expect(rest.separable).toBe(false);
  },
);

// Novikoff 1962. Catches a bound without the 1, or with the margin of w alone.
test("no perceptron makes more mistakes on setosa than the bound", () => {
  const y = iris.y.map((label) => (label === 0 ? 1 : 0));
  const verdict = separability(iris.X, y, { budget: 0 });
  const w = [0, 0, 0, 0, 0];
  let mistakes = 0;
  for (let epoch = 0; epoch < 100; epoch++) {
    for (const [i, x] of iris.X.entries()) {
      const z = [...x, 1].reduce((sum, value, j) => sum + value * (w[j] as number), 0);
      const error = (y[i] as number) - (z >= 0 ? 1 : 0);
      if (error !== 0) mistakes++;
      for (const [j, value] of [...x, 1].entries()) w[j] = (w[j] as number) + error * value;
    }
  }
  expect(mistakes).toBeGreaterThan(0);
  expect(verdict.separable && mistakes <= verdict.mistakeBound).toBe(true);
});
