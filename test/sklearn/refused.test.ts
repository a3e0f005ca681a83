// What is refused here and taken by scikit-learn is what docs/sklearn.md lists, with these codes.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Perceptron } from "../../src/sklearn/index.js";
import { X, y } from "../support/fitted-models.js";

const twice = { data: [1, 1, 2, 3], indices: [0, 0, 1, 1], indptr: [0, 2, 3, 4], rows: 3, cols: 2 };
const learn = (options: object, rows: unknown = X, targets: unknown = y, more: object = {}) =>
  new Perceptron(options).fit(rows as never, targets as never, more);

const refused: Record<string, () => unknown> = {
  "`random_state=None`": () => learn({ randomState: null }),
  "`verbose`": () => learn({ verbose: 0 }),
  "`coef_init`": () => learn({}, X, y, { coefInit: [1, 1] }),
  "labels of several types": () => learn({}, X, ["a", 1, "a", 1]),
  "y as a column": () =>
    learn(
      {},
      X,
      y.map((value) => [value]),
    ),
  "X of strings": () =>
    learn(
      {},
      [
        ["0", "1"],
        ["1", "0"],
      ],
      [0, 1],
    ),
  "sparse rows": () => learn({}, twice, [0, 1, 1]),
  "negative weights": () => learn({}, X, y, { sampleWeight: [-1, 1, 1, 1] }),
  "rows that all weigh 0": () => learn({}, X, y, { sampleWeight: [0, 0, 0, 0] }),
};
const page = readFileSync("docs/sklearn.md", "utf8");
const [, section = ""] = page.split("## What is refused here and taken there");
const rows = [...(section.split("\n## ")[0] as string).matchAll(/^\| (.+?) \| `([A-Z_]+)` \|/gm)];

it("lists each, and no other", () => {
  expect(rows.length).toBe(Object.keys(refused).length);
  for (const [, taken = "", code] of rows) {
    const [, call] = Object.entries(refused).find(([name]) => taken.startsWith(name)) ?? [];
    expect(call, taken).toThrow(expect.objectContaining({ code }));
  }
});
