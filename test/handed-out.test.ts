// Files share no object with the models that wrote them or were read from them: who changes one would change what the other answers.
import { expect, it } from "vitest";
import { CalibratedModel, calibrate } from "../src/calibration/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../src/features/index.js";
import { Perceptron, TLU } from "../src/index.js";
import { Network } from "../src/logic/index.js";
import { ThresholdNetwork } from "../src/network/index.js";
import { loadModel } from "../src/predict/index.js";
import { Table, TableEncoder } from "../src/table/index.js";

const X = [
  [1, 2],
  [2, -1],
  [-1, 1],
  [0, 3],
];
const y = ["a", "b", "a", "b"];
const table = new Table({
  n: [1, 2, 3, 4],
  c: ["x", "y", "x", "z"],
  d: ["2020-01-05", "2021-02-06", "2022-03-07", ""],
  q: [4, 3, 2, 1],
});
const layer = {
  units: 4,
  fields: { width: 2, height: 1, size: [1, 2] as [number, number] },
  thresholds: [0, 1, 2, 3],
};
const neuron = { name: "n", excitatory: ["A", "B"], inhibitory: [], threshold: 2 };
const encoder = new TableEncoder({ types: { c: "category", d: "date" }, ignore: ["q"] }).fit(table);

type Saved = { toJSON(): unknown };
const kinds: Record<string, [Saved, (saved: never) => unknown]> = {
  Perceptron: [new Perceptron({ average: true, standardize: true }).fit(X, y), Perceptron.fromJSON],
  TLU: [new TLU({ weights: [1, 1], bias: -2 }), TLU.fromJSON],
  ThresholdNetwork: [new ThresholdNetwork([{ W: [[1], [1]], b: [-1] }]), ThresholdNetwork.fromJSON],
  Network: [new Network({ inputs: ["A", "B"], neurons: [neuron], outputs: ["n"] }), Network.fromJSON],
  CalibratedModel: [calibrate(new Perceptron().fit(X, y), X, y), CalibratedModel.fromJSON],
  AssociationLayer: [new AssociationLayer(layer).fit(X), AssociationLayer.fromJSON],
  FeatureHasher: [new FeatureHasher({ cols: 4, names: true }).fit([["a", "b"]]), FeatureHasher.fromJSON],
  Interactions: [new Interactions({ pairs: [[0, 1]] }), Interactions.fromJSON],
  TableEncoder: [encoder, TableEncoder.fromJSON],
};

/** Writes something else into every place of an object. */
function overwrite(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    overwrite(part);
    if (typeof part !== "object") Reflect.set(value, key, typeof part === "number" ? part + 7 : "changed");
  }
  if (Array.isArray(value) && !Object.isFrozen(value)) value.push("more");
}

it.each(Object.entries(kinds))("%s: a list or an object that its file shares", (_, [model, read]) => {
  const before = JSON.stringify(model);
  const file = model.toJSON();
  const loaded = read(file as never);
  overwrite(file);
  expect(JSON.stringify(model)).toBe(before);
  expect(JSON.stringify(loaded)).toBe(before);
});

it("what loadModel reads, too", () => {
  const model = new Perceptron({ standardize: true }).fit(X, y);
  const file = model.toJSON();
  const loaded = loadModel(file);
  overwrite(file);
  expect([loaded.classes, loaded.predict(X)]).toEqual([model.classes, model.predict(X)]);
  expect(loaded.decisionFunction(X)).toEqual(model.decisionFunction(X));
});
