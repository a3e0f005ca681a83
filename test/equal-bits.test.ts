// Arrays that test/support/equal-bits.ts must not take for the same: each is taken so by a shorter comparison.
import { expect, it } from "vitest";

it.each([
  ["a zero's sign", [0, 1], [-0, 1]],
  ["a zero's sign, typed", Float64Array.of(0), Float64Array.of(-0)],
  ["the element type", Float32Array.of(0), Int32Array.of(0)],
  ["the length", [1], [1, 2]],
  ["the length, typed", Uint8Array.of(1), Uint8Array.of(1, 2)],
  ["the last element", Float32Array.of(1, 2), Float32Array.of(1, 3)],
  ["what lies behind where they begin", Uint8Array.of(1, 2).subarray(1), Uint8Array.of(1, 3).subarray(1)],
  ["the kind of an element", ["1"], [1]],
  ["an element's element", [[1], [2]], [[1], [3]]],
  ["a name beside the elements", Object.assign([1], { rows: 1 }), [1]],
])("arrays that differ in %s are not equal", (_, a, b) => {
  expect(a).not.toEqual(b);
  expect(b).not.toEqual(a);
  expect([a]).not.toStrictEqual([b]);
});

it("a hole is no element to toStrictEqual, and every NaN is NaN", () => {
  expect(Array(1)).not.toStrictEqual([undefined]);
  const [quiet, other] = [0x7ff8000000000000n, 0x7ff8000000000001n].map(
    (bits) => new Float64Array(BigUint64Array.of(bits).buffer),
  );
  expect(quiet).toEqual(other);
  expect([Number.NaN]).toEqual([Number.NaN]);
});
