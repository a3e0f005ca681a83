// Several threads against one: the same bits in all that is shared out, errors that leave everything as it was, and a
// pool that goes on when a worker is gone. Against the built package: a worker is a file of its own.
import { describe, expect, it } from "vitest";
import { Random } from "../random.js";
import { startedWorkers } from "../workers.js";

const root: typeof import("../../src/index.js") = await import(
  new URL("../../dist/index.js", import.meta.url).href
);
const subpath: typeof import("../../src/threads/index.js") = await import(
  new URL("../../dist/threads/index.js", import.meta.url).href
);
const { Perceptron, matmul } = root;
const { useThreads } = subpath;

const ready = new WeakMap<object, Promise<unknown>>();
const started = startedWorkers((worker) => {
  ready.set(worker, new Promise((resolve) => worker.once("message", resolve)));
});
/** When the worker that was started last can be asked. */
const lastIsReady = () => ready.get(started.at(-1) as object);

function lesson(n: number, d: number, k: number, kind: typeof Float32Array | typeof Float64Array) {
  const random = new Random(n * d + k);
  const data = new kind(n * d).map(() => random.uniform() - 0.5) as Float32Array;
  const y = Array.from({ length: n }, (_, i) => (random.uniform() < 0.2 ? random.integer(0, k - 1) : i % k));
  for (let i = 0; i < n; i++) data[i * d + ((y[i] as number) % d)] = 0.4;
  return { X: { data, rows: n, cols: d }, y, sampleWeight: y.map((_, i) => i % 4) };
}

/** Everything that a model of this lesson shows. */
function shown(options: object, { X, y, sampleWeight }: ReturnType<typeof lesson>, weighted: boolean) {
  const model = new Perceptron({ maxIter: 4, tol: null, ...options });
  model.fit(X, y, weighted ? { sampleWeight } : {});
  return {
    coef: model.coef.data,
    intercept: model.intercept,
    mistakes: model.history.map(({ mistakes }) => mistakes),
    margins: model.decisionFunction(X),
    labels: model.predict(X),
  };
}

const lessons = {
  "10 classes, f32": () => lesson(2_000, 70, 10, Float32Array),
  "10 classes, f64": () => lesson(1_500, 67, 10, Float64Array),
  "3 classes": () => lesson(3_001, 41, 3, Float32Array),
  "2 classes, one output": () => lesson(4_000, 33, 2, Float32Array),
  "more classes than threads, few features": () => lesson(3_000, 5, 17, Float64Array),
};
const settings = {
  plain: {},
  average: { average: true },
  joint: { multiclass: "joint" },
  best: { keep: "best" },
};

describe.each([2, 3])("%i threads", (count) => {
  for (const [name, make] of Object.entries(lessons)) {
    it.each(Object.entries(settings))(`learn and answer as one does: ${name}, %s`, async (_, options) => {
      const given = make();
      const alone = [false, true].map((weighted) => shown(options, given, weighted));
      const threads = await useThreads(count);
      try {
        expect(threads).toMatchObject({ count });
        expect([false, true].map((weighted) => shown(options, given, weighted))).toEqual(alone);
      } finally {
        threads.close();
      }
    });
  }

  it("multiply as one does, whatever the number of rows", async () => {
    const random = new Random(count);
    const of = (rows: number, cols: number) => ({
      data: Float32Array.from({ length: rows * cols }, () => random.real()),
      rows,
      cols,
    });
    const pairs = [1, 7, 8, 15, 16, 17, 40, 333].map((m) => [of(m, 130), of(130, 65)] as const);
    const alone = pairs.map(([A, B]) => matmul(A, B));
    const threads = await useThreads(count);
    try {
      expect(pairs.map(([A, B]) => matmul(A, B))).toEqual(alone);
    } finally {
      threads.close();
    }
  });
});

it("what overflows is refused in a worker's share too, and the next call works", async () => {
  const given = lesson(2_000, 70, 10, Float32Array);
  const threads = await useThreads(2);
  try {
    const huge = { ...given.X, data: given.X.data.slice().fill(3e38, 1_999 * 70) };
    expect(() => matmul(huge, { data: new Float32Array(70 * 10).fill(2), rows: 70, cols: 10 })).toThrow(
      expect.objectContaining({ code: "OVERFLOW" }),
    );
    const model = new Perceptron({ maxIter: 2 });
    const bad = { ...given.X, data: given.X.data.slice() };
    bad.data[1_999 * 70] = Number.NaN;
    expect(() => model.fit(bad, given.y)).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => model.predict(given.X)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    expect(model.fit(given.X, given.y).nIter).toBe(2);
  } finally {
    threads.close();
  }
});

it("a worker that ends is replaced, and until then the others do its work", async () => {
  const given = lesson(2_000, 70, 10, Float32Array);
  const alone = shown({}, given, false);
  const threads = await useThreads(2);
  try {
    const first = started.at(-1);
    await first?.terminate();
    await expect.poll(() => started.at(-1)).not.toBe(first);
    expect(shown({}, given, false)).toEqual(alone); // the new one may not be ready
    await lastIsReady();
    expect(shown({}, given, false)).toEqual(alone);
  } finally {
    threads.close();
  }
});

it("a worker that ends in the middle of a call rejects it, and the pool heals", async () => {
  const given = lesson(2_000, 70, 10, Float32Array);
  const alone = shown({}, given, false);
  const threads = await useThreads(2);
  try {
    void started.at(-1)?.terminate(); // nobody can hear of it before the call ends
    const model = new Perceptron({ maxIter: 4 });
    expect(() => model.fit(given.X, given.y)).toThrow(expect.objectContaining({ code: "WORKER_DIED" }));
    expect(() => model.predict(given.X)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    expect(shown({}, given, false)).toEqual(alone);
    await lastIsReady();
    expect(shown({}, given, false)).toEqual(alone);
  } finally {
    threads.close();
  }
});

it("the second pool ends the first, and the first no longer closes what is in use", async () => {
  const first = await useThreads(2);
  const ended = new Promise((resolve) => started.at(-1)?.once("exit", resolve));
  const second = await useThreads(2);
  await ended;
  first.close();
  expect(root.runtime()).toEqual({ core: "wasm", simd: true, threads: 2 });
  second.close();
  expect(root.runtime()).toEqual({ core: "wasm", simd: true });
});

it("one thread is no pool, and says why", async () => {
  expect(await useThreads(1)).toMatchObject({ count: 1, reason: "one was asked for" });
  const { SharedArrayBuffer: shared } = globalThis;
  Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
  try {
    const threads = await useThreads(2);
    expect(threads).toMatchObject({ count: 1, reason: expect.stringContaining("SharedArrayBuffer") });
    threads.close();
  } finally {
    globalThis.SharedArrayBuffer = shared;
  }
});

it.each([0, -1, 1.5, 65, Number.NaN, "2" as unknown as number])(
  "useThreads(%s) is refused",
  async (count) => {
    await expect(useThreads(count)).rejects.toMatchObject({ code: "OPTION_KIND" });
  },
);
