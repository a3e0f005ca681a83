import type { Work } from "../base/work.js";
import type { SearchResult } from "./search-result.js";

/**
 * One basic variable with its row of the inverse of the basis. Inverse and value are over the determinant
 * of the basis, which all rows of it share (Cramer's rule), so that no fraction is ever written down.
 */
interface BasisRow {
  /** i ≥ 0 is the multiplier λᵢ, −1 − j the remainder of column j. */
  variable: number;
  /** [D] its last entry, that of Σ λᵢ = 1, is the value */
  readonly inverse: bigint[];
  value: bigint;
  /** How fast the value falls while the entering variable grows. */
  step: bigint;
}

/**
 * Decides by an exact linear program whether the origin lies in the convex hull of the rows aᵢ (Gordan
 * 1873): either Σ λᵢ·aᵢ = 0 for some λ ≥ 0 with Σ λᵢ = 1, or all rows lie on one side of a plane w.
 *
 *     minimise Σ |rⱼ|   subject to   Σ λᵢ·aᵢ + r = 0,   Σ λᵢ = 1,   λ ≥ 0
 *
 * It starts at a corner: λ = 1 for the first row, and r is what remains. Every basis has a plane; the row
 * that lies worst with it enters, until no row lies wrong or nothing remains. (A remainder that has left
 * never comes back, as in any first phase.) After a pivot that gains nothing, Bland's rule (1977) picks
 * until one does, for without gain there might be a cycle.
 *
 * @param rows  signed rows aᵢ = sᵢ·(xᵢ, 1)  [n×D] integers
 */
export function* exactSimplex(rows: readonly (readonly bigint[])[]): Work<SearchResult> {
  const basis = initialBasis(rows[0] as bigint[]);
  let determinant = 1n;
  let gained = true;
  for (;;) {
    const { plane, distance } = dualPlane(basis);
    if (distance === 0n) return { counts: multiplierCounts(basis, rows.length) };

    const margins: bigint[] = [];
    let worst = 0;
    for (const [i, row] of rows.entries()) {
      margins.push(dot(plane, row));
      if ((margins[i] as bigint) < (margins[worst] as bigint)) worst = i;
      yield;
    }
    const least = margins[worst] as bigint;
    if (least > 0n) return { plane, least };

    const entering: number = gained ? worst : margins.findIndex((margin) => margin < distance);
    const enteringRow = rows[entering] as bigint[];
    for (const basic of basis) {
      basic.step = dot(basic.inverse, enteringRow) + basic.value;
      yield;
    }
    const leaving = basis.filter(({ step }) => step > 0n).reduce(ratioTest);
    gained = leaving.value > 0n;
    yield* pivot(basis, leaving, determinant);
    leaving.variable = entering;
    determinant = leaving.step;
  }
}

/** The basis of λ₀ and all remainders, each with the sign that makes it ≥ 0; its determinant is 1. */
function initialBasis(row: readonly bigint[]): BasisRow[] {
  const remainders = row.map((entry, j) => {
    const sign = entry > 0n ? -1n : 1n;
    return {
      variable: -1 - j,
      inverse: row.map((_, k) => (k === j ? sign : 0n)),
      value: -sign * entry,
      step: 0n,
    };
  });
  return [...remainders, { variable: 0, inverse: row.map(() => 0n), value: 1n, step: 0n }];
}

/**
 * The plane of a basis and the distance Σ |rⱼ|. Rows in the basis lie at w·aᵢ = distance; a row below that
 * brings the hull nearer to the origin when it enters.
 */
function dualPlane(basis: readonly BasisRow[]): { plane: bigint[]; distance: bigint } {
  const plane = new Array<bigint>(basis.length - 1).fill(0n);
  let distance = 0n;
  for (const { variable, inverse, value } of basis) {
    if (variable >= 0) continue;
    for (const [j, entry] of inverse.entries()) plane[j] = (plane[j] as bigint) - entry;
    distance += value;
  }
  return { plane, distance };
}

/** The ratio test: which of two falling values is zero first; of two at once, the lesser variable (Bland). */
function ratioTest(a: BasisRow, b: BasisRow): BasisRow {
  const difference = a.value * b.step - b.value * a.step;
  return difference < 0n || (difference === 0n && a.variable < b.variable) ? a : b;
}

/** Pivots on integers (Edmonds 1967, Bareiss 1968): every division by the old determinant is exact. */
function* pivot(basis: readonly BasisRow[], leaving: BasisRow, determinant: bigint): Work<void> {
  for (const row of basis) {
    if (row === leaving) continue;
    const mix = (own: bigint, other: bigint) => (leaving.step * own - row.step * other) / determinant;
    for (const [j, entry] of leaving.inverse.entries()) row.inverse[j] = mix(row.inverse[j] as bigint, entry);
    row.value = mix(row.value, leaving.value);
    yield;
  }
}

/** The multipliers times the determinant. */
function multiplierCounts(basis: readonly BasisRow[], n: number): bigint[] {
  const counts = new Array<bigint>(n).fill(0n);
  for (const { variable, value } of basis) if (variable >= 0) counts[variable] = value;
  return counts;
}

function dot(u: readonly bigint[], v: readonly bigint[]): bigint {
  let sum = 0n;
  for (let j = 0; j < u.length; j++) sum += (u[j] as bigint) * (v[j] as bigint);
  return sum;
}
