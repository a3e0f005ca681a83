// The figures of the page as SVG, and as PNG from that.
import { axisTitle, type Figure } from "../plane/figure";
import { ticks, toPixel } from "../plane/geometry";

/** Room for the axes around the plane. */
const MARGIN = { left: 48, right: 14, top: 14, bottom: 34 };
const FONT = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif';

/** The figure of the perceptron as SVG: the painting functions of the canvas, on a context that records them. */
export async function figureSvg(figure: Figure): Promise<string> {
  const { Context } = await import("svgcanvas");
  const { view, palette } = figure;
  const [width, height] = [
    Math.round(view.width) + MARGIN.left + MARGIN.right,
    Math.round(view.height) + MARGIN.top + MARGIN.bottom,
  ];
  const context = new Context({ width, height }) as CanvasRenderingContext2D & { getSerializedSvg(): string };
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
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
  return context.getSerializedSvg();
}

function paintAxes(context: CanvasRenderingContext2D, { view, palette, points }: Figure): void {
  const { width, height, bounds } = view;
  context.strokeStyle = palette.muted;
  context.fillStyle = palette.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(0, height);
  context.lineTo(width, height);
  context.stroke();
  context.font = `13px ${FONT}`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  const label = (x: number): string => String(x).replace("-", "−");
  for (const x of ticks(bounds.left, bounds.right, width / 80)) {
    context.fillText(label(x), toPixel(view, x, 0)[0], height + 16);
  }
  context.textAlign = "right";
  for (const y of ticks(bounds.bottom, bounds.top, height / 60)) {
    context.fillText(label(y), -10, toPixel(view, 0, y)[1]);
  }
  context.font = `italic 15px ${FONT}`;
  context.fillText(axisTitle(points, 0), width - 8, height - 14);
  context.textAlign = "left";
  context.fillText(axisTitle(points, 1), 8, 14);
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
