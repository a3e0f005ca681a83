// brain.js: a network without hidden layers, that is ten sigmoid neurons by gradient descent.
import { load } from "../peers/load.js";
import { CLASSES, type Contestant, EPOCHS, largest, rowsOf, trainAndAsk } from "./contestant.js";

interface Network {
  train(rows: readonly { input: Float32Array; output: number[] }[], options: object): unknown;
  run(row: Float32Array): ArrayLike<number>;
}
interface Brain {
  readonly default: { NeuralNetwork: new (options: object) => Network };
}

export const brain: Contestant = {
  name: "brain.js",
  package: "brain.js",
  how: "ten sigmoid neurons, gradient descent",
  bundle: { entry: 'export { NeuralNetwork } from "brain.js";' },
  async run({ train, test }) {
    const { NeuralNetwork } = (await load<Brain>("brain.js")).default;
    const rows = rowsOf(train).map((input, i) => ({
      input,
      output: Array.from({ length: CLASSES }, (_, k) => (k === train.labels[i] ? 1 : 0)),
    }));
    return trainAndAsk(
      rowsOf(test),
      () => {
        const network = new NeuralNetwork({ hiddenLayers: [], activation: "sigmoid" });
        network.train(rows, { iterations: EPOCHS, errorThresh: 1e-12 });
        return network;
      },
      (network, row) => largest(network.run(row)),
    );
  },
};
