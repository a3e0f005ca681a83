// Refusals of a Pipeline: steps that cannot be one, files that are none, and what each loader calls the others' files.
import { describe, expect, it } from "vitest";
import { KindError, StateError, ValueError } from "../../src/base/errors.js";
import { AssociationLayer } from "../../src/features/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { Columns } from "../../src/pipeline/columns.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { refusalTable, untyped, wrong } from "../support/refusals.js";
import { People, people, Squares, survived } from "./steps.js";

interface Models {
  pipeline: Pipeline;
  plain: Pipeline;
  bare: Pipeline<{ fit(): unknown; predict(X: unknown): unknown }>;
}
const { refused, rejected, meet, check } = refusalTable<Models>();
const SPARSE = { indptr: [0, 1, 2], indices: [0, 1], data: [1, 1], rows: 2, cols: 2 };
const bare = { fit: () => bare, predict: () => ["a"] };
const make = (): Models => ({
  pipeline: new Pipeline([new People(), new Perceptron()]).fit(people, survived),
  plain: new Pipeline([new Perceptron()]).fit(SPARSE, ["a", "b"]),
  bare: new Pipeline([bare]),
});
const construct = untyped((steps: never) => new Pipeline(steps));
const load = untyped(Pipeline.fromJSON);
const saved = JSON.parse(JSON.stringify(make().pipeline));
const steps = [People];

meet({ "new Pipeline": (_, value) => construct(value) }, (bad) => {
  for (const value of [undefined, null, {}, "steps", new Perceptron(), []])
    bad(KindError, "WRONG_KIND", "steps is", value);
  bad(KindError, "WRONG_KIND", "step 0 is a People; expected an object with fit and predict", [new People()]);
  bad(KindError, "WRONG_KIND", "step 0 is a Perceptron; expected an object with fit and transform", [
    new Perceptron(),
    new Perceptron(),
  ]);
  bad(KindError, "WRONG_KIND", "step 1 is a function — a class", [new People(), Perceptron]);
  bad(KindError, "WRONG_KIND", "step 0 is null", [null, new Perceptron()]);
});
refused(KindError, "WRONG_KIND", {
  "Pipeline.partialFit: the last step is an object; expected a model with partialFit": ({ bare }) =>
    bare.partialFit([[1]], ["a"]),
  "Pipeline.topK: the last step — has none": ({ bare }) => bare.topK([1]),
  "Pipeline.decisionFunction: the last step — has none": ({ bare }) => bare.decisionFunction([[1]]),
  "Pipeline.contributions: the last step — has none": ({ bare }) => bare.contributions([1]),
  "Pipeline.score: the last step — has none": ({ bare }) => bare.score([[1]], ["a"]),
  "Pipeline.toJSON: step 0 is a Squares; expected a step with toJSON": () =>
    new Pipeline([new Squares(), new Perceptron()]).toJSON(),
  "Pipeline.toBytes: step 1 — the model has none": () => new Pipeline([new People(), bare]).toBytes(),
});
meet(
  {
    "Pipeline.toJSON": (_, metadata) => Object.assign(make().plain, { metadata }).toJSON(),
    "Pipeline.toBytes": (_, metadata) => Object.assign(make().plain, { metadata }).toBytes(),
  },
  (bad) => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const value of [null, "x", [1], 3, circle, { rows: 3n }, { toJSON: () => 1 }, { toJSON() {} }])
      bad(KindError, "WRONG_KIND", "metadata is — a file would not load", value);
  },
);
meet(
  {
    "Pipeline.predictOne": ({ plain }, x) => plain.predictOne(x),
    "Pipeline.topK": ({ plain }, x) => plain.topK(x),
    "Pipeline.contributions": ({ plain }, x) => plain.contributions(x),
  },
  (bad) => bad(KindError, "NOT_A_VECTOR", "x is an object — of two sparse rows", SPARSE),
);
meet({ "new Columns": (_, names) => new Columns(names) }, (bad) => {
  for (const names of ["a", [], [1], ["a", "a"]])
    bad(KindError, "WRONG_KIND", "names is — no names, each once", names);
});
refused(KindError, "NOT_A_NUMBER", {
  'Columns.transform: "a" in row 1 is the string "x"': () =>
    new Columns(["a"]).transform([{ a: 1 }, { a: "x" }]),
  'Columns.transformOne: "b" in row 0 is undefined': () => new Columns(["a", "b"]).transformOne({ a: 1 }),
});
refused(KindError, "WRONG_KIND", {
  "Columns.transform: the input is the number 1": () => new Columns(["a"]).transform(wrong(1)),
  'Columns.transform: column "a" is an object; expected numbers — texts': () =>
    new Columns(["a"]).transform({ rows: 1, column: () => ({ dictionary: ["x"], codes: [0] }) }),
  "Columns.transformOne: the record is an array": () => new Columns(["a"]).transformOne([1]),
});
rejected(KindError, "WRONG_KIND", {
  "Pipeline.fitAsync: the last step — has none": ({ bare }) => bare.fitAsync([[1]], ["a"]),
  "Pipeline.fitStream: the last step — has none": ({ bare }) => bare.fitStream([]),
});
rejected(KindError, "BATCHES", {
  "Pipeline.fitStream: batches is the number 7": ({ pipeline }) => pipeline.fitStream(wrong(7)),
  "Pipeline.fitStream: batches is the number 7 — of a function": () =>
    new Pipeline([new People(), new Perceptron()]).fitStream(wrong(() => 7)),
});
refused(ValueError, "UNKNOWN_CLASS", {
  'Pipeline.contributions: label is "maybe"': ({ pipeline }) => pipeline.contributions(people[0], "maybe"),
});
refused(StateError, "NOT_FITTED", {
  "Pipeline.classes: this model has learned nothing yet": () => new Pipeline([new Perceptron()]).classes,
  "Pipeline.predict: this model has learned nothing yet; call fit or partialFit first": () =>
    new Pipeline([new AssociationLayer(), new Perceptron()]).predict([[1]]),
});
refused(KindError, "STEP_CLASS", {
  'Pipeline.fromJSON: step 0 of the file is "test.People"; pass what reads it in { steps: [ … ] }': () =>
    load(saved),
  "Pipeline.fromBytes: step 0 of the file": ({ pipeline }) => Pipeline.fromBytes(pipeline.toBytes()),
});
refused(KindError, "WRONG_KIND", {
  "Pipeline.fromJSON: steps is a function — no list": () => load(saved, { steps: People }),
  "Pipeline.fromJSON: an element of steps is a People — an instance": () =>
    load(saved, { steps: [new People()] }),
});
refused(KindError, "UNKNOWN_OPTION", {
  "Pipeline.fromJSON: did you mean steps?": () => load(saved, { step: steps }),
  "Pipeline.toJSON: did you mean resume?": ({ pipeline }) => pipeline.toJSON(wrong({ resum: true })),
});
meet({ "Pipeline.fromJSON: file": (_, file) => load(file, { steps }) }, (bad) => {
  const file = (title: string, parts: object) =>
    bad(ValueError, "MODEL_FILE", `not a saved model of this version: ${title}`, { ...saved, ...parts });
  bad(ValueError, "MODEL_FILE", "it is a string; JSON.parse it", JSON.stringify(saved));
  bad(ValueError, "MODEL_FILE", "the model is null", null);
  const old = { features: ["x"], target: "y", model: saved.steps[1] };
  bad(ValueError, "MODEL_FILE", "it names 1 feature, and its model takes 2", old);
  bad(ValueError, "MODEL_FILE", "the names of its features are an array", { ...old, features: ["x", "x"] });
  bad(ValueError, "MODEL_FILE", "target is the number 1", { ...old, target: 1 });
  file("version is the number 2", { version: 2 });
  file("steps is an object", { steps: {} });
  file("it has no steps", { steps: [] });
  file("step 0 is the number 1", { steps: [1] });
  file("step 0 lacks format", { steps: [{}] });
  file("the format of step 0 is the number 1", { steps: [{ format: 1 }] });
  file("metadata is an empty array", { metadata: [] });
  file("the model has an unknown key more", { more: 1 });
});
refused(ValueError, "MODEL_FILE", {
  'Pipeline.fromJSON: format is the string "rosenblatt.threshold-network"': () =>
    load({ format: "rosenblatt.threshold-network" }),
  'Pipeline.fromJSON: format is the string "rosenblatt.calibrated"; load it by the class that saved it': () =>
    load({ format: "rosenblatt.calibrated" }),
  "Pipeline.fromBytes: its checksum differs": ({ pipeline }) => {
    const bytes = pipeline.toBytes();
    bytes[40] = ~(bytes[40] as number);
    return Pipeline.fromBytes(bytes, { steps });
  },
});
refused(KindError, "NOT_BYTES", {
  "Pipeline.fromBytes: the file is an object — JSON": () => Pipeline.fromBytes(wrong(saved), { steps }),
});

check({ make, written: ({ pipeline }) => JSON.stringify(pipeline) });

describe("a Perceptron's loaders name what a Pipeline has saved, against one that says that a key is missing", () => {
  const { pipeline } = make();
  const named = /format is the string "rosenblatt\.Pipeline"; .*the command line saves a Pipeline/;

  it("fromJSON of a TLU, which said that a key was missing", () => {
    expect(() => TLU.fromJSON(saved)).toThrow(named);
  });

  it("fromJSON and fromBytes", () => {
    expect(() => Perceptron.fromJSON(saved)).toThrow(named);
    expect(() => Perceptron.fromBytes(pipeline.toBytes())).toThrow(named);
  });

  it("a file of the command line before version 1", () => {
    const { steps } = saved;
    const old = { features: ["x"], target: "y", model: steps[1] };
    expect(() => Perceptron.fromJSON(old)).toThrow(/the command line saves a Pipeline/);
  });
});
