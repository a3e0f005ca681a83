// A Perceptron from weights that were learned elsewhere.

import type { DType } from "../base/dtype.js";
import type { Step } from "../base/step.js";
import { type Label, readClasses } from "../data/labels.js";
import { Perceptron } from "../learn/perceptron.js";
import type { OutputKind } from "../learn/types.js";

export interface Foreign {
  readonly dtype: DType;
  readonly step: Step;
  readonly outputs: OutputKind;
  /** In the order of the weights. */
  readonly classes: readonly Label[];
  /** [k×d] */
  readonly weights: readonly (readonly number[])[];
  /** [k] */
  readonly bias: readonly number[];
  readonly scale?: { readonly mean: readonly number[]; readonly deviation: readonly number[] } | undefined;
}

/**
 * A Perceptron with these weights, which can go on learning. Its classes are sorted, and their rows with them; two that came in the
 * other order have their weights negated.
 *
 * @throws {ValueError} MODEL_FILE; what classes refuse
 */
export function perceptronOf({ dtype, step, outputs, classes, weights, bias, scale }: Foreign): Perceptron {
  readClasses(classes, outputs === "multiclass");
  const order = classes
    .map((_, i) => i)
    .sort((a, b) => ((classes[a] as Label) < (classes[b] as Label) ? -1 : 1));
  const isTurned = outputs === "binary" && order[0] === 1;
  const sign = isTurned ? -1 : 1;
  const places = outputs === "multiclass" ? order : weights.map((_, j) => j);
  const signed = (value: number): number | "-0" => (Object.is(sign * value, -0) ? "-0" : sign * value);
  const numbers = (values: readonly number[]) =>
    values.map((value) => (Object.is(value, -0) ? ("-0" as const) : value));
  return Perceptron.fromJSON({
    ...{ format: "rosenblatt.perceptron", version: 2, classes: order.map((i) => classes[i]) },
    prediction: {
      ...{ dtype, outputs },
      weights: places.map((j) => weights[j]?.map(signed)),
      bias: places.map((j) => signed(bias[j] as number)),
      ...(scale && { scale: { mean: numbers(scale.mean), deviation: numbers(scale.deviation) } }),
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
  });
}
