// A Perceptron from weights that were learned elsewhere.

import { type DType, type Reals, zerosFor } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import * as fail from "../base/texts.js";
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

/** Numbers in the place that a file of the library has for them. */
interface Tensor {
  readonly data: Reals;
  readonly shape: readonly number[];
}

const reader: TensorReader = {
  shape: (value) => (value as Tensor).shape,
  read(name, value, _, rows, cols) {
    const { data, shape } = value as Tensor;
    if (shape[0] !== rows || shape[1] !== cols) throw fail.notASavedModel(`${name} has another size`);
    return data;
  },
};

/**
 * A Perceptron with these weights, which can go on learning. Its classes are sorted, and their rows with them; two that came in the
 * other order have their weights negated.
 *
 * @throws {ValueError} MODEL_FILE, TOO_LARGE, OUT_OF_MEMORY; what classes refuse
 */
export function perceptronOf({ dtype, step, outputs, classes, weights, bias, scale }: Foreign): Perceptron {
  readClasses(classes, outputs === "multiclass");
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
      weights: matrixOf("weights", rows, dtype, sign),
      bias: vectorOf("bias", biases, dtype, sign),
      ...(scale && {
        scale: {
          mean: vectorOf("mean", scale.mean, "f64"),
          deviation: vectorOf("deviation", scale.deviation, "f64"),
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

const vectorOf = (name: string, values: ArrayLike<number>, dtype: DType, sign = 1): Tensor => ({
  data: matrixOf(name, [values], dtype, sign).data,
  shape: [values.length],
});

/** Times a sign. @throws {ValueError} MODEL_FILE unless all rows are as long as the first, of numbers of the type */
function matrixOf(name: string, rows: readonly ArrayLike<number>[], dtype: DType, sign: number): Tensor {
  const cols = rows[0]?.length ?? 0;
  const data = zerosFor(dtype, rows.length * cols);
  rows.forEach((row, j) => {
    if (row.length !== cols)
      throw fail.notASavedModel(`row ${j} of ${name} has ${row.length} numbers, and the first ${cols}`);
    for (let i = 0; i < cols; i++) {
      const value = sign * (row[i] as number);
      data[j * cols + i] = value;
      if (data[j * cols + i] !== value)
        throw fail.notASavedModel(`${name} has ${value}, which is no finite ${dtype}`);
    }
  });
  return { data, shape: [rows.length, cols] };
}
