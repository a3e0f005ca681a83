// Draws over the points: the visited row, the certificate of inseparability, the cursor.
import { count, type PointSet, pointAt } from "../data/points";
import type { Palette } from "../page/theme";
import { type Pixel, toPixel, type View } from "./geometry";
import { drawGlyph, glyphSize } from "./glyphs";
import type { Visit } from "./online-trainer";
import type { SeparabilityReport } from "./separability";

type Context = CanvasRenderingContext2D;

function ring(context: Context, [x, y]: Pixel, radius: number, colour: string, width: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

const pixelOf = (view: View, points: PointSet, row: number): Pixel => {
  const { x, y } = pointAt(points, row);
  return toPixel(view, x, y);
};

/** The last row: a thin ring if it was right, a thick one in the colour of errors if it was corrected. */
export function paintVisit(
  context: Context,
  view: View,
  points: PointSet,
  visit: Visit,
  palette: Palette,
): void {
  const radius = glyphSize(count(points)) + 9;
  const center = pixelOf(view, points, visit.row);
  if (visit.mistakes > 0) ring(context, center, radius, palette.error, 3);
  else ring(context, center, radius, palette.text, 1.2);
}

/** The rows of a certificate in rings, the hulls of both sides, and a cross where these meet. */
export function paintCertificate(
  context: Context,
  view: View,
  points: PointSet,
  { certificate, commonPoint }: SeparabilityReport,
  palette: Palette,
): void {
  const radius = Math.max(7, glyphSize(count(points)) + 4);
  if (commonPoint !== null) for (const side of [true, false]) paintHull(side);
  for (const { row } of certificate) {
    ring(context, pixelOf(view, points, row), radius, palette.background, 5);
    ring(context, pixelOf(view, points, row), radius, palette.error, 2);
  }
  if (commonPoint === null) return;
  const [x, y] = toPixel(view, ...commonPoint);
  context.beginPath();
  for (const turn of [-1, 1]) {
    context.moveTo(x - 5, y - 5 * turn);
    context.lineTo(x + 5, y + 5 * turn);
  }
  context.strokeStyle = palette.error;
  context.lineWidth = 2.2;
  context.stroke();

  function paintHull(side: boolean): void {
    const corners = certificate
      .filter(({ positive }) => positive === side)
      .map(({ row }) => pixelOf(view, points, row));
    context.beginPath();
    for (const [i, corner] of corners.entries()) {
      for (const other of corners.slice(i + 1)) lineBetween(context, corner, other, radius);
    }
    context.strokeStyle = palette.error;
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
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.stroke();
  context.setLineDash([]);
  if (label !== null) drawGlyph(context, label, x, y, 7, palette);
  ring(context, [x, y], 13, palette.text, 1.5);
}
