// The state of the page, and the address that holds it.

import { DATASETS, type DatasetName, isDatasetName } from "./data/datasets";
import { count, DEFAULT_AXIS_NAMES, DEFAULT_CLASS_NAMES, type PointSet, pointSet } from "./data/points";
import { MAX_ADDRESS_POINTS, readPoints, writePoints } from "./data/points-text";
import type { Bounds } from "./plane/geometry";

export const TABS = ["perceptron", "logic", "bench"] as const;
export const RULES = ["heaviside", "sign", "averaged", "pocket", "joint"] as const;
export type Tab = (typeof TABS)[number];
export type Rule = (typeof RULES)[number];

/** Where the points come from. */
export type Source =
  | { readonly kind: "set"; readonly name: DatasetName; readonly seed: number }
  /** Placed by hand, or from a small file; `bounds` is the part of the plane that is shown. */
  | { readonly kind: "points"; readonly points: PointSet; readonly bounds: Bounds }
  /** From a file that is too large for the address; null until someone brings it again. */
  | { readonly kind: "file"; readonly name: string; readonly points: PointSet | null };

export interface State {
  readonly tab: Tab;
  readonly source: Source;
  readonly rule: Rule;
  /** η, the learning rate. */
  readonly eta: number;
  /** A position of the speed slider. */
  readonly speed: number;
  /**
   * How many rows have been visited, or epochs run where the rows are too many to visit one by one; null for a training
   * that plays from its start by itself.
   */
  readonly visits: number | null;
  readonly proposition: string;
  /** The inputs of the proposition that are 1. */
  readonly activeInputs: readonly string[];
}

export const ETA = { min: 0.001, max: 1000 } as const;
export const MAX_SPEED = 10;
/** Stands in the address for points placed by hand that are too many for it. */
export const TOO_MANY_POINTS = "your points";
const MAX_VISITS = 1e6;
const MAX_SEED = 2 ** 32 - 1;
export const DEFAULT_BOUNDS: Bounds = { left: -4, right: 4, bottom: -3, top: 3 };

export const INITIAL_STATE: State = {
  tab: "perceptron",
  source: { kind: "set", name: "blobs", seed: 1958 },
  rule: "heaviside",
  eta: 1,
  speed: 5,
  visits: null,
  proposition: "A xor B",
  activeInputs: [],
};

/** Source and state as the part of the address behind the #; defaults are left out. */
export function toHash(state: State): string {
  const { tab, source, rule, eta, speed, visits, proposition, activeInputs } = state;
  const entries: [string, string | number | null, string | number | null][] = [
    ["tab", tab, INITIAL_STATE.tab],
    ...sourceEntries(source),
    ["rule", rule, INITIAL_STATE.rule],
    ["eta", eta, INITIAL_STATE.eta],
    ["speed", speed, INITIAL_STATE.speed],
    ["at", visits, INITIAL_STATE.visits],
    ["p", proposition, INITIAL_STATE.proposition],
    ["on", activeInputs.join(","), INITIAL_STATE.activeInputs.join(",")],
  ];
  const changed = entries.filter(([, value, initial]) => value !== initial);
  return changed.map(([key, value]) => `${key}=${escaped(String(value))}`).join("&");
}

function sourceEntries(source: Source): [string, string | number, string | number][] {
  if (source.kind === "file") return [["file", source.name, ""]];
  if (source.kind === "set") {
    const seed = DATASETS[source.name].seeded ? source.seed : 0;
    const isStart = source.name === "blobs" && source.seed === 1958;
    return isStart
      ? []
      : [
          ["data", source.name, ""],
          ["seed", seed, 0],
        ];
  }
  const { points, bounds } = source;
  if (count(points) > MAX_ADDRESS_POINTS) return [["file", TOO_MANY_POINTS, ""]];
  const { left, right, bottom, top } = bounds;
  return [
    ["data", "points", ""],
    ["points", writePoints(points), ""],
    ["view", [left, right, bottom, top].join(","), Object.values(DEFAULT_BOUNDS).join(",")],
    ["classes", joinNames(points.classNames), joinNames(DEFAULT_CLASS_NAMES)],
    ["axes", joinNames(points.axisNames), joinNames(DEFAULT_AXIS_NAMES)],
  ];
}

/** Names in a list: a comma of their own is encoded, and so is the % of such a code. */
const joinNames = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[%,]/g, encodeURIComponent)).join(",");

/** Decodes no more than `joinNames` encodes, because older addresses hold a bare %. */
const splitNames = (text: string): string[] =>
  text.split(",").map((name) => name.replace(/%(25|2C)/g, decodeURIComponent));

/** encodeURIComponent, but for what may stand in a fragment as it is and is easier on the eye. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|3B|2F|40)/g, (code) => decodeURIComponent(code));

/** Something in an address that the page cannot do as it is asked. */
export type AddressProblem =
  | { readonly kind: "outOfRange"; readonly key: NumberKey; readonly value: string; readonly used: number }
  | {
      readonly kind: "unknown";
      readonly key: "tab" | "data" | "rule";
      readonly value: string;
      readonly used: string;
    }
  | { readonly kind: "unreadable"; readonly part: "points" | "view" };

/** The numbers of an address, and their ranges. */
export const RANGES = {
  seed: [0, MAX_SEED],
  eta: [ETA.min, ETA.max],
  speed: [0, MAX_SPEED],
  at: [0, MAX_VISITS],
} as const;
type NumberKey = keyof typeof RANGES;

/** The state of an address. What it lacks, or has wrong, is the default. */
export const fromHash = (hash: string): State => readHash(hash).state;

/** The state of an address, and what is wrong in it. */
export function readHash(hash: string): { state: State; problems: AddressProblem[] } {
  const params = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
  const problems: AddressProblem[] = [];
  const number = <T extends number | null>(key: NumberKey, initial: T): number | T => {
    const text = params.get(key);
    if (text === null) return initial;
    const [value, [min, max]] = [text.trim() === "" ? Number.NaN : Number(text), RANGES[key]];
    if (value >= min && value <= max) return value;
    problems.push({ kind: "outOfRange", key, value: text, used: initial ?? 0 });
    return initial;
  };
  const integer = <T extends number | null>(key: NumberKey, initial: T): number | T => {
    const value = number(key, initial);
    return value === null ? value : Math.floor(value);
  };
  const oneOf = <T extends string>(key: "tab" | "rule", values: readonly T[], initial: T): T => {
    const text = params.get(key);
    const found = values.find((value) => value === text);
    if (text !== null && found === undefined)
      problems.push({ kind: "unknown", key, value: text, used: initial });
    return found ?? initial;
  };
  const active = params.get("on");
  const state = {
    tab: oneOf("tab", TABS, INITIAL_STATE.tab),
    source: readSource(params, integer("seed", 0), problems),
    rule: oneOf("rule", RULES, INITIAL_STATE.rule),
    eta: number("eta", INITIAL_STATE.eta),
    speed: integer("speed", INITIAL_STATE.speed),
    visits: integer("at", INITIAL_STATE.visits),
    proposition: params.get("p") ?? INITIAL_STATE.proposition,
    activeInputs: active ? active.split(",") : INITIAL_STATE.activeInputs,
  };
  return { state, problems };
}

function readSource(params: URLSearchParams, seed: number, problems: AddressProblem[]): Source {
  const file = params.get("file");
  if (file !== null) return { kind: "file", name: file, points: null };
  const name = params.get("data");
  if (name !== null && isDatasetName(name)) return { kind: "set", name, seed };
  if (name !== null && name !== "points") {
    problems.push({ kind: "unknown", key: "data", value: name, used: "blobs" });
  }
  if (name !== "points") return INITIAL_STATE.source;
  const axes = splitNames(params.get("axes") ?? "");
  const classes = params.get("classes");
  const names = {
    classNames: classes === null ? DEFAULT_CLASS_NAMES : splitNames(classes),
    axisNames: [axes[0] || DEFAULT_AXIS_NAMES[0], axes[1] || DEFAULT_AXIS_NAMES[1]] as const,
  };
  const points = readPoints(params.get("points") ?? "", names);
  if (points === null) problems.push({ kind: "unreadable", part: "points" });
  return { kind: "points", points: points ?? pointSet([], names), bounds: readBounds(params, problems) };
}

function readBounds(params: URLSearchParams, problems: AddressProblem[]): Bounds {
  const text = params.get("view");
  if (text === null) return DEFAULT_BOUNDS;
  const [left = 0, right = 0, bottom = 0, top = 0] = text.split(",").map(Number);
  const isValid = right - left > 0 && top - bottom > 0 && Number.isFinite(right - left + top - bottom);
  if (isValid) return { left, right, bottom, top };
  problems.push({ kind: "unreadable", part: "view" });
  return DEFAULT_BOUNDS;
}
