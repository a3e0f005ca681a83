// Files from strangers: what a file claims allocates nothing and runs no loop before its own length has paid for it,
// and no weight that answers is infinite.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { depthOf } from "../../src/learn/file/container.js";
import { encodeClassWeight, labelOutputs } from "../../src/learn/outputs.js";
import { ThresholdNetwork } from "../../src/network/index.js";
import type { SklearnAttributes } from "../../src/sklearn/index.js";
import { fromSklearn as readSklearn } from "../../src/sklearn/index.js";
import { headerOf, withHeader } from "../support/files.js";
import { processorTime, thrown } from "../support/thrown.js";

const X = [
  [0, 1],
  [1, 0],
  [1, 1],
];
const bits = [
  [0, 1],
  [1, 0],
  [1, 1],
];

const fromSklearn = (attributes: unknown) => readSklearn(attributes as SklearnAttributes);

/** The most bytes that one typed array takes while a call runs. */
function largestAllocation(call: () => unknown): number {
  let largest = 0;
  for (const name of ["Float64Array", "Float32Array", "Uint8Array", "Uint32Array", "Int8Array"] as const) {
    const Real = globalThis[name];
    vi.stubGlobal(
      name,
      new Proxy(Real, {
        construct(target, args, newTarget) {
          if (typeof args[0] === "number") largest = Math.max(largest, args[0] * Real.BYTES_PER_ELEMENT);
          if (largest > 2 ** 28) throw new Error(`${largest} bytes are asked for`);
          return Reflect.construct(target, args, newTarget === Real ? target : newTarget);
        },
      }),
    );
  }
  try {
    call();
  } finally {
    vi.unstubAllGlobals();
  }
  return largest;
}

afterEach(() => vi.unstubAllGlobals());

describe("what a file has not paid for", () => {
  const huge = [2e8, 1e9, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 1e300];

  it("a binary file allocates no more than its length, whatever shape it claims", () => {
    const models = [
      new Perceptron({ maxIter: 1 }).fit(X, bits),
      new Perceptron({ maxIter: 1, average: true, standardize: true }).fit(X, bits),
      new Perceptron({ maxIter: 1, keep: "best" }).fit(X, bits),
    ];
    for (const model of models) {
      const bytes = model.toBytes();
      const shapes = [...headerOf(bytes).matchAll(/"\w+":(\[\d+,\d+\]|\d+)(?=[,}])/g)].map(
        ([claim]) => claim,
      );
      expect(shapes.length).toBeGreaterThan(3);
      for (const claim of shapes) {
        for (const size of huge) {
          for (const lie of [`[${size},2]`, `[2,${size}]`, `[${size},0]`, `[0,${size}]`, `${size}`]) {
            const file = withHeader(bytes, (json) => json.replace(claim, claim.replace(/:.*/, `:${lie}`)));
            const most = largestAllocation(() => thrown(() => Perceptron.fromBytes(file)));
            expect(most, `${claim} as ${lie}`).toBeLessThan(16 * file.length);
          }
        }
      }
      const claim = /"weights":(\[\d+,\d+\])/;
      for (const size of huge) {
        const file = withHeader(bytes, (json) => json.replace(claim, `"weights":[${size},2]`));
        expect(thrown(() => Perceptron.fromBytes(file))?.code).toBe("MODEL_FILE");
      }
    }
  });

  it("a JSON file of one long row and many empty ones allocates nothing", () => {
    const saved = JSON.parse(JSON.stringify(new Perceptron({ maxIter: 1 }).fit(X, bits)));
    const long = Array<number>(20_000).fill(0);
    for (const rest of [[], [0], "x", null]) {
      saved.prediction.weights = [long, ...Array(20_000).fill(rest)];
      saved.prediction.bias = Array(20_001).fill(0);
      const most = largestAllocation(() =>
        expect(thrown(() => Perceptron.fromJSON(saved))?.code).toBe("MODEL_FILE"),
      );
      expect(most).toBeLessThan(2 ** 20);
    }
  });

  it("no file has sparse weights, whose columns it need not hold", () => {
    const W = { indptr: [0, 0], indices: [], data: [], rows: 1, cols: 2 ** 27 };
    const network = {
      format: "rosenblatt.threshold-network",
      version: 1,
      dtype: "f64",
      layers: [{ W, b: [0] }],
    };
    const estimator = {
      class: "Perceptron",
      params: {},
      classes_: [0, 1],
      coef_: W,
      intercept_: [0],
      t_: 5,
      n_iter_: 1,
    };
    for (const [call, code] of [
      [() => ThresholdNetwork.fromJSON(network), "MODEL_FILE"],
      [() => fromSklearn(estimator), "SKLEARN_ATTRIBUTES"],
    ] as const) {
      expect(largestAllocation(() => expect(thrown(call)?.code).toBe(code))).toBeLessThan(1000);
    }
  });
});

describe("time", () => {
  /** How often an array is read while a call runs, by its length. */
  function readsPerByte(text: string): number {
    let reads = 0;
    const bytes = new TextEncoder().encode(text);
    const counting = new Proxy(bytes, {
      get(target, key) {
        if (key === "length") return target.length;
        reads++;
        return target[key as unknown as number];
      },
    });
    depthOf(counting);
    return reads / bytes.length;
  }

  it("the depth of a header takes one look at each byte at most", () => {
    const texts = [
      `"${'\\"'.repeat(5000)}`,
      '\\"'.repeat(5000),
      '"'.repeat(5000),
      "[".repeat(5000),
      '{"'.repeat(5000),
      `"${"\\\\".repeat(5000)}"`,
      `["${"é😀".repeat(500)}"]`,
    ];
    for (const text of texts) expect(readsPerByte(text)).toBeLessThanOrEqual(1);
  });

  it("the depth is that of brackets outside strings", () => {
    const depth = (text: string): number => depthOf(new TextEncoder().encode(text));
    expect(["1", "[]", "{}", "[[]]", '[{"a":[1]},2]'].map(depth)).toEqual([0, 1, 1, 2, 3]);
    expect(['"[[["', '["\\"[["]', '["\\\\",[]]', '{"[":"]"}', '["é[",[[]]]'].map(depth)).toEqual([
      0, 1, 2, 1, 3,
    ]);
  });

  it("a header of 16 MiB that is one unclosed string is refused at once", () => {
    const file = withHeader(new Perceptron().toBytes(), () => `"${'\\"'.repeat(2 ** 22)}`);
    const began = processorTime();
    expect(thrown(() => Perceptron.fromBytes(file))?.code).toBe("MODEL_FILE");
    expect(processorTime() - began).toBeLessThan(2000);
  });

  it("class weights are looked up in a set: as many as there are classes cost no square of them", () => {
    const classes = Array.from({ length: 100_000 }, (_, i) => i);
    const weights = new Map(classes.map((label) => [String(label), 2]));
    const includes = vi.spyOn(Array.prototype, "includes");
    try {
      expect(encodeClassWeight(weights, labelOutputs(classes)).length).toBe(200_000);
      expect(includes.mock.calls.length).toBeLessThan(10);
    } finally {
      includes.mockRestore();
    }
  });

  it("a name of megabytes is compared with no option, and shortened in every text", () => {
    const long = "x".repeat(2 ** 22);
    const saved = JSON.parse(JSON.stringify(new Perceptron({ maxIter: 1 }).fit(X, bits)));
    const attributes = { class: "Perceptron", params: { [long]: 1 } };
    const calls = [
      () => new Perceptron({ [long]: 1 } as PerceptronOptions),
      () => Perceptron.fromJSON({ ...saved, [long]: 1 }),
      () => Perceptron.fromJSON({ ...saved, options: { [long]: 1 } }),
      () => Perceptron.fromJSON({ ...saved, training: { ...saved.training, [long]: 1 } }),
      () => Perceptron.fromJSON({ ...saved, stopReason: long }),
      () => fromSklearn(attributes),
    ];
    const began = processorTime();
    for (const call of calls) expect(thrown(call)?.message.length).toBeLessThan(400);
    expect(processorTime() - began).toBeLessThan(1000);
  });
});

describe("weights that answer", () => {
  it("are finite in every file that loads, also where they are computed from what it holds", () => {
    const saved = JSON.parse(
      JSON.stringify(new Perceptron({ average: true, maxIter: 3, tol: null }).fit(X, [0, 1, 1])),
    );
    const { prediction, training, options } = saved;
    const version1 = (sums: number) => ({
      ...{ format: "rosenblatt.perceptron", version: 1, options },
      fitted: {
        ...{
          dtype: "f64",
          outputs: "binary",
          classes: [0, 1],
          grows: false,
          scale: null,
          pocket: null,
          chosen: null,
        },
        ...{ coef: [[1e308, 1]], intercept: [0], epoch: 3, best: 0, stale: 0, nIter: 3, converged: false },
        ...{ average: { visits: 1, coefSums: [[sums, 0]], interceptSums: [0] }, history: [] },
      },
    });
    expect(Perceptron.fromJSON(version1(1)).coef.data[0]).toBe(1e308 - 1);
    expect(thrown(() => Perceptron.fromJSON(version1(-1.7e308)))).toMatchObject({ code: "MODEL_FILE" });
    prediction.weights = [[1e308, 1]];
    [training.weights, training.bias] = [[[1e308, 1]], [0]];
    training.average.visits = 1;
    training.average.weightSums = [[-1.7e308, 0]];
    expect(thrown(() => Perceptron.fromJSON(saved))).toMatchObject({ code: "MODEL_FILE" });
  });
});
