// TensorFlow.js on its Wasm backend (SIMD; one thread in Node). From typed arrays to typed arrays, as this library.
import type { PredictionCase, ProductCase } from "../cases.js";
import type { TrainingData } from "../training-data.js";
import { Absent, type Contestant } from "./contest.js";
import { entry } from "./entry.js";
import { load } from "./load.js";

const BATCH = 256;

interface Tensor {
  dataSync(): Float32Array | Int32Array;
  dispose(): void;
}
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  tidy<T>(work: () => T): T;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  tensor1d(values: Float32Array): Tensor;
  zeros(shape: number[]): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  transpose(a: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  sum(a: Tensor, axis: number): Tensor;
  step(a: Tensor): Tensor;
  argMax(a: Tensor, axis: number): Tensor;
}

async function start(): Promise<TensorFlow> {
  const tf = await load<TensorFlow>("@tensorflow/tfjs-core");
  await load("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend("wasm"))) throw new Absent("its wasm backend does not start in Node");
  return tf;
}

/** What a tensor holds; outside of `tidy`, which would look for tensors in every element of an array. */
function read(tensor: Tensor): Float32Array | Int32Array {
  const values = tensor.dataSync();
  tensor.dispose();
  return values;
}

export const tensorflowMultiplies = (
  { A, B }: ProductCase,
  [m, k, n]: readonly number[],
  target: number,
): Contestant => ({
  name: "TensorFlow.js wasm",
  target,
  async enter() {
    const tf = await start();
    const [left, right] = [A as Float32Array, B as Float32Array];
    const run = () => read(tf.tidy(() => tf.matMul(tf.tensor2d(left, [m, k]), tf.tensor2d(right, [k, n]))));
    return entry(run, run);
  },
});

export const tensorflowPredicts = (
  { X, W, b }: PredictionCase,
  [n, d, k]: readonly number[],
  target: number,
): Contestant => ({
  name: "TensorFlow.js wasm",
  target,
  async enter() {
    const tf = await start();
    const weights = tf.tidy(() => tf.transpose(tf.tensor2d(W as Float32Array, [k, d])));
    const biases = tf.tensor1d(b as Float32Array);
    const run = () =>
      read(
        tf.tidy(() => {
          const z = tf.matMul(tf.tensor2d(X as Float32Array, [n, d]), weights);
          return tf.argMax(tf.add(z, biases), 1);
        }),
      );
    return entry(run, run, () => {
      weights.dispose();
      biases.dispose();
    });
  },
});

/** The rule in batches: W += Xᵀ(Y − step(XW + b)). */
export const tensorflowLearns = ({ X, Y, n, d, k, epochs }: TrainingData, target: number): Contestant => ({
  name: "TensorFlow.js wasm",
  target,
  note: `another rule: one correction for each batch of ${BATCH} rows; by time only`,
  async enter() {
    const tf = await start();
    const targets = Float32Array.from(Y);
    const run = () => {
      const learned = tf.tidy(() => {
        // A tensor for each batch, as its slice copies the whole; and turned here, as its product is slow at that.
        const batches = Array.from({ length: Math.ceil(n / BATCH) }, (_, batch) => {
          const [from, to] = [batch * BATCH, Math.min((batch + 1) * BATCH, n)];
          const x = tf.tensor2d(X.subarray(from * d, to * d) as Float32Array, [to - from, d]);
          const y = tf.tensor2d(targets.subarray(from * k, to * k), [to - from, k]);
          return { x, y, turned: tf.transpose(x) };
        });
        let [weights, biases] = [tf.zeros([d, k]), tf.zeros([k])];
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (const { x, y, turned } of batches) {
            const next = tf.tidy(() => {
              const error = tf.sub(y, tf.step(tf.add(tf.matMul(x, weights), biases)));
              return [tf.add(weights, tf.matMul(turned, error)), tf.add(biases, tf.sum(error, 0))];
            });
            weights.dispose();
            biases.dispose();
            [weights, biases] = next;
          }
        }
        return [weights, biases];
      });
      return learned.flatMap((tensor) => [...read(tensor)]);
    };
    return entry(run, run);
  },
});
