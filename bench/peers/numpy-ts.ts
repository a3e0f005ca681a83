// numpy-ts: NumPy's interface on Wasm kernels. From typed arrays to a typed array, as this library.
import type { ProductCase } from "../cases.js";
import type { Contestant } from "./contest.js";
import { entry } from "./entry.js";
import { load } from "./load.js";

interface NumpyTs {
  array(values: ArrayLike<number>): NdArray;
  matmul(a: NdArray, b: NdArray): NdArray;
}
interface NdArray {
  readonly data: Float32Array | Float64Array;
  reshape(rows: number, cols: number): NdArray;
  /** Its Wasm heap is collected late, and what finds no room there is slow. */
  dispose(): void;
}

export const numpyTsMultiplies = (
  { A, B }: ProductCase,
  [m, k, n]: readonly number[],
  target: number,
): Contestant => ({
  name: "numpy-ts",
  target,
  async enter() {
    const np = await load<NumpyTs>("numpy-ts");
    const run = (): Float32Array | Float64Array => {
      const flat = [np.array(A), np.array(B)];
      const [left, right] = [flat[0].reshape(m, k), flat[1].reshape(k, n)];
      const product = np.matmul(left, right);
      const data = product.data.slice();
      for (const array of [product, left, right, ...flat]) array.dispose();
      return data;
    };
    return entry(run, run);
  },
});
