// The models that every target is tried on, with rows and what the model itself says of them.
import { Perceptron, type Reals, TLU } from "../../src/index.js";
import type { ThresholdNetwork } from "../../src/network/index.js";
import { loadModel } from "../../src/predict/index.js";
import { Random } from "../support/random.js";
import {
  HOSTILE,
  randomNetwork,
  randomPerceptron,
  randomRows,
  randomUnit,
  type Shape,
} from "../support/random-models.js";

export interface Case {
  readonly model: Perceptron | TLU | ThresholdNetwork;
  readonly dtype: "f32" | "f64";
  /** [n×d], of numbers that f32 holds; the first is all 0, the last ties nothing. */
  readonly rows: number[][];
  readonly labels: unknown[];
  /** [n×k] */
  readonly scores: Reals;
  /** Where the model's file does not say them itself. */
  readonly classes?: readonly unknown[];
  /** Rows of a table: in f64, with NaN for what is missing. */
  readonly isTable?: boolean;
  /** Of a calibrated model [n×classes]. */
  readonly probabilities?: Reals;
}

export function caseOf(model: Case["model"], rows: number[][]): Case {
  const saved = model.toJSON();
  const loaded = loadModel(saved);
  const dtype = "prediction" in saved ? saved.prediction?.dtype : saved.dtype;
  return {
    ...{ model, rows, dtype: dtype as "f32" | "f64" },
    labels: model.predict(rows),
    scores:
      model instanceof Perceptron ? model.decisionFunction(rows).data : loaded.decisionFunction(rows).data,
  };
}

const widthOf = (model: Case["model"]): number =>
  model instanceof Perceptron ? model.coef.cols : model instanceof TLU ? model.weights.length : model.inputs;

/** A tie in every row: no weights and no biases. */
const tie = (step: "heaviside" | "sgn", classes: (string | number)[]): Perceptron => {
  const k = classes.length === 2 ? 1 : classes.length;
  return Perceptron.fromJSON({
    ...{ format: "rosenblatt.perceptron", version: 2, classes },
    prediction: {
      ...{ dtype: "f64", outputs: k === 1 ? "binary" : "multiclass" },
      ...{ weights: Array(k).fill([0, 0]), bias: Array(k).fill(0) },
    },
    ...{ options: { step }, nIter: 1, converged: false, stopReason: "maxIter" },
  });
};

/** The corners: ties, hostile names, one feature and many. */
export function corners(random: Random, widest = 10_000): Case[] {
  const models = [
    ...(["heaviside", "sgn"] as const).flatMap((step) => [tie(step, ["a", "b"]), tie(step, [3, 5, 9])]),
    randomPerceptron(random, { kind: "multiclass", classes: HOSTILE }),
    randomPerceptron(random, { kind: "binary", classes: HOSTILE.slice(3, 5) }),
    randomPerceptron(random, { kind: "binary", d: 1 }),
    randomPerceptron(random, { kind: "multiclass", d: 1, k: 3, scaled: true }),
    randomPerceptron(random, { kind: "binary", d: widest, dtype: "f32", scaled: false }),
    randomPerceptron(random, { kind: "multiclass", k: 3, d: widest - 1, dtype: "f64", scaled: true }),
  ];
  return models.map((model) => caseOf(model, randomRows(random, 4, widthOf(model))));
}

/** Perceptrons of every kind. */
export const perceptrons = (random: Random, count: number, shape: Shape = {}): Case[] =>
  Array.from({ length: count }, () => {
    const model = randomPerceptron(random, shape);
    return caseOf(model, randomRows(random, 6, widthOf(model)));
  });

/** Units and networks. */
export const units = (random: Random, count: number): Case[] =>
  Array.from({ length: count }, (_, i) => {
    const model = i % 2 === 0 ? randomUnit(random) : randomNetwork(random);
    return caseOf(model, randomRows(random, 6, widthOf(model)));
  });

/** One of everything, `count` times each. */
export const allCases = (seed: number, count: number): Case[] => {
  const random = new Random(seed);
  return [...corners(random), ...perceptrons(random, count), ...units(random, count)];
};

/** Models that choose one class, with labels that ONNX has. */
export const ONNX_SHAPES: readonly Shape[] = [
  { kind: "binary", classes: HOSTILE.slice(1, 3) },
  { kind: "binary", classes: [-5, 12] },
  { kind: "binary", classes: [false, true] },
  { kind: "multiclass", classes: HOSTILE },
  { kind: "multiclass", classes: [-1, 0, 2 ** 40] },
];

export function onnxCases(seed: number, count: number): Case[] {
  const random = new Random(seed);
  const kinds: Shape[] = [...ONNX_SHAPES, { kind: "multioutput", k: 3 }];
  return [
    ...corners(random, 2000).filter(({ labels }) =>
      labels.every((label) => typeof label !== "number" || Number.isInteger(label)),
    ),
    ...kinds.flatMap((shape) => perceptrons(random, count, shape)),
  ];
}

/** Perceptrons that choose one class, over 30 binades. */
export function sqlCases(seed: number, count: number): Case[] {
  const random = new Random(seed);
  return [
    ...corners(random, 900),
    ...perceptrons(random, count, { kind: "binary" }),
    ...perceptrons(random, count, { kind: "multiclass" }),
  ];
}

/** The same with small integers for weights and rows, so that every order of additions is exact, and ties are many. */
export function exactCases(seed: number, count: number): Case[] {
  const random = new Random(seed);
  const small = (): number => random.integer(-2, 2);
  return Array.from({ length: count }, (_, i) => {
    const [d, k] = [random.integer(1, 40), i % 2 === 0 ? 1 : random.integer(3, 6)];
    const classes = random
      .pick<(string | number)[]>([HOSTILE, [-7, -2, 0, 3, 4, 9]])
      .slice(0, Math.max(2, k));
    const model = Perceptron.fromJSON({
      ...{
        format: "rosenblatt.perceptron",
        version: 2,
        classes,
        nIter: 1,
        converged: false,
        stopReason: "maxIter",
      },
      prediction: {
        ...{ dtype: random.pick(["f32", "f64"]), outputs: k === 1 ? "binary" : "multiclass" },
        weights: Array.from({ length: k }, () => Array.from({ length: d }, small)).map((row) =>
          row.map((w) => w + 0),
        ),
        bias: Array.from({ length: k }, small),
      },
      options: { step: random.pick(["heaviside", "sgn"]) },
    });
    return caseOf(
      model,
      Array.from({ length: 12 }, () => Array.from({ length: d }, small)),
    );
  });
}
