// Functions and classes of a user over any labels, `<L extends Label>`, compile without a cast, and so do models whose
// answer may be another than a label. `npm run check` compiles this file (tsc -p test), and what must not compile fails it.
import { describe, expect, expectTypeOf, it } from "vitest";
import { calibrate, reliability } from "../src/calibration/index.js";
import { dropClass, renameClass } from "../src/classes/index.js";
import { type Batches, type Label, Perceptron, type Ranked } from "../src/index.js";
import { crossValidate, trainTestSplit } from "../src/metrics/index.js";
import { Pipeline } from "../src/pipeline/index.js";
import { type LoadedModel, loadModel } from "../src/predict/index.js";
import * as sklearn from "../src/sklearn/index.js";
import { Table, TableEncoder } from "../src/table/index.js";
import * as worker from "../src/worker/index.js";

type Section = "sport" | "tech";

const X = [
  [0, 0],
  [0, 1],
  [3, 0],
  [3, 1],
];
const y: Section[] = ["sport", "sport", "tech", "tech"];

/** Keeps a model of whatever labels, as a service would. */
class Learner<L extends Label> {
  model: Perceptron<L> | undefined;

  learn(rows: number[][], labels: readonly L[]): L[] {
    this.model ??= new Perceptron<L>();
    this.model.partialFit(rows, labels, { classes: "grow" });
    return [...this.model.predict(rows), ...this.model.classes];
  }
  best(row: number[]): Ranked<L>[] {
    return this.model?.topK(row) ?? [];
  }
}

describe("a function over any labels", () => {
  it("fits a model that is declared for them, or declared by what it is fitted with", async () => {
    const declared = <L extends Label>(labels: L[]): Perceptron<L> => new Perceptron<L>().fit(X, labels);
    const inferred = <L extends Label>(labels: readonly L[]): Perceptron<L> =>
      new Perceptron().fit(X, labels);
    const later = <L extends Label>(labels: L[]): Promise<Perceptron<L>> =>
      new Perceptron<L>().fitAsync(X, labels);
    const streamed = <L extends Label>(batches: Batches<L[]>): Promise<Perceptron<L>> =>
      new Perceptron<L>().fitStream(batches, { classes: "grow" });
    const models = [declared(y), inferred(y), await later(y), await streamed([{ X, y }])];
    expectTypeOf(models).toEqualTypeOf<Perceptron<Section>[]>();
    expect(models.map(({ classes }) => classes)).toEqual(models.map(() => ["sport", "tech"]));
  });

  it("gets them from predict, topK and classes", () => {
    const learner = new Learner<Section>();
    expectTypeOf(learner.learn(X, y)).toEqualTypeOf<Section[]>();
    expect(learner.learn(X, y).slice(-2)).toEqual(["sport", "tech"]);
    expect(learner.best([3, 0]).map(({ label }) => label)).toHaveLength(2);
  });

  it("takes no others", () => {
    const spoilt = <L extends Label>(model: Perceptron<L>): unknown => {
      // @ts-expect-error: whether "sport" is one of L is not known
      model.fit(X, ["sport", "sport", "tech", "tech"]);
      // @ts-expect-error: a matrix
      model.fit(X, X);
      // @ts-expect-error: L may be a number
      const text: string = model.predictOne([0, 0]);
      return text;
    };
    expect(() => spoilt(new Perceptron<Section>())).toThrow("a matrix of targets");
  });

  it("passes its model on to the other subpaths", async () => {
    const probable = <L extends Label>(labels: L[]): (L | null)[] =>
      calibrate(new Perceptron<L>(), X, labels, { folds: 2 }).predict(X, { abstainBelow: 0.9 });
    const prepared = <L extends Label>(labels: L[]): L =>
      new Pipeline([new Perceptron<L>()]).fit(X, labels).predictOne([3, 0]);
    const scored = <L extends Label>(labels: L[]): number => {
      const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, labels, { testSize: 2, stratify: true });
      const { mean } = crossValidate(() => new Perceptron<L>(), X, labels, { folds: 2 });
      return mean + new Perceptron<L>().fit(XTrain, yTrain).score(XTest, yTest);
    };
    const exact = <L extends Label>(labels: L[]): sklearn.Perceptron<L> =>
      new sklearn.Perceptron<L>().fit(X, labels);
    const remote = <L extends Label>(labels: L[]): Promise<worker.Perceptron<L>> =>
      new worker.Perceptron<L>().fit(X, labels);
    expectTypeOf(remote<Section>).returns.resolves.toEqualTypeOf<worker.Perceptron<Section>>();
    expect([probable(y).length, prepared(y), scored(y) >= 0]).toEqual([4, "tech", true]);
    expect(exact(y).predictOne([3, 0])).toBe("tech");
  });
});

describe("the labels of a table", () => {
  const table = new Table({ a: [0, 1, 3, 4], b: ["x", "x", "y", "y"] });

  it("calibrate a model of it, numbers or texts as they may be", () => {
    const labels = table.labels("b");
    const pipeline = new Pipeline([new TableEncoder({ ignore: ["b"] }), new Perceptron()]);
    const model = calibrate(pipeline, table, labels, { folds: 2 });
    expectTypeOf(model.predict(table)).toEqualTypeOf<(string | number)[]>();
    expect(model.score(table, labels)).toBeLessThanOrEqual(1);
    expect(reliability(model, table, labels).curve.length).toBeGreaterThan(0);
    const remote = () => worker.calibrateInWorker(new worker.Perceptron(), X, labels);
    expectTypeOf(remote).returns.resolves.toEqualTypeOf<worker.WorkerCalibratedModel<string | number>>();
  });
});

describe("a row without an answer", () => {
  it("is null in the types too, whatever its answers are assigned to, here and in a worker", () => {
    const model = calibrate(new Perceptron(), X, y, { folds: 2 });
    // @ts-expect-error: a row may have no answer
    const sure: Section[] = model.predict(X, { abstainBelow: 0.9 });
    // @ts-expect-error: a row may have no answer
    const one: Section = model.predictOne([0, 0], { abstainBelow: 0.9 });
    expectTypeOf(model.predict(X, { abstainBelow: 0.9, unknown: "?" })).toEqualTypeOf<(Section | "?")[]>();
    type Remote = worker.WorkerCalibratedModel<Section>;
    const asked = (remote: Remote) => remote.predict(X, { abstainBelow: 0.9 });
    const askedOne = (remote: Remote) => remote.predictOne([0, 0], { abstainBelow: 0.9 });
    const answered = (remote: Remote) => remote.predict(X, { signal: AbortSignal.timeout(1) });
    expectTypeOf(asked).returns.resolves.toEqualTypeOf<(Section | null)[]>();
    expectTypeOf(askedOne).returns.resolves.toEqualTypeOf<Section | null>();
    expectTypeOf(answered).returns.resolves.toEqualTypeOf<Section[]>();
    expect([sure.length, one === null || y.includes(one)]).toEqual([4, true]);
  });
});

describe("a class that is renamed or dropped", () => {
  it("leaves a model of the other labels", () => {
    const model = new Perceptron().fit(X, ["chess", "sport", "tech", "tech"] as ("chess" | Section)[]);
    const renamed = renameClass(model, "tech", "computing");
    expectTypeOf(renamed).toEqualTypeOf<Perceptron<"chess" | Section | "computing">>();
    const dropped: Perceptron<"chess" | Section> = dropClass(model, "chess");
    // @ts-expect-error: no such class
    expect(() => dropClass(model, "weather")).toThrow("weather");
    expectTypeOf(renameClass(new Perceptron().fit(X, y as Label[]), "tech", "it")).toEqualTypeOf<
      Perceptron<Label>
    >();
    expectTypeOf(dropClass<Label | number[]>).returns.toEqualTypeOf<Perceptron>();
    expect([renamed.classes, dropped.classes]).toEqual([
      ["chess", "computing", "sport"],
      ["sport", "tech"],
    ]);
  });
});

describe("a model that is loaded only to answer", () => {
  it("answers with the labels that it is declared for, and without a declaration with any", () => {
    const saved = new Perceptron().fit(X, y).toJSON();
    const model = loadModel<Section>(saved);
    expectTypeOf(model.predictOne([3, 0])).toEqualTypeOf<Section>();
    expectTypeOf(model.predict(X)).toEqualTypeOf<Section[]>();
    expectTypeOf(model.classes).toEqualTypeOf<Section[]>();
    expectTypeOf(loadModel<number[]>(saved).predict).returns.toEqualTypeOf<number[][]>();
    const any: LoadedModel = loadModel(saved);
    expectTypeOf(any.predictOne).returns.toEqualTypeOf<Label | number[]>();
    expectTypeOf(any.predict).returns.toEqualTypeOf<Label[] | number[][]>();
    expectTypeOf(any.topK).returns.toEqualTypeOf<Ranked[]>();
    expect(model.predictOne([3, 0])).toBe("tech");
  });
});
