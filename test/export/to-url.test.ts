// A link holds the model with weights of 8 bits, says how many decisions that changes, and nothing else gets in.
import { expect, it } from "vitest";
import { fromUrl, toUrl } from "../../src/export/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { loadModel } from "../../src/predict/index.js";
import { Random } from "../support/random.js";
import { perceptrons } from "./models.js";

it("round-trips labels, options and what 8 bits hold, to the root and to loadModel", () => {
  for (const { model: one, rows } of perceptrons(new Random(90), 200)) {
    const model = one as Perceptron;
    const { url, changed } = toUrl(model, { X: rows, base: "https://example.org/app?x=1" });
    const saved = fromUrl(url);
    const [again, loaded] = [Perceptron.fromJSON(saved), loadModel(JSON.parse(JSON.stringify(saved)))];
    expect(again.classes).toEqual(model.classes);
    expect(again.predict(rows)).toEqual(loaded.predict(rows));
    const labels = model.predict(rows);
    expect(again.predict(rows).filter((label, i) => String(label) !== String(labels[i]))).toHaveLength(
      changed as number,
    );
    expect(fromUrl(toUrl(again).url)).toEqual(saved);
    expect(url).toMatch(/^https:\/\/example\.org\/app\?x=1#rosenblatt=[\w-]+$/);
  }
});

it("keeps every decision of iris' kind, in a link that a message holds", () => {
  const random = new Random(91);
  const X = Array.from({ length: 150 }, (_, i) => [i % 3, 0].map((c) => c * 2 + random.uniform()));
  const y = X.map((_, i) => ["setosa", "versicolor", "virginica"][i % 3] as string);
  const { url, changed } = toUrl(new Perceptron({ average: true, multiclass: "joint" }).fit(X, y), { X, y });
  expect(changed).toBeLessThanOrEqual(2);
  expect(url.length).toBeLessThan(500);
});

// One that put two fragments in a link, or said nothing of labels whose samples it was not given, would fail here.
it("begins with an address without its fragment, and takes labels only with their samples", () => {
  const [X, y] = [
    [[0], [1]],
    ["a", "b"],
  ];
  const model = new Perceptron().fit(X, y);
  const { url } = toUrl(model, { base: "https://example.org/app" });
  expect(toUrl(model, { base: url })).toEqual({ url });
  expect(toUrl(model, { base: "https://example.org/app#top#rosenblatt=AAAA" })).toEqual({ url });
  expect(() => toUrl(model, { y })).toThrow("toUrl: X is undefined; expected the samples that y labels");
});

// One that rounded weights to a step of f32 with few digits, or with none, would answer all rows alike.
it("refuses weights that are too small for their steps, or too large, and takes outputs without any", () => {
  const X = [[1], [-1]];
  const scaled = (weight: number) => {
    const file = new Perceptron().fit(X, ["a", "b"]).toJSON({ resume: false });
    return toUrl({ ...file, prediction: { ...file.prediction, weights: [[weight]], bias: [0] } }, { X });
  };
  for (const weight of [2 ** -126 * 126, 1e-44, Number.MIN_VALUE, 1e300])
    expect(() => scaled(weight)).toThrow(expect.objectContaining({ code: "NOT_EXPORTABLE" }));
  for (const weight of [2 ** -126 * 127, 1e38, 0]) expect(scaled(weight).changed).toBe(0);
});

it("refuses what is no link of a model, damaged or forged", () => {
  const { url } = toUrl(new Perceptron().fit([[0], [1]], ["a", "b"]));
  for (const bad of [
    "",
    "#rosenblatt=",
    "#rosenblatt=!!",
    "#rosenblatt=AAAA",
    url.slice(0, -4),
    `${url}A`,
    url.replace("rosenblatt=i", "rosenblatt=j"),
  ]) {
    expect(() => fromUrl(bad), bad).toThrow(
      expect.objectContaining({ code: "MODEL_FILE", method: "fromUrl" }),
    );
  }
  expect(() => fromUrl(7 as never)).toThrow(expect.objectContaining({ code: "OPTION_KIND" }));
  expect(() => toUrl(new TLU({ weights: [1] }))).toThrow(expect.objectContaining({ code: "NOT_EXPORTABLE" }));
  expect(() => toUrl(new Perceptron())).toThrow(
    expect.objectContaining({ code: "NOT_FITTED", method: "toUrl" }),
  );
});
