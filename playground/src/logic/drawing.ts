import { svg } from "../page/dom";
import { type EdgePlace, type Layout, NODE_RADIUS, type NodePlace, type Place } from "./layout";

const VETO_RADIUS = 4.5;
const ARROW_LENGTH = 9;
/** A drawing may shrink to this share of its size before it scrolls. */
const LEAST_SCALE = 0.62;
/** It may grow to this. */
const MOST_SCALE = 1.35;

/** A network as SVG, drawn once; `light` then shows which of its sources are active. */
export class Drawing {
  readonly element: SVGSVGElement;
  readonly #nodes = new Map<string, SVGGElement>();
  readonly #edges: { element: SVGGElement; from: string }[] = [];

  /** @param onToggle  called with the name of an input that is clicked */
  constructor({ width, height, nodes, edges }: Layout, onToggle: (name: string) => void) {
    this.element = svg("svg", {
      viewBox: `0 0 ${width} ${height}`,
      style: `max-width: ${width * MOST_SCALE}px; min-width: ${width * LEAST_SCALE}px`,
      role: "img",
    });
    for (const edge of edges) {
      const element = drawEdge(edge);
      this.#edges.push({ element, from: edge.from });
      this.element.append(element);
    }
    for (const node of nodes) {
      const element = drawNode(node);
      if (node.threshold === null && node.name !== "1") {
        element.classList.add("toggles");
        element.addEventListener("click", () => onToggle(node.name));
      }
      this.#nodes.set(node.name, element);
      this.element.append(element);
    }
  }

  light(active: ReadonlySet<string>): void {
    for (const [name, element] of this.#nodes) element.classList.toggle("active", active.has(name));
    for (const { element, from } of this.#edges) element.classList.toggle("active", active.has(from));
    // the constant 1 is always active, but drawn only where a neuron hears it
    const named = [...active].filter((name) => this.#nodes.has(name));
    this.element.setAttribute("aria-label", `The network. Active: ${named.join(", ") || "nothing"}`);
  }
}

function drawEdge({ excites, through }: EdgePlace): SVGGElement {
  const end = through.at(-1) as Place;
  const stop = { x: end.x - (excites ? ARROW_LENGTH - 1 : 2 * VETO_RADIUS), y: end.y };
  const path = curve([...through.slice(0, -1), stop]);
  const tip = excites
    ? svg("path", { d: `M${end.x} ${end.y}l${-ARROW_LENGTH} -4v8z`, class: "tip" })
    : svg("circle", { cx: end.x - VETO_RADIUS, cy: end.y, r: VETO_RADIUS, class: "veto" });
  return svg(
    "g",
    { class: excites ? "edge" : "edge inhibits" },
    svg("path", { d: path, class: "wire" }),
    tip,
  );
}

/** A curve that is level at each of its places. */
function curve([first, ...others]: readonly Place[]): string {
  let { x, y } = first as Place;
  let path = `M${x} ${y}`;
  for (const next of others) {
    const bend = (next.x - x) / 2;
    path += `C${x + bend} ${y} ${next.x - bend} ${next.y} ${next.x} ${next.y}`;
    ({ x, y } = next);
  }
  return path;
}

function drawNode({ x, y, name, threshold, isOutput }: NodePlace): SVGGElement {
  const isInput = threshold === null;
  const group = svg("g", { class: isInput ? "node input" : "node", transform: `translate(${x} ${y})` });
  group.append(svg("circle", { r: NODE_RADIUS, class: "body" }));
  if (isOutput) group.append(svg("circle", { r: NODE_RADIUS - 3.5, class: "rim" }));
  const shown = name.length > 9 ? `${name.slice(0, 8)}…` : name;
  if (isInput) {
    const size = Math.min(19, 66 / shown.length);
    group.append(
      svg("text", { class: "name", style: `font-size: ${size}px` }, shown),
      svg("title", {}, name),
    );
  } else {
    group.append(svg("text", { class: "threshold" }, `θ=${threshold}`));
    group.append(svg("text", { class: "label", y: NODE_RADIUS + 16 }, shown));
  }
  return group;
}
