// Aborts and crashes: a call that fails rejects with its reason, and the model stays as last committed.
import { afterEach, describe, expect, it } from "vitest";
import { essence } from "../support/essence.js";
import { OriginalWorker, recordSpawnedWorkers, workerThreads } from "../support/spawned-workers.js";
import { classes, close, type Options, Perceptron, root, trainingSet } from "./built-package.js";

const spawnedWorkers = recordSpawnedWorkers();
afterEach(close);

describe("a call that fails leaves the model as it was", () => {
  const { X, y } = trainingSet();
  const endlessFit = { maxIter: 1e9, tol: null };
  const fitted = async (options: Options = endlessFit) => {
    const model = new Perceptron(options);
    await model.partialFit(X, y, { classes });
    return { model, before: essence(model) };
  };

  it("an abort rejects with its reason, and the worker goes on", async () => {
    const { model, before } = await fitted();
    const controller = new AbortController();
    const reason = new Error("enough");
    const onEpoch = ({ epoch }: { epoch: number }) => epoch === 5 && controller.abort(reason);
    await expect(model.fit(X, y, { onEpoch, signal: controller.signal })).rejects.toBe(reason);
    await expect(model.fit(X, y, { signal: controller.signal })).rejects.toBe(reason);
    await expect(model.epochs(X, y, { signal: controller.signal }).next()).rejects.toBe(reason);
    const spawnedBefore = spawnedWorkers.length;
    expect(await model.score(X, y)).toBeGreaterThan(0.3);
    expect([essence(model), spawnedWorkers.length]).toEqual([before, spawnedBefore]);
  });

  it("an abort while a reply is waited for rejects at once, and the reply that comes late is nobody's", async () => {
    const { model, before } = await fitted();
    const controller = new AbortController();
    const reason = new Error("not any more");
    const asked = [
      model.predict(X, { signal: controller.signal }),
      model.fit(X, y, { signal: controller.signal }),
    ];
    controller.abort(reason);
    for (const promise of await Promise.allSettled(asked))
      expect(promise).toMatchObject({ status: "rejected", reason });
    expect((await model.predict(X)).length).toBe(y.length);
    expect(essence(model)).toBe(before);
  });

  it("a batch that comes after an abort is not taken, and its arrays stay the caller's", async () => {
    const { model } = await fitted();
    const controller = new AbortController();
    const reason = new Error("too late");
    const data = Float64Array.from(X.data);
    let deliver = (): void => {};
    const asked = new Promise<void>((isAsked) => {
      const next = () =>
        new Promise<IteratorResult<{ X: typeof X; y: typeof y }>>((resolve) => {
          deliver = () => resolve({ done: false, value: { X: { ...X, data } as never, y } });
          isAsked();
        });
      const batches = { [Symbol.asyncIterator]: () => ({ next }) };
      const learning = model.fitStream(batches as never, { signal: controller.signal, transfer: true });
      learning.catch(() => {});
    });
    await asked;
    controller.abort(reason);
    expect((await model.predict(X)).length).toBe(y.length);
    deliver();
    for (let times = 0; times < 3; times++) await model.predict(X); // by which time it would have been sent
    expect(data.length).toBe(X.data.length);
  });

  it("an error of an engine's limits arrives typed from the worker, and the worker goes on", async () => {
    const { model, before } = await fitted();
    const wide = { indptr: [0, 1, 1], indices: [0], data: [1], rows: 2, cols: 2 ** 32 - 1 };
    const promise = new Perceptron().fit(wide, [0, 1]);
    await expect(promise).rejects.toBeInstanceOf(root.ValueError);
    await expect(promise).rejects.toMatchObject({ code: "TOO_LARGE" });
    expect(await model.score(X, y)).toBeGreaterThan(0.3);
    expect(essence(model)).toBe(before);
  });

  it("a callback that throws ends the fit", async () => {
    const { model, before } = await fitted();
    const reason = new Error("no more");
    const onEpoch = () => {
      throw reason;
    };
    await expect(model.fit(X, y, { onEpoch })).rejects.toBe(reason);
    expect(essence(model)).toBe(before);
    async function* batches() {
      yield { X, y };
      throw reason;
    }
    await expect(model.fitStream(batches())).rejects.toBe(reason);
    expect(model.nIter).toBe(1); // the batch before it is kept
  });

  it("a worker that dies rejects its calls, and the next call starts another", async () => {
    const { model, before } = await fitted();
    const other = await fitted();
    const fits = [model.fit(X, y), other.model.fit(X, y)];
    setTimeout(() => spawnedWorkers.at(-1)?.terminate(), 30);
    for (const promise of fits) {
      await expect(promise).rejects.toBeInstanceOf(root.StateError);
      await expect(promise).rejects.toMatchObject({ code: "WORKER_DIED" });
    }
    const spawnedBefore = spawnedWorkers.length;
    expect(await model.score(X, y)).toBe(await other.model.score(X, y));
    expect([essence(model), spawnedWorkers.length]).toEqual([before, spawnedBefore + 1]);
  });

  it("two fits of one model at once are refused; two models fit side by side", async () => {
    const [first, second] = [new Perceptron({ maxIter: 3 }), new Perceptron({ maxIter: 3 })];
    const both = [first.fit(X, y), second.fit(X, y)];
    await expect(first.fit(X, y)).rejects.toMatchObject({ code: "BUSY" });
    await Promise.all(both);
    expect(essence(first)).toBe(essence(second));
  });

  it("a worker that cannot be started rejects with NO_WORKER", async () => {
    workerThreads.Worker = class {
      constructor() {
        throw new Error("not here");
      }
    } as never;
    close();
    const promise = new Perceptron().fit(X, y);
    workerThreads.Worker = OriginalWorker;
    await expect(promise).rejects.toMatchObject({
      code: "NO_WORKER",
      message: expect.stringContaining("not here"),
    });
  });
});
