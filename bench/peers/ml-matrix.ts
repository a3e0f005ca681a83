// ml-matrix: f64 matrices as rows. It keeps its own matrices between calls; only the product is timed.
import type { ProductCase } from "../cases.js";
import type { Contestant } from "./contest.js";
import { entry } from "./entry.js";
import { load } from "./load.js";

interface MlMatrix {
  readonly Matrix: { from1DArray(rows: number, cols: number, data: ArrayLike<number>): Matrix };
}
interface Matrix {
  mmul(other: Matrix): Matrix;
  to1DArray(): number[];
}

export const mlMatrixMultiplies = (
  { A, B }: ProductCase,
  [m, k, n]: readonly number[],
  target: number,
): Contestant => ({
  name: "ml-matrix",
  target,
  async enter() {
    const { Matrix } = await load<MlMatrix>("ml-matrix");
    const left = Matrix.from1DArray(m, k, A);
    const right = Matrix.from1DArray(k, n, B);
    return entry(
      () => left.mmul(right),
      () => left.mmul(right).to1DArray(),
    );
  },
});
