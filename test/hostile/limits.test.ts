// The limits of engines: plain arrays that V8 ends the process for, Wasm memories that cannot be had, and sizes that no
// call can hold, which are refused before they are worked for.
import { afterEach, describe, expect, it, vi } from "vitest";
import { useCore } from "../../src/core/current.js";
import { type MatrixInput, Perceptron, runtime, TLU } from "../../src/index.js";
import { confusionMatrix, crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";
import { separability, verifyCertificate } from "../../src/separability/index.js";
import { PassiveAggressiveClassifier, Perceptron as SklearnPerceptron } from "../../src/sklearn/index.js";
import { readSvmlight, svmlightBatches } from "../../src/svmlight/index.js";
import { essence } from "../support/essence.js";
import { noisy } from "../support/naive.js";
import { processorTime, thrown } from "../support/thrown.js";

afterEach(() => {
  vi.restoreAllMocks();
  useCore();
});

describe("no plain array grows with the elements of sparse rows", () => {
  const [rows, per] = [100, 600];
  const sparse = {
    indptr: Uint32Array.from({ length: rows + 1 }, (_, i) => i * per),
    indices: Uint32Array.from({ length: rows * per }, (_, p) => per - 1 - (p % per)), // none in order
    data: Float64Array.from({ length: rows * per }, (_, p) => (p * 7919) % 13),
    ...{ rows, cols: per },
  };
  const y = Array.from({ length: rows }, (_, i) => i % 2);
  const line = `1 ${Array.from({ length: per }, (_, j) => `${per - j}:1`).join(" ")}\n`;

  /** The greatest length to which anything is pushed, or made by Array.from, while a call runs. */
  async function longest(call: () => unknown): Promise<number> {
    let most = 0;
    const { push } = Array.prototype;
    const { from } = Array;
    Array.prototype.push = function (...values) {
      most = Math.max(most, this.length + values.length);
      return push.apply(this, values);
    };
    Array.from = (...args: [never]) => {
      const made = from(...args);
      most = Math.max(most, made.length);
      return made;
    };
    try {
      await call();
    } finally {
      Array.prototype.push = push;
      Array.from = from;
    }
    return most;
  }

  const calls: Record<string, () => unknown> = {
    readSvmlight: () => readSvmlight(line.repeat(rows)),
    svmlightBatches: async () => {
      for await (const { X } of svmlightBatches([line.repeat(rows)], { rows: 50, cols: per }))
        expect(X.rows).toBe(50);
    },
    "a fit that holds rows out": () => new Perceptron({ earlyStopping: true, maxIter: 2 }).fit(sparse, y),
    "rosenblatt/sklearn": () => new SklearnPerceptron({ earlyStopping: true, maxIter: 2 }).fit(sparse, y),
    trainTestSplit: () => trainTestSplit(sparse, y),
    crossValidate: () => crossValidate(() => new Perceptron({ maxIter: 1 }), sparse, y, { folds: 2 }),
  };
  it.each(Object.entries(calls))("%s", async (_, call) => {
    expect(await longest(call)).toBeLessThan(2 * rows);
  });

  it("one row of a million columns in descending order is put in order", () => {
    const cols = 2 ** 20;
    const X = {
      indptr: [0, cols, cols],
      indices: Uint32Array.from({ length: cols }, (_, p) => cols - 1 - p),
      data: Float64Array.from({ length: cols }, (_, p) => p),
      ...{ rows: 2, cols },
    };
    const weights = new Float64Array(cols);
    weights[5] = 1;
    expect(new TLU({ weights }).netInput(new Float64Array(cols).fill(2))).toBe(2);
    const model = new Perceptron({ maxIter: 1, shuffle: false }).fit(X, [0, 1]);
    expect(model.coef.data[5]).toBe(-(cols - 1 - 5));
  });
});

describe("a Wasm memory that cannot be had", () => {
  const { X, y } = noisy(3, 60, 80, 3);
  const refuseMore = () => {
    expect(runtime().core).toBe("wasm");
    return vi.spyOn(WebAssembly, "Instance").mockImplementation(() => {
      throw new RangeError(
        "WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance",
      );
    });
  };

  it("is done without, to the same bits: fitAsync, epochs, fitStream and single rows", async () => {
    useCore();
    const wanted = new Perceptron({ maxIter: 3 }).fit(X, y);
    const refused = refuseMore();
    const models = await Promise.all(
      Array.from({ length: 8 }, () => new Perceptron({ maxIter: 3 }).fitAsync(X, y)),
    );
    for (const model of models) expect(essence(model)).toEqual(essence(wanted));
    const looped = new Perceptron({ maxIter: 3 });
    for await (const { epoch } of looped.epochs(X, y)) expect(epoch).toBeLessThan(4);
    expect(looped.coef).toEqual(wanted.coef);
    await new Perceptron().fitStream([{ X, y }], { classes: wanted.classes });
    for (let i = 0; i < 60; i++) expect(wanted.predictOne(X[i] as number[])).toBe(wanted.predict(X)[i]);
    expect(refused).toHaveBeenCalled();
  });

  it("is done without by a single row where memory does not grow", () => {
    useCore();
    const wide = noisy(5, 20, 3000, 3);
    const model = new Perceptron({ maxIter: 2 }).fit(wide.X, wide.y);
    const answers = model.predict(wide.X);
    vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
    });
    for (let i = 0; i < 60; i++) expect(model.predictOne(wide.X[i % 20] as number[])).toBe(answers[i % 20]);
  });

  it("is used again by the next call, whatever became of the one before", async () => {
    useCore();
    const wanted = new Perceptron({ maxIter: 4 }).fit(X, y);
    const { Instance } = WebAssembly;
    let made = 0;
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, args) {
        made++;
        return Reflect.construct(target, args);
      },
    });
    for (let i = 0; i < 12; i++) {
      const model = new Perceptron({ maxIter: 4 });
      const controller = new AbortController();
      const onEpoch = () => {
        if (i % 4 === 1) controller.abort();
        if (i % 4 === 2) throw new Error("enough");
      };
      const fit = model.fitAsync(X, y, { signal: controller.signal, onEpoch });
      if (i % 4 === 1 || i % 4 === 2) await expect(fit).rejects.toThrow();
      else expect(essence(await fit)).toEqual(essence(wanted));
      if (i % 4 === 3) for await (const { epoch } of new Perceptron().epochs(X, y)) if (epoch === 2) break;
    }
    WebAssembly.Instance = Instance;
    expect(made).toBe(1);
  });
});

describe("sizes that no call can hold are refused at once", () => {
  const y = [0, 1];
  const column = (cols: number): MatrixInput => ({
    ...{ indptr: [0, 1, 1], indices: [cols - 1], data: [1], rows: 2, cols },
  });
  const calls: Record<string, () => unknown> = {
    ...Object.fromEntries(
      [2 ** 29, 2 ** 31, 2 ** 32 - 1].flatMap((cols) => [
        [`sklearn's Perceptron, ${cols} columns`, () => new SklearnPerceptron().fit(column(cols), y)],
        [
          `PassiveAggressiveClassifier, ${cols} columns`,
          () => new PassiveAggressiveClassifier().fit(column(cols), y),
        ],
        [`separability, ${cols} columns`, () => separability(column(cols), y)],
        [
          `verifyCertificate, ${cols} columns`,
          () => verifyCertificate(column(cols), y, { counts: [1n, 1n] }),
        ],
        [`Perceptron, ${cols} columns`, () => new Perceptron().fit(column(cols), y)],
      ]),
    ),
    "partialFit of 2³² − 1 columns": () =>
      new Perceptron().partialFit(column(2 ** 32 - 1), y, { classes: y }),
    "2³¹ empty rows": () =>
      new Perceptron().fit(
        { indptr: new Uint8Array(2 ** 31 + 1), indices: [], data: [], rows: 2 ** 31, cols: 1 },
        new Uint8Array(2 ** 31),
      ),
    "folds of 300 million rows": () => folds(3e8),
    "folds of 2⁵³ − 1 rows": () => folds(2 ** 53 - 1),
  };
  it.each(Object.entries(calls))("%s", (_, call) => {
    const began = processorTime();
    const error = thrown(call);
    expect(error?.code).toMatch(/^(TOO_LARGE|OUT_OF_MEMORY)$/);
    expect(error?.message).not.toContain("partialFit)");
    expect(processorTime() - began).toBeLessThan(1000);
  });

  it("a quantity that was passed for labels is told as such", () => {
    const n = 2 ** 18;
    const many = Float64Array.from({ length: n }, (_, i) => i / 2);
    const X = { data: new Uint8Array(n), rows: n, cols: 1 };
    for (const call of [
      () => new Perceptron().fit(X, many),
      () => new SklearnPerceptron().fit(X, many),
      () => new Perceptron().partialFit([[1]], [1], { classes: many }),
      () => new SklearnPerceptron().partialFit([[1]], [1], { classes: many }),
      () => confusionMatrix(many, many),
      () => separability(X, many),
      () => verifyCertificate(X, many, { counts: [] }),
    ]) {
      const began = processorTime();
      expect(thrown(call)).toMatchObject({
        code: "TOO_MANY_CLASSES",
        message: expect.stringContaining("quantity"),
      });
      expect(processorTime() - began).toBeLessThan(1000); // not after making rows of X, nor outputs of what was named
    }
  });
});
