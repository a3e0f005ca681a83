// Margin and bound of rows as small and as large as doubles go.
import { expect, test } from "vitest";
import { separability } from "../../src/separability/index.js";

// Catches squares of tiny rows that come to 0 (a bound of 0/0) and a functional margin that overflows where the margin does not.
test.each([
  { X: [[1e-200], [-1e-200]], fitIntercept: false, margin: 1e-200, mistakeBound: 1 },
  { X: [[5e-324], [-5e-324]], fitIntercept: false, margin: 5e-324, mistakeBound: 1 },
  { X: [[5e-324, 5e-324, 5e-324]], fitIntercept: false, margin: 1e-323, mistakeBound: 1 },
  {
    X: [
      [1e308, 1e308],
      [-1e308, -1e308],
    ],
    fitIntercept: true,
    margin: Math.SQRT2 * 1e308,
    mistakeBound: 1.5,
  },
])("margin and bound of $X.0", ({ X, fitIntercept, margin, mistakeBound }) => {
  const verdict = separability(X, [1, 0].slice(0, X.length), { fitIntercept });
  expect(verdict).toMatchObject({ separable: true, mistakeBound });
  expect(verdict.separable && verdict.margin / margin).toBeCloseTo(1, 14);
});
