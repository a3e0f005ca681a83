// Files of version 1 (test/golden/models-version-1.json: written by the last code that wrote them, with options of every
// kind, the same model as JSON and as bytes) load, answer as they did, and go on as they would have.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";

const { X, y, files } = JSON.parse(readFileSync("test/golden/models-version-1.json", "utf8"));

it.each(Object.keys(files))("%s: as JSON and as bytes, and what it learns next", (name) => {
  const { json, bytes, predicted, next } = files[name];
  const models = [Perceptron.fromJSON(json), Perceptron.fromBytes(Buffer.from(bytes, "base64"))] as const;
  expect(models[0].toBytes()).toEqual(models[1].toBytes());
  for (const model of models) {
    expect(model.predict(X)).toEqual(predicted);
    expect(model.toJSON().version).toBe(2);
    expect(Perceptron.fromJSON(JSON.parse(JSON.stringify(model))).toBytes()).toEqual(model.toBytes());
    if (next) expect([...model.partialFit(X, y).coef.data]).toEqual(next);
  }
});

it.each([
  [false, 4, "maxIter"],
  [false, 5, "noImprovement"],
  [true, 5, "converged"],
])("converged %s after 4 epochs of %i means %s", (converged, maxIter, stopReason) => {
  const json = structuredClone(files.plain.json);
  json.fitted.converged = converged;
  json.options.maxIter = maxIter;
  const model = Perceptron.fromJSON(json);
  expect([model.converged, model.stopReason]).toEqual([converged, stopReason]);
});

it("does not say of a mean that it converged, which it may have said of other weights", () => {
  const json = structuredClone(files.averaged.json);
  json.fitted.converged = true;
  expect(Perceptron.fromJSON(json).converged).toBe(false);
  expect(() => Perceptron.fromJSON({ ...files.plain.json, extra: 1 })).toThrow(/unknown key extra/);
});
