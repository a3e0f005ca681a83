// A Perceptron from weights that were learned elsewhere.

import { type DType, type Reals, zerosFor } from "../base/dtype.js";
import type { ValueError } from "../base/errors.js";
import type { Step } from "../base/step.js";
import { type Label, readClasses } from "../data/labels.js";
import { readVersion, type TensorReader } from "../learn/file/read-model.js";
import { Perceptron } from "../learn/perceptron.js";
import type { OutputKind } from "../learn/types.js";

export interface Foreign {
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

/** The error of an importer, in the words of what it reads. */
type Refusal = (problem: string) => ValueError;

/**
 * A Perceptron with these weights, which can go on learning. Its classes are sorted, and their rows with them; two that came in the
 * other order have their weights negated.
 *
 * @throws what `refuse` makes   @throws {ValueError} TOO_LARGE, OUT_OF_MEMORY; what classes refuse
 */
export function perceptronOf(foreign: Foreign, refuse: Refusal): Perceptron {
  const { dtype, step, outputs, classes, weights, bias, scale } = foreign;
  readClasses(classes, outputs === "multiclass");
  checkShapes(foreign, refuse);
  const order = classes
    .map((_, i) => i)
    .sort((a, b) => ((classes[a] as Label) < (classes[b] as Label) ? -1 : 1));
  const isTurned = outputs === "binary" && order[0] === 1;
  const sign = isTurned ? -1 : 1;
  const places = outputs === "multiclass" ? order : weights.map((_, j) => j);
  const [rows, biases] = [places.map((j) => weights[j] ?? []), places.map((j) => bias[j] as number)];
  const file = {
    classes: order.map((i) => classes[i]),
    prediction: {
      ...{ dtype, outputs },
      weights: matrixOf("weight", rows, dtype, refuse, sign),
      bias: vectorOf("bias", biases, dtype, refuse, sign),
      ...(scale && {
        scale: {
          mean: vectorOf("mean", scale.mean, "f64", refuse),
          deviation: vectorOf("deviation", scale.deviation, "f64", refuse),
        },
      }),
    },
    options: { step, standardize: scale !== undefined },
    ...{ nIter: 0, converged: false, stopReason: "maxIter" },
    training: {
      ...{
        grows: outputs === "multiclass" && classes.length < 3,
        epoch: 0,
        best: null,
        epochsWithoutImprovement: 0,
      },
      history: [],
    },
  };
  return Perceptron.fromState(readVersion(file, 2, reader));
}

/** @throws what `refuse` makes */
function checkShapes({ outputs, classes, weights, bias, scale }: Foreign, refuse: Refusal): void {
  const k = outputs === "multiclass" ? classes.length : outputs === "binary" ? 1 : weights.length;
  const d = weights[0]?.length ?? 0;
  if (d === 0) throw refuse("it has no weights");
  const rows = scale ? [...weights, scale.mean, scale.deviation] : weights;
  const areEven = rows.every(({ length }) => length === d);
  const scales = !scale || Array.from(scale.deviation).every((number) => number > 0);
  if (!(areEven && scales && weights.length === k && bias.length === k))
    throw refuse("its weights do not fit together");
}

const vectorOf = (
  name: string,
  values: ArrayLike<number>,
  dtype: DType,
  refuse: Refusal,
  sign = 1,
): Tensor => ({ data: matrixOf(name, [values], dtype, refuse, sign).data, shape: [values.length] });

/** Times a sign. @throws what `refuse` makes unless all are numbers of the type */
function matrixOf(
  name: string,
  rows: readonly ArrayLike<number>[],
  dtype: DType,
  refuse: Refusal,
  sign: number,
): Tensor {
  const cols = rows[0]?.length ?? 0;
  const data = zerosFor(dtype, rows.length * cols);
  rows.forEach((row, j) => {
    for (let i = 0; i < cols; i++) {
      const value = sign * (row[i] as number);
      data[j * cols + i] = value;
      if (!Number.isFinite(value) || data[j * cols + i] !== value)
        throw refuse(`a ${name} is ${value}, which is no finite ${dtype}`);
    }
  });
  return { data, shape: [rows.length, cols] };
}
