// What is written for a person to read counts one thing as one: a text with "1 features" would fail here.
import { expect, it } from "vitest";
import { toC, toJavaScript, toWat } from "../../src/export/index.js";
import { Perceptron } from "../../src/index.js";

const model = new Perceptron().fit([[0], [1]], ["a", "b"]);

it.each([
  ["JavaScript", toJavaScript(model), "// A model of 1 feature, written by rosenblatt"],
  ["C", toC(model), "/* A model of 1 feature, written by rosenblatt"],
  ["C in 8 bits", toC(model, { int8: true, X: [[0]] }), "/* A model of 1 feature in 8 bits"],
  ["WAT", toWat(model), ";; A model of 1 feature and 1 margin in f64"],
])("%s says 1 feature", (_, text, head) => {
  expect(text.slice(0, head.length)).toBe(head);
  expect(text).not.toMatch(/\b1 (features|margins|samples)\b/);
});
