// Epoch by epoch, in a callback and in a loop: the worker waits for either, and each epoch is committed.
import { afterEach, describe, expect, it } from "vitest";
import { collected } from "../support/collected.js";
import { essence } from "../support/essence.js";
import { close, Perceptron, root, trainingSet } from "./built-package.js";

afterEach(close);

describe("epochs", () => {
  const { X, y } = trainingSet();

  it("onEpoch gets a report of each, in order, and the worker waits for its promise", async () => {
    let busy = 0;
    const reported: number[] = [];
    const onEpoch = async ({ epoch }: { epoch: number }) => {
      expect(busy++).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 1));
      reported.push(epoch);
      busy--;
    };
    const model = await new Perceptron({ maxIter: 6, tol: null }).fit(X, y, { onEpoch });
    expect(reported).toEqual([1, 2, 3, 4, 5, 6]);
    expect(model.history.map(({ epoch }) => epoch)).toEqual(reported);
  });

  it("a loop has each committed before its report, is waited for, and ends the fit by a break", async () => {
    const options = { maxIter: 50, tol: null };
    const model = new Perceptron(options);
    const local = new root.Perceptron(options);
    const localEpochs = local.epochs(X, y);
    for await (const { epoch } of model.epochs(X, y)) {
      await localEpochs.next();
      await new Promise((resolve) => setTimeout(resolve, 5)); // time for a worker that does not wait
      expect(essence(model)).toBe(essence(local));
      if (epoch === 3) break;
    }
    await localEpochs.return();
    expect(model.nIter).toBe(3);
    expect(essence(await model.partialFit(X, y))).toBe(essence(local.partialFit(X, y)));
  });

  it("a loop ends after maxIter epochs, or with the error of the fit", async () => {
    const model = new Perceptron({ maxIter: 4, tol: null });
    expect((await collected(model.epochs(X, y))).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    await expect(model.epochs(X, y.slice(1)).next()).rejects.toMatchObject({ code: "LENGTH" });
    expect(model.nIter).toBe(4);
  });

  it("a loop ends with the reason of an abort, whenever it comes, and with the worker", async () => {
    const model = new Perceptron({ maxIter: 1e9, tol: null });
    const reason = new Error("enough");
    const between = new AbortController();
    const loop = model.epochs(X, y, { signal: between.signal });
    await loop.next();
    between.abort(reason);
    await expect(loop.next()).rejects.toBe(reason);
    const waiting = new AbortController();
    const next = model.epochs(X, y, { signal: waiting.signal }).next();
    waiting.abort(reason);
    await expect(next).rejects.toBe(reason);
    const terminated = model.epochs(X, y);
    await terminated.next();
    close();
    await expect(terminated.next()).rejects.toMatchObject({ code: "WORKER_DIED" });
    expect(model.nIter).toBe(1);
    expect((await model.partialFit(X, y)).nIter).toBe(1);
  });
});
