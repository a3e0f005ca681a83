// The pool: errors in a worker, workers that die and are replaced, pools that replace one another, no pool.
import { expect, it, onTestFinished, vi } from "vitest";
import { refusalTable } from "../support/refusals.js";
import { recordSpawnedWorkers } from "../support/spawned-workers.js";
import { fitAndPredict, root, trainingSet, useThreads } from "./built-package.js";

const { matmul, Perceptron } = root;

const ready = new WeakMap<object, Promise<unknown>>();
const spawnedWorkers = recordSpawnedWorkers((worker) => {
  ready.set(worker, new Promise((resolve) => worker.once("message", resolve)));
});
/** Resolves when the worker that was spawned last is ready. */
const newestIsReady = () => ready.get(spawnedWorkers.at(-1) as object);

/** Threads until a test ends. */
async function onThreads(count: number): Promise<void> {
  const threads = await useThreads(count);
  onTestFinished(() => threads.close());
}

it("errors in a worker's part of a call are thrown, and the next call works", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  await onThreads(2);
  const huge = { ...set.X, data: set.X.data.slice().fill(3e38, 1_999 * 70) };
  expect(() => matmul(huge, { data: new Float32Array(70 * 99).fill(2), rows: 70, cols: 99 })).toThrow(
    expect.objectContaining({ code: "OVERFLOW" }),
  );
  const model = new Perceptron({ maxIter: 2 });
  const bad = { ...set.X, data: set.X.data.slice() };
  bad.data[1_999 * 70] = Number.NaN;
  expect(() => model.fit(bad, set.y)).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
  expect(() => model.predict(set.X)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
  expect(model.fit(set.X, set.y).nIter).toBe(2);
});

it("a worker that dies between calls is replaced, and until then the others do its work", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  const oneThread = fitAndPredict({}, set, false);
  await onThreads(2);
  const first = spawnedWorkers.at(-1);
  await first?.terminate();
  await expect.poll(() => spawnedWorkers.at(-1)).not.toBe(first);
  expect(fitAndPredict({}, set, false)).toEqual(oneThread); // the new one may not be ready
  await newestIsReady();
  expect(fitAndPredict({}, set, false)).toEqual(oneThread);
});

it("a worker that dies during a call makes it throw and change nothing, and is replaced", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  const oneThread = fitAndPredict({}, set, false);
  await onThreads(2);
  void spawnedWorkers.at(-1)?.terminate(); // its exit event comes after the call
  const model = new Perceptron({ maxIter: 4 });
  expect(() => model.fit(set.X, set.y)).toThrow(expect.objectContaining({ code: "WORKER_DIED" }));
  expect(() => model.predict(set.X)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
  expect(fitAndPredict({}, set, false)).toEqual(oneThread);
  await newestIsReady();
  expect(fitAndPredict({}, set, false)).toEqual(oneThread);
});

it("a worker that dies during a prediction makes it throw, and the next one is right", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  const W = { data: new Float32Array(70 * 99).fill(2), rows: 70, cols: 99 };
  const oneThread = matmul(set.X, W);
  await onThreads(2);
  expect(matmul(set.X, W)).toEqual(oneThread);
  void spawnedWorkers.at(-1)?.terminate();
  expect(() => matmul(set.X, W)).toThrow(expect.objectContaining({ code: "WORKER_DIED" })); // so the worker had a part
  await newestIsReady();
  expect(matmul(set.X, W)).toEqual(oneThread);
});

it("of all rows that the threads share, the first that is not finite is named", async () => {
  const { X } = trainingSet(2_000, 70, 10, Float32Array);
  const W = { data: new Float32Array(70 * 99).fill(2), rows: 70, cols: 99 };
  await onThreads(2);
  for (const first of [3, 300, 1_000, 1_999]) {
    const bad = { ...X, data: X.data.slice() };
    for (let row = first; row < X.rows; row++) bad.data[70 * row + 5] = Number.NaN;
    expect(() => matmul(bad, W)).toThrow(
      expect.objectContaining({
        message: `matmul: row ${first}, column 5 of A is NaN; expected a finite number`,
      }),
    );
  }
});

it("a row that makes a call of its own, while workers multiply, gives no worker a call before its last one has ended", async () => {
  const { X } = trainingSet(2_000, 70, 10, Float64Array);
  const W = { data: new Float64Array(70 * 500).map((_, i) => (i % 7) - 3), rows: 70, cols: 500 };
  const oneThread = matmul(X, W);
  let isInside = true;
  let inside = 0;
  const row = (i: number): number[] =>
    new Proxy([...X.data.subarray(70 * i, 70 * (i + 1))], {
      get(values, name) {
        if (name === "0" && !isInside) {
          isInside = true;
          expect(matmul(X, W)).toEqual(oneThread);
          inside++;
          isInside = false;
        }
        return Reflect.get(values, name);
      },
    });
  const rows = Array.from({ length: X.rows }, (_, i) =>
    i % 100 === 7 ? row(i) : [...X.data.subarray(70 * i, 70 * (i + 1))],
  );
  await onThreads(3);
  // The arguments of a call, which `set` writes into a worker's slot: its first two words differ while one runs.
  const { set: usual } = Object.getPrototypeOf(Int32Array.prototype);
  const calls: boolean[] = [];
  const watched = function (this: Int32Array, values: ArrayLike<number>, at?: number) {
    if (this.length === 16 && at === 3) calls.push(Atomics.load(this, 0) === Atomics.load(this, 1));
    usual.call(this, values, at);
  };
  Object.defineProperty(Int32Array.prototype, "set", { value: watched, configurable: true });
  try {
    isInside = false;
    expect(matmul(rows, W)).toEqual(oneThread);
    expect(inside).toBeGreaterThan(0);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls).not.toContain(false);
  } finally {
    Reflect.deleteProperty(Int32Array.prototype, "set");
  }
});

it("a kernel that ends in an engine's error, in a worker, makes a call throw and change nothing, and the worker is replaced", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  const oneThread = fitAndPredict({}, set, false);
  await onThreads(2);
  const first = spawnedWorkers.at(-1);
  // The arguments of the worker's part, which `set` writes into its slot: a task beyond all memory, at which WebAssembly traps.
  const { set: usual } = Object.getPrototypeOf(Int32Array.prototype);
  const trapping = vi.fn(function (this: Int32Array, values: ArrayLike<number>, at?: number) {
    usual.call(this, values.length === 4 ? [-16, ...Array.from(values).slice(1)] : values, at);
  });
  Object.defineProperty(Int32Array.prototype, "set", { value: trapping, configurable: true });
  try {
    const model = new Perceptron({ maxIter: 4 });
    expect(() => model.fit(set.X, set.y)).toThrow(expect.objectContaining({ code: "WORKER_DIED" }));
    expect(trapping).toHaveBeenCalled();
    expect(() => model.predict(set.X)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    Reflect.deleteProperty(Int32Array.prototype, "set");
    await expect.poll(() => spawnedWorkers.at(-1)).not.toBe(first);
    await newestIsReady();
    expect(fitAndPredict({}, set, false)).toEqual(oneThread);
  } finally {
    Reflect.deleteProperty(Int32Array.prototype, "set");
  }
});

it("a worker whose death is not known yet holds up no call for long", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  await onThreads(2);
  void spawnedWorkers.at(-1)?.terminate();
  const began = performance.now();
  expect(() => new Perceptron({ maxIter: 4 }).fit(set.X, set.y)).toThrow(
    expect.objectContaining({ code: "WORKER_DIED" }),
  );
  expect(performance.now() - began).toBeLessThan(5000); // 10 s would be for a call that has begun
});

it("a worker that keeps dying is not started again and again; its work is done by the others", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  const oneThread = fitAndPredict({}, set, false);
  const before = spawnedWorkers.length;
  await onThreads(2);
  for (let death = 0; death < 8; death++) {
    const newest = spawnedWorkers.at(-1);
    await newestIsReady();
    await newest?.terminate();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(spawnedWorkers.length - before).toBe(4); // the first, and three more
  expect(fitAndPredict({}, set, false)).toEqual(oneThread);
});

it("a worker that dies now and then is replaced each time: deaths that a call in between does not make good", async () => {
  const set = trainingSet(2_000, 70, 10, Float32Array);
  await onThreads(2);
  const before = spawnedWorkers.length;
  for (let death = 1; death <= 5; death++) {
    await newestIsReady();
    new Perceptron({ maxIter: 1 }).fit(set.X, set.y);
    await spawnedWorkers.at(-1)?.terminate();
    await expect.poll(() => spawnedWorkers.length).toBe(before + death);
  }
});

it("a second pool closes the first, whose close() then does nothing", async () => {
  const first = await useThreads(2);
  const ended = new Promise((resolve) => spawnedWorkers.at(-1)?.once("exit", resolve));
  const second = await useThreads(2);
  await ended;
  first.close();
  expect(root.runtime()).toEqual({ core: "wasm", simd: true, threads: 2 });
  second.close();
  expect(root.runtime()).toEqual({ core: "wasm", simd: true });
});

it("one thread, or no SharedArrayBuffer, means no pool and a reason", async () => {
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

const { meetAsync, check } = refusalTable();
meetAsync({ useThreads: (_, count) => useThreads(count) }, (bad) => {
  for (const count of [0, -1, 1.5, 65, Number.NaN])
    bad(root.ValueError, "OPTION_VALUE", `count — ${count}`, count);
  for (const count of ["2", null, 2n]) bad(root.KindError, "OPTION_KIND", `count — a ${typeof count}`, count);
});
check();
