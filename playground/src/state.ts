// What the page shows, and the address that says so.
import { count, DEFAULT_AXIS_NAMES, DEFAULT_CLASS_NAMES, type PointSet, pointSet } from "./data/points";
import { MAX_ADDRESS_POINTS, readPoints, writePoints } from "./data/points-text";
import { isSetName, SETS, type SetName } from "./data/sets";
import type { Bounds } from "./plane/geometry";

export const TABS = ["perceptron", "logic", "bench"] as const;
export const RULES = ["heaviside", "sign", "averaged", "pocket", "joint"] as const;
export type Tab = (typeof TABS)[number];
export type Rule = (typeof RULES)[number];

/** Where the points come from. */
export type Source =
  | { readonly kind: "set"; readonly name: SetName; readonly seed: number }
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
  /** A place on the speed slider. */
  readonly speed: number;
  /** How many rows have been visited, or epochs run where the rows are too many to visit one by one. */
  readonly visits: number;
  readonly proposition: string;
  /** The inputs of the proposition that are on. */
  readonly on: readonly string[];
}

export const ETA = { least: 0.001, most: 1000 } as const;
export const MAX_SPEED = 10;
/** What the address says in place of points by hand that are too many for it. */
export const TOO_MANY_POINTS = "your points";
const MAX_VISITS = 1e6;
const MAX_SEED = 2 ** 32 - 1;
export const EMPTY_BOUNDS: Bounds = { left: -4, right: 4, bottom: -3, top: 3 };

export const START: State = {
  tab: "perceptron",
  source: { kind: "set", name: "blobs", seed: 1958 },
  rule: "heaviside",
  eta: 1,
  speed: 5,
  visits: 0,
  proposition: "A xor B",
  on: [],
};

/** Source and state as the part of the address behind the #; what is as at the start is left out. */
export function toHash(state: State): string {
  const { tab, source, rule, eta, speed, visits, proposition, on } = state;
  const entries: [string, string | number, string | number][] = [
    ["tab", tab, START.tab],
    ...sourceEntries(source),
    ["rule", rule, START.rule],
    ["eta", eta, START.eta],
    ["speed", speed, START.speed],
    ["at", visits, START.visits],
    ["p", proposition, START.proposition],
    ["on", on.join(","), START.on.join(",")],
  ];
  const told = entries.filter(([, value, usual]) => value !== usual);
  return told.map(([key, value]) => `${key}=${escaped(String(value))}`).join("&");
}

function sourceEntries(source: Source): [string, string | number, string | number][] {
  if (source.kind === "file") return [["file", source.name, ""]];
  if (source.kind === "set") {
    const seed = SETS[source.name].seeded ? source.seed : 0;
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
    ["view", [left, right, bottom, top].join(","), Object.values(EMPTY_BOUNDS).join(",")],
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

/** The state of an address. What it does not say, or says wrongly, is as at the start. */
export function fromHash(hash: string): State {
  const said = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
  const number = (key: string, least: number, most: number, usual: number): number => {
    const value = Number(said.get(key) ?? Number.NaN);
    return value >= least && value <= most ? value : usual;
  };
  const whole = (...call: Parameters<typeof number>): number => Math.floor(number(...call));
  const names = said.get("on");
  return {
    tab: TABS.find((tab) => tab === said.get("tab")) ?? START.tab,
    source: readSource(said, whole("seed", 0, MAX_SEED, 0)),
    rule: RULES.find((rule) => rule === said.get("rule")) ?? START.rule,
    eta: number("eta", ETA.least, ETA.most, START.eta),
    speed: whole("speed", 0, MAX_SPEED, START.speed),
    visits: whole("at", 0, MAX_VISITS, START.visits),
    proposition: said.get("p") ?? START.proposition,
    on: names ? names.split(",") : START.on,
  };
}

function readSource(said: URLSearchParams, seed: number): Source {
  const file = said.get("file");
  if (file !== null) return { kind: "file", name: file, points: null };
  const name = said.get("data") ?? "";
  if (isSetName(name)) return { kind: "set", name, seed };
  if (name !== "points") return START.source;
  const axes = splitNames(said.get("axes") ?? "");
  const classes = said.get("classes");
  const like = {
    classNames: classes === null ? DEFAULT_CLASS_NAMES : splitNames(classes),
    axisNames: [axes[0] || DEFAULT_AXIS_NAMES[0], axes[1] || DEFAULT_AXIS_NAMES[1]] as const,
  };
  const points = readPoints(said.get("points") ?? "", like) ?? pointSet([], like);
  return { kind: "points", points, bounds: readBounds(said.get("view")) };
}

function readBounds(text: string | null): Bounds {
  const [left = 0, right = 0, bottom = 0, top = 0] = (text ?? "").split(",").map(Number);
  const isWindow = right - left > 0 && top - bottom > 0 && Number.isFinite(right - left + top - bottom);
  return isWindow ? { left, right, bottom, top } : EMPTY_BOUNDS;
}
