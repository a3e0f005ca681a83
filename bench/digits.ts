import { readFileSync } from "node:fs";
import { readSvmlight } from "../src/svmlight/index.js";

/** The handwritten digits of scikit-learn: 1797 images of 8×8, ten classes. */
export function digits(): { data: Float64Array; y: Int32Array; rows: number; cols: number } {
  const { X, y } = readSvmlight(readFileSync("bench/data/digits.svmlight", "utf8"), { cols: 64 });
  const data = new Float64Array(X.rows * 64);
  for (let i = 0; i < X.rows; i++)
    for (let p = X.indptr[i] as number; p < (X.indptr[i + 1] as number); p++)
      data[i * 64 + (X.indices[p] as number)] = X.data[p] as number;
  return { data, y: Int32Array.from(y), rows: X.rows, cols: 64 };
}
