// brain.js has no perceptron. The closest it has is a network without hidden layers, that is k sigmoid neurons, trained by
// gradient descent on every row, also on those that they already have right.
import type { TrainingData } from "../training-data.js";
import type { Contestant } from "./contest.js";
import { entry } from "./entry.js";
import { load } from "./load.js";

interface Brain {
  readonly default: { NeuralNetwork: new (options: object) => Network };
}
interface Network {
  train(rows: readonly { input: number[]; output: number[] }[], options: object): unknown;
}

export const brainLearns = ({ X, Y, n, d, k, epochs }: TrainingData): Contestant => ({
  name: "brain.js",
  note: "another rule: sigmoid neurons, gradient descent on every row; by time only",
  async enter() {
    const { NeuralNetwork } = (await load<Brain>("brain.js")).default;
    const rows = Array.from({ length: n }, (_, i) => ({
      input: [...X.subarray(i * d, (i + 1) * d)],
      output: [...Y.subarray(i * k, (i + 1) * k)],
    }));
    const run = (): unknown =>
      new NeuralNetwork({ hiddenLayers: [], activation: "sigmoid" }).train(rows, {
        iterations: epochs,
        errorThresh: 1e-12,
      });
    return entry(run, () => []);
  },
});
