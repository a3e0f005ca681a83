// A saved Pipeline answers through loadModel to the bit, its step classes passed in.
import { expect, it } from "vitest";
import { FeatureHasher, Interactions } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { loadModel } from "../../src/predict/index.js";

const rows = Array.from({ length: 40 }, (_, i) => [i % 5, (i * 3) % 7, (i * 2) % 3]);
const y = rows.map(([a = 0, b = 0]) => (a * b > 6 ? "high" : a > b ? "left" : "right"));

it("of dense and of sparse steps, as JSON and as bytes", () => {
  const records = rows.map(([a, b]) => ({ [`a=${a}`]: 1, b: b as number }));
  const dense = new Pipeline([new Interactions(), new Perceptron({ standardize: true })]).fit(rows, y);
  const sparse = new Pipeline([new FeatureHasher({ cols: 64 }), new Perceptron({ dtype: "f32" })]).fit(
    records,
    y,
  );
  for (const [model, input, steps] of [
    [dense, rows, [Interactions]],
    [sparse, records, [FeatureHasher]],
  ] as const) {
    for (const saved of [
      model.toJSON(),
      JSON.parse(JSON.stringify(model)),
      model.toBytes(),
      model.toBytes({ resume: false }),
    ]) {
      const loaded = loadModel(saved, { steps: steps as never });
      expect(loaded.classes).toEqual((model.model as Perceptron).classes);
      expect(loaded.predict(input)).toEqual(model.predict(input));
      expect(loaded.decisionFunction(input)).toEqual(model.decisionFunction(input));
      for (const row of input.slice(0, 9)) {
        expect(loaded.predictOne(row)).toEqual(model.predictOne(row));
        expect(loaded.topK(row, 1)[0]?.label).toEqual(model.predictOne(row));
      }
    }
  }
});

it("of nothing but a model needs no classes; and a step without one is named", () => {
  const alone = new Pipeline([new Perceptron()]).fit(rows, y);
  expect(loadModel(alone.toJSON()).predict(rows)).toEqual(alone.predict(rows));
  expect(loadModel(alone.toBytes()).predict(rows)).toEqual(alone.predict(rows));
  const saved = new Pipeline([new Interactions(), new Perceptron()]).fit(rows, y).toJSON();
  for (const steps of [undefined, [], [FeatureHasher]]) {
    expect(() => loadModel(saved, { steps: steps as never })).toThrow(
      expect.objectContaining({
        code: "STEP_CLASS",
        message: expect.stringContaining("rosenblatt.Interactions"),
      }),
    );
  }
  for (const bad of [
    { ...saved, version: 2 },
    { ...saved, steps: 3 },
    { ...saved, steps: [] },
  ]) {
    expect(() => loadModel(bad)).toThrow(
      expect.objectContaining({ code: "MODEL_FILE", method: "loadModel" }),
    );
  }
});
