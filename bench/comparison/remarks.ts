// What the page of comparison says of the others in words, found by running them: whether a hidden layer learns XOR, and what
// scikit-learn has besides.
import { execFileSync } from "node:child_process";
import { load } from "../peers/load.js";
import { python } from "./sklearn.js";

const XOR: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 0],
];

const learnsXor = (ask: (x: number[]) => number): boolean =>
  XOR.every(([a, b, y]) => Math.round(ask([a, b])) === y);

interface BrainNetwork {
  train(rows: readonly object[]): unknown;
  run(row: number[]): ArrayLike<number>;
}

async function brain(): Promise<boolean> {
  const { NeuralNetwork } = (
    await load<{ default: { NeuralNetwork: new (options: object) => BrainNetwork } }>("brain.js")
  ).default;
  const network = new NeuralNetwork({ hiddenLayers: [3] });
  network.train(XOR.map(([a, b, y]) => ({ input: [a, b], output: [y] })));
  return learnsXor((x) => network.run(x)[0] as number);
}

interface Tensor {
  dataSync(): Float32Array;
}
interface Core {
  setBackend(name: string): Promise<boolean>;
  tensor2d(rows: number[][]): Tensor;
  train: { adam(rate: number): unknown };
}
interface Layers {
  sequential(options: object): {
    compile(options: object): void;
    fit(X: Tensor, y: Tensor, options: object): Promise<unknown>;
    predict(X: Tensor): Tensor;
  };
  layers: { dense(options: object): unknown };
  initializers: { glorotUniform(options: object): unknown };
}

async function tensorflow(): Promise<boolean> {
  const tf = await load<Core>("@tensorflow/tfjs-core");
  await load("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  const { sequential, layers, initializers } = await load<Layers>("@tensorflow/tfjs-layers");
  const kernelInitializer = initializers.glorotUniform({ seed: 1 });
  const model = sequential({
    layers: [
      layers.dense({ units: 8, activation: "tanh", inputShape: [2], kernelInitializer }),
      layers.dense({ units: 1, activation: "sigmoid", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.1), loss: "binaryCrossentropy" });
  const X = tf.tensor2d(XOR.map(([a, b]) => [a, b]));
  const y = tf.tensor2d(XOR.map(([, , target]) => [target]));
  await model.fit(X, y, { epochs: 200, shuffle: false, verbose: 0 });
  return learnsXor((x) => model.predict(tf.tensor2d([x])).dataSync()[0] as number);
}

function scikitLearn(): { classifiers: number; transformers: number } {
  if (python === undefined) throw new Error("there is no python3 with scikit-learn");
  const program = `
import json
from sklearn.utils import all_estimators
print(json.dumps({kind + "s": len(all_estimators(type_filter=kind)) for kind in ("classifier", "transformer")}))`;
  return JSON.parse(execFileSync(python, ["-W", "ignore", "-c", program], { encoding: "utf8" }));
}

export const remarks = async (): Promise<object> => ({
  hiddenLayerLearnsXor: { "TensorFlow.js": await tensorflow(), "brain.js": await brain() },
  scikitLearn: scikitLearn(),
});
