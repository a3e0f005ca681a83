// What is put over the points: the row that was visited, the conflict, the cursor.
import { count, type PointSet, pointAt } from "../data/points";
import type { Palette } from "../page/theme";
import { type Pixel, toPixel, type View } from "./geometry";
import { drawGlyph, glyphSize } from "./glyphs";
import type { Visit } from "./learner";
import type { Verdict } from "./verdict";

type Context = CanvasRenderingContext2D;

function ring(context: Context, [x, y]: Pixel, radius: number, colour: string, width: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

const placeOf = (view: View, points: PointSet, row: number): Pixel => {
  const { x, y } = pointAt(points, row);
  return toPixel(view, x, y);
};

/** The last row: a thin ring if it was right, a thick one in the colour of alarm if it was corrected. */
export function paintVisit(
  context: Context,
  view: View,
  points: PointSet,
  visit: Visit,
  palette: Palette,
): void {
  const radius = glyphSize(count(points)) + 9;
  const place = placeOf(view, points, visit.row);
  if (visit.mistakes > 0) ring(context, place, radius, palette.alarm, 3);
  else ring(context, place, radius, palette.ink, 1.2);
}

/** The rows of a proof in rings, the hulls of both sides, and a cross where these meet. */
export function paintConflict(
  context: Context,
  view: View,
  points: PointSet,
  { conflict, common }: Verdict,
  palette: Palette,
): void {
  const radius = Math.max(7, glyphSize(count(points)) + 4);
  if (common !== null) for (const side of [true, false]) paintHull(side);
  for (const { row } of conflict) {
    ring(context, placeOf(view, points, row), radius, palette.paper, 5);
    ring(context, placeOf(view, points, row), radius, palette.alarm, 2);
  }
  if (common === null) return;
  const [x, y] = toPixel(view, ...common);
  context.beginPath();
  for (const turn of [-1, 1]) {
    context.moveTo(x - 5, y - 5 * turn);
    context.lineTo(x + 5, y + 5 * turn);
  }
  context.strokeStyle = palette.alarm;
  context.lineWidth = 2.2;
  context.stroke();

  function paintHull(side: boolean): void {
    const corners = conflict
      .filter(({ positive }) => positive === side)
      .map(({ row }) => placeOf(view, points, row));
    context.beginPath();
    for (const [i, corner] of corners.entries()) {
      for (const other of corners.slice(i + 1)) lineBetween(context, corner, other, radius);
    }
    context.strokeStyle = palette.alarm;
    context.lineWidth = 1.4;
    context.stroke();
  }
}

/** From the rim of one ring to that of the other. */
function lineBetween(context: Context, [x0, y0]: Pixel, [x1, y1]: Pixel, radius: number): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length <= 2 * radius) return;
  const [dx, dy] = [((x1 - x0) / length) * radius, ((y1 - y0) / length) * radius];
  context.moveTo(x0 + dx, y0 + dy);
  context.lineTo(x1 - dx, y1 - dy);
}

/** The keyboard's cursor, with the point that Enter would place. */
export function paintCursor(
  context: Context,
  view: View,
  [x, y]: Pixel,
  label: number | null,
  palette: Palette,
): void {
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(view.width, y);
  context.moveTo(x, 0);
  context.lineTo(x, view.height);
  context.strokeStyle = palette.soft;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.stroke();
  context.setLineDash([]);
  if (label !== null) drawGlyph(context, label, x, y, 7, palette);
  ring(context, [x, y], 13, palette.ink, 1.5);
}
