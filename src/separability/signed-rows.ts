import type { Work } from "../base/work.js";

/** Integer rows: numbers if all are safe integers, otherwise bigint. */
export type IntegerRows = Float64Array[] | bigint[][];

/**
 * The rows sᵢ·10ᵏ·(xᵢ, 1) as integers, with the least k ≥ 0 that makes them so. A number stands for the
 * shortest decimal that reads back as it, which is how it was written: 5.1 is 51/10.
 *
 * A plane is scale-free, and 10ᵏ multiplies the 1 too, so that a plane of these rows is one of X.
 *
 * @param X             rows     [n×d] finite
 * @param signs         ±1       [n]
 * @param fitIntercept  whether the 1 is there, or the rows are sᵢ·10ᵏ·xᵢ
 * @returns the signed rows [n×(d+1) or n×d], and unit = 10ᵏ
 */
export function* signedRows(
  X: readonly Float64Array[],
  signs: readonly number[],
  fitIntercept: boolean,
): Work<{ rows: IntegerRows; unit: bigint }> {
  const D = (X[0] as Float64Array).length + (fitIntercept ? 1 : 0);
  if (X.every(areIntegers)) {
    const rows = X.map((x, i) => {
      const sign = signs[i] as number;
      const row = new Float64Array(D).fill(sign);
      for (let j = 0; j < x.length; j++) row[j] = sign * (x[j] as number);
      return row;
    });
    return { rows, unit: 1n };
  }

  let decimals = 0;
  for (const x of X) {
    for (const value of x) decimals = Math.max(decimals, -decimalOf(value).exponent);
    yield;
  }
  const unit = 10n ** BigInt(decimals);

  const rows: bigint[][] = [];
  for (const [i, x] of X.entries()) {
    const sign = BigInt(signs[i] as number);
    const row = Array.from(x, (value) => sign * scaled(value, decimals));
    if (fitIntercept) row.push(sign * unit);
    rows.push(row);
    yield;
  }
  const areSafe = rows.every((row) => row.every(isSafe));
  return { rows: areSafe ? rows.map((row) => Float64Array.from(row, Number)) : rows, unit };
}

function areIntegers(x: Float64Array): boolean {
  for (let j = 0; j < x.length; j++) if (!Number.isSafeInteger(x[j])) return false;
  return true;
}

/** x = digits · 10^exponent, for the shortest digits that read back as x. */
function decimalOf(x: number): { digits: string; exponent: number } {
  const [mantissa, power] = x.toExponential().split("e") as [string, string];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  return { digits: whole + fraction, exponent: Number(power) - fraction.length };
}

/** x · 10^decimals, an integer. */
function scaled(x: number, decimals: number): bigint {
  const { digits, exponent } = decimalOf(x);
  return BigInt(digits + "0".repeat(exponent + decimals));
}

const isSafe = (value: bigint): boolean => Number.isSafeInteger(Number(value));
