import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { type Contestant, EPOCHS, rowsOf, trainAndAsk } from "./contestant.js";

const perceptron = (name: string, how: string, options: PerceptronOptions): Contestant => ({
  name,
  package: "rosenblatt",
  how,
  bundle: { entry: 'export { Perceptron } from "../../dist/index.js";' },
  run: ({ train, test }, seed) =>
    trainAndAsk(
      rowsOf(test),
      () =>
        new Perceptron<number>({ maxIter: EPOCHS, tol: null, randomState: seed, ...options }).fit(
          { data: train.data, rows: train.rows, cols: train.cols },
          train.labels,
        ),
      (model, row) => model.predictOne(row),
    ),
});

export const rosenblatt: readonly Contestant[] = [
  perceptron("rosenblatt", "averaged perceptron, one decision among the classes", {
    average: true,
    multiclass: "joint",
  }),
  perceptron("rosenblatt, as it comes", "perceptron, one class against the rest", {}),
];
