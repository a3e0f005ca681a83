// What the worker of a large training does: epochs on more points than one can watch one by one.
import { Perceptron } from "rosenblatt";
import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import { type Inputs, singleInputs } from "./inputs";
import { optionsOf, targetsOf, weightsOf } from "./online-trainer";
import type { Weights } from "./predict";

/** A training from its start. */
export interface TrainingJob {
  readonly points: PointSet;
  readonly rule: Rule;
  readonly eta: number;
}

export interface Epoch {
  readonly weights: Weights;
  /** Corrected outputs, summed over the rows. */
  readonly mistakes: number;
  /** Rows that the model has wrong at its end. */
  readonly misclassified: number;
}

/** One epoch after the other, in single precision, as they are asked for. */
export async function* epochsOf({ points, rule, eta }: TrainingJob, inputs: Inputs): AsyncGenerator<Epoch> {
  const targets = targetsOf(points, presentClasses(points));
  const making = singleInputs(points, inputs);
  let made = making.next();
  while (!made.done) made = making.next();
  const X = { data: made.value, rows: count(points), cols: inputs.names.length };
  const model = new Perceptron<number>({ ...optionsOf(rule, eta), tol: null, maxIter: 10_000 });
  for await (const { mistakes } of model.epochs(X, targets)) {
    const predicted = model.predict(X);
    const misclassified = predicted.reduce((sum, label, i) => sum + Number(label !== targets[i]), 0);
    yield { weights: weightsOf(model), mistakes, misclassified };
  }
}
