// The figure where the boundary is no line: scores on a grid of places, and what they look like.
import type { Palette } from "../page/theme";
import type { Rule } from "../state";
import { fromPixel, type View } from "./geometry";
import type { Inputs } from "./inputs";
import { inputCount, score, step, type Weights } from "./predict";

type Context = CanvasRenderingContext2D;

/** So many products of a weight and an input may a picture cost: some two milliseconds. */
const PRODUCTS = 1.5e6;
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
  readonly #context = this.#canvas.getContext("2d") as Context;
  readonly #image: ImageData;
  readonly #scores = new WeakMap<Weights, readonly Float64Array[]>();

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
    this.#canvas.width = this.columns;
    this.#canvas.height = this.rows;
    this.#image = this.#context.createImageData(this.columns, this.rows);
  }

  /** Where each class is predicted, in a tint of its colour. */
  paintRegions(
    context: Context,
    weights: Weights,
    rule: Rule,
    classes: readonly number[],
    palette: Palette,
  ): void {
    const pixels = new Uint32Array(this.#image.data.buffer);
    const colours = classes.map((label) => tintOf(palette.classes[label] as string));
    const scores = this.#scoresOf(weights);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colours[decide(scores, rule, i)] as number;
    this.#context.putImageData(this.#image, 0, 0);
    const half = this.step / 2; // a value stands for the places around it
    context.drawImage(this.#canvas, -half, -half, this.columns * this.step, this.rows * this.step);
  }

  /** The border of what each class is predicted for. @returns whether there is any in the figure */
  tracePath(context: Context, weights: Weights): boolean {
    const scores = this.#scoresOf(weights);
    if (scores.length === 1) return this.#contour(context, scores[0] as Float64Array);
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

  /** The scores of each output on the grid [k] of [n], which regions and border have in common. */
  #scoresOf(weights: Weights): readonly Float64Array[] {
    const known = this.#scores.get(weights);
    if (known !== undefined) return known;
    const d = inputCount(weights);
    const scores = Array.from(weights.b, (_, output) => {
      const values = new Float64Array(this.columns * this.rows);
      for (let i = 0; i < values.length; i++) values[i] = score(weights, output, this.#X, i * d);
      return values;
    });
    this.#scores.set(weights, scores);
    return scores;
  }

  /** The line at which values change sign, by marching squares (Lorensen & Cline 1987, in the plane). */
  #contour(context: Context, values: Float64Array): boolean {
    const { columns, rows, step } = this;
    let found = false;
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const i = row * columns + column;
        const [a, b] = [values[i] as number, values[i + 1] as number];
        const [c, d] = [values[i + columns + 1] as number, values[i + columns] as number];
        if (a >= 0 === b >= 0 && b >= 0 === c >= 0 && c >= 0 === d >= 0) continue; // nearly everywhere
        const ends = crossings([a, b, c, d]);
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

/** The class that has these scores at i: as `predict` has it. */
function decide(scores: readonly Float64Array[], rule: Rule, i: number): number {
  if (scores.length === 1) return step(scores[0]?.[i] as number, rule) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < scores.length; k++)
    if ((scores[k]?.[i] as number) > (scores[best]?.[i] as number)) best = k;
  return best;
}

/** A resolved colour at 13 %, as where the boundary is a line, as a pixel: red is the lowest byte, on every machine of today. */
function tintOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return ((33 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
