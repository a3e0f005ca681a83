import { setText, svg } from "../page/dom";
import { texts } from "../text/language";
import { type Layout, NODE_RADIUS, type PlacedEdge, type PlacedNode, type Position } from "./layout";

const VETO_RADIUS = 4.5;
const ARROW_LENGTH = 9;

/** A network as SVG, drawn once; `setActive` then shows which of its nodes are active. */
export class Drawing {
  readonly element: SVGSVGElement;
  readonly #nodes = new Map<string, SVGGElement>();
  readonly #edges: { element: SVGGElement; from: string }[] = [];
  readonly #hidden: ReadonlyMap<string, readonly string[]>;

  /**
   * @param hidden    the inputs that each node of dots stands for
   * @param onToggle  called with the name of an input that is clicked
   */
  constructor(
    { width, height, nodes, edges }: Layout,
    hidden: ReadonlyMap<string, readonly string[]>,
    onToggle: (name: string) => void,
  ) {
    this.#hidden = hidden;
    this.element = svg("svg", {
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
    });
    for (const edge of edges) {
      const element = drawEdge(edge);
      this.#edges.push({ element, from: edge.from });
      this.element.append(element);
    }
    for (const node of nodes) {
      const within = hidden.get(node.name);
      const element = within === undefined ? drawNode(node) : drawDots(node, within);
      if (within === undefined && node.threshold === null && node.name !== "1") {
        element.classList.add("toggles");
        element.addEventListener("click", () => onToggle(node.name));
      }
      this.#nodes.set(node.name, element);
      this.element.append(element);
    }
  }

  setActive(active: ReadonlySet<string>): void {
    const drawn = new Set(active);
    for (const [dots, within] of this.#hidden) {
      const on = within.filter((name) => active.has(name)).length;
      if (on > 0) drawn.add(dots);
      const label = this.#nodes.get(dots)?.querySelector(".label");
      if (label) setText(label, texts().logic.moreInputs(within.length, on));
    }
    for (const [name, element] of this.#nodes) element.classList.toggle("active", drawn.has(name));
    for (const { element, from } of this.#edges) element.classList.toggle("active", drawn.has(from));
    // the constant 1 is always active, but drawn only where a neuron uses it
    const named = [...active].filter((name) => name !== "1" || this.#nodes.has(name));
    this.element.setAttribute("aria-label", texts().logic.network(named.join(", ")));
  }
}

function drawEdge({ excites, points }: PlacedEdge): SVGGElement {
  const end = points.at(-1) as Position;
  const tip = { x: end.x - (excites ? ARROW_LENGTH - 1 : 2 * VETO_RADIUS), y: end.y };
  const path = curve([...points.slice(0, -1), tip]);
  const ending = excites
    ? svg("path", { d: `M${end.x} ${end.y}l${-ARROW_LENGTH} -4v8z`, class: "arrowhead" })
    : svg("circle", { cx: end.x - VETO_RADIUS, cy: end.y, r: VETO_RADIUS, class: "veto" });
  return svg(
    "g",
    { class: excites ? "edge" : "edge inhibits" },
    svg("path", { d: path, class: "line" }),
    ending,
  );
}

/** A curve that is level at each of its points. */
function curve([first, ...others]: readonly Position[]): string {
  let { x, y } = first as Position;
  let path = `M${x} ${y}`;
  for (const next of others) {
    const bend = (next.x - x) / 2;
    path += `C${x + bend} ${y} ${next.x - bend} ${next.y} ${next.x} ${next.y}`;
    ({ x, y } = next);
  }
  return path;
}

function drawNode({ x, y, name, threshold, isOutput }: PlacedNode): SVGGElement {
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
    const theta = `θ=${threshold}`;
    const size = Math.min(14, 60 / theta.length);
    group.append(svg("text", { class: "threshold", style: `font-size: ${size}px` }, theta));
    group.append(svg("text", { class: "label", y: NODE_RADIUS + 16 }, shown));
  }
  return group;
}

/** What stands for inputs that are not drawn: no circle, so that it is not taken for one of them. */
function drawDots({ x, y }: PlacedNode, within: readonly string[]): SVGGElement {
  return svg(
    "g",
    { class: "node input", transform: `translate(${x} ${y})` },
    svg("circle", { r: NODE_RADIUS, class: "body dots" }),
    svg("text", { class: "name", style: "font-size: 26px" }, "⋮"),
    svg("text", { class: "label", y: NODE_RADIUS + 16 }),
    svg("title", {}, `${within[0]} … ${within.at(-1)}`),
  );
}
