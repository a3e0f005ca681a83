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
  /** How many rows have been visited, or epochs run where the rows are too many to visit one by one. */
  readonly visits: number;
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
  visits: 0,
  proposition: "A xor B",
  activeInputs: [],
};

/** Source and state as the part of the address behind the #; defaults are left out. */
export function toHash(state: State): string {
  const { tab, source, rule, eta, speed, visits, proposition, activeInputs } = state;
  const entries: [string, string | number, string | number][] = [
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

/** The state of an address. What it lacks, or has wrong, is the default. */
export function fromHash(hash: string): State {
  const params = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
  const number = (key: string, min: number, max: number, initial: number): number => {
    const value = Number(params.get(key) ?? Number.NaN);
    return value >= min && value <= max ? value : initial;
  };
  const integer = (...call: Parameters<typeof number>): number => Math.floor(number(...call));
  const active = params.get("on");
  return {
    tab: TABS.find((tab) => tab === params.get("tab")) ?? INITIAL_STATE.tab,
    source: readSource(params, integer("seed", 0, MAX_SEED, 0)),
    rule: RULES.find((rule) => rule === params.get("rule")) ?? INITIAL_STATE.rule,
    eta: number("eta", ETA.min, ETA.max, INITIAL_STATE.eta),
    speed: integer("speed", 0, MAX_SPEED, INITIAL_STATE.speed),
    visits: integer("at", 0, MAX_VISITS, INITIAL_STATE.visits),
    proposition: params.get("p") ?? INITIAL_STATE.proposition,
    activeInputs: active ? active.split(",") : INITIAL_STATE.activeInputs,
  };
}

function readSource(params: URLSearchParams, seed: number): Source {
  const file = params.get("file");
  if (file !== null) return { kind: "file", name: file, points: null };
  const name = params.get("data") ?? "";
  if (isDatasetName(name)) return { kind: "set", name, seed };
  if (name !== "points") return INITIAL_STATE.source;
  const axes = splitNames(params.get("axes") ?? "");
  const classes = params.get("classes");
  const names = {
    classNames: classes === null ? DEFAULT_CLASS_NAMES : splitNames(classes),
    axisNames: [axes[0] || DEFAULT_AXIS_NAMES[0], axes[1] || DEFAULT_AXIS_NAMES[1]] as const,
  };
  const points = readPoints(params.get("points") ?? "", names) ?? pointSet([], names);
  return { kind: "points", points, bounds: readBounds(params.get("view")) };
}

function readBounds(text: string | null): Bounds {
  const [left = 0, right = 0, bottom = 0, top = 0] = (text ?? "").split(",").map(Number);
  const isValid = right - left > 0 && top - bottom > 0 && Number.isFinite(right - left + top - bottom);
  return isValid ? { left, right, bottom, top } : DEFAULT_BOUNDS;
}
