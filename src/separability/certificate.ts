import { call } from "../base/errors.js";
import { finish } from "../base/work.js";
import type { Label } from "../data/labels.js";
import { checkOptions, flag } from "../data/options.js";
import type { MatrixInput } from "../data/view.js";
import { isArray } from "../data/view.js";
import { readLabelledRows } from "./read-input.js";
import { signedRows } from "./signed-rows.js";

/**
 * A proof that no plane parts the classes: counts that are not negative and not all zero, with
 * Σ countsᵢ·sᵢ·(xᵢ, 1) = 0. If sᵢ·(w·xᵢ + b) > 0 held for every row, then the sum of these, each taken
 * countsᵢ times, would be greater than zero; but it is zero. Such counts exist whenever there is no such
 * plane (Gordan 1873). The rows with a count are the conflict: they alone are not separable.
 */
export interface Certificate {
  /** [n] one for each row of X */
  counts: bigint[];
}

/**
 * Checks a certificate against the data alone. Anything that is no certificate gives false.
 *
 * @param X            rows    [n×d], as `separability` was given them
 * @param y            labels  [n]
 * @param certificate  the counts [n]
 * @param options      fitIntercept, as `separability` was told. Default true
 * @throws {KindError | ValueError | ShapeError} if X, y or an option is not what separability takes
 */
export function verifyCertificate(
  X: MatrixInput,
  y: ArrayLike<Label>,
  certificate: Certificate,
  options: { fitIntercept?: boolean | undefined } = {},
): boolean {
  return call("verifyCertificate", () => {
    options = checkOptions(options, ["fitIntercept"]);
    const { fitIntercept = true } = options;
    flag("fitIntercept", fitIntercept);
    const { x, signs } = readLabelledRows(X, y);
    const { rows } = finish(signedRows(x, signs, fitIntercept));

    const counts: unknown = certificate?.counts;
    if (!isArray(counts) || counts.length !== rows.length) return false;
    const sums: bigint[] = new Array((rows[0] as ArrayLike<unknown>).length).fill(0n);
    let total = 0n;
    for (const [i, row] of rows.entries()) {
      const count: unknown = counts[i];
      if (typeof count !== "bigint" || count < 0n) return false;
      total += count;
      for (let j = 0; j < row.length; j++)
        sums[j] = (sums[j] as bigint) + count * BigInt(row[j] as number | bigint);
    }
    return total > 0n && sums.every((sum) => sum === 0n);
  });
}

/** Integers, not all zero, divided by their greatest common divisor. */
export function lowestTerms(values: readonly bigint[]): bigint[] {
  let divisor = 0n;
  for (const value of values) {
    let a = value < 0n ? -value : value;
    while (a > 0n) [divisor, a] = [a, divisor % a];
  }
  return values.map((value) => value / divisor);
}
