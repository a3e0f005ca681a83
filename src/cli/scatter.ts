import plot, { type Point } from "simple-ascii-chart";

export interface Group {
  readonly name: string;
  /** One character, coloured or not. */
  readonly mark: string;
  readonly points: readonly (readonly number[])[];
}

const WIDTH = 64;
const HEIGHT = 20;

/** A scatter plot of groups of points [x, y] and a boundary y = f(x), as text. */
export function scatter(
  groups: readonly Group[],
  boundary: (x: number) => number,
  boundaryMark: string,
): string {
  const points = groups.flatMap((group) => group.points as readonly Point[]);
  const [left, right] = range(points.map(([x]) => x));
  const [low, high] = range(points.map(([, y]) => y));
  const line = Array.from({ length: 2 * WIDTH }, (_, i): Point => {
    const x = left + ((right - left) * i) / (2 * WIDTH - 1);
    return [x, boundary(x)];
  }).filter(([, y]) => y >= low && y <= high);

  // The chart draws one series after the other but tells its formatter only the point: hence the look-up.
  const marks = new Map(line.map((point) => [String(point), boundaryMark]));
  for (const { points, mark } of groups) for (const point of points) marks.set(String(point), mark);
  const chart = plot([line, points as Point[]], {
    width: WIDTH,
    height: HEIGHT,
    customXAxisTicks: wholeNumbers(left, right),
    customYAxisTicks: wholeNumbers(low, high),
    lineFormatter: ({ x, y, plotX, plotY }) => ({
      x: plotX,
      y: plotY,
      symbol: marks.get(`${x},${y}`) ?? "?",
    }),
  });
  const legend = groups.map(({ name, mark }) => `${mark} ${name}`).join("   ");
  return `${chart.trimEnd()}\n    ${legend}   ${boundaryMark} boundary`;
}

const range = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

const wholeNumbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => Math.ceil(from) + i);
