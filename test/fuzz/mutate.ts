// Mutations that know what they change: the tree of a JSON value, or a text.
import type { Random } from "../support/random.js";
import { without } from "./target.js";

/** What programs get wrong in the place of a value. */
const HOSTILE: readonly unknown[] = [
  ...[0, -0, -1, 0.5, 1, 2, 3, 1e300, -1e308, 5e-324, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 52],
  ...[2 ** 52 + 1, 2 ** 53 - 1, 2 ** 53, 1e9, 200_000_000],
  ...[
    null,
    true,
    false,
    "",
    "0",
    "-0",
    "1",
    "f32",
    "f64",
    "binary",
    "multiclass",
    "multioutput",
    "converged",
  ],
  ...["maxIter", "__proto__", "constructor", "balanced", "x".repeat(50), "\u0000", "é😀", "\ud800"],
  ...[[], {}, [[]], [0], [1, 2, 3], [[1]], { length: 3 }, { decay: 0.5 }, [null], [["1"]], { __proto__x: 1 }],
  { toString: 1, valueOf: 1 }, // which no template and no comparison takes
];

type Node = Record<string, unknown>;

/** A copy of a JSON value with something else somewhere in it. */
export function mutated(random: Random, value: unknown): unknown {
  const root = { root: structuredClone(value) } as Node;
  for (let times = random.pick([1, 1, 1, 2, 3]); times > 0; times--) change(random, root);
  return root.root;
}

function change(random: Random, root: Node): void {
  const places: [Node, string][] = [];
  collect(root, places);
  if (places.length === 0) return;
  const [holder, key] = random.pick(places);
  const [other, otherKey] = random.pick(places);
  const present = holder[key];
  const changes: (() => void)[] = [
    () => set(holder, key, structuredClone(random.pick(HOSTILE))),
    () => set(holder, key, structuredClone(random.pick(HOSTILE))),
    () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
    () => set(holder, key, structuredClone(other[otherKey])),
    () => Array.isArray(present) && present.push(structuredClone(present[0] ?? 0)),
    () => Array.isArray(present) && present.pop(),
    () => typeof present === "number" && set(holder, key, present + random.pick([-1, 1, 0.5, -2 * present])),
    () => typeof present === "string" && set(holder, key, present + random.pick(["x", "1", "\u0000"])),
    () =>
      isTree(present) &&
      !Array.isArray(present) &&
      set(present, random.pick(["extra", "weights", "scale", "stream"]), 1),
    () => set(holder, key, random.pick([[present], { value: present }, [[present]]])),
  ];
  random.pick(changes)();
}

const isTree = (value: unknown): value is Node => typeof value === "object" && value !== null;

function set(holder: Node, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function collect(node: Node, places: [Node, string][]): void {
  for (const key of Object.keys(node)) {
    places.push([node, key]);
    const child = node[key];
    if (isTree(child) && places.length < 4000) collect(child, places);
  }
}

/** A text with characters changed, doubled, left out or put in. */
export function mutatedText(random: Random, text: string, alphabet: string): string {
  let result = text;
  for (let times = random.integer(1, 4); times > 0; times--) {
    const at = random.integer(0, result.length);
    const to = Math.min(result.length, at + random.pick([0, 1, 1, 2, 8]));
    const put = Array.from({ length: random.pick([0, 1, 1, 3]) }, () => random.pick([...alphabet])).join("");
    result = result.slice(0, at) + random.pick([put, put, result.slice(at, to).repeat(2)]) + result.slice(to);
  }
  return result;
}

/** Values of which one part is left out, or put in the place of the whole. */
export function* smallerTrees(value: unknown): Generator<unknown> {
  if (typeof value === "string") yield* without(value);
  if (!isTree(value)) return;
  if (Array.isArray(value)) yield* without(value);
  for (const key of Object.keys(value)) {
    if (!Array.isArray(value)) {
      const { [key]: _, ...rest } = value;
      yield rest;
    }
    for (const smaller of smallerTrees(value[key])) {
      const copy = (Array.isArray(value) ? [...value] : { ...value }) as Node;
      set(copy, key, smaller);
      yield copy;
    }
  }
}
