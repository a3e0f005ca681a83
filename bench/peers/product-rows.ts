// Rows M: the matrix product, from typed arrays to a typed array.
import type { DType } from "../../src/base/dtype.js";
import { close, type ProductCase, productCase } from "../cases.js";
import type { Contest, Contestant, Row } from "./contest.js";
import { entry } from "./entry.js";
import { mlMatrixMultiplies } from "./ml-matrix.js";
import { numpyTsMultiplies } from "./numpy-ts.js";
import { onnxMultiplies } from "./onnx.js";
import { numpyMultiplies } from "./scikit-learn.js";
import { tensorflowMultiplies } from "./tensorflow.js";

type Size = readonly [m: number, k: number, n: number];
type Peers = (work: ProductCase, size: Size) => Contestant[];

const judgeFor =
  ({ dtype }: ProductCase): Contest["judge"] =>
  (product, library) => {
    const typed = dtype === "f32" ? Float32Array : Float64Array;
    const agrees = close(typed.from(product), typed.from(library));
    return { agrees, says: agrees ? "same product" : "another product" };
  };

const row = (id: string, dtype: DType, size: Size, target: number, peers: Peers): Row => ({
  id,
  contest() {
    const work = productCase(dtype, ...size);
    const expert: Contestant = {
      name: "expert JavaScript",
      target,
      enter: () => entry(work.javascript, work.javascript),
    };
    return {
      title: `product ${size[0]}×${size[1]} · ${size[1]}×${size[2]}, ${dtype}`,
      library: entry(work.library, work.library),
      contestants: [expert, ...peers(work, size)],
      judge: judgeFor(work),
    };
  },
});

const single =
  (tensorflow: number, others: number): Peers =>
  (work, size) => [
    numpyMultiplies(work, size),
    tensorflowMultiplies(work, size, tensorflow),
    onnxMultiplies(work, size, others),
    numpyTsMultiplies(work, size, others),
  ];

const double: Peers = (work, size) => [
  numpyMultiplies(work, size),
  numpyTsMultiplies(work, size, 1.4),
  mlMatrixMultiplies(work, size, 1.4),
];

export const productRows: readonly Row[] = [
  row("M1", "f32", [64, 64, 64], 6, single(1.25, 1.25)),
  row("M2", "f32", [256, 256, 256], 9, single(1.25, 1.25)),
  row("M3", "f32", [1024, 1024, 1024], 9, single(1.25, 1.25)),
  row("M1d", "f64", [64, 64, 64], 4.4, double),
  row("M2d", "f64", [256, 256, 256], 4.4, double),
  row("M3d", "f64", [1024, 1024, 1024], 4.4, double),
  row("M4", "f32", [10_000, 784, 10], 7, single(1.5, 1)),
];
