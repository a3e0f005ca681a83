// The plane in pixels: where a point is drawn, and what of a line or half-plane can be seen. All y point down.

/** A part of the plane, in the units of the data. */
export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Pixel (px, py) shows (left + px / scaleX, top − py / scaleY). */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly bounds: Bounds;
  readonly scaleX: number;
  readonly scaleY: number;
}

export type Pixel = readonly [number, number];
/** The pixels (x, y) with a·x + b·y + c = 0, or the half of the plane where that is ≥ 0. */
export interface Line {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
export type Segment = readonly [Pixel, Pixel];

/** Beyond this, a unit of one axis is drawn longer than one of the other, so that the data fills the figure. */
const MAX_DISTORTION = 2;

/** A view of all of `wanted`; both axes have one scale, unless the figure would be half empty. */
export function makeView(wanted: Bounds, width: number, height: number): View {
  let { left, right, bottom, top } = wanted;
  let [scaleX, scaleY] = [width / (right - left), height / (top - bottom)];
  if (Math.max(scaleX / scaleY, scaleY / scaleX) <= MAX_DISTORTION) {
    const scale = Math.min(scaleX, scaleY);
    const [restX, restY] = [width / scale - (right - left), height / scale - (top - bottom)];
    [left, right, bottom, top] = [left - restX / 2, right + restX / 2, bottom - restY / 2, top + restY / 2];
    [scaleX, scaleY] = [scale, scale];
  }
  return { width, height, bounds: { left, right, bottom, top }, scaleX, scaleY };
}

/** Bounds around points, with padding that keeps them off the names of the axes, that end at round numbers. */
export function boundsOf(xy: ArrayLike<number>): Bounds {
  const [left, right] = roundRange(xy, 0);
  const [bottom, top] = roundRange(xy, 1);
  return { left, right, bottom, top };
}

/** The range of every second number from `offset` on. */
function roundRange(xy: ArrayLike<number>, offset: 0 | 1): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = offset; i < xy.length; i += 2) {
    least = Math.min(least, xy[i] as number);
    most = Math.max(most, xy[i] as number);
  }
  if (!(least < most)) [least, most] = least === most ? [least - 1, least + 1] : [-1, 1];
  const padding = 0.12 * (most - least);
  const step = roundStep(most - least, 12);
  const round = (x: number): number => Number((Math.round(x) * step).toPrecision(12));
  return [round(Math.floor((least - padding) / step)), round(Math.ceil((most + padding) / step))];
}

/** 1, 2 or 5 times a power of ten, so that about `parts` of it make the range. */
export function roundStep(range: number, parts: number): number {
  const power = 10 ** Math.floor(Math.log10(range / parts));
  const ratio = range / parts / power;
  return power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
}

/** The round numbers within a range. */
export function ticks(from: number, to: number, parts: number): number[] {
  const step = roundStep(to - from, parts);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export const toPixel = ({ bounds, scaleX, scaleY }: View, x: number, y: number): Pixel => [
  (x - bounds.left) * scaleX,
  (bounds.top - y) * scaleY,
];

export const fromPixel = ({ bounds, scaleX, scaleY }: View, px: number, py: number): [number, number] => [
  bounds.left + px / scaleX,
  bounds.top - py / scaleY,
];

/** The most decimals that toFixed takes. */
const MAX_DECIMALS = 100;

/** A coordinate with as many decimals as tell its pixel from the next, at so many pixels per unit. */
export const roundedToPixel = (value: number, scale: number): number => {
  const decimals = Math.max(0, Math.ceil(Math.log10(scale)));
  return decimals > MAX_DECIMALS ? value : Number(value.toFixed(decimals));
};

/** w₁·x + w₂·y + b in pixels: the same number at the same place. */
export const lineInPixels = ({ bounds, scaleX, scaleY }: View, w1: number, w2: number, b: number): Line => ({
  a: w1 / scaleX,
  b: -w2 / scaleY,
  c: w1 * bounds.left + w2 * bounds.top + b,
});

export const valueAt = ({ a, b, c }: Line, [x, y]: Pixel): number => a * x + b * y + c;

/** What a half-plane leaves of a convex polygon (Sutherland & Hodgman 1974). */
export function clipPolygon(corners: readonly Pixel[], half: Line): Pixel[] {
  const kept: Pixel[] = [];
  for (const [i, corner] of corners.entries()) {
    const next = corners[(i + 1) % corners.length] as Pixel;
    const [here, there] = [valueAt(half, corner), valueAt(half, next)];
    if (here >= 0) kept.push(corner);
    if (here >= 0 !== there >= 0) kept.push(interpolate(corner, next, here / (here - there)));
  }
  return kept;
}

/** What a half-plane leaves of a segment. */
export function clipSegment([from, to]: Segment, half: Line): Segment | null {
  const [here, there] = [valueAt(half, from), valueAt(half, to)];
  if (here < 0 && there < 0) return null;
  if (here >= 0 && there >= 0) return [from, to];
  const crossing = interpolate(from, to, here / (here - there));
  return here >= 0 ? [from, crossing] : [crossing, to];
}

const interpolate = ([x0, y0]: Pixel, [x1, y1]: Pixel, part: number): Pixel => [
  x0 + part * (x1 - x0),
  y0 + part * (y1 - y0),
];

export const viewCorners = ({ width, height }: View): Pixel[] => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
];

/** The visible part of a line; null if there is none, or no line. */
export function visibleSegment(view: View, { a, b, c }: Line): Segment | null {
  const length = Math.hypot(a, b);
  if (!(length > 0)) return null;
  const [nx, ny] = [a / length, b / length];
  const [midX, midY] = [view.width / 2, view.height / 2];
  const away = nx * midX + ny * midY + c / length;
  const reach = view.width + view.height;
  if (Math.abs(away) > reach) return null;
  const [footX, footY] = [midX - away * nx, midY - away * ny];
  let part: Segment | null = [
    [footX - reach * ny, footY + reach * nx],
    [footX + reach * ny, footY - reach * nx],
  ];
  const sides: Line[] = [
    { a: 1, b: 0, c: 0 },
    { a: -1, b: 0, c: view.width },
    { a: 0, b: 1, c: 0 },
    { a: 0, b: -1, c: view.height },
  ];
  for (const side of sides) if (part !== null) part = clipSegment(part, side);
  return part;
}
