/** The most classes that the page can show. */
export const MAX_CLASSES = 10;

/** Points of the plane in up to ten classes, in the order in which they are visited. */
export interface PointSet {
  /** x₀ y₀ x₁ y₁ … [n×2] */
  readonly xy: Float64Array;
  /** The class of each point, 0 … 9 [n]. */
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
  readonly axisNames: readonly [string, string];
}

/** A point with its class. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

export const DEFAULT_CLASS_NAMES = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] as const;
export const DEFAULT_AXIS_NAMES = ["x₁", "x₂"] as const;

export const count = (points: PointSet): number => points.labels.length;

export const pointAt = ({ xy, labels }: PointSet, i: number): Point => ({
  x: xy[2 * i] as number,
  y: xy[2 * i + 1] as number,
  label: labels[i] as number,
});

export function pointSet(points: readonly Point[], names?: Partial<PointSet>): PointSet {
  return {
    xy: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    labels: Uint8Array.from(points, ({ label }) => label),
    classNames: names?.classNames ?? DEFAULT_CLASS_NAMES,
    axisNames: names?.axisNames ?? DEFAULT_AXIS_NAMES,
  };
}

export const listPoints = (points: PointSet): Point[] =>
  Array.from(points.labels, (_, i) => pointAt(points, i));

/** The classes that have a point, ascending. */
export function presentClasses({ labels }: PointSet): number[] {
  const isPresent = new Uint8Array(MAX_CLASSES);
  for (const label of labels) isPresent[label] = 1;
  return [...isPresent.keys()].filter((label) => isPresent[label] === 1);
}

/** The point nearest to a position, among those that `distance` puts at less than `limit`; −1 if there is none. */
export function nearestPoint(
  points: PointSet,
  limit: number,
  distance: (x: number, y: number) => number,
): number {
  let [nearest, smallest] = [-1, limit];
  for (let i = 0; i < points.labels.length; i++) {
    const d = distance(points.xy[2 * i] as number, points.xy[2 * i + 1] as number);
    if (d < smallest) [nearest, smallest] = [i, d];
  }
  return nearest;
}
