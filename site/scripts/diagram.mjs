// Draws the flowcharts of docs/ (the part of Mermaid's language that they use) as SVG while the site is built, so that a
// page loads no drawing library.
import dagre from "@dagrejs/dagre";

const SHAPES = [
  [/^\(\(\((.*)\)\)\)$/, "output"],
  [/^\(\((.*)\)\)$/, "neuron"],
  [/^\[(.*)\]$/, "box"],
];
const NODE = /(\w+)(\(\(\(".*?"\)\)\)|\(\(".*?"\)\)|\[".*?"\])?/;
const EDGE = new RegExp(
  `^${NODE.source}\\s*--(?:\\s*("[^"]*"|[^\\s>o-][^>]*?)\\s*--)?([>o])\\s*${NODE.source}$`,
);
const LINE = 18; // px, the height of a line of text
const LETTER = 7.4; // px, about the width of a letter

const unquoted = (text) => text.replace(/^"(.*)"$/, "$1");
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The nodes and edges of a flowchart. */
function parse(source) {
  const [head, ...lines] = source.trim().split("\n");
  if (!/^flowchart LR$/.test(head)) throw new Error(`a diagram of another kind: ${head}`);
  const nodes = new Map();
  const edges = [];
  const declare = (id, shaped) => {
    if (shaped === undefined) return;
    const [pattern, shape] = SHAPES.find(([pattern]) => pattern.test(shaped));
    nodes.set(id, { shape, lines: unquoted(pattern.exec(shaped)[1]).split("<br>") });
  };
  for (const line of lines.map((line) => line.trim())) {
    const edge = EDGE.exec(line);
    const alone = new RegExp(`^${NODE.source}$`).exec(line);
    if (!edge && !alone) throw new Error(`a diagram's line is not understood: ${line}`);
    const [, from, shape, label, end, to, toShape] = edge ?? alone;
    declare(from, shape);
    if (!edge) continue;
    declare(to, toShape);
    edges.push({ from, to, inhibits: end === "o", label: label && unquoted(label).split("<br>") });
  }
  return { nodes, edges };
}

function sizeOf({ shape, lines }) {
  const text = Math.max(...lines.map((line) => line.length)) * LETTER;
  if (shape === "box") return { width: text + 26, height: lines.length * LINE + 16 };
  const side = Math.max(text + 20, lines.length * LINE + 22, 48);
  return { width: side, height: side };
}

function arrange({ nodes, edges }) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 26, ranksep: 58, edgesep: 16, marginx: 4, marginy: 4 });
  for (const [id, node] of nodes) graph.setNode(id, { ...node, ...sizeOf(node) });
  edges.forEach((edge, i) => {
    const label = edge.label && {
      width: Math.max(...edge.label.map((line) => line.length)) * LETTER,
      height: edge.label.length * LINE,
    };
    graph.setEdge(edge.from, edge.to, { ...edge, ...label, labelpos: "c" }, String(i));
  });
  dagre.layout(graph);
  return graph;
}

const text = (lines, x, y, what = "") =>
  lines
    .map((line, i) => {
      const at = y + (i - (lines.length - 1) / 2) * LINE;
      return `<text x="${x.toFixed(1)}" y="${at.toFixed(1)}" dy=".35em"${what}>${escaped(line)}</text>`;
    })
    .join("");

function drawNode({ x, y, width, height, shape, lines }) {
  const figure =
    shape === "box"
      ? `<rect x="${(x - width / 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${width.toFixed(1)}" height="${height}" rx="3"/>`
      : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(width / 2).toFixed(1)}"/>`;
  const inner =
    shape === "output"
      ? `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(width / 2 - 4).toFixed(1)}"/>`
      : "";
  return `${figure}${inner}${text(lines, x, y)}`;
}

/** A smooth line through the points of an edge. */
function path(points) {
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  let d = `M${at(points[0])}`;
  for (let i = 1; i < points.length - 1; i++) {
    const next = points[i + 1];
    const end =
      i === points.length - 2 ? next : { x: (points[i].x + next.x) / 2, y: (points[i].y + next.y) / 2 };
    d += `Q${at(points[i])} ${at(end)}`;
  }
  return points.length === 2 ? `${d}L${at(points[1])}` : d;
}

const drawEdge = ({ points, inhibits, label, x, y }) =>
  `<path d="${path(points)}" marker-end="url(#${inhibits ? "inhibits" : "excites"})"/>` +
  (label ? text(label, x, y, ' class="edge-label"') : "");

/** What a reader who cannot see it is told: every connection. */
function described({ nodes, edges }) {
  const name = (id) => nodes.get(id).lines.join(", ");
  return edges
    .map(({ from, to, inhibits, label }) => {
      const verb = inhibits ? "inhibits" : "leads to";
      return `${name(from)} ${verb} ${name(to)}${label ? ` (${label.join(" ")})` : ""}`;
    })
    .join("; ");
}

/** The figure of a flowchart, as HTML. */
export function diagram(source) {
  const chart = parse(source);
  const graph = arrange(chart);
  const { width, height } = graph.graph();
  const edges = graph.edges().map((edge) => drawEdge(graph.edge(edge)));
  const nodes = graph.nodes().map((id) => drawNode(graph.node(id)));
  return (
    `<figure class="diagram" v-pre tabindex="0" role="group" aria-label="Diagram"><svg role="img" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" width="${width.toFixed(0)}" height="${height.toFixed(0)}">` +
    `<title>${escaped(described(chart))}</title><defs>` +
    `<marker id="excites" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>` +
    `<marker id="inhibits" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9"><circle cx="5" cy="5" r="4"/></marker></defs>` +
    `<g class="edges">${edges.join("")}</g><g class="nodes">${nodes.join("")}</g></svg></figure>\n`
  );
}
