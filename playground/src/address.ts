// The address that holds the state of the page.
import { readResult } from "./bench/result";
import { DATASETS, isDatasetName } from "./data/datasets";
import { count, DEFAULT_AXIS_NAMES, DEFAULT_CLASS_NAMES, pointSet } from "./data/points";
import { MAX_ADDRESS_POINTS, readPoints, writePoints } from "./data/points-text";
import { readInk } from "./digits/ink";
import { PRESET_NAMES, ROW_FILTERS, ZOOM } from "./logic/preset-names";
import type { Bounds } from "./plane/geometry";
import { FEATURES, type Feature, LAYERS, UNITS } from "./plane/inputs";
import {
  DEFAULT_BOUNDS,
  EPOCHS,
  ETA,
  MAX_SEED,
  MAX_SPEED,
  MAX_VISITS,
  RULES,
  type Source,
  type State,
  stateOfCard,
  TABS,
  TOO_MANY_POINTS,
  TOUR_LENGTH,
} from "./state";

/** Source and state as the part of the address behind the #; defaults are left out. */
export function toHash(state: State): string {
  const { tab, source, rule, eta, speed, features, layer, units, trace, tour } = state;
  const { tensorflow, result, visits, ink, epochs, proposition, preset, zoom, rows, activeInputs } = state;
  const start = stateOfCard(tour);
  const entries: [string, string | number | null, string | number | null][] = [
    ["tour", tour, null],
    ["tab", tab, start.tab],
    ...sourceEntries(source, start.source),
    ["rule", rule, start.rule],
    ["eta", eta, start.eta],
    ["speed", speed, start.speed],
    ["inputs", features.join(","), start.features.join(",")],
    ["layer", layer, start.layer],
    ["units", units, start.units],
    ["trace", Number(trace), Number(start.trace)],
    ["at", visits ?? PLAYS, start.visits ?? PLAYS],
    ["ink", ink, start.ink],
    ["epochs", epochs, start.epochs],
    ["tf", Number(tensorflow), Number(start.tensorflow)],
    ["result", result, start.result],
    ["p", proposition, start.proposition],
    ["net", preset, start.preset],
    ["zoom", zoom, start.zoom],
    ["rows", rows, start.rows],
    ["on", activeInputs.join(","), start.activeInputs.join(",")],
  ];
  const changed = entries.filter(([, value, initial]) => value !== initial);
  return changed.map(([key, value]) => `${key}=${escaped(String(value))}`).join("&");
}

/** Stands for the visits of a training that plays from its start. */
const PLAYS = "start";

/** All that an address says of the points, or nothing if they are those of the start. */
function sourceEntries(source: Source, start: Source): [string, string | number, string | number][] {
  const entries = changedEntries(source);
  const isStart = JSON.stringify(entries) === JSON.stringify(changedEntries(start));
  return isStart ? [] : entries;
}

function changedEntries(source: Source): [string, string | number, string | number][] {
  if (source.kind === "file") return [["file", source.name, ""]];
  if (source.kind === "set") {
    const seed = DATASETS[source.name].seeded ? source.seed : 0;
    return [
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
    [
      "classes",
      joinNames(points.classNames),
      joinNames(DEFAULT_CLASS_NAMES.slice(0, points.classNames.length)),
    ],
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
      readonly key: "tab" | "data" | "rule" | "inputs" | "layer" | "net" | "rows" | FlagKey;
      readonly value: string;
      readonly used: string;
    }
  | { readonly kind: "unreadable"; readonly part: "points" | "view" | "ink" | "result" }
  /** Words that stand for nothing here. */
  | { readonly kind: "stray"; readonly keys: readonly string[] };

/** What is on or off: 1 or 0. */
type FlagKey = "trace" | "tf";
/** What an address says of a visitor's own points, which are there only with data=points. */
const POINTS_KEYS = ["points", "view", "classes", "axes"];
/** All that an address may speak of. */
const KEYS: readonly string[] = [
  ...["tour", "tab", "data", "seed", ...POINTS_KEYS, "file", "rule", "eta", "speed"],
  ...[
    "inputs",
    "layer",
    "units",
    "trace",
    "at",
    "ink",
    "epochs",
    "tf",
    "result",
    "p",
    "net",
    "zoom",
    "rows",
    "on",
  ],
];

/** The numbers of an address, and their ranges. */
export const RANGES = {
  seed: [0, MAX_SEED],
  eta: [ETA.min, ETA.max],
  speed: [0, MAX_SPEED],
  at: [0, MAX_VISITS],
  units: [UNITS.min, UNITS.max],
  tour: [1, TOUR_LENGTH],
  epochs: [EPOCHS.min, EPOCHS.max],
  zoom: [ZOOM.min, ZOOM.max],
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
  const oneOf = <T extends string>(
    key: "tab" | "rule" | "layer" | "net" | "rows",
    values: readonly T[],
    initial: T,
  ): T => {
    const text = params.get(key);
    const found = values.find((value) => value === text);
    if (text !== null && found === undefined)
      problems.push({ kind: "unknown", key, value: text, used: initial });
    return found ?? initial;
  };
  const flag = (key: FlagKey, initial: boolean): boolean => {
    const text = params.get(key);
    if (text === "1" || text === "0") return text === "1";
    if (text !== null) problems.push({ kind: "unknown", key, value: text, used: String(Number(initial)) });
    return initial;
  };
  const tour = params.has("tour") ? integer("tour", 1) : null;
  const start = stateOfCard(tour);
  const active = params.get("on");
  const state = {
    tour,
    tab: oneOf("tab", TABS, start.tab),
    source: readSource(params, integer("seed", 0), start.source, problems),
    rule: oneOf("rule", RULES, start.rule),
    eta: number("eta", start.eta),
    speed: integer("speed", start.speed),
    features: readFeatures(params.get("inputs"), start.features, problems),
    layer: oneOf("layer", LAYERS, start.layer),
    units: integer("units", start.units),
    trace: flag("trace", start.trace),
    visits: params.get("at") === PLAYS ? null : integer("at", start.visits),
    ink: readPart("ink", params.get("ink"), readInk, problems),
    tensorflow: flag("tf", start.tensorflow),
    result: readPart("result", params.get("result"), readResult, problems),
    epochs: integer("epochs", start.epochs),
    proposition: params.get("p") ?? start.proposition,
    preset: oneOf("net", PRESET_NAMES, start.preset),
    zoom: integer("zoom", start.zoom),
    rows: oneOf("rows", ROW_FILTERS, start.rows),
    activeInputs: active ? active.split(",") : start.activeInputs,
  };
  const known = params.get("data") === "points" ? KEYS : KEYS.filter((key) => !POINTS_KEYS.includes(key));
  const stray = [...params.keys()].filter((key) => !known.includes(key));
  if (stray.length > 0) problems.push({ kind: "stray", keys: stray });
  return { state, problems };
}

/** A text that another part of the page reads; "" where it cannot. */
function readPart(
  part: "ink" | "result",
  text: string | null,
  read: (text: string) => unknown,
  problems: AddressProblem[],
): string {
  if (text === null || text === "" || read(text) !== null) return text ?? "";
  problems.push({ kind: "unreadable", part });
  return "";
}

function readFeatures(
  text: string | null,
  initial: readonly Feature[],
  problems: AddressProblem[],
): readonly Feature[] {
  if (text === null) return initial;
  const isFeature = (name: string): name is Feature => Object.hasOwn(FEATURES, name);
  const names = text === "" ? [] : text.split(",");
  const features = (Object.keys(FEATURES) as Feature[]).filter((name) => names.includes(name));
  const used = ["x1", "x2", ...features].join(",");
  for (const value of names) {
    if (!isFeature(value)) problems.push({ kind: "unknown", key: "inputs", value, used });
  }
  return features;
}

function readSource(
  params: URLSearchParams,
  seed: number,
  start: Source,
  problems: AddressProblem[],
): Source {
  const file = params.get("file");
  if (file !== null) return { kind: "file", name: file, points: null };
  const name = params.get("data");
  if (name !== null && isDatasetName(name)) return { kind: "set", name, seed };
  if (name !== null && name !== "points") {
    const used = start.kind === "set" ? start.name : start.kind; // a card of the tour has its own
    problems.push({ kind: "unknown", key: "data", value: name, used });
  }
  if (name !== "points") return start;
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
