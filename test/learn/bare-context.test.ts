// A context of node:vm has the language and WebAssembly, and nothing of the web platform unless somebody puts it there.
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("everything synchronous runs in a bare context (a program that takes the time from `performance` alone throws)", async () => {
  const { outputFiles } = await build({
    entryPoints: ["dist/index.js"],
    bundle: true,
    format: "iife",
    globalName: "rosenblatt",
    write: false,
  });
  const context = createContext();
  runInContext(outputFiles[0]?.text as string, context);
  const answers = runInContext(
    `const { Perceptron, TLU } = rosenblatt;
    const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const y = ["no", "no", "no", "yes"];
    const model = new Perceptron().fit(X, y);
    const more = Perceptron.fromJSON(JSON.parse(JSON.stringify(model))).partialFit([[1, 1]], ["yes"]);
    JSON.stringify([typeof performance, more.predict(X), new TLU().fit(X, [0, 0, 0, 1]).predict(X), more.history[0].seconds >= 0]);`,
    context,
  );
  expect(JSON.parse(answers)).toEqual(["undefined", ["no", "no", "no", "yes"], [0, 0, 0, 1], true]);
});
