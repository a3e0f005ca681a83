// The hidden neurons that make the classes separable by one neuron behind them.
import { ThresholdNetwork, upstart } from "rosenblatt/network";
import { count, type PointSet, presentClasses } from "../data/points";

/** The line w₁·x + w₂·y + b = 0, at which a neuron begins to fire. */
export interface PlaneLine {
  readonly w1: number;
  readonly w2: number;
  readonly b: number;
}

export interface HiddenLayer {
  readonly lines: readonly PlaneLine[];
  /** From the plane to the last hidden neurons. */
  readonly network: ThresholdNetwork;
  /** How many neurons the last hidden layer has. */
  readonly units: number;
  /** Whether `upstart` had to grow a layer of its own behind the lines. */
  readonly isDeep: boolean;
}

/** Directions in which lines are looked for, over half a turn. */
const DIRECTIONS = 36;
/** More lines than this are not looked for; points that are then still together count as of their majority's class. */
const MAX_LINES = 48;

/**
 * Hidden neurons for these points. Where all coordinates are 0 or 1, the library's `upstart` grows them. Elsewhere lines
 * come first, each of which cuts off points of one class (Marchand, Golea & Ruján 1990), and then what `upstart` grows
 * over their answers, unless a single neuron suffices there.
 *
 * @returns null for fewer than two classes
 */
export function growHiddenLayer(points: PointSet): HiddenLayer | null {
  const classes = presentClasses(points);
  if (classes.length < 2) return null;
  const isBits = points.xy.every((value) => value === 0 || value === 1);
  if (isBits) {
    const grown = growOver(points.xy, 2, points, classes);
    const lines = grown.b.map((bias, j) =>
      betweenPoints({ w1: grown.W[0]?.[j] ?? 0, w2: grown.W[1]?.[j] ?? 0, b: bias }, points),
    );
    return { lines, network: new ThresholdNetwork([layerOf(lines)]), units: lines.length, isDeep: false };
  }
  const lines = cuttingLines(points);
  const first = layerOf(lines);
  const cuts = new ThresholdNetwork([first]);
  const bits = cuts.forward({ data: points.xy, rows: count(points), cols: 2 });
  const grown = growOver(bits.data as Float64Array, lines.length, points, classes);
  const neuronsNeeded = classes.length === 2 ? 1 : classes.length;
  return grown.b.length <= neuronsNeeded
    ? { lines, network: cuts, units: lines.length, isDeep: false }
    : { lines, network: new ThresholdNetwork([first, grown]), units: grown.b.length, isDeep: true };
}

const layerOf = (lines: readonly PlaneLine[]): Units => ({
  W: [lines.map(({ w1 }) => w1), lines.map(({ w2 }) => w2)],
  b: lines.map(({ b }) => b),
});

/** A line that has the same points on either side, but runs midway between the nearest of them. */
function betweenPoints({ w1, w2, b }: PlaneLine, { xy }: PointSet): PlaneLine {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    const z = w1 * (xy[i] as number) + w2 * (xy[i + 1] as number) + b;
    if (z >= 0) least = Math.min(least, z);
    else most = Math.max(most, z);
  }
  return { w1, w2, b: Number.isFinite(least + most) ? b - (least + most) / 2 : b };
}

interface Units {
  /** [d×units] */
  readonly W: number[][];
  /** [units] */
  readonly b: number[];
}

/** The hidden units of `upstart` for each class against the others, over bits [n×d]. */
function growOver(bits: Float64Array, d: number, points: PointSet, classes: readonly number[]): Units {
  const cells = majorityOfCells(bits, d, points);
  const X = cells.map(({ row }) => Array.from(bits.subarray(row * d, (row + 1) * d)));
  const W = Array.from({ length: d }, (): number[] => []);
  const b: number[] = [];
  for (const label of classes.length === 2 ? classes.slice(1) : classes) {
    const y = cells.map((cell) => Number(cell.label === label));
    const { layers } = upstart(X, y).network;
    const [hidden] = layers;
    if (layers.length < 2 || hidden === undefined) continue;
    const units = hidden.b.length;
    for (const [i, row] of W.entries()) row.push(...hidden.W.data.subarray(i * units, (i + 1) * units));
    b.push(...hidden.b);
  }
  return b.length > 0 ? { W, b } : { W: W.map(() => [0]), b: [0] };
}

/** One row of each distinct answer of the bits, with the class that most of its points have. */
function majorityOfCells(
  bits: Float64Array,
  d: number,
  { labels }: PointSet,
): { row: number; label: number }[] {
  const cells = new Map<string, { row: number; counts: Map<number, number> }>();
  for (const [row, label] of labels.entries()) {
    const key = bits.subarray(row * d, (row + 1) * d).join("");
    const cell = cells.get(key) ?? { row, counts: new Map<number, number>() };
    cell.counts.set(label, (cell.counts.get(label) ?? 0) + 1);
    cells.set(key, cell);
  }
  return [...cells.values()].map(({ row, counts }) => {
    const [[label]] = [...counts].sort(([, a], [, b]) => b - a) as [[number, number]];
    return { row, label };
  });
}

interface Cut extends PlaneLine {
  /** The rows beyond it, all of one class. */
  readonly rows: readonly number[];
  /** The distance between the nearest points on its two sides. */
  readonly gap: number;
}

/** Lines that each cut off as many points of one class as one can from those that are left. */
function cuttingLines(points: PointSet): PlaneLine[] {
  const lines: PlaneLine[] = [];
  let left = [...withoutContradictions(points)];
  while (lines.length < MAX_LINES) {
    const best = bestCut(points, left);
    if (best === null) break;
    const { w1, w2, b } = best;
    lines.push({ w1, w2, b });
    const beyond = new Set(best.rows);
    left = left.filter((row) => !beyond.has(row));
  }
  return lines.length > 0 ? lines : [{ w1: 1, w2: 0, b: 0 }];
}

/** The rows without those at a place where more points are of another class. */
function withoutContradictions(points: PointSet): number[] {
  const places = majorityOfCells(points.xy, 2, points);
  const labelAt = new Map(places.map(({ row, label }) => [placeOf(points, row), label]));
  return [...points.labels.keys()].filter((row) => labelAt.get(placeOf(points, row)) === points.labels[row]);
}

const placeOf = ({ xy }: PointSet, row: number): string => `${xy[2 * row]},${xy[2 * row + 1]}`;

/** null where one class is left. */
function bestCut(points: PointSet, rows: readonly number[]): Cut | null {
  if (new Set(rows.map((row) => points.labels[row])).size < 2) return null;
  let best: Cut | null = null;
  for (let turn = 0; turn < 2 * DIRECTIONS; turn++) {
    const angle = ((turn + 0.5) * Math.PI) / DIRECTIONS;
    const cut = cutInDirection(points, rows, Math.cos(angle), Math.sin(angle));
    if (cut === null) continue;
    const [length, most] = [cut.rows.length, best?.rows.length ?? 0];
    if (best === null || length > most || (length === most && cut.gap > best.gap)) best = cut;
  }
  return best;
}

/** The longest run of one class from the far end of a direction. */
function cutInDirection({ xy, labels }: PointSet, rows: readonly number[], u: number, v: number): Cut | null {
  const far = rows
    .map((row) => ({ row, at: u * (xy[2 * row] as number) + v * (xy[2 * row + 1] as number) }))
    .sort((p, q) => q.at - p.at);
  const [first] = far;
  if (first === undefined) return null;
  let end = far.findIndex(({ row }) => labels[row] !== labels[first.row]);
  while (end > 0 && far[end - 1]?.at === far[end]?.at) end--;
  if (end <= 0) return null;
  const [above, below] = [far[end - 1]?.at as number, far[end]?.at as number];
  return {
    w1: u,
    w2: v,
    b: -(above + below) / 2,
    rows: far.slice(0, end).map(({ row }) => row),
    gap: above - below,
  };
}
