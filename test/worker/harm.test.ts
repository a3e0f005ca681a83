// What may go wrong around a worker: the model is then as it was, and what the caller has stays the caller's.
import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { RealWorker, startedWorkers, workerThreads } from "../workers.js";
import { built, classes, close, lesson, type Options, Perceptron, root, rowsOf, state } from "./far.js";

const started = startedWorkers();
afterEach(close);

describe("what goes wrong leaves the model as it was", () => {
  const { X, y } = lesson();
  const endless = { maxIter: 1e9, tol: null };
  const fitted = async (options: Options = endless) => {
    const model = new Perceptron(options);
    await model.partialFit(X, y, { classes });
    return { model, before: state(model) };
  };

  it("errors keep class, code and words: a rejection with a bare Error", async () => {
    const { model, before } = await fitted();
    const workers = started.length;
    const nan = [Array(X.cols).fill(0), [Number.NaN, ...Array(X.cols - 1).fill(0)]];
    const failing: [() => Promise<unknown>, new (...call: never[]) => Error, string][] = [
      [() => model.fit(nan, ["a", "b"]), root.ValueError, "NOT_FINITE"],
      [() => model.fit(X, y.slice(1)), root.ShapeError, "LENGTH"],
      [() => model.predict([[1, 2]]), root.ShapeError, "FEATURE_COUNT"],
      [() => new Perceptron().predict(X), root.StateError, "NOT_FITTED"],
      [() => model.fit(X, y, { sampelWeight: [] } as object), root.KindError, "UNKNOWN_OPTION"],
      [() => model.fit(X, y, { transfer: 1 } as object), root.KindError, "OPTION_KIND"],
      [() => model.fit(X, [() => 1] as never), root.KindError, "NOT_SENDABLE"],
      [() => model.fitStream([7] as never), root.KindError, "BATCHES"],
    ];
    for (const [call, Kind, code] of failing) {
      const error = await call().then(
        () => undefined,
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(Kind);
      expect(error).toMatchObject({
        code,
        message: expect.stringMatching(/^Perceptron\.(fit|predict|fitStream): /),
      });
    }
    expect([state(model), started.length]).toEqual([before, workers]);
  });

  it("an abort: a fit that commits late, or a worker that is lost to it", async () => {
    const { model, before } = await fitted();
    const controller = new AbortController();
    const reason = new Error("enough");
    const onEpoch = ({ epoch }: { epoch: number }) => epoch === 5 && controller.abort(reason);
    await expect(model.fit(X, y, { onEpoch, signal: controller.signal })).rejects.toBe(reason);
    await expect(model.fit(X, y, { signal: controller.signal })).rejects.toBe(reason);
    await expect(model.epochs(X, y, { signal: controller.signal }).next()).rejects.toBe(reason);
    const workers = started.length;
    expect(await model.score(X, y)).toBeGreaterThan(0.3);
    expect([state(model), started.length]).toEqual([before, workers]);
  });

  it("a callback that throws ends the fit", async () => {
    const { model, before } = await fitted();
    const reason = new Error("no more");
    const onEpoch = () => {
      throw reason;
    };
    await expect(model.fit(X, y, { onEpoch })).rejects.toBe(reason);
    expect(state(model)).toBe(before);
    async function* batches() {
      yield { X, y };
      throw reason;
    }
    await expect(model.fitStream(batches())).rejects.toBe(reason);
    expect(model.nIter).toBe(1); // the batch before it is kept
  });

  it("a worker that dies: calls that hang, or no worker ever again", async () => {
    const { model, before } = await fitted();
    const others = await fitted();
    const dying = [model.fit(X, y), others.model.fit(X, y)];
    setTimeout(() => started.at(-1)?.terminate(), 30);
    for (const promise of dying) {
      const error = await promise.then(
        () => undefined,
        (reason) => reason,
      );
      expect(error).toBeInstanceOf(root.StateError);
      expect(error).toMatchObject({ code: "WORKER_DIED" });
    }
    const workers = started.length;
    expect(await model.score(X, y)).toBe(await others.model.score(X, y));
    expect([state(model), started.length]).toEqual([before, workers + 1]);
  });

  it("two fits of one model at once are refused, of two models not", async () => {
    const [first, second] = [new Perceptron({ maxIter: 3 }), new Perceptron({ maxIter: 3 })];
    const both = [first.fit(X, y), second.fit(X, y)];
    await expect(first.fit(X, y)).rejects.toMatchObject({ code: "BUSY" });
    await Promise.all(both);
    expect(state(first)).toBe(state(second));
  });

  it("no worker to be had is said so", async () => {
    workerThreads.Worker = class {
      constructor() {
        throw new Error("not here");
      }
    } as never;
    close();
    const promise = new Perceptron().fit(X, y);
    workerThreads.Worker = RealWorker;
    await expect(promise).rejects.toMatchObject({
      code: "NO_WORKER",
      message: expect.stringContaining("not here"),
    });
  });
});

describe("long runs", () => {
  it("what was asked and answered leaves nothing behind: a worker that warns of too many listeners", async () => {
    const { X, y } = lesson(30);
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    const model = await new Perceptron({ tol: null, maxIter: 300 }).fit(X, y, { onEpoch: () => {} });
    await new Promise(setImmediate);
    process.off("warning", note);
    expect([model.nIter, warnings]).toEqual([300, []]);
  });

  it("a history that no file would hold is no obstacle", async () => {
    const options = { tol: null, maxIter: 300_000 };
    const [X, y] = [
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      [0, 1, 1, 0],
    ];
    const model = await new Perceptron(options).fit(X, y);
    expect([model.nIter, model.history.length]).toEqual([300_000, 300_000]);
    expect(await model.predict(X)).toEqual(new root.Perceptron(options).fit(X, y).predict(X));
  });
});

describe("arrays", () => {
  it("are copied, of a view only what it shows, or handed over: a caller's array that is emptied unasked", async () => {
    const { X, y } = lesson();
    const large = new Float32Array(2 * X.data.length);
    large.set(X.data, X.data.length);
    const view = { ...X, data: large.subarray(X.data.length) };
    const model = await new Perceptron({ maxIter: 3 }).fit(view, y);
    expect([large.length, view.data.length]).toEqual([2 * X.data.length, X.data.length]);
    const copy = { ...X, data: X.data.slice() };
    const again = await new Perceptron({ maxIter: 3 }).fit(copy, y, { transfer: true });
    expect(copy.data.length).toBe(0);
    expect(again.coef).toEqual(model.coef);
    await expect(again.fit(copy, y)).rejects.toMatchObject({ code: "DETACHED" });
  });

  it("a Buffer, whose slice is no copy: one that is emptied unasked", async () => {
    const data = Buffer.from([0, 0, 0, 1, 1, 0, 1, 1]);
    const y = Buffer.from([0, 0, 0, 1]);
    const model = await new Perceptron().fit({ data, rows: 4, cols: 2 }, y);
    expect([data.length, y.length, await model.predict({ data, rows: 4, cols: 2 })]).toEqual([
      8,
      4,
      [0, 0, 0, 1],
    ]);
  });

  it("a batch that is a class, with getters and more beside: what a clone would lose or refuse", async () => {
    const { X, y } = lesson();
    class Batch {
      get X() {
        return X;
      }
      get y() {
        return y;
      }
      log() {}
    }
    const here = await new root.Perceptron().fitStream([new Batch(), { X, y, log() {} }], { classes });
    const there = await new Perceptron().fitStream([new Batch(), { X, y, log() {} }], { classes });
    expect(state(there)).toBe(state(here));
  });

  it("a matrix whose parts are getters, and rows that are typed arrays: what a clone would lose", async () => {
    const { X, y } = lesson();
    class Table {
      get data() {
        return X.data;
      }
      get rows() {
        return X.rows;
      }
      get cols() {
        return X.cols;
      }
    }
    const rows = rowsOf(X).map((row) => Float32Array.from(row));
    const model = await new Perceptron({ maxIter: 3 }).fit(new Table(), y);
    expect((await new Perceptron({ maxIter: 3 }).fit(rows, y)).coef).toEqual(model.coef);
  });
});

it.each([
  ["is idle", ""],
  ["waits for a callback that never answers", "model.fit(X, y, { onEpoch: () => new Promise(() => {}) });"],
  ["waits for a loop that nobody goes on with", "await model.epochs(X, y).next();"],
])("a process ends although its worker %s", (_, waiting) => {
  const program = `import { Perceptron } from ${JSON.stringify(built("worker/index.js"))};
    const [X, y] = [[[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]];
    const model = await new Perceptron({ tol: null }).fit(X, y);
    console.log("done");
    ${waiting}`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 30_000 });
  expect(String(output)).toBe("done\n");
});
