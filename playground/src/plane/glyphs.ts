// How a point looks: every class has a shape of its own, so that nobody needs the colours.
import type { Palette } from "../page/theme";

type Context = CanvasRenderingContext2D;

/** A disc, an open square, a triangle, each with a rim in the colour of the background. */
export function drawGlyph(
  context: Context,
  label: number,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  const colour = palette.classes[label] as string;
  context.beginPath();
  outline(context, label, x, y, size);
  if (label === 1) {
    context.fillStyle = palette.background;
    context.fill();
    context.lineWidth = Math.max(1.2, size * 0.45);
    context.strokeStyle = colour;
    context.stroke();
    return;
  }
  context.lineWidth = size / 2;
  context.strokeStyle = palette.background;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

function outline(context: Context, label: number, x: number, y: number, size: number): void {
  if (label === 0) {
    context.arc(x, y, size, 0, 2 * Math.PI);
  } else if (label === 1) {
    const half = size * 0.85;
    context.rect(x - half, y - half, 2 * half, 2 * half);
  } else {
    const [half, up] = [size * 1.1, size * 1.2];
    context.moveTo(x, y - up);
    context.lineTo(x + half, y + up * 0.65);
    context.lineTo(x - half, y + up * 0.65);
    context.closePath();
  }
}

/** So large is a point, in pixels, if there are this many. */
export const glyphSize = (n: number): number => (n <= 12 ? 7 : n <= 200 ? 5 : 3.5);

/** From this many on, points are a cloud of dots. */
export const DOTS_FROM = 1000;
