// The Perceptron of rosenblatt/worker against the root's: the same bits, epoch by epoch.
import { afterEach, describe, expect, it } from "vitest";
import { classes, close, lesson, type Options, Perceptron, root, rowsOf, state } from "./far.js";

afterEach(close);

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
