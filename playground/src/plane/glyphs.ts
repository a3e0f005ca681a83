// How a point looks: every class has a shape of its own, so that nobody needs the colours.
import { svg } from "../page/dom";
import type { Palette } from "../page/theme";

type Context = CanvasRenderingContext2D;

/** A shape of size 1 around 0: a circle, or a polygon; filled, or open with a rim in its colour. */
interface Shape {
  readonly corners: readonly (readonly [number, number])[] | "circle";
  readonly open?: true;
}

/** The corners of a regular polygon or, with an inner radius, of a star. */
const regular = (n: number, radius: number, turn = 0, inner = radius): [number, number][] =>
  Array.from({ length: n }, (_, i) => {
    const angle = ((turn + i / n) * 2 - 0.5) * Math.PI;
    const r = i % 2 === 0 ? radius : inner;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });

const [ARM, THICK] = [1.2, 0.42];
const PLUS: readonly (readonly [number, number])[] = [
  ...([
    [-THICK, -ARM],
    [THICK, -ARM],
    [THICK, -THICK],
  ] as const),
  ...([
    [ARM, -THICK],
    [ARM, THICK],
    [THICK, THICK],
  ] as const),
  ...([
    [THICK, ARM],
    [-THICK, ARM],
    [-THICK, THICK],
  ] as const),
  ...([
    [-ARM, THICK],
    [-ARM, -THICK],
    [-THICK, -THICK],
  ] as const),
];
const turned = ([x, y]: readonly [number, number]): [number, number] => [
  (x - y) * Math.SQRT1_2,
  (x + y) * Math.SQRT1_2,
];

const SHAPES: readonly Shape[] = [
  { corners: "circle" },
  {
    corners: [
      [-0.85, -0.85],
      [0.85, -0.85],
      [0.85, 0.85],
      [-0.85, 0.85],
    ],
    open: true,
  },
  {
    corners: [
      [0, -1.2],
      [1.1, 0.78],
      [-1.1, 0.78],
    ],
  },
  { corners: regular(4, 1.15), open: true },
  { corners: PLUS },
  {
    corners: [
      [0, 1.15],
      [1.05, -0.7],
      [-1.05, -0.7],
    ],
    open: true,
  },
  { corners: regular(10, 1.35, 0, 0.6) },
  { corners: "circle", open: true },
  { corners: PLUS.map(turned) },
  { corners: regular(6, 1.05), open: true },
];

/** A shape of its own for each class, with a rim in the colour of the background where it is filled. */
export function drawGlyph(
  context: Context,
  label: number,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  const colour = palette.classes[label] as string;
  const { corners, open } = SHAPES[label] as Shape;
  context.beginPath();
  if (corners === "circle") context.arc(x, y, open ? 0.85 * size : size, 0, 2 * Math.PI);
  else {
    for (const [i, [dx, dy]] of corners.entries()) {
      if (i === 0) context.moveTo(x + size * dx, y + size * dy);
      else context.lineTo(x + size * dx, y + size * dy);
    }
    context.closePath();
  }
  if (open) {
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

/** The glyph of a class as a path around 0, and whether it is open. */
export function glyphPath(label: number, size: number): { readonly d: string; readonly open: boolean } {
  const { corners, open = false } = SHAPES[label] as Shape;
  const at = (value: number): string => (size * value).toFixed(2);
  if (corners !== "circle") return { d: `M${corners.map(([x, y]) => `${at(x)} ${at(y)}`).join("L")}z`, open };
  const r = at(open ? 0.85 : 1);
  return { d: `M-${r} 0a${r} ${r} 0 1 0 ${2 * Number(r)} 0a${r} ${r} 0 1 0 -${2 * Number(r)} 0z`, open };
}

/** The glyph of a class, for use in text. */
export function glyph(label: number): SVGSVGElement {
  const { d, open } = glyphPath(label, 7);
  const path = svg("path", { d, class: open ? "open" : "filled" });
  return svg("svg", { class: `glyph class-${label}`, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, path);
}

/** So large is a point, in pixels, if there are this many. */
export const glyphSize = (n: number): number => (n <= 12 ? 7 : n <= 200 ? 5 : 3.5);

/** From this many on, points are a cloud of dots. */
export const DOTS_FROM = 1000;
