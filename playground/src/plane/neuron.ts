import { className } from "../data/names";
import { DEFAULT_AXIS_NAMES } from "../data/points";
import { byId, setText, svg } from "../page/dom";
import { formatNumber, formatPoint } from "../text/format";
import { texts } from "../text/language";
import { glyphPath } from "./glyphs";
import { type Center, MAX_INPUTS, type NeuronLayout, neuronLayout, WIDTH } from "./neuron-layout";
import type { TrainingState } from "./online-trainer";
import { inputCount, predict, score, step, type Weights, zeroWeights } from "./predict";

/** What the diagram shows: a training, and the position of the point that goes through it. */
export interface NeuronState {
  readonly training: TrainingState;
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

const WIDEST_LINE = 9;
const GLYPH_SIZE = 7;

/** A threshold logic unit, or one for each of several classes, as the textbook draws it, in SVG. */
export class NeuronDiagram {
  readonly element = svg("svg", { role: "img" });
  #layout: NeuronLayout = neuronLayout(2, 1);
  #lines: SVGLineElement[] = [];
  #weightTexts: SVGTextElement[] = [];
  #inputTexts: SVGTextElement[] = [];
  #outputs: OutputElements[] = [];
  #names: readonly string[] | null = null;
  #outputCount = 0;
  #weights: Weights = zeroWeights(2);
  #state: NeuronState | null = null;

  constructor() {
    byId("neuron").append(this.element);
  }

  show(state: NeuronState): void {
    this.#state = state;
    const { predictionWeights, inputs } = state.training;
    if (predictionWeights.b.length !== this.#outputCount || inputs.names !== this.#names)
      this.#build(inputs.names, predictionWeights.b.length);
    if (!this.#fits(this.#weights)) this.#weights = predictionWeights;
    const values = this.#valuesOf(predictionWeights);
    for (const [i, text] of this.#weightTexts.entries()) setText(text, formatNumber(values[i] as number));
    this.#showPoint(state);
    this.draw(this.#weights);
  }

  /** Draws the lines as wide as these weights. */
  draw(weights: Weights): void {
    this.#weights = weights;
    if (this.#state === null || !this.#fits(weights)) return;
    const { classes } = this.#state.training;
    const values = this.#valuesOf(weights);
    const largest = Math.max(...values.map(Math.abs));
    const isSingle = this.#outputCount === 1;
    const widest = Math.min(WIDEST_LINE, this.#layout.inputRadius);
    for (const [i, value] of values.entries()) {
      const share = largest > 0 && Number.isFinite(largest) ? Math.abs(value) / largest : 0;
      const output = Math.floor(i / this.#layout.inputs.length);
      const label = isSingle ? classes[value < 0 ? 0 : 1] : classes[output];
      this.#lines[i]?.setAttribute("stroke-width", String(0.8 + (widest - 0.8) * share));
      this.#lines[i]?.setAttribute("class", `weight class-${label ?? "none"}${value < 0 ? " negative" : ""}`);
    }
  }

  #fits(weights: Weights): boolean {
    return weights.b.length === this.#outputCount && inputCount(weights) === this.#names?.length;
  }

  /** The weights of the inputs that are drawn, and b, of each output, in the order of the lines. */
  #valuesOf(weights: Weights): number[] {
    const [d, drawn] = [inputCount(weights), this.#layout.inputs.length - 1];
    return Array.from(weights.b, (bias, k) => [...weights.w.subarray(d * k, d * k + drawn), bias]).flat();
  }

  #build(names: readonly string[], k: number): void {
    [this.#names, this.#outputCount] = [names, k];
    this.#layout = neuronLayout(Math.min(names.length, MAX_INPUTS), k);
    const { inputs, inputRadius, outputs, outputRadius, hasValues, height } = this.#layout;
    this.element.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
    this.#lines = outputs.flatMap((to) => inputs.map((from) => line(from, to, inputRadius, outputRadius)));
    this.#weightTexts =
      k === 1 && hasValues
        ? inputs.map((from) => weightText(from, outputs[0] as Center, height / inputs.length))
        : [];
    this.#inputTexts = hasValues ? inputs.map(({ x, y }) => svg("text", { x, y, class: "value" })) : [];
    this.#outputs = outputs.map(({ x, y }) => outputElements(x, y, outputRadius));
    this.element.classList.toggle("compact", this.#layout.namesLeft);
    this.element.replaceChildren(
      ...this.#lines,
      ...this.#inputElements(names),
      ...this.#inputTexts,
      ...this.#weightTexts,
      ...this.#outputs.flatMap(({ fixed, sum, glyph, name }) => [...fixed, sum, glyph, name]),
    );
    for (const { fixed } of this.#outputs) fixed[0]?.setAttribute("class", "body");
  }

  #inputElements(names: readonly string[]): SVGElement[] {
    const { inputs, inputRadius: r, namesLeft } = this.#layout;
    const isCut = names.length > inputs.length - 1;
    return inputs.flatMap(({ x, y }, i) => {
      const isBias = i === inputs.length - 1;
      const place = namesLeft ? { x: x - r - 5, y, class: "name left" } : { x, y: y - r - 5, class: "name" };
      const name = svg("text", isBias ? { ...place, "data-text": "neuron.bias" } : place);
      // the last of those that are drawn stands for all that are not
      setText(name, isBias ? texts().neuron.bias : isCut && i === inputs.length - 2 ? "…" : (names[i] ?? ""));
      return [svg("circle", { cx: x, cy: y, r, class: isBias ? "input constant" : "input" }), name];
    });
  }

  /** The values that go through the neuron, in the drawing and in words. */
  #showPoint({ training, cursor }: NeuronState): void {
    const text = texts().neuron;
    const point = cursor ?? visitedPoint(training);
    const row = point && training.inputs.transform(Float64Array.of(point.x, point.y));
    setText(byId("neuron-heading"), this.#outputCount > 1 ? text.perceptronTitle : text.title);
    setText(byId("neuron-point"), pointText(cursor, point));
    const names = training.inputs.plain ? DEFAULT_AXIS_NAMES : (this.#names ?? []);
    const values = row === null ? [...names] : Array.from(row, formatNumber);
    const drawn = [...values.slice(0, this.#inputTexts.length - 1), "1"];
    for (const [i, element] of this.#inputTexts.entries()) setText(element, drawn[i] ?? "");
    const isJoint = training.rule === "joint" && this.#outputCount > 1;
    this.element.classList.toggle("joint", isJoint);
    const descriptions = this.#outputs.map((_, k) => this.#showOutput(k, training, row, isJoint));
    const description = text.description(
      values.slice(0, MAX_INPUTS).join(", "),
      descriptions.join(" ").trim(),
    );
    if (this.element.getAttribute("aria-label") !== description)
      this.element.setAttribute("aria-label", description);
  }

  /** @returns what it does, in words */
  #showOutput(k: number, training: TrainingState, row: Float64Array | null, isJoint: boolean): string {
    const { predictionWeights, rule, classes, points } = training;
    const { fixed, sum, glyph, name } = this.#outputs[k] as OutputElements;
    const isSingle = this.#outputCount === 1;
    const predicted = row === null ? null : predict(predictionWeights, rule, row);
    const z = row === null ? null : score(predictionWeights, k, row);
    const out = z === null ? null : step(z, rule);
    const isActive = isSingle ? out !== null && out > 0 : predicted === k;
    const label = isSingle ? classes[predicted ?? -1] : classes[k];
    fixed[0]?.setAttribute("class", isActive ? "body active" : "body");
    setText(sum, z === null || !this.#layout.hasSums ? "" : `z = ${formatNumber(z)}`);
    const { d, open } = label === undefined ? { d: "", open: false } : glyphPath(label, GLYPH_SIZE);
    glyph.setAttribute("class", `output-glyph ${open ? "open" : "filled"} class-${label ?? "none"}`);
    glyph.setAttribute("d", d);
    const shown = label === undefined || !isSingle ? "" : className(points, label);
    setText(name, shown.length > 11 ? `${shown.slice(0, 10)}…` : shown);
    if (z === null) return "";
    const { sumDescription, outputDescription } = texts().neuron;
    return isJoint ? sumDescription(formatNumber(z)) : outputDescription(formatNumber(z), String(out));
  }
}

interface OutputElements {
  /** What never changes but its class: the neuron, its Σ, its step and its arrow. */
  readonly fixed: readonly SVGElement[];
  readonly sum: SVGTextElement;
  readonly glyph: SVGPathElement;
  readonly name: SVGTextElement;
}

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

/** From the rim of an input to that of a neuron. */
function line(from: Center, to: Center, fromRadius: number, toRadius: number): SVGLineElement {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  return svg("line", {
    ...{ x1: from.x + fromRadius * dx, y1: from.y + fromRadius * dy },
    ...{ x2: to.x - toRadius * dx, y2: to.y - toRadius * dy },
  });
}

/** Beside the first half of its line: above it, or below it where it comes from below. */
function weightText(from: Center, to: Center, gap: number): SVGTextElement {
  const share = 0.5;
  const x = from.x + share * (to.x - from.x) + 4;
  const y = from.y + share * (to.y - from.y);
  const offset = from.y > to.y + 1 ? Math.min(20, 6 + gap / 4) : -Math.min(10, 2 + gap / 8);
  return svg("text", { x, y: y + offset, class: "weight-text" });
}

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
