// Proxies that were revoked and buffers that were transferred: nothing can be asked of them, and an error says so.
import { describe, expect, it } from "vitest";
import { readArrow } from "../../src/arrow/index.js";
import { toC, toUrl } from "../../src/export/index.js";
import { Interactions } from "../../src/features/index.js";
import { matmul, Perceptron } from "../../src/index.js";
import { compile, Network } from "../../src/logic/index.js";
import { readNpy } from "../../src/npy/index.js";
import { readParquet } from "../../src/parquet/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { loadModel } from "../../src/predict/index.js";
import { readTable, Table, TableEncoder } from "../../src/table/index.js";
import { X, y } from "../support/fitted-models.js";
import { outcome } from "../support/outcome.js";

function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

describe("proxies that were revoked", () => {
  const gone = <T extends object>(target: T) => revoked(target) as never;
  const model = new Perceptron().fit(X, y);
  const calls: Record<string, () => unknown> = {
    "X of fit": () => new Perceptron().fit(gone(X), y),
    "an object X": () => new Perceptron().fit(gone({}), y),
    "a row": () => new Perceptron().fit([gone([1, 2]), [1, 2]], [0, 1]),
    "data of X": () => new Perceptron().fit({ data: gone([1, 2]), rows: 2, cols: 1 }, [0, 1]),
    "indices of X": () =>
      new Perceptron().fit({ indptr: [0, 1, 1], indices: gone([0]), data: [1], rows: 2, cols: 1 }, [0, 1]),
    y: () => new Perceptron().fit(X, gone(y)),
    "a row of y": () => new Perceptron().fit(X, [gone([1]), [1], [0], [1]]),
    sampleWeight: () => new Perceptron().fit(X, y, { sampleWeight: gone([1, 1, 1, 1]) }),
    options: () => new Perceptron(gone({})),
    "options of fit": () => new Perceptron().fit(X, y, gone({})),
    average: () => new Perceptron({ average: gone({ decay: 0.5 }) }),
    classWeight: () => new Perceptron({ classWeight: gone({}) }),
    classes: () => new Perceptron().partialFit(X, y, { classes: gone([0, 1]) }),
    "x of predictOne": () => model.predictOne(gone([0, 1])),
    "X of predict": () => model.predict(gone(X)),
    "X of score": () => model.score(gone(X), y),
    "A of matmul": () => matmul(gone(X), X),
    "a file": () => Perceptron.fromJSON(gone({})),
    "a file of bytes": () => Perceptron.fromBytes(gone(new Uint8Array(9))),
    columns: () => new Table(gone({})),
    "a column": () => new Table({ a: gone([1]) }),
    "rows of take": () => new Table({ a: [1] }).take(gone([0])),
    "steps of a Pipeline": () => new Pipeline(gone([])),
  };
  /** Each part of a saved file, in turn. */
  const partsOf = (
    name: string,
    file: object,
    read: (file: never) => unknown,
  ): Record<string, () => unknown> =>
    Object.fromEntries(
      Object.entries(file).flatMap(([key, value]) =>
        typeof value === "object" && value !== null
          ? [[`${key} of ${name}`, () => read({ ...file, [key]: gone(value) } as never)]]
          : [],
      ),
    );
  const file = model.toJSON();
  const saved = {
    ...partsOf("a model", file, (given) => Perceptron.fromJSON(given)),
    ...partsOf("a model that only answers", model.toJSON({ resume: false }), loadModel),
    ...partsOf("what a model answers by", file.prediction as object, (prediction) =>
      loadModel({ ...file, prediction }),
    ),
    ...partsOf("what a model goes on by", file.prediction as object, (prediction) =>
      Perceptron.fromJSON({ ...file, prediction }),
    ),
    ...partsOf("a network", compile("A and B").toJSON(), (given) => Network.fromJSON(given)),
    ...partsOf("an encoder", new TableEncoder().fit(new Table({ a: [1, 2] })).toJSON(), (given) =>
      TableEncoder.fromJSON(given),
    ),
  };
  it.each(Object.entries({ ...calls, ...saved }))("%s", async (_, call) => {
    expect(await outcome(call)).toBeTypeOf("string");
  });
});

describe("bytes of a buffer that is detached", () => {
  const readers: Record<string, (bytes: never) => unknown> = {
    "Perceptron.fromBytes": (bytes) => Perceptron.fromBytes(bytes),
    ...{ readTable, readNpy, readArrow, readParquet, loadModel, toC, toUrl },
  };
  it.each(Object.entries(readers))("%s", async (_, read) => {
    for (const View of [Uint8Array, Float64Array, DataView]) {
      const view = new (View as typeof Uint8Array)(new ArrayBuffer(16));
      structuredClone(view.buffer, { transfer: [view.buffer] });
      expect(await outcome(() => read(view as never))).toBe("DETACHED");
      const isBytes = read !== readers["Perceptron.fromBytes"];
      if (isBytes) expect(await outcome(() => read(view.buffer as never))).toBe("DETACHED");
    }
  });
});

describe("values of which little can be asked", () => {
  const circular: unknown[] = [];
  circular.push(circular);
  const odd = [1n, circular, Object.create(null), new Proxy(new Float64Array(2), {}), Symbol("a"), null, NaN];
  const model = new Perceptron().fit(X, y);
  const file = model.toJSON({ resume: false });
  const calls: Record<string, (value: never) => unknown> = {
    "a class of loadModel": (value) => loadModel({ ...file, classes: [0, value] }),
    "the classes of loadModel": (value) => loadModel({ ...file, classes: value }),
    "a class of toC": (value) => toC({ ...file, classes: [value, 1] }),
    "a model of toC": (value) => toC(value),
    "X of partialFit": (value) => new Perceptron().partialFit(value, y),
    "y of toUrl": (value) => toUrl(model, { X, y: value }),
  };
  it.each(Object.entries(calls))("%s: a typed error", async (_, call) => {
    for (const value of odd) expect(await outcome(() => call(value as never))).toBeTypeOf("string");
  });

  it("a label of toUrl that is none of the model's is not right, whatever it is", () => {
    const all = toUrl(model, { X }).changed as number;
    expect(all).toBeGreaterThan(0); // a link in which nothing changes would show nothing
    for (const value of odd) expect(toUrl(model, { X, y: y.map(() => value) }).changed).toBe(0);
    expect(toUrl(model, { X, y }).changed).toBe(all);
  });

  it("a row of named features is no typed array, detached or not", async () => {
    const row = new Float64Array(2);
    structuredClone(row.buffer, { transfer: [row.buffer] });
    for (const given of [row, new Float64Array(2)] as never[]) {
      expect(await outcome(() => new Interactions({ pairs: [["a", "b"]] }).transform([given]))).toBe(
        "WRONG_KIND",
      );
    }
  });
});
