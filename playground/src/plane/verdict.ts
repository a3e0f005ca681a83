import { type Separability, separability } from "rosenblatt/separability";
import { count, type PointSet, presentClasses } from "../data/points";

/** A row of the conflict. Weights sum to 1 over the positive rows, and over the negative. */
export interface ConflictRow {
  readonly row: number;
  readonly positive: boolean;
  readonly weight: number;
}

/** Whether one class can be parted from the rest, or with `label` null, whether all can by their largest scores. */
export interface Part {
  readonly label: number | null;
  readonly separable: boolean;
  readonly margin?: number;
  readonly mistakeBound?: number;
}

export interface Verdict {
  readonly parts: readonly Part[];
  /** The rows that cannot be parted, of the first part that is not separable. */
  readonly conflict: readonly ConflictRow[];
  /** A place that both sides of the conflict have in common; null without a conflict, or one of three classes. */
  readonly common: readonly [number, number] | null;
}

/** The simplex at once (budget 0): its proof names few rows, the perceptron's would name as many as it visited. */
const AT_ONCE = { budget: 0 };

/** Whether a line parts the classes that have points; null for fewer than two. */
export function verdictOf(points: PointSet, joint: boolean): Verdict | null {
  const classes = presentClasses(points);
  if (classes.length < 2) return null;
  if (joint && classes.length > 2) return jointVerdict(points, classes);
  const X = { data: points.xy, rows: count(points), cols: 2 };
  const asked = classes.length === 2 ? classes.slice(1) : classes;
  const answers = asked.map((label) => ({
    label,
    answer: separability(
      X,
      Uint8Array.from(points.labels, (other) => Number(other === label)),
      AT_ONCE,
    ),
  }));
  const parts = answers.map(({ label, answer }) => partOf(classes.length === 2 ? null : label, answer));
  for (const { label, answer } of answers) {
    if (answer.separable) continue;
    const conflict = conflictOf(answer.certificate.counts, (row) => points.labels[row] === label);
    return { parts, conflict, common: commonPlace(points, conflict) };
  }
  return { parts, conflict: [], common: null };
}

const partOf = (label: number | null, answer: Separability): Part =>
  answer.separable
    ? { label, separable: true, margin: answer.margin, mistakeBound: answer.mistakeBound }
    : { label, separable: false };

function conflictOf(counts: readonly bigint[], isPositive: (row: number) => boolean): ConflictRow[] {
  const rows = [...counts.entries()].filter(([, times]) => times > 0n);
  const total = (positive: boolean): bigint =>
    rows.reduce((sum, [row, times]) => (isPositive(row) === positive ? sum + times : sum), 0n);
  const totals = { true: total(true), false: total(false) };
  return rows.map(([row, times]) => {
    const positive = isPositive(row);
    return { row, positive, weight: ratio(times, totals[`${positive}`]) };
  });
}

/** A quotient of integers that may be longer than a double. */
const ratio = (part: bigint, whole: bigint): number => Number((part * 10n ** 15n) / whole) / 1e15;

function commonPlace({ xy }: PointSet, conflict: readonly ConflictRow[]): [number, number] {
  let [x, y] = [0, 0];
  for (const { row, positive, weight } of conflict) {
    if (!positive) continue;
    x += weight * (xy[2 * row] as number);
    y += weight * (xy[2 * row + 1] as number);
  }
  return [x, y];
}

/**
 * Whether the largest of K scores can be right on every row. Kesler's construction: a row x of class c and another
 * class j become one long row that is (x, 1) in the place of c and −(x, 1) in that of j; all W that decide rightly
 * are then the planes through the origin that have every long row above them.
 */
function jointVerdict(points: PointSet, classes: readonly number[]): Verdict {
  const others = classes.length - 1;
  const [n, cols] = [count(points) * others, 3 * classes.length];
  const data = new Float64Array(n * cols);
  for (const [i, label] of points.labels.entries()) {
    const rivals = classes.filter((other) => other !== label);
    for (const [r, rival] of rivals.entries()) {
      const at = (i * others + r) * cols;
      const x = [points.xy[2 * i] as number, points.xy[2 * i + 1] as number, 1];
      data.set(x, at + 3 * classes.indexOf(label));
      data.set(
        x.map((value) => -value),
        at + 3 * classes.indexOf(rival),
      );
    }
  }
  const longRows = { data, rows: n, cols };
  const answer = separability(longRows, new Uint8Array(n).fill(1), { ...AT_ONCE, fitIntercept: false });
  if (answer.separable) return { parts: [{ label: null, separable: true }], conflict: [], common: null };
  const rows = new Set<number>();
  for (const [i, times] of answer.certificate.counts.entries()) {
    if (times > 0n) rows.add(Math.floor(i / others));
  }
  const conflict = [...rows].map((row) => ({ row, positive: true, weight: 0 }));
  return { parts: [{ label: null, separable: false }], conflict, common: null };
}
