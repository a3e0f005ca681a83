// The module that toJavaScript writes answers to the bit, is one that a strict page may load, and holds labels of any kind.
import { expect, it } from "vitest";
import { toJavaScript } from "../../src/export/index.js";
import { Perceptron } from "../../src/index.js";
import { checkJavaScript, load } from "./check-javascript.js";
import { allCases } from "./models.js";

it("answers to the bit", async () => {
  for (const one of allCases(20, 20)) await checkJavaScript(one);
});

it("names its classes as the model does, and refuses what the model refuses", async () => {
  const model = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
    ],
    [false, true],
  );
  const { classes, predict } = await load(toJavaScript(model));
  expect(classes).toEqual([false, true]);
  for (const row of [[1], [1, Number.NaN], [1, Infinity], ["x", 1]]) {
    expect(() => predict(row as number[])).toThrow(RangeError);
  }
});
