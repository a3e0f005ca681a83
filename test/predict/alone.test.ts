// What people download who only ask: one small file, as a module, in CommonJS and as a plain script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { wasm } from "../../src/core/kernels.wasm.js";
import { Perceptron } from "../../src/index.js";

/** How the text of every kernel begins. */
const KERNEL_START = wasm.slice(0, 13);

const model = new Perceptron({ average: true, standardize: true }).fit(
  [
    [1, 5],
    [2, 3],
    [4, 1],
  ],
  ["a", "b", "c"],
);
const row = [2.5, 2.5];

/** What a program of this line downloads. */
async function bundled(names: string): Promise<{ text: string; size: number }> {
  const contents = `export { ${names} } from "./dist/predict/index.js";`;
  const { outputFiles } = await build({
    ...{ stdin: { contents, resolveDir: "." }, bundle: true, minify: true, format: "esm", write: false },
  });
  const [{ text, contents: bytes }] = outputFiles as [(typeof outputFiles)[0]];
  return { text, size: gzipSync(bytes).length };
}

it("is under 6 KB (6,000 bytes) gzipped, bundled and minified, and holds neither training nor Wasm", async () => {
  const { text, size } = await bundled("loadModel");
  expect(size).toBeLessThan(6_000);
  expect(text).not.toMatch(/WebAssembly|eta0|maxIter/);
  expect(text).not.toContain(KERNEL_START);
});

it.each([
  ["associationLayer", 1_500],
  ["calibrated", 1_500],
])("%s is under %i bytes more, if it is passed in", async (name, budget) => {
  const [alone, both] = [await bundled("loadModel"), await bundled(`loadModel, ${name}`)];
  expect(both.size - alone.size).toBeLessThan(budget);
  expect(both.text).not.toMatch(/WebAssembly|eta0|maxIter/);
  expect(both.text).not.toContain(KERNEL_START);
});

it("refuses a proxy that was revoked, as its source does: a minifier could leave the question out", async () => {
  const { loadModel } = await import(new URL("../../dist/predict/index.js", import.meta.url).href);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  expect(() => loadModel(model.toJSON()).predict(proxy)).toThrow(
    expect.objectContaining({ code: "NOT_A_MATRIX" }),
  );
});

it("is one file, each way", () => {
  for (const file of ["index.js", "index.cjs", "index.iife.js"]) {
    expect(readFileSync(`dist/predict/${file}`, "utf8")).not.toMatch(/\brequire\(|\bimport\b|\bfrom ?["']/);
  }
});

it("gives a plain script `rosenblatt.loadModel`, which takes what comes from another realm", () => {
  const script = readFileSync("dist/predict/index.iife.js", "utf8");
  const program = `${script}
    const model = rosenblatt.loadModel(JSON.parse(json));
    JSON.stringify([model.classes, model.predictOne([2.5, 2.5]), rosenblatt.loadModel(bytes).predictOne(row)]);`;
  const globals = { json: JSON.stringify(model), bytes: model.toBytes(), row, TextDecoder };
  const expected = [model.classes, model.predictOne(row), model.predictOne(row)];
  expect(JSON.parse(runInNewContext(program, globals))).toEqual(expected);
});

it("answers the same in CommonJS", () => {
  const { loadModel } = createRequire(import.meta.url)("../../dist/predict/index.cjs");
  expect(loadModel(model.toJSON()).topK(row)).toHaveLength(3);
});
