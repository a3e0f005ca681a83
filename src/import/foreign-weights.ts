// A Perceptron from weights that were learned elsewhere.

import { type DType, type Reals, zerosFor } from "../base/dtype.js";
import type { ValueError } from "../base/errors.js";
import type { Step } from "../base/step.js";
import { type Label, readClasses } from "../data/labels.js";
import { readVersion, type TensorReader } from "../learn/file/read-model.js";
import { Perceptron } from "../learn/perceptron.js";
import type { OutputKind } from "../learn/types.js";

interface Foreign {
  readonly dtype: DType;
  readonly step: Step;
  readonly outputs: OutputKind;
  /** In the order of the weights. */
  readonly classes: readonly Label[];
  /** [k×d] */
  readonly weights: readonly ArrayLike<number>[];
  /** [k] */
  readonly bias: ArrayLike<number>;
  readonly scale?: { readonly mean: ArrayLike<number>; readonly deviation: ArrayLike<number> } | undefined;
  /** The error of the importer, in the words of what it reads. */
  readonly refuse: (problem: string) => ValueError;
}

/** Numbers in the place that a file of the library has for them, of a shape that fits. */
interface Tensor {
  readonly data: Reals;
  readonly shape: readonly number[];
}

const reader: TensorReader = {
  shape: (value) => (value as Tensor).shape,
  read: (_, value) => (value as Tensor).data,
};

/**
 * A Perceptron with these weights, which can go on learning. Its classes are sorted, and their rows with them; two that came in the
 * other order have their weights negated, and their step exchanged.
 *
 * @throws what `refuse` makes   @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY; what classes refuse
 */
export function perceptronOf(foreign: Foreign): Perceptron {
  const { dtype, step, outputs, classes, weights, bias, scale } = foreign;
  readClasses(classes, outputs === "multiclass");
  check(foreign);
  const order = classes
    .map((_, i) => i)
    .sort((a, b) => ((classes[a] as Label) < (classes[b] as Label) ? -1 : 1));
  const isReversed = outputs === "binary" && order[0] === 1;
  const sign = isReversed ? -1 : 1;
  const places = outputs === "multiclass" ? order : weights.map((_, j) => j);
  const rows = places.map((j) => weights[j] as ArrayLike<number>);
  const biases = places.map((j) => bias[j] as number);
  const d = (weights[0] as ArrayLike<number>).length;
  const file = {
    classes: order.map((i) => classes[i]),
    prediction: {
      dtype,
      outputs,
      weights: tensorOf(rows, dtype, [rows.length, d], sign),
      bias: tensorOf([biases], dtype, [biases.length], sign),
      ...(scale && {
        scale: {
          mean: tensorOf([scale.mean], "f64", [d]),
          deviation: tensorOf([scale.deviation], "f64", [d]),
        },
      }),
    },
    options: {
      // A margin of 0 still goes to the same class, which is now the other of the two.
      step: isReversed ? (step === "sgn" ? "heaviside" : "sgn") : step,
      standardize: scale !== undefined,
    },
    nIter: 0,
    converged: false,
    stopReason: "maxIter",
    training: {
      grows: outputs === "multiclass" && classes.length < 3,
      epoch: 0,
      best: null,
      epochsWithoutImprovement: 0,
      history: [],
    },
  };
  return Perceptron.fromState(readVersion(file, 2, reader));
}

/** @throws what `refuse` makes unless the shapes fit together and all are finite numbers of their type */
function check({ dtype, outputs, classes, weights, bias, scale, refuse }: Foreign): void {
  const k = outputs === "multiclass" ? classes.length : outputs === "binary" ? 1 : weights.length;
  const d = weights[0]?.length ?? 0;
  if (d === 0) throw refuse("it has no weights");
  const rows = scale ? [...weights, scale.mean, scale.deviation] : weights;
  const areEven = rows.every(({ length }) => length === d);
  const scales = !scale || Array.from(scale.deviation).every((number) => number > 0);
  if (!(areEven && scales && weights.length === k && bias.length === k))
    throw refuse("its weights do not fit together");

  const checkNumbers = (name: string, values: ArrayLike<number>, type: DType): void => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!Number.isFinite(value) || (type === "f32" && value !== Math.fround(value)))
        throw refuse(`a ${name} is ${value}, which is no finite ${type}`);
    }
  };
  for (const row of weights) checkNumbers("weight", row, dtype);
  checkNumbers("bias", bias, dtype);
  if (scale) {
    checkNumbers("mean", scale.mean, "f64");
    checkNumbers("deviation", scale.deviation, "f64");
  }
}

/** Rows one behind the other, times a sign. */
function tensorOf(
  rows: readonly ArrayLike<number>[],
  dtype: DType,
  shape: readonly number[],
  sign = 1,
): Tensor {
  const cols = shape.at(-1) as number;
  const data = zerosFor(dtype, rows.length * cols);
  rows.forEach((row, j) => {
    for (let i = 0; i < cols; i++) data[j * cols + i] = sign * (row[i] as number);
  });
  return { data, shape };
}
