// The numeric contract in figures that were made by another program (test/golden/lane-order.json).
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { DType, Reals } from "../src/base/dtype.js";
import { matmul, Perceptron, type Step } from "../src/index.js";
import { describeCores } from "./support/cores.js";

interface Golden {
  dots: { dtype: DType; d: number; x: string; w: string; z: string }[];
  fits: {
    dtype: DType;
    rows: number;
    cols: number;
    outputs: number;
    step: Step;
    eta0: number;
    fitIntercept: boolean;
    epochs: number;
    X: string;
    y: number[];
    coef: string;
    intercept: string;
    mistakes: number[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/lane-order.json", import.meta.url), "utf8"));

function decode(dtype: DType, base64: string): Reals {
  const { buffer } = Uint8Array.from(Buffer.from(base64, "base64"));
  return dtype === "f32" ? new Float32Array(buffer) : new Float64Array(buffer);
}

const encode = (values: Reals): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");

describeCores("golden", () => {
  it.each(golden.dots)("dot product $dtype, d = $d: another order of additions differs", (dot) => {
    const x = { data: decode(dot.dtype, dot.x), rows: 1, cols: dot.d };
    const w = { data: decode(dot.dtype, dot.w), rows: dot.d, cols: 1 };
    expect(encode(matmul(x, w).data)).toBe(dot.z);
  });

  it.each(golden.fits)(
    "fit $dtype $rows×$cols, $outputs outputs, $step: another rule or order differs",
    (fit) => {
      const { eta0, fitIntercept, step, rows, cols } = fit;
      const model = new Perceptron({
        eta0,
        fitIntercept,
        step,
        shuffle: false,
        tol: null,
        maxIter: fit.epochs,
      });
      model.fit({ data: decode(fit.dtype, fit.X), rows, cols }, fit.y);
      expect(model.history.map(({ mistakes }) => mistakes)).toEqual(fit.mistakes);
      expect(encode(model.coef.data)).toBe(fit.coef);
      expect(encode(model.intercept)).toBe(fit.intercept);
    },
  );
});
