import { axisName } from "../data/names";
import { count, DEFAULT_AXIS_NAMES, type PointSet } from "../data/points";
import { byId, html, prefersReducedMotion, setText } from "../page/dom";
import { onThemeChange, type Palette, palette } from "../page/theme";
import { formatTick } from "../text/format";
import { onLanguageChange, texts } from "../text/language";
import { Field } from "./field";
import { type Bounds, makeView, ticks, toPixel, type View } from "./geometry";
import { DOTS_FROM } from "./glyphs";
import type { Inputs } from "./inputs";
import type { TrainingState } from "./online-trainer";
import { paintCertificate, paintCursor, paintVisit } from "./overlay";
import {
  paintBoundary,
  paintHiddenLines,
  paintPoints,
  paintRegions,
  paintTrainingBoundary,
  type Scene,
} from "./paint";
import { type Weights, zeroWeights } from "./predict";
import type { SeparabilityReport } from "./separability";

/** What is drawn over and under the points. */
export interface FigureState {
  readonly training: TrainingState;
  readonly separability: SeparabilityReport | null;
  /** The keyboard's cursor, in the units of the data, and the class that it would place. */
  readonly cursor: { readonly x: number; readonly y: number; readonly label: number | null } | null;
}

/** Time constant of the line easing to its new place, in milliseconds. */
const EASE_MS = 70;

/**
 * The figure, in three layers: the regions, the points, and the lines. The points are drawn once, the others
 * whenever they have changed, at most once a frame.
 */
export class Figure {
  readonly #plot = byId("plot");
  readonly #layers = ["regions", "points", "lines"].map((id) => byId<HTMLCanvasElement>(id));
  #points: PointSet;
  #bounds: Bounds;
  #state: FigureState;
  readonly #onFrame: (weights: Weights) => void;
  #drawn: Weights = zeroWeights(2);
  /** The grid of the present view and inputs, once it has been needed. */
  #field: { readonly of: readonly [View, Inputs, number]; readonly field: Field } | null = null;
  #view: View;
  #palette = palette();
  /** How many points are painted. */
  #painted = 0;
  #frame = 0;
  #lastFrame = 0;

  /** @param onFrame  called with the weights of each frame, which ease towards those that predict */
  constructor(points: PointSet, bounds: Bounds, state: FigureState, onFrame: (weights: Weights) => void) {
    this.#onFrame = onFrame;
    this.#points = points;
    this.#bounds = bounds;
    this.#state = state;
    this.#view = makeView(bounds, 1, 1);
    new ResizeObserver(() => this.#resize()).observe(this.#plot);
    onThemeChange(() => {
      this.#palette = palette();
      this.#drawPoints();
    });
    onLanguageChange(() => this.#resize());
  }

  get palette(): Palette {
    return this.#palette;
  }

  get points(): PointSet {
    return this.#points;
  }

  get view(): View {
    return this.#view;
  }

  setPoints(points: PointSet, bounds: Bounds): void {
    this.#points = points;
    this.#bounds = bounds;
    this.#resize();
  }

  show(state: FigureState): void {
    this.#state = state;
    this.#requestDraw();
  }

  #resize(): void {
    const { width, height } = this.#plot.getBoundingClientRect();
    if (width < 1 || height < 1) return; // the tab is hidden
    this.#view = makeView(this.#bounds, width, height);
    for (const [layer, canvas] of this.#layers.entries()) {
      canvas.width = Math.round(width * pixelRatio(layer));
      canvas.height = Math.round(height * pixelRatio(layer));
    }
    this.#drawAxes();
    this.#drawPoints();
  }

  #drawAxes(): void {
    const { bounds, width, height } = this.#view;
    const along = ticks(bounds.left, bounds.right, width / 80).map((x) => {
      const [left] = toPixel(this.#view, x, 0);
      return html("span", { style: `left: ${left}px` }, formatTick(x));
    });
    const up = ticks(bounds.bottom, bounds.top, height / 60).map((y) => {
      const [, top] = toPixel(this.#view, 0, y);
      return html("span", { style: `top: ${top}px` }, formatTick(y));
    });
    byId("axis-x").replaceChildren(...along);
    byId("axis-y").replaceChildren(...up);
    setText(byId("axis-x-name"), axisTitle(this.#points, 0));
    setText(byId("axis-y-name"), axisTitle(this.#points, 1));
  }

  #drawPoints(): void {
    this.#painted = paintPoints(this.#cleared(1), this.#view, this.#points, this.#palette);
    this.#requestDraw();
  }

  #requestDraw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    const isSettled = this.#ease(Math.min(50, now - this.#lastFrame));
    this.#lastFrame = now;
    this.#paintUnder(this.#cleared(0));
    this.#paintMorePoints();
    const isLineVisible = this.#paintOver(this.#cleared(2));
    const { training } = this.#state;
    setText(
      byId("plot-note"),
      isTraining(training) && !isLineVisible ? noLineText(this.#drawn, training.inputs) : "",
    );
    this.#onFrame(this.#drawn);
    if (!isSettled || this.#painted < count(this.#points)) this.#requestDraw();
  }

  /** Those that the frames before had no time for. */
  #paintMorePoints(): void {
    if (this.#painted === count(this.#points)) return;
    const context = this.#contextOf(1);
    this.#painted = paintPoints(context, this.#view, this.#points, this.#palette, this.#painted);
  }

  /** Paints all layers on one context, in CSS pixels; points that are many, as the picture that they are. */
  paint(context: CanvasRenderingContext2D): void {
    const { width, height } = this.#view;
    this.#paintUnder(context);
    if (count(this.#points) < DOTS_FROM) paintPoints(context, this.#view, this.#points, this.#palette);
    else context.drawImage(this.#layers[1] as HTMLCanvasElement, 0, 0, width, height);
    this.#paintOver(context);
  }

  get #scene(): Scene {
    const { rule, classes, inputs } = this.#state.training;
    const field = inputs.plain ? null : this.#fieldOf(inputs);
    return { view: this.#view, weights: this.#drawn, rule, classes, palette: this.#palette, field };
  }

  #fieldOf(inputs: Inputs): Field {
    const wanted = [this.#view, inputs, this.#drawn.b.length] as const;
    if (this.#field === null || this.#field.of.some((part, i) => part !== wanted[i]))
      this.#field = { of: wanted, field: new Field(...wanted) };
    return this.#field.field;
  }

  #paintUnder(context: CanvasRenderingContext2D): void {
    const { training } = this.#state;
    const isTie = this.#drawn.w.every((weight) => weight === 0) && new Set(this.#drawn.b).size === 1;
    const isConstant = isTie && (training.classes.length > 2 || this.#drawn.b[0] === 0);
    if (isTraining(training) && !isConstant) paintRegions(context, this.#scene);
  }

  /** @returns whether any of the boundary can be seen */
  #paintOver(context: CanvasRenderingContext2D): boolean {
    const { training, separability, cursor } = this.#state;
    const scene = this.#scene;
    const { view, palette } = scene;
    paintHiddenLines(context, view, training.inputs.lines, palette);
    if (separability !== null) paintCertificate(context, view, this.#points, separability, palette);
    if (isTraining(training) && training.trainingWeights !== training.predictionWeights)
      paintTrainingBoundary(context, { ...scene, weights: training.trainingWeights });
    const isVisible = isTraining(training) && paintBoundary(context, scene);
    if (training.lastVisit !== null) paintVisit(context, view, this.#points, training.lastVisit, palette);
    if (cursor !== null) {
      paintCursor(context, view, toPixel(view, cursor.x, cursor.y), cursor.label, palette);
    }
    return isVisible;
  }

  /** Eases the drawn weights towards the prediction weights; returns whether they are equal. */
  #ease(milliseconds: number): boolean {
    const { predictionWeights } = this.#state.training;
    const [from, to] = [this.#drawn, predictionWeights];
    const isOther = from.b.length !== to.b.length || from.w.length !== to.w.length;
    const isFirst = isOther || (from.b.every((b) => b === 0) && from.w.every((w) => w === 0));
    const part = prefersReducedMotion() || isFirst ? 1 : 1 - Math.exp(-milliseconds / EASE_MS);
    const tolerance = 1e-3 * Math.max(...to.w.map(Math.abs), ...to.b.map(Math.abs));
    const step = (a: number, b: number): number => (Math.abs(b - a) <= tolerance ? b : a + part * (b - a));
    const w = part === 1 ? to.w.slice() : from.w.map((a, i) => step(a, to.w[i] as number));
    const b = part === 1 ? to.b.slice() : from.b.map((a, i) => step(a, to.b[i] as number));
    this.#drawn = { w, b };
    return w.every((value, i) => value === to.w[i]) && b.every((value, i) => value === to.b[i]);
  }

  #contextOf(layer: 0 | 1 | 2): CanvasRenderingContext2D {
    return (this.#layers[layer] as HTMLCanvasElement).getContext("2d") as CanvasRenderingContext2D;
  }

  #cleared(layer: 0 | 1 | 2): CanvasRenderingContext2D {
    const context = this.#contextOf(layer);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(pixelRatio(layer), 0, 0, pixelRatio(layer), 0, 0);
    return context;
  }
}

const isTraining = ({ classes, visits }: TrainingState): boolean => classes.length > 1 && visits > 0;

/** Device pixels of a layer for each CSS pixel. The regions are plain, and the lines cover their edges: half will do. */
const pixelRatio = (layer: number): number => (layer === 0 ? 0.5 : devicePixelRatio);

/** The title of an axis: its symbol in the equations and its name. */
export function axisTitle(points: PointSet, axis: 0 | 1): string {
  const [symbol, name] = [DEFAULT_AXIS_NAMES[axis], axisName(points, axis)];
  return name === symbol || name === "" ? symbol : `${symbol}, ${name}`;
}

function noLineText({ w }: Weights, { plain }: Inputs): string {
  const { flat, flatCurve, outside, outsideCurve } = texts().perceptron;
  if (w.every((weight) => weight === 0)) return plain ? flat : flatCurve;
  return plain ? outside : outsideCurve;
}
