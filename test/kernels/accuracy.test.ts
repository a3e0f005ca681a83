// The error of a dot product is what theory allows. The only tests with a tolerance, and it is a theorem:
// |fl(x·w) − x·w| ≤ γ · Σ |xⱼ||wⱼ|, γ = m·u / (1 − m·u), where m roundings lie on the longest path of the lane
// order (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1).
import { expect, it } from "vitest";
import type { DType, Reals } from "../../src/base/dtype.js";
import { matmul } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { Random } from "../support/random.js";

/** A finite double as an integer multiple of 2^-200, exactly. */
function exact(value: number): bigint {
  let [digits, exponent] = [value, 0];
  while (!Number.isInteger(digits)) [digits, exponent] = [digits * 2, exponent + 1];
  return (BigInt(digits) << 200n) >> BigInt(exponent);
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

describeCores("accuracy", () => {
  it.each(["f32", "f64"] as DType[])("%s: products or sums in a narrower type", (dtype) => {
    const random = new Random(6);
    const [lanes, bits] = dtype === "f32" ? [4, 24] : [2, 53];
    for (let round = 0; round < 200; round++) {
      const d = random.integer(1, 2000);
      const reals = (): Reals => {
        const values = Array.from({ length: d }, () => random.real());
        return dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values);
      };
      const [x, w] = [reals(), reals()];
      const z = matmul({ data: x, rows: 1, cols: d }, { data: w, rows: d, cols: 1 }).data[0] as number;
      let [sum, size] = [0n, 0n];
      for (let j = 0; j < d; j++) {
        const product = (exact(x[j] as number) * exact(w[j] as number)) >> 200n;
        sum += product;
        size += magnitude(product);
      }
      const roundings = BigInt(Math.floor(d / lanes) + 1 + Math.log2(lanes) + (d % lanes) + 1);
      const error = magnitude(exact(z) - sum);
      // γ · size, with 1 − m·u ≥ 1/2 taken as 1/2
      expect(error <= (2n * roundings * size) >> BigInt(bits)).toBe(true);
    }
  });
});
