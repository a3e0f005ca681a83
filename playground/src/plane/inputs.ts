// What the perceptron is given of a point: its coordinates, products of them too, or what a layer in between makes of them.
import { AssociationLayer, Interactions } from "rosenblatt/features";
import { count, DEFAULT_AXIS_NAMES, type PointSet } from "../data/points";
import { growHiddenLayer, type HiddenLayer, type PlaneLine } from "./hidden";

/** The products of coordinates that can be inputs, as pairs of columns. */
export const FEATURES = { x1x1: [0, 0], x2x2: [1, 1], x1x2: [0, 1] } as const;
export type Feature = keyof typeof FEATURES;
export const FEATURE_NAMES: Readonly<Record<Feature, string>> = { x1x1: "x₁²", x2x2: "x₂²", x1x2: "x₁x₂" };
/** What stands between the coordinates and the perceptron. */
export const LAYERS = ["none", "hidden", "association"] as const;
export type Layer = (typeof LAYERS)[number];
export const UNITS = { min: 2, max: 256 } as const;

/** The choices that make the inputs. */
export interface InputChoice {
  readonly features: readonly Feature[];
  readonly layer: Layer;
  /** Of the association layer. */
  readonly units: number;
}

export interface Inputs {
  /** Whether they are the coordinates alone, so that a boundary is a line. */
  readonly plain: boolean;
  /** A symbol for each input [d]. */
  readonly names: readonly string[];
  /** The inputs of points [n×2] as rows [n×d]. */
  transform(xy: Float64Array): Float64Array;
  /** The lines at which hidden neurons begin to fire. */
  readonly lines: readonly PlaneLine[];
  /** The hidden layers, where there are some. */
  readonly hidden: HiddenLayer | null;
  /** The choice that made them, for a worker to make them again. */
  readonly choice: InputChoice;
  /** How to make them with the library alone. */
  readonly code: { readonly imports: string; readonly make: string; readonly apply: string } | null;
}

/** The coordinates alone. */
export const PLAIN: Inputs = {
  plain: true,
  names: DEFAULT_AXIS_NAMES,
  transform: (xy) => xy,
  lines: [],
  hidden: null,
  choice: { features: [], layer: "none", units: UNITS.min },
  code: null,
};

/** More points than this get no hidden neurons: finding their lines would take too long. */
export const MAX_HIDDEN_POINTS = 400;

export function makeInputs(points: PointSet, { features, layer, units }: InputChoice): Inputs {
  const choice = { features, layer, units };
  if (layer === "hidden") return { ...hiddenInputs(points), choice };
  const products = features.length === 0 ? PLAIN : productInputs(features);
  if (layer !== "association" || count(points) === 0) return { ...products, choice };
  return { ...associationInputs(points, products, units), choice };
}

/** Numbers that are made at once. */
const BLOCK = 2 ** 18;

/** The inputs of points in single precision [n×d], block by block, between which the page can draw. */
export function* singleInputs({ xy }: PointSet, inputs: Inputs): Generator<void, Float32Array> {
  const cols = inputs.names.length;
  const made = new Float32Array((xy.length / 2) * cols);
  const rows = Math.ceil(BLOCK / cols);
  for (let row = 0; 2 * row < xy.length; row += rows) {
    made.set(inputs.transform(xy.subarray(2 * row, 2 * (row + rows))), cols * row);
    yield;
  }
  return made;
}

function productInputs(features: readonly Feature[]): Inputs {
  const pairs = features.map((feature) => FEATURES[feature]);
  const interactions = new Interactions({ pairs });
  return {
    ...PLAIN,
    plain: false,
    names: [...DEFAULT_AXIS_NAMES, ...features.map((feature) => FEATURE_NAMES[feature])],
    transform: (xy) => (xy.length === 0 ? xy : dense(interactions.transform(matrix(xy, 2)))),
    code: {
      imports: 'import { Interactions } from "rosenblatt/features";',
      make: `const products = new Interactions({ pairs: ${JSON.stringify(pairs).replaceAll(",", ", ")} });`,
      apply: "products.transform(points)",
    },
  };
}

function associationInputs(points: PointSet, before: Inputs, units: number): Inputs {
  const cols = before.names.length;
  const layer = new AssociationLayer({ units }).fit(matrix(before.transform(points.xy), cols));
  const given = before.code?.apply ?? "points";
  return {
    ...PLAIN,
    plain: false,
    names: numbered("a", units),
    transform: (xy) => dense(layer.transform(matrix(before.transform(xy), cols))),
    code: {
      imports: `import { AssociationLayer${before.code === null ? "" : ", Interactions"} } from "rosenblatt/features";`,
      make: [
        ...(before.code === null ? [] : [before.code.make]),
        `const layer = new AssociationLayer({ units: ${units} }).fit(${given});`,
      ].join("\n"),
      apply: `layer.transform(${given})`,
    },
  };
}

function hiddenInputs(points: PointSet): Inputs {
  const hidden = count(points) > MAX_HIDDEN_POINTS ? null : growHiddenLayer(points);
  if (hidden === null) return PLAIN;
  return {
    ...PLAIN,
    plain: false,
    names: numbered("h", hidden.units),
    transform: (xy) => dense(hidden.network.forward(matrix(xy, 2))),
    lines: hidden.lines,
    hidden,
    code: {
      imports: 'import { ThresholdNetwork } from "rosenblatt/network";',
      make: `const hidden = new ThresholdNetwork(${literalLayers(hidden)});`,
      apply: "hidden.forward(points)",
    },
  };
}

const matrix = (data: Float64Array, cols: number) => ({ data, rows: data.length / cols, cols });

/** Dense data came in, so dense data comes out. */
const dense = (X: { readonly data: unknown }): Float64Array => X.data as Float64Array;

const numbered = (letter: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) => letter + subscript(i + 1));

const subscript = (n: number): string =>
  String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? "");

const literalLayers = ({ network }: HiddenLayer): string =>
  `[\n${network
    .toJSON()
    .layers.map(({ W, b }) => `  { W: ${JSON.stringify(W)}, b: ${JSON.stringify(b)} },\n`)
    .join("")}]`;
