// The Perceptron of rosenblatt/worker against the root's: the same bits, epoch by epoch.
import { afterEach, describe, expect, it } from "vitest";
import { essence } from "../support/essence.js";
import { rowsOf } from "../support/matrices.js";
import { classes, close, type Options, Perceptron, root, trainingSet } from "./built-package.js";

afterEach(close);

const sparse = {
  data: Float32Array.of(1, 2, 3, 4),
  indices: Uint32Array.of(0, 2, 1, 2),
  indptr: Uint32Array.of(0, 2, 3, 4),
  rows: 3,
  cols: 3,
};

describe("the same bits as the root", () => {
  const { X, y } = trainingSet();
  const bits = y.map((label) => [Number(label === "a"), Number(label === "b")]);
  const cases: [string, Options, Parameters<InstanceType<typeof root.Perceptron>["fit"]>][] = [
    ["flat f32", {}, [X, y]],
    ["number[][], averaged", { average: true, maxIter: 4 }, [rowsOf(X), y]],
    [
      "sampleWeight and classWeight",
      { classWeight: new Map([["a", 2]]) },
      [X, y, { sampleWeight: y.map((_, i) => i % 3) }],
    ],
    ["a matrix of 0 and 1, keep best", { keep: "best" }, [X, bits]],
    ["sparse, joint", { multiclass: "joint" }, [sparse, ["p", "q", "r"]]],
    ["early stopping, standardized", { earlyStopping: true, standardize: true }, [X, y]],
  ];
  it.each(cases)("of fit, predict, decisionFunction and score: %s", async (_, options, fitArgs) => {
    const local = new root.Perceptron(options).fit(...fitArgs);
    const remote = await new Perceptron(options).fit(...fitArgs);
    expect(essence(remote)).toBe(essence(local));
    expect(await remote.predict(fitArgs[0])).toEqual(local.predict(fitArgs[0]));
    expect(await remote.decisionFunction(fitArgs[0])).toEqual(local.decisionFunction(fitArgs[0]));
    expect(await remote.score(fitArgs[0], fitArgs[1])).toBe(local.score(fitArgs[0], fitArgs[1]));
    expect([remote.classes, remote.coef, remote.intercept, remote.nIter, remote.converged]).toEqual([
      local.classes,
      local.coef,
      local.intercept,
      local.nIter,
      local.converged,
    ]);
  });

  it("of partialFit, fitStream, predictOne, contributions and files", async () => {
    const local = new root.Perceptron({ eta0: 0.1 });
    const remote = new Perceptron({ eta0: 0.1 });
    await remote.partialFit(X, y, { classes });
    expect(essence(remote)).toBe(essence(local.partialFit(X, y, { classes })));
    async function* batches() {
      for (let i = 0; i < 3; i++) yield { X, y, sampleWeight: y.map((_, row) => (row + i) % 2) };
    }
    const reportedEpochs: number[] = [];
    await local.fitStream(batches());
    await remote.fitStream(batches(), { onEpoch: ({ epoch }) => reportedEpochs.push(epoch) });
    expect(essence(remote)).toBe(essence(local));
    expect(reportedEpochs).toEqual([2, 3, 4]);
    const x = X.data.subarray(0, X.cols);
    expect(await remote.predictOne(x)).toBe(local.predictOne(x));
    expect(await remote.topK(x)).toEqual(local.topK(x));
    expect(await remote.topK(x, 2)).toEqual(local.topK(x, 2));
    expect(await remote.contributions(x)).toEqual(local.contributions(x));
    expect(essence(Perceptron.fromBytes(remote.toBytes()))).toBe(essence(local));
    expect(essence(root.Perceptron.fromJSON(Perceptron.fromJSON(local.toJSON()).toJSON()))).toBe(
      essence(local),
    );
  });
});
