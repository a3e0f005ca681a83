// Where the neurons of a network are drawn: in layers from left to right (Sugiyama, Tagawa & Toda 1981).
import type { NetworkDescription } from "rosenblatt/logic";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface NodePlace extends Place {
  readonly name: string;
  /** null for an input. */
  readonly threshold: number | null;
  readonly isOutput: boolean;
}

export interface EdgePlace {
  readonly from: string;
  readonly to: string;
  readonly excites: boolean;
  /** From the source, through the layers between, to the port at the target. */
  readonly through: readonly Place[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly NodePlace[];
  readonly edges: readonly EdgePlace[];
}

export const NODE_RADIUS = 23;
const LAYER_WIDTH = 132;
const ROW_HEIGHT = 78;
const MARGIN = { x: 60, y: 52 };
/** Room between two lines that only pass a layer, as a share of that between two nodes. */
const PASSING = 0.5;
const SWEEPS = 6;

/** A node, or a place where an edge passes a layer. */
interface Slot {
  readonly name: string | null;
  readonly layer: number;
  readonly before: Slot[];
  readonly after: Slot[];
  y: number;
}

interface Edge {
  readonly from: Slot;
  readonly to: Slot;
  readonly excites: boolean;
  readonly passes: readonly Slot[];
}

export function layOut({ inputs, neurons, outputs }: NetworkDescription): Layout {
  const slots = new Map<string, Slot>();
  const layers: Slot[][] = [];
  const add = (name: string | null, layer: number): Slot => {
    const slot: Slot = { name, layer, before: [], after: [], y: 0 };
    layers[layer] ??= [];
    layers[layer].push(slot);
    if (name !== null) slots.set(name, slot);
    return slot;
  };
  const isHeard = (name: string): boolean =>
    neurons.some(({ excitatory, inhibitory }) => [...excitatory, ...inhibitory].includes(name));
  for (const name of inputs) add(name, 0);
  if (isHeard("1")) add("1", 0);
  for (const { name, excitatory, inhibitory } of neurons) {
    const depths = [...excitatory, ...inhibitory].map((source) => (slots.get(source) as Slot).layer);
    add(name, 1 + Math.max(0, ...depths));
  }
  const edges: Edge[] = neurons.flatMap(({ name, excitatory, inhibitory }) => {
    const to = slots.get(name) as Slot;
    const routes = new Map<string, Slot[]>();
    const edge = (source: string, excites: boolean): Edge => {
      const from = slots.get(source) as Slot;
      const passes = routes.get(source) ?? route(from, to, (layer) => add(null, layer));
      routes.set(source, passes);
      return { from, to, excites, passes };
    };
    return [
      ...excitatory.map((source) => edge(source, true)),
      ...inhibitory.map((source) => edge(source, false)),
    ];
  });
  arrange(layers);
  return placed(layers, edges, { inputs, neurons, outputs });
}

/** Takes an edge through every layer between its ends. */
function route(from: Slot, to: Slot, add: (layer: number) => Slot): Slot[] {
  const passes = Array.from({ length: to.layer - from.layer - 1 }, (_, i) => add(from.layer + 1 + i));
  const chain = [from, ...passes, to];
  for (const [i, slot] of chain.slice(1).entries()) {
    slot.before.push(chain[i] as Slot);
    (chain[i] as Slot).after.push(slot);
  }
  return passes;
}

/** Orders each layer by the middle of its neighbours, forth and back, and keeps the order with the fewest crossings. */
function arrange(layers: Slot[][]): void {
  let [best, fewest] = [layers.map((layer) => [...layer]), Infinity];
  for (let sweep = 0; sweep <= SWEEPS; sweep++) {
    for (const layer of layers) spread(layer);
    const crossings = countCrossings(layers);
    if (crossings < fewest) [best, fewest] = [layers.map((layer) => [...layer]), crossings];
    const forth = sweep % 2 === 0;
    for (const layer of forth ? layers.slice(1) : layers.slice(1, -1).reverse()) {
      const middles = new Map(layer.map((slot) => [slot, middle(forth ? slot.before : slot.after, slot.y)]));
      layer.sort((p, q) => (middles.get(p) as number) - (middles.get(q) as number));
      spread(layer);
    }
  }
  for (const [i, layer] of best.entries()) {
    layers[i] = layer;
    spread(layer);
  }
}

function countCrossings(layers: Slot[][]): number {
  let crossings = 0;
  for (const layer of layers) {
    const lines = layer.flatMap((slot) => slot.before.map((from) => [from.y, slot.y] as const));
    for (const [i, [from, to]] of lines.entries()) {
      for (const [otherFrom, otherTo] of lines.slice(i + 1)) {
        if ((from - otherFrom) * (to - otherTo) < 0) crossings++;
      }
    }
  }
  return crossings;
}

const middle = (slots: readonly Slot[], otherwise: number): number =>
  slots.length === 0 ? otherwise : slots.reduce((sum, { y }) => sum + y, 0) / slots.length;

/** Puts the slots of a layer one under the other, around 0. */
function spread(layer: Slot[]): void {
  let y = 0;
  for (const [i, slot] of layer.entries()) {
    const above = layer[i - 1];
    if (above !== undefined) y += ROW_HEIGHT * ((room(above) + room(slot)) / 2);
    slot.y = y;
  }
  for (const slot of layer) slot.y -= y / 2;
}

const room = ({ name }: Slot): number => (name === null ? PASSING : 1);

function placed(layers: Slot[][], edges: Edge[], { neurons, outputs }: NetworkDescription): Layout {
  const all = layers.flat();
  const top = Math.min(...all.map(({ y }) => y));
  const height = Math.max(...all.map(({ y }) => y)) - top + 2 * MARGIN.y;
  const width = (layers.length - 1) * LAYER_WIDTH + 2 * MARGIN.x;
  const placeOf = ({ layer, y }: Slot): Place => ({
    x: MARGIN.x + layer * LAYER_WIDTH,
    y: y - top + MARGIN.y,
  });
  const thresholds = new Map(neurons.map(({ name, threshold }) => [name, threshold]));
  const nodes = all.flatMap((slot) =>
    slot.name === null
      ? []
      : [
          {
            ...placeOf(slot),
            name: slot.name,
            threshold: thresholds.get(slot.name) ?? null,
            isOutput: outputs.includes(slot.name),
          },
        ],
  );
  const ports = portsOf(edges);
  const lines = edges.map((edge) => {
    const { from, to, excites, passes } = edge;
    const [start, end] = [placeOf(from), placeOf(to)];
    const offset = ports.get(edge) as number;
    const port = { x: end.x - Math.sqrt(NODE_RADIUS ** 2 - offset ** 2), y: end.y + offset };
    const shift = (offset / NODE_RADIUS) * 5;
    const between = passes.map(placeOf).map(({ x, y }) => ({ x, y: y + shift }));
    const begin = { x: start.x + NODE_RADIUS, y: start.y };
    return { from: from.name as string, to: to.name as string, excites, through: [begin, ...between, port] };
  });
  return { width, height, nodes, edges: lines };
}

/** How far above or below its middle each edge meets its target, in the order from which they come. */
function portsOf(edges: readonly Edge[]): Map<Edge, number> {
  const ports = new Map<Edge, number>();
  for (const target of new Set(edges.map(({ to }) => to))) {
    const incoming = edges.filter(({ to }) => to === target);
    const height = ({ from, passes }: Edge): number => (passes.at(-1) ?? from).y;
    incoming.sort((p, q) => height(p) - height(q));
    const gap = Math.min(11, (1.7 * NODE_RADIUS) / incoming.length);
    for (const [i, edge] of incoming.entries()) ports.set(edge, gap * (i - (incoming.length - 1) / 2));
  }
  return ports;
}
