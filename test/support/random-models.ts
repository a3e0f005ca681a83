// Models of every kind with seeded weights over 30 binades, and rows to ask them with: no data makes such weights.
import { type Label, Perceptron, type PerceptronJSON, TLU } from "../../src/index.js";
import { ThresholdNetwork } from "../../src/network/index.js";
import type { Random } from "./random.js";

export type Kind = "binary" | "multiclass" | "multioutput";

/** Labels that quoting, escaping or sorting may get wrong. */
export const HOSTILE = [
  "'; DROP TABLE models; --",
  "a\nb",
  'say "no"',
  "back\\slash",
  "*/ comment",
  "</script>",
  `\${x} \`y\``,
  "%s??/",
  "",
  "naïve ☃ \u2028 \u0001",
].sort();

const labelsOf = (random: Random, k: number): Label[] => {
  const numbers = [-3, -1.5, 0, 2, 7, 1e21].slice(0, k);
  const words = HOSTILE.slice(0, k);
  return k === 2
    ? random.pick<Label[]>([numbers, words, [false, true], [0, 1]])
    : random.pick<Label[]>([numbers, words]);
};

export interface Shape {
  readonly d?: number;
  readonly k?: number;
  readonly kind?: Kind;
  readonly dtype?: "f32" | "f64";
  readonly scaled?: boolean;
  readonly classes?: Label[];
}

/** A Perceptron with weights that nobody trained. */
export function randomPerceptron(random: Random, shape: Shape = {}): Perceptron {
  const dtype = shape.dtype ?? random.pick(["f32", "f64"] as const);
  const kind = shape.kind ?? random.pick(["binary", "multiclass", "multioutput"] as const);
  const d = shape.d ?? random.integer(1, 19);
  const k =
    kind === "binary"
      ? 1
      : (shape.k ?? shape.classes?.length ?? random.integer(kind === "multiclass" ? 3 : 1, 5));
  const round = dtype === "f32" ? Math.fround : (value: number) => value;
  const reals = (length: number): number[] =>
    Array.from({ length }, () => (random.uniform() < 0.1 ? 0 : round(random.real())));
  const standardize = shape.scaled ?? random.uniform() < 0.3;
  const scale = { mean: reals(d), deviation: reals(d).map((value) => Math.abs(value) || 1) };
  const classes =
    kind === "multioutput" ? [0, 1] : (shape.classes ?? labelsOf(random, kind === "binary" ? 2 : k));
  const saved: PerceptronJSON = {
    ...{ format: "rosenblatt.perceptron", version: 2, classes },
    prediction: {
      ...{ dtype, outputs: kind, weights: Array.from({ length: k }, () => reals(d)), bias: reals(k) },
      ...(standardize && { scale }),
    },
    options: { step: random.pick(["heaviside", "sgn"] as const), standardize },
    ...{ nIter: 1, converged: false, stopReason: "maxIter" },
  };
  return Perceptron.fromJSON(saved);
}

export function randomUnit(random: Random, d = random.integer(1, 19)): TLU {
  const kind = random.pick([Float32Array, Float64Array]);
  const weights = new kind(d).map(() => random.real());
  return new TLU({
    weights,
    bias: Math.fround(random.real()),
    step: random.pick(["heaviside", "sgn"] as const),
  });
}

export function randomNetwork(random: Random, d = random.integer(1, 9)): ThresholdNetwork {
  const kind = random.pick([Float32Array, Float64Array]);
  const sizes = [d, ...Array.from({ length: random.integer(1, 3) }, () => random.integer(1, 6))];
  const layers = sizes.slice(1).map((k, i) => {
    const rows = sizes[i] as number;
    return {
      W: { data: new kind(rows * k).map(() => random.real()), rows, cols: k },
      b: new kind(k).map(() => random.real()),
      step: random.pick(["heaviside", "sgn"] as const),
    };
  });
  return new ThresholdNetwork(layers);
}

/** Rows [n×d], zeros among their numbers, the first of nothing else. */
export const randomRows = (random: Random, n: number, d: number): number[][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: d }, () => (i === 0 || random.uniform() < 0.2 ? 0 : Math.fround(random.real()))),
  );
