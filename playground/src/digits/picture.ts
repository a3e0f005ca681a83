// The tab of the digits as a picture: the sheet, and beside it each digit's weights and its sum.
import { palette } from "../page/theme";
import { paintedSvg, write } from "../share/picture";
import { formatNumber } from "../text/format";
import { BLACK, PIXELS, SIDE } from "./ink";
import type { Lesson } from "./share";

/** Pixels of the picture: the sheet, the picture of one digit's weights, and the columns of the digits. */
const [MARGIN, SHEET, WEIGHTS, COLUMN, BAR] = [16, 320, 56, 300, 60];

export function digitsSvg({ weights, pixels, sums }: Lesson): Promise<string> {
  const { background, text, muted, border, classes } = palette();
  const [against = "", speaksFor = ""] = classes;
  const largestWeight = Math.max(1e-9, ...Array.from(weights, Math.abs));
  const values = sums === null ? [] : Array.from(sums);
  const largestSum = Math.max(1e-9, ...values.map(Math.abs));
  const best = values.indexOf(Math.max(...values));
  const left = MARGIN + SHEET + 24;
  const size = { width: left + 2 * COLUMN, height: SHEET + 2 * MARGIN };
  return paintedSvg(size, background, (context) => {
    paintImage(context, MARGIN, MARGIN, SHEET, (p) => [text, (pixels[p] as number) / BLACK]);
    outline(context, MARGIN, MARGIN, SHEET, muted);
    for (let digit = 0; digit < 10; digit++) {
      const x = left + COLUMN * Math.floor(digit / 5);
      const y = MARGIN + (digit % 5) * ((SHEET - WEIGHTS) / 4);
      const middle = y + WEIGHTS / 2;
      paintImage(context, x + 24, y, WEIGHTS, (p) => {
        const weight = (weights[digit * PIXELS + p] as number) / largestWeight;
        return [weight < 0 ? against : speaksFor, Math.sqrt(Math.abs(weight))];
      });
      outline(context, x + 24, y, WEIGHTS, border);
      const sum = values[digit];
      const colour = digit === best ? text : muted;
      write(context, String(digit), [x, middle], { font: digit === best ? "bold" : "", size: 20, colour });
      if (sum === undefined) continue;
      const length = (BAR * Math.abs(sum)) / largestSum;
      const zero = x + 24 + WEIGHTS + 12 + BAR;
      context.fillStyle = digit === best ? speaksFor : muted;
      context.globalAlpha = digit === best ? 1 : 0.5;
      context.fillRect(sum < 0 ? zero - length : zero, middle - 7, length, 14);
      context.globalAlpha = 1;
      write(context, formatNumber(sum), [x + COLUMN - 24, middle], { align: "right", colour });
    }
  });
}

type Context = CanvasRenderingContext2D;

/** Pixels of a colour and an opacity each. */
function paintImage(
  context: Context,
  left: number,
  top: number,
  size: number,
  pixel: (p: number) => readonly [colour: string, opacity: number],
): void {
  const side = size / SIDE;
  for (let p = 0; p < PIXELS; p++) {
    const [colour, opacity] = pixel(p);
    if (opacity === 0) continue;
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(left + (p % SIDE) * side, top + Math.floor(p / SIDE) * side, side, side);
  }
  context.globalAlpha = 1;
}

function outline(context: Context, left: number, top: number, size: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(left, top, size, size);
}
