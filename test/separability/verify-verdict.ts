import { expect } from "vitest";
import {
  type Separability,
  type SeparabilityOptions,
  separability,
  verifyCertificate,
} from "../../src/separability/index.js";

/** x · 10^400 as it is written; no code is shared with the library. */
export function written(x: number): bigint {
  const [, sign, whole, , fraction = "", , power = "0"] =
    /^(-?)(\d+)(\.(\d+))?(e(.+))?$/.exec(String(x)) ?? [];
  return BigInt(`${sign}${whole}${fraction}${"0".repeat(400 + Number(power) - fraction.length)}`);
}

/** Whether Σ countsᵢ·sᵢ·(xᵢ, 1) = 0, worked out from the written decimals. */
export function isZeroSum(X: number[][], signs: number[], counts: bigint[], fitIntercept = true): boolean {
  const rows = X.map((x) => (fitIntercept ? [...x, 1] : x).map(written));
  return rows[0]?.every((_, j) => {
    const terms = rows.map((row, i) => (counts[i] ?? 0n) * BigInt(signs[i] ?? 0) * (row[j] ?? 0n));
    return terms.reduce((sum, term) => sum + term) === 0n;
  }) as boolean;
}

/** w·x + b in the orders that a program may take: left to right, bias first, and the library's two lanes. */
function netInputs(weights: number[], bias: number, x: number[]): number[] {
  const terms = weights.map((weight, j) => weight * (x[j] ?? Number.NaN));
  const sum = (values: number[], start = 0) => values.reduce((total, value) => total + value, start);
  const paired = terms.length - (terms.length % 2);
  const lane = (parity: number) => sum(terms.slice(0, paired).filter((_, j) => j % 2 === parity));
  return [sum(terms) + bias, sum(terms, bias), sum(terms.slice(paired), lane(0) + lane(1)) + bias];
}

/** Σ wⱼ·xⱼ + b times 10^400, exactly. */
function exactNetInput(weights: bigint[], bias: bigint, x: number[]): bigint {
  return x.reduce((sum, value, j) => sum + (weights[j] ?? 0n) * written(value), bias * 10n ** 400n);
}

/** The verdict, after its plane has been tried on every row or its certificate verified. */
export function verifiedSeparability(
  X: number[][],
  y: number[],
  options: SeparabilityOptions = {},
): Separability {
  const verdict = separability(X, y, options);
  const { fitIntercept = true } = options;
  const signs = y.map((label) => (label === 1 ? 1 : -1));
  if (!verdict.separable) {
    if (!verifyCertificate(X, y, verdict.certificate, { fitIntercept }))
      expect.fail("the certificate is wrong");
    return verdict;
  }
  const { weights, bias, margin, mistakeBound } = verdict;
  const isRight = (x: number[], sign: number) =>
    typeof bias === "bigint"
      ? BigInt(sign) * exactNetInput(weights as bigint[], bias, x) > 0n
      : netInputs(weights as number[], bias, x).every((z) => sign * z > 0);
  if (!X.every((x, i) => isRight(x, signs[i] as number))) expect.fail("the plane is wrong");
  if (!fitIntercept && Number(bias) !== 0) expect.fail("the plane does not go through the origin");
  if (!(margin >= 0 && mistakeBound >= 1 - 1e-12)) expect.fail("margin or bound out of range");
  return verdict;
}

/** All points of {0, 1}^d; and labels from the bits of a number. */
export const corners = (d: number): number[][] =>
  Array.from({ length: 2 ** d }, (_, i) => Array.from({ length: d }, (_, j) => (i >> j) & 1));
export const bitsOf = (number: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => (number >> i) & 1);
