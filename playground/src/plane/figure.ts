import { DEFAULT_AXIS_NAMES, type PointSet } from "../data/points";
import { byId, html, setText, wantsCalm } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import { noWeights, type Weights } from "./decision";
import { type Bounds, makeView, ticks, toPixel, type View } from "./geometry";
import type { Learning } from "./learner";
import { paintConflict, paintCursor, paintVisit } from "./marks";
import { paintBoundary, paintPoints, paintPresent, paintRegions } from "./paint";
import type { Verdict } from "./verdict";

/** What is drawn over and under the points, and changes all the time. */
export interface Shown {
  readonly learning: Learning;
  readonly verdict: Verdict | null;
  /** Where the keyboard's cursor is, in the units of the data, and the class that it would place. */
  readonly cursor: { readonly x: number; readonly y: number; readonly label: number | null } | null;
}

/** Milliseconds in which the line has gone two thirds of its way. */
const GLIDE = 70;

/**
 * The living figure, in three layers: the regions, the points, and the lines. The points are drawn once, the others
 * whenever they have changed, at most once a frame.
 */
export class Figure {
  readonly #plot = byId("plot");
  readonly #layers = ["regions", "points", "lines"].map((id) => byId<HTMLCanvasElement>(id));
  #points: PointSet;
  #bounds: Bounds;
  #shown: Shown;
  #drawn: Weights = noWeights(2);
  #view: View;
  #palette = palette();
  #frame = 0;
  #lastFrame = 0;

  constructor(points: PointSet, bounds: Bounds, shown: Shown) {
    this.#points = points;
    this.#bounds = bounds;
    this.#shown = shown;
    this.#view = makeView(bounds, 1, 1);
    new ResizeObserver(() => this.#resize()).observe(this.#plot);
    onThemeChange(() => {
      this.#palette = palette();
      this.#drawPoints();
    });
  }

  get view(): View {
    return this.#view;
  }

  setPoints(points: PointSet, bounds: Bounds): void {
    this.#points = points;
    this.#bounds = bounds;
    this.#resize();
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#ask();
  }

  #resize(): void {
    const { width, height } = this.#plot.getBoundingClientRect();
    if (width < 1 || height < 1) return; // the tab is hidden
    this.#view = makeView(this.#bounds, width, height);
    for (const [layer, canvas] of this.#layers.entries()) {
      canvas.width = Math.round(width * sharpness(layer));
      canvas.height = Math.round(height * sharpness(layer));
    }
    this.#drawAxes();
    this.#drawPoints();
  }

  #drawAxes(): void {
    const { bounds, width, height } = this.#view;
    const along = ticks(bounds.left, bounds.right, width / 80).map((x) => {
      const [left] = toPixel(this.#view, x, 0);
      return html("span", { style: `left: ${left}px` }, label(x));
    });
    const up = ticks(bounds.bottom, bounds.top, height / 60).map((y) => {
      const [, top] = toPixel(this.#view, 0, y);
      return html("span", { style: `top: ${top}px` }, label(y));
    });
    byId("axis-x").replaceChildren(...along);
    byId("axis-y").replaceChildren(...up);
    const [nameX, nameY] = this.#points.axisNames;
    setText(byId("axis-x-name"), titled(nameX, DEFAULT_AXIS_NAMES[0]));
    setText(byId("axis-y-name"), titled(nameY, DEFAULT_AXIS_NAMES[1]));
  }

  #drawPoints(): void {
    paintPoints(this.#cleared(1), this.#view, this.#points, this.#palette);
    this.#ask();
  }

  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    const arrived = this.#glide(Math.min(50, now - this.#lastFrame));
    this.#lastFrame = now;
    const { learning, verdict, cursor } = this.#shown;
    const { rule, classes } = learning;
    const scene = { view: this.#view, weights: this.#drawn, rule, classes, palette: this.#palette };
    const [under, over] = [this.#cleared(0), this.#cleared(2)];
    const learns = classes.length > 1 && learning.visits > 0;
    const isTie = this.#drawn.w.every((weight) => weight === 0) && new Set(this.#drawn.b).size === 1;
    const answersOne = isTie && (classes.length > 2 || this.#drawn.b[0] === 0);
    if (learns && !answersOne) paintRegions(under, scene);
    if (verdict !== null) paintConflict(over, this.#view, this.#points, verdict, this.#palette);
    if (learns && learning.present !== learning.shown)
      paintPresent(over, { ...scene, weights: learning.present });
    const visible = learns && paintBoundary(over, scene);
    setText(byId("plot-note"), learns && !visible ? noLineText(this.#drawn) : "");
    if (learning.lastVisit !== null)
      paintVisit(over, this.#view, this.#points, learning.lastVisit, this.#palette);
    if (cursor !== null) {
      paintCursor(over, this.#view, toPixel(this.#view, cursor.x, cursor.y), cursor.label, this.#palette);
    }
    if (!arrived) this.#ask();
  }

  /** Moves the drawn weights towards the learned ones; says whether they are there. */
  #glide(milliseconds: number): boolean {
    const { shown } = this.#shown.learning;
    const [from, to] = [this.#drawn, shown];
    const isFresh = from.b.length !== to.b.length || from.b.every((b, k) => b === 0 && from.w[2 * k] === 0);
    const part = wantsCalm() || isFresh ? 1 : 1 - Math.exp(-milliseconds / GLIDE);
    const near = 1e-3 * Math.max(...to.w.map(Math.abs), ...to.b.map(Math.abs));
    const step = (a: number, b: number): number => (Math.abs(b - a) <= near ? b : a + part * (b - a));
    const w = part === 1 ? to.w.slice() : from.w.map((a, i) => step(a, to.w[i] as number));
    const b = part === 1 ? to.b.slice() : from.b.map((a, i) => step(a, to.b[i] as number));
    this.#drawn = { w, b };
    return w.every((value, i) => value === to.w[i]) && b.every((value, i) => value === to.b[i]);
  }

  #cleared(layer: 0 | 1 | 2): CanvasRenderingContext2D {
    const canvas = this.#layers[layer] as HTMLCanvasElement;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(sharpness(layer), 0, 0, sharpness(layer), 0, 0);
    return context;
  }
}

/** Dots of a layer for each CSS pixel. The regions are plain, and the lines cover their edges: few will do. */
const sharpness = (layer: number): number => (layer === 0 ? 0.5 : devicePixelRatio);

const label = (x: number): string => String(x).replace("-", "−");

/** An axis by its name and by its letter in the equations. */
const titled = (name: string, letter: string): string =>
  name === letter || name === "" ? letter : `${letter}, ${name}`;

const noLineText = ({ w }: Weights): string =>
  w.every((weight) => weight === 0) ? "No line: all w are 0" : "The line is outside of the figure";
