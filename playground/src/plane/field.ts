// The figure where the boundary is no line: scores on a grid of places, and what they look like.
import type { Palette } from "../page/theme";
import type { Rule } from "../state";
import { fromPixel, type View } from "./geometry";
import type { Inputs } from "./inputs";
import { predict, score, type Weights } from "./predict";

type Context = CanvasRenderingContext2D;

/** So many products of a weight and an input may a picture cost. */
const PRODUCTS = 2.5e6;
const FINEST_STEP = 2;

/** The inputs of a grid of places over the figure, which are made once for a view. */
export class Field {
  readonly columns: number;
  readonly rows: number;
  /** Pixels between neighbours. */
  readonly step: number;
  /** [columns·rows×d] */
  readonly #X: Float64Array;
  readonly #canvas = document.createElement("canvas");

  /** @param k  how many outputs there are */
  constructor(view: View, inputs: Inputs, k: number) {
    const { width, height } = view;
    this.step = Math.max(FINEST_STEP, Math.sqrt((width * height * inputs.names.length * k) / PRODUCTS));
    this.columns = Math.ceil(width / this.step) + 1;
    this.rows = Math.ceil(height / this.step) + 1;
    const xy = new Float64Array(2 * this.columns * this.rows);
    for (let row = 0, i = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++, i += 2)
        xy.set(fromPixel(view, column * this.step, row * this.step), i);
    }
    this.#X = inputs.transform(xy);
  }

  /** Where each class is predicted, in a tint of its colour. */
  paintRegions(
    context: Context,
    weights: Weights,
    rule: Rule,
    classes: readonly number[],
    palette: Palette,
  ): void {
    const canvas = this.#canvas;
    [canvas.width, canvas.height] = [this.columns, this.rows];
    const own = canvas.getContext("2d") as Context;
    const image = own.createImageData(this.columns, this.rows);
    const colours = classes.map((label) => rgbOf(palette.classes[label] as string));
    const d = weights.w.length / weights.b.length;
    for (let i = 0; i < this.columns * this.rows; i++) {
      image.data.set(colours[predict(weights, rule, this.#X, i * d)] as number[], 4 * i);
      image.data[4 * i + 3] = 33; // 13 %, as where the boundary is a line
    }
    own.putImageData(image, 0, 0);
    const half = this.step / 2; // a value stands for the places around it
    context.drawImage(canvas, -half, -half, this.columns * this.step, this.rows * this.step);
  }

  /** The border of what each class is predicted for. @returns whether there is any in the figure */
  tracePath(context: Context, weights: Weights): boolean {
    const k = weights.b.length;
    const d = weights.w.length / k;
    const n = this.columns * this.rows;
    const scores = Array.from({ length: k }, (_, output) =>
      Float64Array.from({ length: n }, (_, i) => score(weights, output, this.#X, i * d)),
    );
    if (k === 1) return this.#contour(context, scores[0] as Float64Array);
    let found = false;
    for (const own of scores) {
      const lead = own.map((z, i) => {
        let highest = -Infinity;
        for (const other of scores) if (other !== own) highest = Math.max(highest, other[i] as number);
        return z - highest;
      });
      found = this.#contour(context, lead) || found;
    }
    return found;
  }

  /** The line at which values change sign, by marching squares (Lorensen & Cline 1987, in the plane). */
  #contour(context: Context, values: Float64Array): boolean {
    const { columns, rows, step } = this;
    let found = false;
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const i = row * columns + column;
        const corners = [i, i + 1, i + columns + 1, i + columns].map((at) => values[at] as number);
        const ends = crossings(corners);
        for (let e = 0; e + 1 < ends.length; e += 2) {
          const [[x0, y0], [x1, y1]] = [ends[e], ends[e + 1]] as [[number, number], [number, number]];
          context.moveTo((column + x0) * step, (row + y0) * step);
          context.lineTo((column + x1) * step, (row + y1) * step);
          found = true;
        }
      }
    }
    return found;
  }
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Where the sides of a unit square change sign, in pairs that belong together. */
function crossings(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (let side = 0; side < 4; side++) {
    const next = (side + 1) % 4;
    const [a, b] = [values[side] as number, values[next] as number];
    if (a >= 0 === b >= 0) continue;
    const share = Number.isFinite(a - b) ? a / (a - b) : 0.5;
    const [[x0, y0], [x1, y1]] = [CORNERS[side], CORNERS[next]] as [
      readonly [number, number],
      readonly [number, number],
    ];
    found.push([x0 + share * (x1 - x0), y0 + share * (y1 - y0)]);
  }
  return found;
}

/** The red, green and blue of a resolved colour. */
const rgbOf = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
