import { expect, test } from "vitest";
import { type Certificate, verifyCertificate } from "../../src/separability/index.js";

const X = [
  [0.5, 0],
  [1.5, 0],
  [2.5, 0],
];
const y = ["no", "yes", "no"];
const verify = (counts: unknown, options = {}) => verifyCertificate(X, y, { counts } as Certificate, options);

test("a middle point is a conflict, in any multiple", () => {
  expect(verify([1n, 2n, 1n])).toBe(true);
  expect(verify([5n, 10n, 5n])).toBe(true);
});

test("other counts are no certificate", () => {
  expect(verify([1n, 1n, 1n])).toBe(false);
  expect(verify([3n, 1n, 0n])).toBe(false);
});

// The sum is zero and the total is not: catches a check without a look at the signs.
test("a negative count is refused even where the sum is zero", () => {
  const counts = [2n, 3n, 0n, -1n];
  expect(verifyCertificate([...X, [3.5, 0]], [...y, "yes"], { counts })).toBe(false);
});

// Σ counts·s·x = 0 alone: catches a check that forgets the 1, or that never does.
test("the 1 counts with an intercept, and only then", () => {
  expect(verify([3n, 1n, 0n], { fitIntercept: false })).toBe(true);
  expect(verify([3n, 1n, 0n], { fitIntercept: true })).toBe(false);
});

test.each([
  ["all zero", [0n, 0n, 0n]],
  ["negative", [-1n, -2n, -1n]],
  ["too short", [1n, 2n]],
  ["too long", [1n, 2n, 1n, 0n]],
  ["empty", []],
  ["numbers", [1, 2, 1]],
  ["with a hole", Object.assign(new Array(3), { 0: 1n, 2: 1n })],
  ["a typed array", new BigInt64Array([1n, 2n, 1n])],
  ["missing", undefined],
])("counts that are %s are no certificate", (_, counts) => {
  expect(verify(counts)).toBe(false);
});

test.each([undefined, null, 7, "counts"])("%j is no certificate", (certificate) => {
  expect(verifyCertificate(X, y, certificate as unknown as Certificate)).toBe(false);
});
