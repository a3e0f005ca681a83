// The state of the page; `address` has it as a text.
import type { DatasetName } from "./data/datasets";
import { type PointSet, pointSet } from "./data/points";
import type { PresetName, RowFilter } from "./logic/preset-names";
import type { Bounds } from "./plane/geometry";
import type { Feature, Layer } from "./plane/inputs";

export const TABS = ["perceptron", "digits", "logic", "bench"] as const;
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
  /** Products of coordinates that are inputs, too. */
  readonly features: readonly Feature[];
  /** What stands between the coordinates and the perceptron, and how many units an association layer has. */
  readonly layer: Layer;
  readonly units: number;
  /** Whether the list of corrections is open. */
  readonly trace: boolean;
  /** The card of the guided tour, from 1 on; null without one. */
  readonly tour: number | null;
  /**
   * How many rows have been visited, or epochs run where the rows are too many to visit one by one; null for a training
   * that plays from its start by itself.
   */
  readonly visits: number | null;
  /** The digit that is drawn, pixel by pixel, and the epochs for which ten perceptrons have learned. */
  readonly ink: string;
  readonly epochs: number;
  /** Whether the bench has TensorFlow.js run, too, and the result that it shows. */
  readonly tensorflow: boolean;
  readonly result: string;
  readonly proposition: string;
  /** A network of the library that is drawn instead. */
  readonly preset: PresetName;
  /** The size of the drawing in percent; 0 where it fits. */
  readonly zoom: number;
  /** Which rows of the truth table are listed. */
  readonly rows: RowFilter;
  /** The inputs of the proposition that are 1. */
  readonly activeInputs: readonly string[];
}

export const ETA = { min: 0.001, max: 1000 } as const;
export const MAX_SPEED = 10;
export const EPOCHS = { min: 0, max: 100 } as const;
/** Stands in the address for points placed by hand that are too many for it. */
export const TOO_MANY_POINTS = "your points";
export const MAX_VISITS = 1e6;
export const MAX_SEED = 2 ** 32 - 1;
export const DEFAULT_BOUNDS: Bounds = { left: -4, right: 4, bottom: -3, top: 3 };

export const INITIAL_STATE: State = {
  tab: "perceptron",
  source: { kind: "set", name: "blobs", seed: 1958 },
  rule: "heaviside",
  eta: 1,
  speed: 5,
  features: [],
  layer: "none",
  units: 32,
  trace: false,
  tour: null,
  visits: null,
  ink: "",
  epochs: 10,
  tensorflow: false,
  result: "",
  proposition: "A xor B",
  preset: "",
  zoom: 0,
  rows: "all",
  activeInputs: [],
};

/** "x₁ or x₂" on the corners of a square, which one line can say. */
const OR = pointSet([0, 1, 2, 3].map((i) => ({ x: i & 1, y: i >> 1, label: Math.min(1, i) })));
const XOR: Partial<State> = { source: { kind: "set", name: "xor", seed: 0 } };
/** What each card of the tour begins with: from "no line can" to "two can". */
const CARDS: readonly Partial<State>[] = [
  { ...XOR, visits: 0 },
  { ...XOR, visits: 200, trace: true },
  { source: { kind: "points", points: OR, bounds: { left: -1.2, right: 2.2, bottom: -0.7, top: 1.7 } } },
  { ...XOR, features: ["x1x2"] },
  { ...XOR, layer: "hidden" },
];
export const TOUR_LENGTH = CARDS.length;

/** The state in which a card is opened; without one, that of the page. */
export const stateOfCard = (tour: number | null): State =>
  tour === null ? INITIAL_STATE : { ...INITIAL_STATE, ...CARDS[tour - 1], tour };
