// What a run of mutations left alive, each with the wrong program that it names.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesPer, view } from "../../src/base/dtype.js";
import { type Ptr, STEP } from "../../src/core/contract.js";
import { sharedArena } from "../../src/core/current.js";
import { productCallBytes, writeProductCall } from "../../src/core/product-call.js";
import { Perceptron, runtime } from "../../src/index.js";
import { ThresholdNetwork } from "../../src/network/index.js";
import { fromSklearn, Perceptron as SklearnPerceptron } from "../../src/sklearn/index.js";
import { cores, describeCores } from "../support/cores.js";
import { thrown } from "../support/thrown.js";

describe.each(Object.entries(cores))("a product on the %s core", (_, make) => {
  it.each(["f32", "f64"] as const)(
    "sees one margin that is not finite in any row of any tile, %s",
    (dtype) => {
      const core = make();
      const [k, size] = [5, bytesPer[dtype]];
      const base = Math.ceil(core.heapBase / 16) * 16;
      if (core.memory.buffer.byteLength < base + 8192) core.memory.grow(1);
      for (let m = 1; m <= 17; m++) {
        for (const n of [1, 2, 3, 4, 5, 8]) {
          for (let row = 0; row < m; row++) {
            const [call, A] = [base as Ptr, (base + 256) as Ptr];
            const B = (A + 17 * k * size) as Ptr;
            const b = (B + 8 * k * size) as Ptr;
            const C = (b + 8 * size) as Ptr;
            expect(productCallBytes()).toBeLessThan(256);
            const at = (pointer: Ptr, count: number) => view(dtype, core.memory.buffer, pointer, count);
            at(A, m * k).fill(1);
            at(B, n * k).fill(1);
            at(b, n).fill(0);
            writeProductCall(core.memory, call, { m, n, k, A, B, b, C, step: STEP.heaviside });
            expect(core.kernels[`product_${dtype}`](call)).toBe(0);
            at(A, m * k)[row * k + (row % k)] = Number.NaN;
            expect(core.kernels[`product_${dtype}`](call), `row ${row} of ${m}, ${n} outputs`).toBe(-1);
          }
        }
      }
    },
  );
});

describe("the core of a suite", () => {
  const seen: unknown[] = [];
  describeCores("of every name", (make) => {
    it("is the one that is named, and a fresh one", () => {
      const core = make();
      const inUse = sharedArena().core;
      seen.push([core.name, inUse.name, runtime().core]);
      expect(inUse).not.toBe(core);
      expect(core.kernels).not.toBe(inUse.kernels);
    });
  });
  it("is WebAssembly in three and JavaScript in one: none runs twice under two names", () => {
    const [wasm, js] = [Array(3).fill("wasm"), Array(3).fill("js")];
    expect(seen).toEqual([wasm, wasm, js, wasm]);
    const { wasm: plain, "wasm with assertions": asserting } = cores as Record<
      string,
      (typeof cores)[string]
    >;
    const exported = [plain, asserting].map((make) => Object.keys(make?.().kernels ?? {}).length);
    expect(Math.min(...exported)).toBeGreaterThan(10);
    // Only the one with assertions refuses what breaks a precondition and does no harm: an address between two numbers.
    const transposed = (make: (typeof cores)[string] | undefined) => () => {
      const core = make?.() as ReturnType<(typeof cores)[string]>;
      core.memory.grow(1);
      const odd = 8 * Math.ceil(core.heapBase / 8) + 1;
      core.kernels.transpose_f64(1, 1, odd as Ptr, (odd + 8) as Ptr);
    };
    expect(transposed(plain)).not.toThrow();
    expect(transposed(asserting)).toThrow();
  });
});

describe("files", () => {
  const X = [
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  const saved = () =>
    JSON.parse(JSON.stringify(new Perceptron({ maxIter: 2, standardize: true }).fit(X, [0, 1, 1])));

  it.each([0, -1, -5e-324, "-0"])("a deviation of %s is refused, of JSON and of bytes", (deviation) => {
    const json = saved();
    json.prediction.scale.deviation[1] = deviation;
    expect(thrown(() => Perceptron.fromJSON(json))).toMatchObject({ code: "MODEL_FILE" });
  });

  it("rows of weights of another length are refused, longer, shorter and none", () => {
    for (const row of [[1, 2, 3], [1], [], "12", null]) {
      const json = saved();
      json.prediction.weights = [row];
      expect(thrown(() => Perceptron.fromJSON(json))?.code).toBe("MODEL_FILE");
    }
    for (const bias of [[], [1, 2], 0]) {
      const json = saved();
      json.prediction.bias = bias;
      expect(thrown(() => Perceptron.fromJSON(json))?.code).toBe("MODEL_FILE");
    }
  });

  it.each([0, 2, "1", null, undefined])("a network of version %s is refused", (version) => {
    const network = { ...new ThresholdNetwork([{ W: [[1]] }]).toJSON(), version };
    expect(thrown(() => ThresholdNetwork.fromJSON(network))).toMatchObject({
      code: "MODEL_FILE",
      message: expect.stringContaining("version"),
    });
  });
});

describeCores("a pocket", () => {
  it("meets a number that is not finite: in its first count, and in the scan of an epoch", () => {
    for (const multiclass of ["ovr", "joint"] as const) {
      for (const value of [Number.NaN, Infinity]) {
        const data = Float64Array.from({ length: 60 }, (_, i) => (i * 7) % 5);
        const y = Array.from({ length: 30 }, (_, i) => i % 3);
        const model = new Perceptron({ keep: "best", multiclass, maxIter: 3 });
        data[37] = value;
        const X = { data, rows: 30, cols: 2 };
        expect(thrown(() => model.fit(X, y))).toMatchObject({
          code: "NOT_FINITE",
          message: expect.stringContaining("row 18, column 1"),
        });
        expect(model.nIter).toBe(0);
      }
    }
  });
});

describe("the scikit-learn exchange", () => {
  const X = [
    [0, 1],
    [1, 0],
    [1, 1],
    [2, 1],
    [0, 0],
    [3, 1],
  ];
  const y = [0, 1, 1, 0, 1, 0];

  it("the mean answers, and training goes on from the last weights, which are not the mean", () => {
    const model = new SklearnPerceptron({
      average: true,
      maxIter: 3,
      tol: null,
      penalty: "l2",
      alpha: 0.1,
    }).fit(X, y);
    const saved = model.toSklearn();
    expect(saved.class).toBe("SGDClassifier");
    expect(saved.standard_coef_).not.toEqual(saved.coef_);
    const loaded = fromSklearn(saved);
    expect(loaded.coef).toEqual(model.coef);
    expect(loaded.partialFit(X, y).toSklearn()).toEqual(model.partialFit(X, y).toSklearn());
  });

  it("standard_coef_ of another shape is refused, and so are classes that are not sorted", () => {
    const saved = new SklearnPerceptron({ average: true, maxIter: 3 }).fit(X, y).toSklearn();
    for (const bad of [
      { ...saved, standard_coef_: [[1, 2, 3]] },
      { ...saved, classes_: [1, 0] },
    ]) {
      expect(thrown(() => fromSklearn(bad))).toMatchObject({ code: "SKLEARN_ATTRIBUTES" });
    }
  });

  /** The mean with L2, written down: the scale multiplies the weights, and the mean is of what they are. */
  it("with L2 the mean is that of the scaled weights: without the scale it is another", () => {
    const [alpha, eta, average] = [0.05, 1, 1];
    const options = { average: true, penalty: "l2", alpha, shuffle: false, maxIter: 2, tol: null } as const;
    const model = new SklearnPerceptron(options).fit(X, y);
    let [w, b] = [[0, 0], 0];
    const mean = [0, 0];
    let t = 1;
    for (let epoch = 0; epoch < 2; epoch++) {
      for (const [i, [p = 0, q = 0]] of X.entries()) {
        const target = y[i] === 1 ? 1 : -1;
        const z = (w[0] as number) * p + (w[1] as number) * q + b;
        w = w.map((weight) => weight * (1 - eta * alpha));
        if (z * target <= 0) {
          w = [(w[0] as number) + eta * target * p, (w[1] as number) + eta * target * q];
          b += eta * target;
        }
        const count = t - average + 1;
        for (const j of [0, 1])
          mean[j] = (mean[j] as number) + ((w[j] as number) - (mean[j] as number)) / count;
        t++;
      }
    }
    for (const j of [0, 1]) expect(model.coef.data[j]).toBeCloseTo(mean[j] as number, 12);
  });
});

it.skipIf(!existsSync("/dev/full"))("a write that fails ends the command line with exit code 1", () => {
  const program = `node dist/cli/main.js demo > /dev/full || exit $?`;
  const { status, stderr } = spawnSync("bash", ["-c", program], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("ENOSPC") });
});
