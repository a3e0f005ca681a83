// The Perceptron of rosenblatt/worker against the root's: the same bits and errors, and a model that nothing harms.
// Against the built package: the worker is a file of its own.
import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { Random } from "../random.js";
import { RealWorker, startedWorkers, workerThreads } from "../workers.js";

const built = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;
const root: typeof import("../../src/index.js") = await import(built("index.js"));
const subpath: typeof import("../../src/worker/index.js") = await import(built("worker/index.js"));
const { Perceptron, close } = subpath;
type Options = ConstructorParameters<typeof Perceptron>[0];

const started = startedWorkers();
afterEach(close);

const classes = ["a", "b", "c"];

/** Rows of three classes that no planes separate, so that every epoch moves the weights. */
function lesson(n = 300, d = 7) {
  const random = new Random(n * d);
  const data = new Float32Array(n * d).map(() => random.uniform() - 0.5);
  const y = Array.from({ length: n }, (_, i) => classes[random.integer(0, 2) % (1 + (i % 3))] as string);
  for (let i = 0; i < n; i++) data[i * d + classes.indexOf(y[i] as string)] = 0.3;
  return { X: { data, rows: n, cols: d }, y };
}

/** Everything that a model is, but for how long its epochs took. */
function state(model: { toJSON(): unknown }): string {
  return JSON.stringify(model, (key, value) => (key === "seconds" ? 0 : value));
}

const rowsOf = ({ data, rows, cols }: ReturnType<typeof lesson>["X"]): number[][] =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);

const sparse = {
  data: Float32Array.of(1, 2, 3, 4),
  indices: Uint32Array.of(0, 2, 1, 2),
  indptr: Uint32Array.of(0, 2, 3, 4),
  rows: 3,
  cols: 3,
};

describe("the same bits as the root", () => {
  const { X, y } = lesson();
  const bits = y.map((label) => [Number(label === "a"), Number(label === "b")]);
  const cases: [string, Options, Parameters<InstanceType<typeof root.Perceptron>["fit"]>][] = [
    ["flat f32", {}, [X, y]],
    ["number[][], averaged", { average: true, maxIter: 4 }, [rowsOf(X), y]],
    [
      "weights of rows and classes",
      { classWeight: new Map([["a", 2]]) },
      [X, y, { sampleWeight: y.map((_, i) => i % 3) }],
    ],
    ["a matrix of 0 and 1, pocket", { keep: "best" }, [X, bits]],
    ["sparse, joint", { multiclass: "joint" }, [sparse, ["p", "q", "r"]]],
    ["early stopping, standardized", { earlyStopping: true, standardize: true }, [X, y]],
  ];
  it.each(cases)("%s: an option or an array that is lost on the way", async (_, options, call) => {
    const here = new root.Perceptron(options).fit(...call);
    const there = await new Perceptron(options).fit(...call);
    expect(state(there)).toBe(state(here));
    expect(await there.predict(call[0])).toEqual(here.predict(call[0]));
    expect(await there.decisionFunction(call[0])).toEqual(here.decisionFunction(call[0]));
    expect(await there.score(call[0], call[1])).toBe(here.score(call[0], call[1]));
    expect([there.classes, there.coef, there.intercept, there.nIter, there.converged]).toEqual([
      here.classes,
      here.coef,
      here.intercept,
      here.nIter,
      here.converged,
    ]);
  });

  it("one row, parts, streams and files: a method that goes another way", async () => {
    const here = new root.Perceptron({ eta0: 0.1 });
    const there = new Perceptron({ eta0: 0.1 });
    await there.partialFit(X, y, { classes });
    expect(state(there)).toBe(state(here.partialFit(X, y, { classes })));
    async function* batches() {
      for (let i = 0; i < 3; i++) yield { X, y, sampleWeight: y.map((_, row) => (row + i) % 2) };
    }
    const told: number[] = [];
    await here.fitStream(batches());
    await there.fitStream(batches(), { onEpoch: ({ epoch }) => told.push(epoch) });
    expect(state(there)).toBe(state(here));
    expect(told).toEqual([2, 3, 4]);
    const x = X.data.subarray(0, X.cols);
    expect(await there.predictOne(x)).toBe(here.predictOne(x));
    expect(await there.contributions(x)).toEqual(here.contributions(x));
    expect(state(Perceptron.fromBytes(there.toBytes()))).toBe(state(here));
    expect(state(root.Perceptron.fromJSON(Perceptron.fromJSON(here.toJSON()).toJSON()))).toBe(state(here));
  });
});

describe("epochs", () => {
  const { X, y } = lesson();

  it("onEpoch is told of each, in order, and waited for: a worker that runs ahead", async () => {
    let busy = 0;
    const told: number[] = [];
    const onEpoch = async ({ epoch }: { epoch: number }) => {
      expect(busy++).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 1));
      told.push(epoch);
      busy--;
    };
    const model = await new Perceptron({ maxIter: 6, tol: null }).fit(X, y, { onEpoch });
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
    expect(model.history.map(({ epoch }) => epoch)).toEqual(told);
  });

  it("each is committed before it is told; a break ends the fit: one that goes on behind the loop's back", async () => {
    const options = { maxIter: 50, tol: null };
    const model = new Perceptron(options);
    const here = new root.Perceptron(options);
    const theirs = here.epochs(X, y);
    for await (const { epoch } of model.epochs(X, y)) {
      await theirs.next();
      expect(state(model)).toBe(state(here));
      if (epoch === 3) break;
    }
    await theirs.return();
    expect(model.nIter).toBe(3);
    expect(state(await model.partialFit(X, y))).toBe(state(here.partialFit(X, y)));
  });

  it("a loop that runs to its end, and one that fails", async () => {
    const model = new Perceptron({ maxIter: 4, tol: null });
    const epochs = [];
    for await (const { epoch } of model.epochs(X, y)) epochs.push(epoch);
    expect(epochs).toEqual([1, 2, 3, 4]);
    await expect(model.epochs(X, y.slice(1)).next()).rejects.toMatchObject({ code: "LENGTH" });
    expect(model.nIter).toBe(4);
  });
});

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
      expect(error).toMatchObject({ code, message: expect.stringContaining("Perceptron.") });
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

it("a process ends although its worker is idle", () => {
  const program = `import { Perceptron } from ${JSON.stringify(built("worker/index.js"))};
    await new Perceptron().fit([[0], [1]], [0, 1]);
    console.log("done");`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 30_000 });
  expect(String(output)).toBe("done\n");
});
