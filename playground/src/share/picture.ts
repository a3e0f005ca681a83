// The figures of the page as SVG, and as PNG from that.
import { axisTitle, type Figure } from "../plane/figure";
import { ticks, toPixel } from "../plane/geometry";
import { formatTick } from "../text/format";

/** Room for the axes around the plane. */
const MARGIN = { left: 48, right: 14, top: 14, bottom: 34 };
const FONT = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif';

type Context = CanvasRenderingContext2D;

/** What `paint` paints as SVG: a context records it. */
export async function paintedSvg(
  size: { readonly width: number; readonly height: number },
  background: string,
  paint: (context: Context) => void,
): Promise<string> {
  const { Context } = await import("svgcanvas");
  const context = new Context(size) as Context & { getSerializedSvg(): string };
  context.fillStyle = background;
  context.fillRect(0, 0, size.width, size.height);
  paint(context);
  return context.getSerializedSvg();
}

/** A line of text, at the height of its middle. */
export function write(
  context: Context,
  text: string,
  [x, y]: readonly [number, number],
  { font = "", size = 14, align = "left" as CanvasTextAlign, colour }: TextStyle,
): void {
  context.font = `${font} ${size}px ${FONT}`;
  context.textBaseline = "middle";
  context.textAlign = align;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

interface TextStyle {
  /** Before its size: italic, bold. */
  readonly font?: string;
  readonly size?: number;
  readonly align?: CanvasTextAlign;
  readonly colour: string;
}

/** The figure of the perceptron as SVG, by the painting functions of the canvas. */
export function figureSvg(figure: Figure): Promise<string> {
  const { view, palette } = figure;
  const width = Math.round(view.width) + MARGIN.left + MARGIN.right;
  const height = Math.round(view.height) + MARGIN.top + MARGIN.bottom;
  return paintedSvg({ width, height }, palette.background, (context) => {
    context.save();
    context.translate(MARGIN.left, MARGIN.top);
    context.save();
    context.beginPath();
    context.rect(0, 0, view.width, view.height);
    context.clip();
    figure.paint(context);
    context.restore();
    paintAxes(context, figure);
    context.restore();
  });
}

function paintAxes(context: Context, { view, palette, points }: Figure): void {
  const { width, height, bounds } = view;
  const colour = palette.muted;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(0, height);
  context.lineTo(width, height);
  context.stroke();
  for (const x of ticks(bounds.left, bounds.right, width / 80))
    write(context, formatTick(x), [toPixel(view, x, 0)[0], height + 16], {
      size: 13,
      align: "center",
      colour,
    });
  for (const y of ticks(bounds.bottom, bounds.top, height / 60))
    write(context, formatTick(y), [-10, toPixel(view, 0, y)[1]], { size: 13, align: "right", colour });
  const name = { font: "italic", size: 15, colour } as const;
  write(context, axisTitle(points, 0), [width - 8, height - 14], { ...name, align: "right" });
  write(context, axisTitle(points, 1), [8, 14], name);
}

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-style",
  "text-anchor",
  "dominant-baseline",
];

/** A drawing of the page as SVG that needs no style sheet. */
export function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll("*");
  for (const [i, element] of [...copy.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[i] as Element);
    element.removeAttribute("class");
    element.setAttribute("style", STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  }
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const { backgroundColor } = getComputedStyle(document.body);
  copy.setAttribute("style", `background:${backgroundColor}`);
  return new XMLSerializer().serializeToString(copy);
}

const PNG_SCALE = 2;

/** An SVG as PNG, with two pixels for each of its own. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = PNG_SCALE * image.naturalWidth;
    canvas.height = PNG_SCALE * image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("no PNG came of the picture"))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
