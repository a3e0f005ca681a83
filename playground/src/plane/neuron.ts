import { className } from "../data/names";
import { DEFAULT_AXIS_NAMES } from "../data/points";
import { byId, setText, svg } from "../page/dom";
import { formatNumber, formatPoint } from "../text/format";
import { texts } from "../text/language";
import type { TrainingState } from "./online-trainer";
import { predict, score, step, type Weights, zeroWeights } from "./predict";

/** What the diagram shows: a training, and the position of the point that goes through it. */
export interface NeuronState {
  readonly training: TrainingState;
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

const SIZE = { width: 320, height: 204 };
/** The inputs x₁ and x₂, and the bias neuron, whose output is always 1. */
const INPUTS = [34, 102, 170].map((y) => ({ x: 40, y }));
const RADIUS = { input: 23, sum: 25, small: 19 };
const WIDEST_LINE = 9;

/** A threshold logic unit, or one for each of three classes, as the textbook draws it, in SVG. */
export class NeuronDiagram {
  readonly element = svg("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img" });
  #lines: SVGLineElement[] = [];
  #weightTexts: SVGTextElement[] = [];
  #inputTexts: SVGTextElement[] = [];
  #outputs: OutputElements[] = [];
  #outputCount = 0;
  #weights: Weights = zeroWeights(2);
  #state: NeuronState | null = null;

  constructor() {
    byId("neuron").append(this.element);
  }

  show(state: NeuronState): void {
    this.#state = state;
    const { training } = state;
    if (training.predictionWeights.b.length !== this.#outputCount)
      this.#build(training.predictionWeights.b.length);
    if (this.#weights.b.length !== this.#outputCount) this.#weights = training.predictionWeights;
    const values = valuesOf(training.predictionWeights);
    for (const [i, text] of this.#weightTexts.entries()) setText(text, formatNumber(values[i] as number));
    this.#showPoint(state);
    this.draw(this.#weights);
  }

  /** Draws the lines as wide as these weights. */
  draw(weights: Weights): void {
    this.#weights = weights;
    if (this.#state === null || weights.b.length !== this.#outputCount) return;
    const { classes } = this.#state.training;
    const values = valuesOf(weights);
    const largest = Math.max(...values.map(Math.abs));
    const isSingle = this.#outputCount === 1;
    for (const [i, value] of values.entries()) {
      const share = largest > 0 && Number.isFinite(largest) ? Math.abs(value) / largest : 0;
      const label = isSingle ? classes[value < 0 ? 0 : 1] : classes[Math.floor(i / 3)];
      this.#lines[i]?.setAttribute("stroke-width", String(0.8 + (WIDEST_LINE - 0.8) * share));
      this.#lines[i]?.setAttribute("class", `weight class-${label ?? "none"}${value < 0 ? " negative" : ""}`);
    }
  }

  #build(k: number): void {
    this.#outputCount = k;
    const isSingle = k === 1;
    const x = isSingle ? 176 : 184;
    const radius = isSingle ? RADIUS.sum : RADIUS.small;
    const ends = isSingle ? [{ x, y: 102 }] : INPUTS.map(({ y }) => ({ x, y }));
    this.#lines = ends.flatMap((to) => INPUTS.map((from) => line(from, to, radius)));
    this.#weightTexts = isSingle ? INPUTS.map((from, i) => weightText(from, i)) : [];
    this.#inputTexts = INPUTS.map(({ x, y }) => svg("text", { x, y, class: "value" }));
    this.#outputs = ends.map(({ x, y }) => outputElements(x, y, radius));
    const inputs = INPUTS.flatMap(({ x, y }, i) => [
      svg("circle", { cx: x, cy: y, r: RADIUS.input, class: i === 2 ? "input constant" : "input" }),
      this.#inputTexts[i] as SVGTextElement,
      svg("text", { x, y: y - RADIUS.input - 5, class: "name" }),
    ]);
    for (const [i, name] of DEFAULT_AXIS_NAMES.entries()) setText(inputs[3 * i + 2] as Element, name);
    (inputs.at(-1) as Element).setAttribute("data-text", "neuron.bias");
    this.element.replaceChildren(
      ...this.#lines,
      ...inputs,
      ...this.#weightTexts,
      ...this.#outputs.flatMap(({ fixed, sum, glyph, name }) => [...fixed, sum, glyph, name]),
    );
    setText(inputs.at(-1) as Element, texts().neuron.bias);
    for (const { fixed } of this.#outputs) fixed[0]?.setAttribute("class", "body");
  }

  /** The values that go through the neuron, in the drawing and in words. */
  #showPoint({ training, cursor }: NeuronState): void {
    const text = texts().neuron;
    const point = cursor ?? visitedPoint(training);
    setText(byId("neuron-heading"), this.#outputCount > 1 ? text.perceptronTitle : text.title);
    setText(byId("neuron-point"), pointText(cursor, point));
    const inputs = point === null ? [...DEFAULT_AXIS_NAMES] : [formatNumber(point.x), formatNumber(point.y)];
    for (const [i, input] of [...inputs, "1"].entries()) setText(this.#inputTexts[i] as Element, input);
    const { predictionWeights, rule, classes, points } = training;
    const predicted = point === null ? null : predict(predictionWeights, rule, point.x, point.y);
    const isJoint = rule === "joint" && this.#outputCount > 1;
    this.element.classList.toggle("joint", isJoint);
    const descriptions: string[] = [];
    for (const [k, { fixed, sum, glyph, name }] of this.#outputs.entries()) {
      const z = point === null ? null : score(predictionWeights, k, point.x, point.y);
      const out = z === null ? null : step(z, rule);
      const isActive = this.#outputCount === 1 ? out !== null && out > 0 : predicted === k;
      const label = this.#outputCount === 1 ? classes[predicted ?? -1] : classes[k];
      fixed[0]?.setAttribute("class", isActive ? "body active" : "body");
      setText(sum, z === null ? "" : `z = ${formatNumber(z)}`);
      glyph.setAttribute("class", `output-glyph class-${label ?? "none"}`);
      glyph.setAttribute("d", label === undefined ? "" : (GLYPHS[label] ?? ""));
      const shown = label === undefined || this.#outputCount > 1 ? "" : className(points, label);
      setText(name, shown.length > 11 ? `${shown.slice(0, 10)}…` : shown);
      if (z === null) continue;
      descriptions.push(
        isJoint ? text.sumDescription(formatNumber(z)) : text.outputDescription(formatNumber(z), String(out)),
      );
    }
    const description = text.description(inputs.join(", "), descriptions.join(" "));
    if (this.element.getAttribute("aria-label") !== description)
      this.element.setAttribute("aria-label", description);
  }
}

interface OutputElements {
  /** What never changes but its class: the neuron, its Σ, its step and its arrow. */
  readonly fixed: readonly SVGElement[];
  readonly sum: SVGTextElement;
  readonly glyph: SVGPathElement;
  readonly name: SVGTextElement;
}

/** The glyphs of the classes, around 0. */
const GLYPHS = ["M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z", "M-6 -6h12v12h-12z", "M0 -8L8 5H-8z"];

function outputElements(x: number, y: number, r: number): OutputElements {
  const stepX = x + 2 * r;
  const body = svg("path", {
    d: `M${x} ${y - r}H${stepX}A${r} ${r} 0 0 1 ${stepX} ${y + r}H${x}A${r} ${r} 0 0 1 ${x} ${y - r}z`,
  });
  const [w, h] = [0.45 * r, 0.36 * r];
  const end = stepX + r + 22;
  return {
    fixed: [
      body,
      svg("line", { x1: x + r, y1: y - r, x2: x + r, y2: y + r, class: "divider" }),
      svg("text", { x, y, class: "sigma", style: `font-size: ${1.1 * r}px` }, "Σ"),
      svg("path", { d: `M${stepX - w} ${y + h}H${stepX}V${y - h}H${stepX + w}`, class: "step" }),
      svg("path", { d: `M${stepX + r} ${y}H${end}m-6 -4l6 4l-6 4`, class: "output-arrow" }),
    ],
    sum: svg("text", { x: x + r, y: y + r + 14, class: "sum" }),
    glyph: svg("path", { transform: `translate(${end + 13} ${y})` }),
    name: svg("text", { x: end + 8, y: y + 26, class: "name" }),
  };
}

/** w₁ w₂ b of each output, in the order of the lines. */
const valuesOf = ({ w, b }: Weights): number[] =>
  Array.from(b, (bias, k) => [...w.subarray(2 * k, 2 * k + 2), bias]).flat();

type Center = { readonly x: number; readonly y: number };

/** From the rim of an input to that of a neuron. */
function line(from: Center, to: Center, radius: number): SVGLineElement {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  return svg("line", {
    ...{ x1: from.x + RADIUS.input * dx, y1: from.y + RADIUS.input * dy },
    ...{ x2: to.x - radius * dx, y2: to.y - radius * dy },
  });
}

const weightText = (from: Center, i: number): SVGTextElement =>
  svg("text", { x: 112, y: [58, 95, 156][i] ?? from.y, class: "weight-text" });

function visitedPoint({ points, lastVisit }: TrainingState): Center | null {
  if (lastVisit === null) return null;
  const { row } = lastVisit;
  return { x: points.xy[2 * row] as number, y: points.xy[2 * row + 1] as number };
}

function pointText(cursor: Center | null, point: Center | null): string {
  const { ofCursor, ofVisit, ofNothing } = texts().neuron;
  if (point === null) return ofNothing;
  return (cursor === null ? ofVisit : ofCursor)(formatPoint(point.x, point.y, formatNumber));
}
