import { expect, test } from "vitest";
import { bitsOf, corners, verifiedSeparability } from "./verify-verdict.js";

/** How many of the 2^n labelings of X are separable; every verdict is checked. */
function countSeparable(X: number[][], options = {}, stride = 1): number {
  let count = 0;
  for (let f = 0; f < 2 ** X.length; f += stride) {
    if (verifiedSeparability(X, bitsOf(f, X.length), options).separable) count++;
  }
  return count;
}

test.each([
  [1, 4],
  [2, 14],
  [3, 104],
  [4, 1882],
])("of the Boolean functions of %i inputs, exactly %i are threshold functions", (inputs, functions) => {
  expect(countSeparable(corners(inputs))).toBe(functions);
});

// A simplex that says separable at the optimum without a look at the distance, or that drops the last
// column of the inverse, miscounts here.
test.each([
  [1, 4],
  [2, 14],
  [3, 104],
])("the simplex alone counts the same for %i inputs", (inputs, functions) => {
  expect(countSeparable(corners(inputs), { budget: 0 })).toBe(functions);
});

test("the simplex alone counts the same for every seventh function of four inputs", () => {
  expect(countSeparable(corners(4), { budget: 0 }, 7)).toBe(countSeparable(corners(4), {}, 7));
});

/** Points of the moment curve: any d of them are linearly independent (Vandermonde). */
const momentCurve = (n: number, d: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: d }, (_, k) => (i - 3) ** k));

// Cover 1965, theorem 1: C(N, d) = 2·Σ_{k<d} C(N−1, k). A search that keeps the bias, or takes z = 0 for
// right, finds other numbers.
test.each([
  [6, 2, 12],
  [8, 3, 58],
  [9, 3, 74],
  [10, 4, 260],
  [12, 3, 134],
])(
  "of the dichotomies of %i points in %i dimensions, %i are separable through the origin",
  (n, d, expected) => {
    expect(countSeparable(momentCurve(n, d), { fitIntercept: false })).toBe(expected);
    expect(countSeparable(momentCurve(n, d), { fitIntercept: false, budget: 0 }, 5)).toBe(
      countSeparable(momentCurve(n, d), { fitIntercept: false }, 5),
    );
  },
);
