// A chart library would be a tenth of the package, for this one picture.

export interface Group {
  readonly name: string;
  /** One character, coloured or not. */
  readonly mark: string;
  readonly points: readonly (readonly number[])[];
}

const WIDTH = 64;
const HEIGHT = 11;

/** A scatter plot of groups of points [x, y] and a boundary y = f(x), as text. */
export function scatter(
  groups: readonly Group[],
  boundary: (x: number) => number,
  boundaryMark: string,
): string {
  const points = groups.flatMap((group) => group.points);
  const x = scale(
    points.map((point) => point[0] as number),
    WIDTH,
  );
  const y = scale(
    points.map((point) => point[1] as number),
    HEIGHT,
  );
  const canvas = Array.from({ length: HEIGHT }, () => new Array<string>(WIDTH).fill(" "));
  const draw = (px: number, py: number, mark: string): void => {
    const [column, row] = [x.cell(px), y.cell(py)];
    const line = canvas[HEIGHT - 1 - row];
    if (line !== undefined && column in line) line[column] = mark;
  };
  for (let column = 0; column < WIDTH; column++) draw(x.at(column), boundary(x.at(column)), boundaryMark);
  for (const { points, mark } of groups)
    for (const [px, py] of points) draw(px as number, py as number, mark);

  const ticks = new Array<string>(WIDTH).fill(" ");
  for (const tick of x.ticks) ticks[x.cell(tick)] = String(tick);
  const rows = canvas.map((line, i) => {
    const tick = y.ticks.find((value) => y.cell(value) === HEIGHT - 1 - i);
    return `${String(tick ?? "").padStart(3)} ${tick === undefined ? "│" : "┤"}${line.join("")}`;
  });
  const legend = [...groups, { name: "boundary", mark: boundaryMark }];
  return [
    ...rows.map((row) => row.trimEnd()),
    `    └${ticks.map((tick) => (tick === " " ? "─" : "┬")).join("")}`,
    `     ${ticks.join("").trimEnd()}`,
    `     ${legend.map(({ name, mark }) => `${mark} ${name}`).join("   ")}`,
  ].join("\n");
}

/** Values onto cells 0 … count − 1, and the whole numbers among them. */
function scale(values: readonly number[], count: number) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    cell: (value: number): number => Math.round(((value - low) / (high - low)) * (count - 1)),
    at: (cell: number): number => low + ((high - low) * cell) / (count - 1),
    ticks: Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i),
  };
}
