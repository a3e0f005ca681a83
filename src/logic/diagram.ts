import { ALWAYS_ON, type NetworkDescription } from "./neuron.js";

interface Node {
  /** A name that any language accepts, whatever the neuron is called. */
  readonly id: string;
  readonly name: string;
  /** Undefined for an input. */
  readonly threshold?: number;
  readonly isOutput?: boolean;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly inhibits: boolean;
}

/** What there is to draw: an edge for each connection, and the source that is always on if it has any. */
function graph({ inputs, neurons, outputs }: NetworkDescription): { nodes: Node[]; edges: Edge[] } {
  const nodes: Node[] = inputs.map((name, i) => ({ id: `i${i + 1}`, name }));
  neurons.forEach(({ name, threshold }, i) => {
    nodes.push({ id: `n${i + 1}`, name, threshold, isOutput: outputs.includes(name) });
  });
  const on: Node = { id: "on", name: ALWAYS_ON };
  const ids = new Map([on, ...nodes].map(({ name, id }) => [name, id]));
  const edge = (source: string, target: string, inhibits: boolean): Edge => ({
    from: ids.get(source) as string,
    to: ids.get(target) as string,
    inhibits,
  });
  const edges = neurons.flatMap(({ name, excitatory, inhibitory }) => [
    ...excitatory.map((source) => edge(source, name, false)),
    ...inhibitory.map((source) => edge(source, name, true)),
  ]);
  return { nodes: edges.some(({ from }) => from === on.id) ? [on, ...nodes] : nodes, edges };
}

/** A Mermaid flowchart: outputs have a double border, inhibitory connections end in a circle. */
export function mermaidSource(network: NetworkDescription): string {
  const { nodes, edges } = graph(network);
  const quoted = (name: string) => name.replace(/[^\p{L}\p{N} _.-]/gu, (c) => `#${c.codePointAt(0)};`);
  const shape = ({ name, threshold, isOutput }: Node): string => {
    if (threshold === undefined) return `["${quoted(name)}"]`;
    const label = `"${quoted(name)}<br>θ = ${threshold}"`;
    return isOutput ? `(((${label})))` : `((${label}))`;
  };
  const lines = [
    ...nodes.map((node) => `${node.id}${shape(node)}`),
    ...edges.map(({ from, to, inhibits }) => `${from} ${inhibits ? "--o" : "-->"} ${to}`),
  ];
  return ["flowchart LR", ...lines].join("\n  ");
}

/** A Graphviz digraph: outputs have a double border, inhibitory connections end in a hollow dot. */
export function graphvizSource(network: NetworkDescription): string {
  const { nodes, edges } = graph(network);
  const quoted = (name: string) => name.replace(/[\\"]/g, "\\$&").replace(/\s/g, " ");
  const shape = ({ name, threshold, isOutput }: Node): string =>
    threshold === undefined
      ? `shape=box, label="${quoted(name)}"`
      : `shape=${isOutput ? "doublecircle" : "circle"}, label="${quoted(name)}\\nθ = ${threshold}"`;
  const lines = [
    "rankdir=LR",
    ...nodes.map((node) => `${node.id} [${shape(node)}]`),
    ...edges.map(({ from, to, inhibits }) => `${from} -> ${to}${inhibits ? " [arrowhead=odot]" : ""}`),
  ];
  return `${["digraph {", ...lines].join("\n  ")}\n}`;
}
