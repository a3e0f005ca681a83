// TensorFlow.js on its Wasm backend, which is fetched only when it is asked for.

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import * as tf from "@tensorflow/tfjs-core";
import type { Product, Task } from "./baseline";

/** Rows of one correction. */
const BATCH = 256;

/** @throws if its backend does not start here */
export async function startTensorFlow(): Promise<void> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainUrl,
    "tfjs-backend-wasm-simd.wasm": simdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": simdUrl,
  });
  if (!(await tf.setBackend("wasm"))) throw new Error("its Wasm backend does not start here");
  await tf.ready();
}

export const multiplyTensorFlow = ({ A, B, m, k, n }: Product): ArrayLike<number> =>
  tf.tidy(() => tf.matMul(tf.tensor2d(A, [m, k]), tf.tensor2d(B, [k, n])).dataSync());

/** The rule in batches, as TensorFlow.js would be used: W += Xᵀ(Y − step(XW + b)); by time only. */
export function trainTensorFlow({ X, y, n, d, k, epochs }: Task): unknown {
  const Y = Float32Array.from({ length: n * k }, (_, i) =>
    Number(k === 1 ? y[i] === 1 : y[Math.floor(i / k)] === i % k),
  );
  return tf.tidy(() => {
    const batches = Array.from({ length: Math.ceil(n / BATCH) }, (_, batch) => {
      const [from, to] = [batch * BATCH, Math.min((batch + 1) * BATCH, n)];
      const x = tf.tensor2d(X.subarray(from * d, to * d), [to - from, d]);
      const t = tf.tensor2d(Y.subarray(from * k, to * k), [to - from, k]);
      return { x, t, turned: tf.transpose(x) };
    });
    let [W, b]: [tf.Tensor, tf.Tensor] = [tf.zeros([d, k]), tf.zeros([k])];
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const { x, t, turned } of batches) {
        const [weights, biases] = [W, b];
        [W, b] = tf.tidy(() => {
          const error = tf.sub(
            t,
            tf.step(tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D), biases)),
          );
          return [
            tf.add(weights, tf.matMul(turned as tf.Tensor2D, error as tf.Tensor2D)),
            tf.add(biases, tf.sum(error, 0)),
          ];
        }) as [tf.Tensor, tf.Tensor];
        weights.dispose();
        biases.dispose();
      }
    }
    return [W.dataSync(), b.dataSync()] as unknown as tf.TensorContainer;
  });
}
