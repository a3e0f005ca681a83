import { type Separability, separability } from "rosenblatt/separability";
import { count, type PointSet, presentClasses } from "../data/points";

/** A row of the certificate that no line separates the classes. Weights sum to 1 over the positive rows, and over the negative. */
export interface CertificateRow {
  readonly row: number;
  readonly positive: boolean;
  readonly weight: number;
}

/** Whether one class is separable from the rest; with `label` null, two classes from each other, or all by the largest score. */
export interface SubproblemReport {
  readonly label: number | null;
  readonly separable: boolean;
  readonly margin?: number;
  readonly mistakeBound?: number;
}

export interface SeparabilityReport {
  readonly subproblems: readonly SubproblemReport[];
  /** Rows that no line separates, of the first subproblem that is not separable. */
  readonly certificate: readonly CertificateRow[];
  /** A point in the convex hulls of both sides of the certificate; null without one, or for joint classes. */
  readonly commonPoint: readonly [number, number] | null;
}

/** The simplex at once (budget 0): its proof names few rows, the perceptron's would name as many as it visited. */
const SIMPLEX_ONLY = { budget: 0 };

/**
 * Whether a line separates the classes that have points; null for fewer than two.
 *
 * @param data  inputs of the points other than their coordinates [n×d]: then, whether a plane separates these
 */
export function testSeparability(
  points: PointSet,
  joint: boolean,
  data = points.xy,
): SeparabilityReport | null {
  const classes = presentClasses(points);
  if (classes.length < 2) return null;
  const X = { data, rows: count(points), cols: data.length / count(points) };
  if (joint && classes.length > 2) return testJointSeparability(points, X, classes);
  const options = X.cols === 2 ? SIMPLEX_ONLY : {};
  const positives = classes.length === 2 ? classes.slice(1) : classes;
  const results = positives.map((label) => ({
    label,
    result: separability(
      X,
      Uint8Array.from(points.labels, (other) => Number(other === label)),
      options,
    ),
  }));
  const subproblems = results.map(({ label, result }) =>
    reportOf(classes.length === 2 ? null : label, result),
  );
  for (const { label, result } of results) {
    if (result.separable) continue;
    const certificate = certificateOf(result.certificate.counts, (row) => points.labels[row] === label);
    const commonPoint = X.cols === 2 ? commonPointOf(points, certificate) : null;
    return { subproblems, certificate, commonPoint };
  }
  return { subproblems, certificate: [], commonPoint: null };
}

const reportOf = (label: number | null, result: Separability): SubproblemReport =>
  result.separable
    ? { label, separable: true, margin: result.margin, mistakeBound: result.mistakeBound }
    : { label, separable: false };

function certificateOf(counts: readonly bigint[], isPositive: (row: number) => boolean): CertificateRow[] {
  const rows = [...counts.entries()].filter(([, times]) => times > 0n);
  const total = (positive: boolean): bigint =>
    rows.reduce((sum, [row, times]) => (isPositive(row) === positive ? sum + times : sum), 0n);
  const totals = { true: total(true), false: total(false) };
  return rows.map(([row, times]) => {
    const positive = isPositive(row);
    return { row, positive, weight: ratio(times, totals[`${positive}`]) };
  });
}

/** A quotient of integers that a double may not hold. */
const ratio = (p: bigint, q: bigint): number => Number((p * 10n ** 15n) / q) / 1e15;

function commonPointOf({ xy }: PointSet, certificate: readonly CertificateRow[]): [number, number] {
  let [x, y] = [0, 0];
  for (const { row, positive, weight } of certificate) {
    if (!positive) continue;
    x += weight * (xy[2 * row] as number);
    y += weight * (xy[2 * row + 1] as number);
  }
  return [x, y];
}

interface Samples {
  readonly data: Float64Array;
  readonly cols: number;
}

/**
 * Whether the largest of K scores can be right on every row. Kesler's construction: a row x of class c and another
 * class j become one expanded row that is (x, 1) in the place of c and −(x, 1) in that of j; all W that decide rightly
 * are then the planes through the origin that have every expanded row above them.
 */
function testJointSeparability(points: PointSet, X: Samples, classes: readonly number[]): SeparabilityReport {
  const rowsPerPoint = classes.length - 1;
  const width = X.cols + 1;
  const [n, cols] = [count(points) * rowsPerPoint, width * classes.length];
  const data = new Float64Array(n * cols);
  for (const [i, label] of points.labels.entries()) {
    const otherClasses = classes.filter((other) => other !== label);
    for (const [r, otherClass] of otherClasses.entries()) {
      const at = (i * rowsPerPoint + r) * cols;
      const x = [...X.data.subarray(i * X.cols, (i + 1) * X.cols), 1];
      data.set(x, at + width * classes.indexOf(label));
      data.set(
        x.map((value) => -value),
        at + width * classes.indexOf(otherClass),
      );
    }
  }
  const expanded = { data, rows: n, cols };
  const result = separability(expanded, new Uint8Array(n).fill(1), { ...SIMPLEX_ONLY, fitIntercept: false });
  if (result.separable)
    return { subproblems: [{ label: null, separable: true }], certificate: [], commonPoint: null };
  const rows = new Set<number>();
  for (const [i, times] of result.certificate.counts.entries()) {
    if (times > 0n) rows.add(Math.floor(i / rowsPerPoint));
  }
  const certificate = [...rows].map((row) => ({ row, positive: true, weight: 0 }));
  return { subproblems: [{ label: null, separable: false }], certificate, commonPoint: null };
}
