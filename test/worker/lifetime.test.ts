// Long fits leave nothing behind, and a worker does not keep its process alive.
import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { corners } from "../support/matrices.js";
import { close, distUrl, Perceptron, root, trainingSet } from "./built-package.js";

afterEach(close);

describe("long fits", () => {
  it("leave no listeners behind, of which the engine would warn", async () => {
    const { X, y } = trainingSet(30);
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    const model = await new Perceptron({ tol: null, maxIter: 300 }).fit(X, y, { onEpoch: () => {} });
    await new Promise(setImmediate);
    process.off("warning", onWarning);
    expect([model.nIter, warnings]).toEqual([300, []]);
  });

  it("may have a history that is too long for a file", async () => {
    const options = { tol: null, maxIter: 300_000 };
    const [X, y] = [corners, [0, 1, 1, 0]];
    const model = await new Perceptron(options).fit(X, y);
    expect([model.nIter, model.history.length]).toEqual([300_000, 300_000]);
    expect(await model.predict(X)).toEqual(new root.Perceptron(options).fit(X, y).predict(X));
  });
});

it.each([
  ["is idle", ""],
  ["waits for a callback that never answers", "model.fit(X, y, { onEpoch: () => new Promise(() => {}) });"],
  ["waits for a loop that nobody goes on with", "await model.epochs(X, y).next();"],
])("a process ends although its worker %s", (_, waiting) => {
  const program = `import { Perceptron } from ${JSON.stringify(distUrl("worker/index.js"))};
    const [X, y] = [[[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]];
    const model = await new Perceptron({ tol: null }).fit(X, y);
    console.log("done");
    ${waiting}`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], { timeout: 30_000 });
  expect(String(output)).toBe("done\n");
});
