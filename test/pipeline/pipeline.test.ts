// A Pipeline answers to the bit as its steps do by hand, leaves all as it was when a call fails, and travels whole.
import { describe, expect, it, vi } from "vitest";
import { Perceptron } from "../../src/index.js";
import { Pipeline, type Steps } from "../../src/pipeline/index.js";
import { arow } from "../../src/rules/index.js";
import { essence } from "../support/essence.js";
import { Letters, People, type Person, people, Squares, survived } from "./steps.js";

const options = { average: true, maxIter: 30 } as const;
const make = () => new Pipeline([new People(), new Perceptron(options)]);
const byHand = (rows: readonly Person[] = people, y: readonly string[] = survived) => {
  const step = new People().fit(rows);
  return { step, model: new Perceptron(options).fit(step.transform(rows), y as string[]) };
};

describe("each method is that of the last step over the input of the first", () => {
  const { step, model } = byHand();
  const X = step.transform(people);
  const pipeline = make().fit(people, survived);

  it("fit and fitAsync learn what the steps learn by hand; a program that skips one differs", async () => {
    expect(essence(pipeline.model)).toBe(essence(model));
    expect(essence((await make().fitAsync(people, survived)).model)).toBe(essence(model));
    expect(pipeline.steps[0]).toEqual(step);
  });

  it("predict, decisionFunction, score and what the model tells of itself", () => {
    expect(pipeline.predict(people)).toEqual(model.predict(X));
    expect(pipeline.decisionFunction(people)).toEqual(model.decisionFunction(X));
    expect(pipeline.score(people, survived)).toBe(model.score(X, survived));
    const told = ({ classes, nIter, converged, stopReason, history }: Perceptron | Pipeline) =>
      essence([classes, nIter, converged, stopReason, history]);
    expect(told(pipeline)).toBe(told(model));
    expect(pipeline.featureNames).toEqual(["age", "male"]);
  });

  it("predictOne takes a record, with transformOne or without", () => {
    expect(people.map((person) => pipeline.predictOne(person))).toEqual(model.predict(X));
    const squares = new Pipeline([new People(), new Squares(), new Perceptron()]).fit(people, survived);
    expect(people.map((person) => squares.predictOne(person))).toEqual(squares.predict(people));
  });

  it("contributions by name make the score of a label: of two classes the second's and, negated, the first's", () => {
    const person = people[3] as Person;
    const [z] = model.decisionFunction([X[3] as number[]]).data as Float64Array;
    const yes = pipeline.contributions(person);
    expect(Object.keys(yes)).toEqual(["age", "male"]);
    const sum = (values: Record<string, number>) => Object.values(values).reduce((a, b) => a + b, 0);
    expect(sum(yes) + (model.intercept[0] as number)).toBeCloseTo(z as number, 10);
    expect(pipeline.contributions(person, "yes")).toEqual(yes);
    expect(sum(pipeline.contributions(person, "no"))).toBe(-sum(yes));
  });

  it("contributions of several classes are the predicted one's, of a matrix those of a column", () => {
    const kinds = ["a", "b", "c", "a", "b", "c", "a", "b"];
    const several = new Pipeline([new People(), new Perceptron(options)]).fit(people, kinds);
    for (const person of people) {
      const label = several.predictOne(person) as string;
      expect(several.contributions(person)).toEqual(several.contributions(person, label));
    }
    const bits = people.map(({ sex }) => [Number(sex === "male"), 1, 0]);
    const columns = make().fit(people, bits);
    expect(columns.contributions(people[0])).toEqual(columns.contributions(people[0], 0));
    expect(Object.values(columns.contributions(people[0], 2))).toEqual(
      [...columns.model.contributions(X[0] as number[]).data].slice(4, 6),
    );
  });

  it("sparse samples pass through, for one row too", () => {
    const words = ["cab", "bad", "dig", "jig", "ace", "hid"];
    const kinds = ["low", "low", "high", "high", "low", "high"];
    const letters = new Pipeline([new Letters(), new Perceptron()]).fit(words, kinds);
    expect(words.map((word) => letters.predictOne(word))).toEqual(kinds);
    expect(letters.contributions("cab", "low")).toMatchObject({
      z: expect.closeTo(0),
      a: expect.any(Number),
    });
  });

  it("a step's blocks are asked for one by one, and make the same answers as one", () => {
    const steps = () => [new People(), new Squares(), new Perceptron()] as const;
    const [a, squares, b] = steps();
    const blockwise = new Pipeline([a, squares, b]).fit(people, survived);
    const X2 = squares.transform(a.transform(people));
    expect(blockwise.predict(people)).toEqual(b.predict(X2));
    expect(blockwise.decisionFunction(people)).toEqual(b.decisionFunction(X2));
    expect(squares.blocks).toBe(8);
    expect(blockwise.score(people, survived)).toBe(b.score(X2, survived));
    expect(blockwise.featureNames).toEqual(["x0", "x1", "x2", "x3"]);
  });

  it("a Pipeline of the model alone is the model", () => {
    const alone = new Pipeline([new Perceptron(options)]).fit(X, survived);
    expect(essence(alone.model)).toBe(essence(model));
    expect(alone.featureNames).toEqual(["x0", "x1"]);
    expect(alone.predictOne(X[0])).toBe(model.predictOne(X[0] as number[]));
  });
});

describe("batches", () => {
  const parts = [people.slice(0, 3), people.slice(3, 6), people.slice(6)];
  const batches = parts.map((X, i) => ({ X, y: survived.slice(i * 3, i * 3 + 3) }));
  const classes = ["no", "yes"];

  it("partialFit: steps learn from the first batch alone, the model from all", () => {
    const pipeline = make();
    const step = new People().fit(parts[0] as Person[]);
    const model = new Perceptron(options);
    for (const { X, y } of batches) {
      pipeline.partialFit(X, y, { classes });
      model.partialFit(step.transform(X), y, { classes });
    }
    expect(pipeline.steps[0]).toEqual(step);
    expect(essence(pipeline.model)).toBe(essence(model));
  });

  it("a step that has learned before stays as it is", () => {
    const step = new People().fit(people);
    const before = { ...step.toJSON() };
    const pipeline = new Pipeline([step, new Perceptron()]);
    for (const { X, y } of batches) pipeline.partialFit(X, y, { classes });
    expect(step.toJSON()).toEqual(before);
  });

  it("fitStream is partialFit over batches; opened anew, steps learn from all of it", async () => {
    const stepwise = make();
    for (const { X, y } of batches) stepwise.partialFit(X, y, { classes });
    const streamed = await make().fitStream(batches, { classes });
    expect(streamed.model.coef).toEqual(stepwise.model.coef);
    let opened = 0;
    const open = async function* () {
      opened++;
      yield* batches;
    };
    const twice = await make().fitStream(open, { classes });
    expect(twice.steps[0]).toEqual(new People().fit(people));
    expect(opened).toBe(2);
    await twice.fitStream(open, { classes });
    expect(twice.steps[0]).toEqual(new People().fit(people));
  });

  it("the passes of its steps end as a stream ends, and do not begin with wrong options", async () => {
    for (const name of ["signal", "stop"] as const) {
      const end = new AbortController();
      const hanging = async function* () {
        yield batches[0] as (typeof batches)[number];
        queueMicrotask(() => end.abort(new Error("enough")));
        await new Promise(() => {}); // a pass that waited for the next batch would not end
      };
      const pipeline = make();
      const streamed = pipeline.fitStream(hanging, { classes, [name]: end.signal });
      if (name === "signal") await expect(streamed).rejects.toThrow("enough");
      else expect((await streamed).steps[0]).toEqual(new People().fit(batches[0]?.X as never));
      expect(() => pipeline.classes).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    }
    const opened = vi.fn(() => batches);
    for (const options of [null, { clases: classes }, { signal: 1 }, { stop: 1 }])
      await expect(make().fitStream(opened, options as never)).rejects.toMatchObject({
        code: expect.stringMatching(/OPTION/),
      });
    expect(opened).not.toHaveBeenCalled();
  });

  it("batches before one that fails stay learned", async () => {
    const pipeline = make();
    const bad = [batches[0], { X: [{}], y: ["no"] }] as typeof batches;
    await expect(pipeline.fitStream(bad, { classes })).rejects.toThrow("no age");
    expect(pipeline.predict(people)).toHaveLength(8);
    await expect(pipeline.fitStream([1] as never)).rejects.toMatchObject({ code: "BATCHES" });
    await expect(pipeline.fitStream(7 as never)).rejects.toMatchObject({ code: "BATCHES" });
  });
});

describe("a call that fails leaves all as it was, against new steps before an old model", () => {
  const other = people.map(({ age, sex }) => ({ age: age + 50, sex }));

  it("fit, of which the model refuses its part", async () => {
    const pipeline = make().fit(people, survived);
    const before = [essence(pipeline), pipeline.predict(people)];
    expect(() => pipeline.fit(other, ["one", "label", "short"])).toThrow(/y has 3/);
    expect([essence(pipeline), pipeline.predict(people)]).toEqual(before);
    await expect(pipeline.fitAsync(other, ["short"])).rejects.toThrow(/y has 1/);
    expect([essence(pipeline), pipeline.predict(people)]).toEqual(before);
    expect(() => pipeline.fit([{}], ["no"])).toThrow("no age");
    expect([essence(pipeline), pipeline.predict(people)]).toEqual(before);
  });

  it("a first call: the Pipeline has still learned nothing, and the next begins anew", () => {
    const pipeline = make();
    expect(() => pipeline.partialFit(other, survived, {})).toThrow(/classes/);
    expect(() => pipeline.predict(people)).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    pipeline.partialFit(people, survived, { classes: ["no", "yes"] });
    expect(pipeline.steps[0]).toEqual(new People().fit(people));
  });

  it("a step without a file cannot be put back: nothing answers while it learns, nor once it failed, until it has", async () => {
    const step = { mean: 0, fit: (X: number[]) => Object.assign(step, { mean: X[0] }), transform };
    function transform(X: number[]) {
      return X.map((x) => [x - step.mean]);
    }
    const pipeline = new Pipeline([step, new Perceptron()]).fit([1, 5], ["a", "b"]);
    expect(() => pipeline.fit([9, 5], ["a"])).toThrow();
    expect(() => pipeline.predict([1])).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    const running = pipeline.fitAsync([1, 5], ["a", "b"]);
    expect(() => pipeline.predict([1])).toThrow(expect.objectContaining({ code: "BUSY" }));
    expect((await running).predict([1, 5])).toEqual(["a", "b"]);
  });

  it("while fitAsync runs, the Pipeline answers as before, and another fit is refused", async () => {
    const pipeline = make().fit(people, survived);
    const before = pipeline.decisionFunction(people);
    const running = pipeline.fitAsync(other, survived);
    expect(pipeline.decisionFunction(people)).toEqual(before);
    expect(() => pipeline.fit(people, survived)).toThrow(expect.objectContaining({ code: "BUSY" }));
    await running;
    expect(pipeline.steps[0]).toEqual(new People().fit(other));
    expect(pipeline.decisionFunction(people)).not.toEqual(before);
  });
});

describe("files", () => {
  const steps = [People];

  it("a note is what its text holds, before it is one: a structured clone keeps dates, and throws at a function", () => {
    const pipeline = make().fit(people, survived);
    pipeline.metadata = { when: new Date(0), seen: () => 1 };
    const { metadata } = pipeline.toJSON();
    expect(metadata).toEqual({ when: "1970-01-01T00:00:00.000Z" });
    expect(Pipeline.fromBytes(pipeline.toBytes(), { steps }).metadata).toEqual(metadata);
  });

  it("JSON and bytes hold all of it, and what was noted beside", () => {
    const pipeline = make().fit(people, survived);
    pipeline.metadata = { target: "survived" };
    const json = JSON.parse(JSON.stringify(pipeline));
    expect(json).toMatchObject({
      format: "rosenblatt.Pipeline",
      version: 1,
      metadata: { target: "survived" },
    });
    for (const copy of [
      Pipeline.fromJSON(json, { steps }),
      Pipeline.fromBytes(pipeline.toBytes(), { steps }),
    ]) {
      expect(essence(copy)).toBe(essence(pipeline));
      expect(copy.predictOne(people[0])).toBe(pipeline.predictOne(people[0]));
      copy.partialFit(people, survived);
      expect(copy.steps[0]).toEqual(pipeline.steps[0]);
    }
  });

  it("resume: false leaves out what only going on needs, also of a model that is a Pipeline or of another copy", () => {
    const pipeline = make().fit(people, survived);
    const [json, bytes] = [pipeline.toJSON({ resume: false }), pipeline.toBytes({ resume: false })];
    expect(json.steps[1]).not.toHaveProperty("training");
    const around = new Pipeline([pipeline]).toJSON({ resume: false });
    expect(around.steps[0]).toEqual(json);
    expect(bytes.length).toBeLessThan(pipeline.toBytes().length);
    expect(Pipeline.fromBytes(bytes, { steps }).predict(people)).toEqual(pipeline.predict(people));
  });

  it("the file of a Perceptron is that of a Pipeline of one step, and one of another model is JSON in its bytes", () => {
    const { model, step } = byHand();
    const X = step.transform(people);
    expect(Pipeline.fromJSON(model.toJSON()).predict(X)).toEqual(model.predict(X));
    expect(Pipeline.fromBytes(model.toBytes()).predict(X)).toEqual(model.predict(X));
    class Always {
      static readonly format = "test.Always";
      fit = () => this;
      predict = (rows: unknown[]) => rows.map(() => "yes");
      toJSON = () => ({ format: Always.format });
      static fromJSON = () => new Always();
    }
    const always = new Pipeline([new People().fit(people), new Always()]);
    const copy = Pipeline.fromBytes<Always>(always.toBytes(), { steps: [People, Always] });
    expect(copy.predict(people)).toEqual(always.predict(people));
  });

  it("one that learned by a rule goes on once it is put together anew with it, as docs/rules.md says", () => {
    const rule = arow({ r: 1 });
    const pipeline = new Pipeline([new People(), new Perceptron({ ...options, rule })]).fit(people, survived);
    const saved = JSON.parse(JSON.stringify(pipeline));
    const loaded = Pipeline.fromJSON(saved, { steps });
    const again = new Pipeline([
      ...loaded.steps.slice(0, -1),
      Perceptron.fromJSON(saved.steps.at(-1), { rule }),
    ] as unknown as Steps<Perceptron>);
    again.partialFit(people, survived);
    expect(essence(again)).toBe(essence(pipeline.partialFit(people, survived)));
  });

  it("a Pipeline can be a step of another", () => {
    const nested = new Pipeline([make().fit(people, survived)]);
    const copy = Pipeline.fromJSON<Pipeline>(JSON.parse(JSON.stringify(nested)), {
      steps: [{ format: Pipeline.format, fromJSON: (saved) => Pipeline.fromJSON(saved, { steps }) }],
    });
    expect(copy.predict(people)).toEqual(nested.predict(people));
  });
});
