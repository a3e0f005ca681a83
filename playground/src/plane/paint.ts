// Draws points, regions and boundaries on a canvas, in CSS pixels.
import { count, type PointSet } from "../data/points";
import type { Palette } from "../page/theme";
import type { Rule } from "../state";
import type { Field } from "./field";
import {
  clipPolygon,
  clipSegment,
  type Line,
  lineInPixels,
  type Pixel,
  type Segment,
  toPixel,
  type View,
  viewCorners,
  visibleSegment,
} from "./geometry";
import { DOTS_FROM, drawGlyph, glyphSize } from "./glyphs";
import type { PlaneLine } from "./hidden";
import type { Weights } from "./predict";

type Context = CanvasRenderingContext2D;

/** Lines of more classes than this, each against the rest, would hide the figure. */
const MAX_LINES = 4;
const LABEL_FONT = 'italic 600 17px "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif';

/** Weights with what is needed to draw them. */
export interface Scene {
  readonly view: View;
  readonly weights: Weights;
  readonly rule: Rule;
  /** The class of the points that each class of the model stands for. */
  readonly classes: readonly number[];
  readonly palette: Palette;
  /** Where the inputs are not the coordinates alone: the figure as a grid. */
  readonly field: Field | null;
}

/** Dots that a frame has time for. */
const DOTS_OF_FRAME = 10_000;

/**
 * Paints points, or of many the next that a frame has time for.
 *
 * @param from  how many are painted already
 * @returns     how many are then
 */
export function paintPoints(
  context: Context,
  view: View,
  points: PointSet,
  palette: Palette,
  from = 0,
): number {
  const to = Math.min(count(points), from + DOTS_OF_FRAME);
  if (count(points) < DOTS_FROM) paintGlyphs(context, view, points, palette);
  else paintDots(context, view, points, palette, from, to);
  return to;
}

function paintGlyphs(context: Context, view: View, { xy, labels }: PointSet, palette: Palette): void {
  const size = glyphSize(labels.length);
  for (const [i, label] of labels.entries()) {
    const [x, y] = toPixel(view, xy[2 * i] as number, xy[2 * i + 1] as number);
    drawGlyph(context, label, x, y, size, palette);
  }
}

/** In the order of the rows, so that no class covers another. */
function paintDots(
  context: Context,
  view: View,
  { xy, labels }: PointSet,
  palette: Palette,
  from: number,
  to: number,
): void {
  const size = labels.length > 20_000 ? 1.2 : 2.4;
  context.globalAlpha = labels.length > 20_000 ? 0.3 : 0.7;
  for (let i = from; i < to; i++) {
    const [x, y] = toPixel(view, xy[2 * i] as number, xy[2 * i + 1] as number);
    context.fillStyle = palette.classes[labels[i] as number] as string;
    context.fillRect(x - size / 2, y - size / 2, size, size);
  }
  context.globalAlpha = 1;
}

/** The scores as functions of the pixel, one for each class; of two classes, ±z. */
function scoreLines({ view, weights: { w, b } }: Scene): Line[] {
  const lines = Array.from(b, (bias, k) =>
    lineInPixels(view, w[2 * k] as number, w[2 * k + 1] as number, bias),
  );
  const [z] = lines;
  return lines.length === 1 && z !== undefined ? [minus({ a: 0, b: 0, c: 0 }, z), z] : lines;
}

const minus = (p: Line, q: Line): Line => ({ a: p.a - q.a, b: p.b - q.b, c: p.c - q.c });

/** Where each class is predicted, in a tint of its colour. */
export function paintRegions(context: Context, scene: Scene): void {
  if (scene.field !== null) {
    scene.field.paintRegions(context, scene.weights, scene.rule, scene.classes, scene.palette);
    return;
  }
  const scores = scoreLines(scene);
  for (const [k, score] of scores.entries()) {
    let region = viewCorners(scene.view);
    for (const other of scores) if (other !== score) region = clipPolygon(region, minus(score, other));
    const [first, ...others] = region;
    if (first === undefined) continue;
    context.beginPath();
    context.moveTo(...first);
    for (const corner of others) context.lineTo(...corner);
    context.globalAlpha = 0.13;
    context.fillStyle = scene.palette.classes[scene.classes[k] ?? 0] as string;
    context.fill();
  }
  context.globalAlpha = 1;
}

/** The lines between the regions, each with the line's two scores. */
function borders(scene: Scene): { part: Segment; higher: Line }[] {
  const scores = scoreLines(scene);
  const found = [];
  for (const [i, one] of scores.entries()) {
    for (const other of scores.slice(i + 1)) {
      let part = visibleSegment(scene.view, minus(one, other));
      for (const third of scores) {
        if (third !== one && third !== other && part !== null) part = clipSegment(part, minus(one, third));
      }
      if (part !== null) found.push({ part, higher: minus(other, one) });
    }
  }
  return found;
}

/**
 * The boundary, and across it the weight vector. Of several outputs that are each against the rest, every one has a line
 * and a vector of its own; of joint ones only differences count.
 *
 * @returns whether any of it can be seen
 */
export function paintBoundary(context: Context, scene: Scene): boolean {
  const { view, weights, rule, classes, palette, field } = scene;
  if (field !== null) return paintCurve(context, field, weights, palette.text, 2.2, []);
  const several = weights.b.length > 1;
  if (several && rule !== "joint" && weights.b.length <= MAX_LINES) {
    for (const [k, score] of scoreLines(scene).entries()) {
      const part = visibleSegment(view, score);
      if (part === null) continue;
      const colour = palette.classes[classes[k] as number] as string;
      stroke(context, part, colour, 1.2, [6, 4]);
      const arrow = { from: middle(part), up: score, length: lengthOf(weights, k), colour, name: "w" };
      paintArrow(context, arrow, palette.background);
    }
  }
  const shared = borders(scene);
  for (const { part, higher } of shared) {
    stroke(context, part, palette.text, 2.2, []);
    if (several && rule !== "joint") continue;
    const arrow = { from: middle(part), up: higher, length: lengthOf(weights, 0), colour: palette.text };
    paintArrow(context, { ...arrow, name: several ? "" : "w" }, palette.background);
  }
  return shared.length > 0;
}

/** The boundary of the training weights, where other weights predict. */
export function paintTrainingBoundary(context: Context, scene: Scene): void {
  const { field, weights, palette } = scene;
  if (field !== null) {
    paintCurve(context, field, weights, palette.muted, 1.2, [3, 5]);
    return;
  }
  for (const { part } of borders(scene)) stroke(context, part, scene.palette.muted, 1.2, [3, 5]);
}

/** @returns whether any of it can be seen */
function paintCurve(
  context: Context,
  field: Field,
  weights: Weights,
  colour: string,
  width: number,
  dash: number[],
): boolean {
  context.beginPath();
  const isVisible = field.tracePath(context, weights);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  return isVisible;
}

/** The lines of hidden neurons, each with a short mark on the side where it fires. */
export function paintHiddenLines(
  context: Context,
  view: View,
  lines: readonly PlaneLine[],
  palette: Palette,
): void {
  for (const { w1, w2, b } of lines) {
    const line = lineInPixels(view, w1, w2, b);
    const part = visibleSegment(view, line);
    if (part === null) continue;
    stroke(context, part, palette.muted, 1.1, [7, 4]);
    const [x, y] = middle(part);
    const steepness = Math.hypot(line.a, line.b);
    const mark: Pixel = [x + (8 * line.a) / steepness, y + (8 * line.b) / steepness];
    stroke(context, [[x, y], mark], palette.muted, 1.6, []);
  }
}

const lengthOf = ({ w }: Weights, k: number): number =>
  Math.hypot(w[2 * k] as number, w[2 * k + 1] as number);

const middle = ([[x0, y0], [x1, y1]]: Segment): Pixel => [(x0 + x1) / 2, (y0 + y1) / 2];

function stroke(context: Context, [from, to]: Segment, colour: string, width: number, dash: number[]): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

interface Arrow {
  readonly from: Pixel;
  /** It points to where this grows. */
  readonly up: Line;
  /** Of the vector that it stands for: one ten times as long gets 20 pixels more. */
  readonly length: number;
  readonly colour: string;
  readonly name: string;
}

function paintArrow(context: Context, arrow: Arrow, background: string): void {
  const { from, up, length, colour, name } = arrow;
  const steepness = Math.hypot(up.a, up.b);
  if (!(steepness > 0)) return;
  const [ux, uy] = [up.a / steepness, up.b / steepness];
  const reach = Math.min(96, Math.max(26, 44 + 20 * Math.log10(length)));
  const along = (pixels: number, aside = 0): Pixel => [
    from[0] + pixels * ux - aside * uy,
    from[1] + pixels * uy + aside * ux,
  ];
  stroke(context, [from, along(reach - 6)], colour, 2.2, []);
  context.beginPath();
  context.moveTo(...along(reach));
  context.lineTo(...along(reach - 11, 4.5));
  context.lineTo(...along(reach - 11, -4.5));
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.font = LABEL_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.strokeStyle = background;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(name, ...along(reach + 13));
  context.fillText(name, ...along(reach + 13));
}
