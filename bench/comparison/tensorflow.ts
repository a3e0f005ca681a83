// TensorFlow.js: a dense layer with softmax by Adam, in batches of 32, as its guides set up a linear classifier.
import { load } from "../peers/load.js";
import { CLASSES, type Contestant, EPOCHS, largest, rowsOf, trainAndAsk } from "./contestant.js";

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}
interface Model {
  compile(options: object): void;
  fit(X: Tensor, y: Tensor, options: object): Promise<unknown>;
  predict(X: Tensor): Tensor;
}
interface Core {
  setBackend(name: string): Promise<boolean>;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  tensor1d(values: Float32Array): Tensor;
  tidy<T>(work: () => T): T;
}
interface Layers {
  sequential(options: object): Model;
  layers: { dense(options: object): unknown };
}

export const tensorflow: Contestant = {
  name: "TensorFlow.js wasm",
  package: "@tensorflow/tfjs-layers",
  how: "a dense layer with softmax, Adam, batches of 32",
  bundle: {
    entry:
      'import "@tensorflow/tfjs-backend-wasm"; export * as tf from "@tensorflow/tfjs-core"; export { sequential, layers } from "@tensorflow/tfjs-layers";',
    files: ["@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm"],
  },
  async run({ train, test }) {
    const tf = await load<Core>("@tensorflow/tfjs-core");
    await load("@tensorflow/tfjs-backend-wasm");
    await tf.setBackend("wasm");
    const { sequential, layers } = await load<Layers>("@tensorflow/tfjs-layers");
    const X = tf.tensor2d(train.data, [train.rows, train.cols]);
    const y = tf.tensor1d(Float32Array.from(train.labels));
    const run = await trainAndAsk(
      rowsOf(test),
      async () => {
        const model = sequential({
          layers: [layers.dense({ units: CLASSES, activation: "softmax", inputShape: [train.cols] })],
        });
        model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
        await model.fit(X, y, {
          epochs: EPOCHS,
          batchSize: 32,
          shuffle: true,
          verbose: 0,
          yieldEvery: "never",
        });
        return model;
      },
      (model, row) => tf.tidy(() => largest(model.predict(tf.tensor2d(row, [1, test.cols])).dataSync())),
    );
    X.dispose();
    y.dispose();
    return run;
  },
};
