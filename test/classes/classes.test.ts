// Classes over time: a renamed or dropped class changes nothing else, in answers and in all that is learned later.
import { describe, expect, it } from "vitest";
import { dropClass, renameClass } from "../../src/classes/index.js";
import { Perceptron, type PerceptronOptions } from "../../src/index.js";
import { blurred } from "../calibration/blurred.js";
import { describeCores } from "../support/cores.js";
import { essence } from "../support/essence.js";

const three = blurred(90, 3, 1);
const two = blurred(90, 2, 2);
const more = blurred(60, 3, 3);

const variants: Record<string, PerceptronOptions> = {
  plain: {},
  mean: { average: true },
  "mean that forgets": { average: { decay: 0.9 } },
  pocket: { keep: "best" },
  "joint pocket": { multiclass: "joint", keep: "best" },
  "joint mean, scaled": { multiclass: "joint", average: true, standardize: true },
  "early stopping": { earlyStopping: true, average: true },
  "class weights": { classWeight: { a: 2, b: 0.5 } },
};
const settings = { maxIter: 4, tol: null } as const;
const isPart = ({ earlyStopping }: PerceptronOptions): boolean => !earlyStopping;

const rename = (labels: readonly string[], from: string, to: string): string[] =>
  labels.map((label) => (label === from ? to : label));

/** All that a model is, but for how long its epochs took. */
const written = (model: Perceptron): unknown => JSON.parse(essence(model));

describeCores("renameClass", () => {
  describe.each(Object.entries(variants))("%s", (_, options) => {
    // "b" → "z": the last place, another order; "b" → "bb": the same order.
    it.each(["z", "bb", "B"])("to %s is a fit with that name, to the bit, and goes on as it", (to) => {
      for (const { X, y } of [three, two]) {
        const names = options.classWeight ? { classWeight: { a: 2, [to]: 0.5 } } : {};
        const model = new Perceptron({ ...settings, ...options }).fit(X, y);
        const before = written(model);
        const renamed = renameClass(model, "b", to);
        const expected = new Perceptron({ ...settings, ...options, ...names }).fit(X, rename(y, "b", to));
        expect(renamed.predict(X)).toEqual(rename(model.predict(X) as string[], "b", to));
        expect(renamed.classes).toEqual(expected.classes);
        // In another order a row between two classes goes to the other one.
        const isInOrder = to === "bb" || (y === three.y && options.multiclass !== "joint");
        if (isInOrder) expect(written(renamed)).toEqual(written(expected));
        expect(written(Perceptron.fromJSON(JSON.parse(JSON.stringify(renamed))))).toEqual(written(renamed));
        if (isPart(options)) {
          const [rows, labels] = [X.slice(0, 30), rename(y.slice(0, 30), "b", to)];
          renamed.partialFit(rows, labels);
          const given = Perceptron.fromJSON(before).partialFit(rows, y.slice(0, 30));
          expect(renamed.predict(X)).toEqual(rename(given.predict(X) as string[], "b", to));
        }
        expect(written(model)).toEqual(before);
      }
    });
  });
});

describeCores("dropClass", () => {
  it.each(Object.entries(variants))("%s: the other scores stay, to the bit", (_, options) => {
    const model = new Perceptron({ ...settings, ...options }).fit(three.X, three.y);
    const before = written(model);
    for (const [number, label] of ["a", "b", "c"].entries()) {
      const dropped = dropClass(model, label);
      expect(dropped.classes).toEqual(["a", "b", "c"].filter((other) => other !== label));
      const [left, all] = [dropped.decisionFunction(more.X), model.decisionFunction(more.X)];
      expect([...left.data]).toEqual([...all.data].filter((_, i) => i % 3 !== number));
      expect(dropped.converged).toBe(false);
      const loaded = Perceptron.fromJSON(JSON.parse(JSON.stringify(dropped)));
      expect(written(loaded)).toEqual(written(dropped));
      if (isPart(options)) {
        const kept = more.X.flatMap((x, i) => (more.y[i] === label ? [] : [{ x, y: more.y[i] as string }]));
        const [X, y] = [kept.map(({ x }) => x), kept.map(({ y }) => y)];
        loaded.partialFit(X, y);
        expect(loaded.score(X, y)).toBeGreaterThan(0.4);
        expect(loaded.decisionFunction(X)).toEqual(dropped.partialFit(X, y).decisionFunction(X));
      }
    }
    expect(written(model)).toEqual(before);
  });

  it("of outputs that learn apart, it is a model that never had the class: also in what it learns later", () => {
    const model = new Perceptron(settings).fit(three.X, three.y);
    const dropped = dropClass(model, "b");
    const rows = more.X.filter((_, i) => more.y[i] !== "b");
    const labels = more.y.filter((label) => label !== "b");
    dropped.partialFit(rows, labels);
    model.partialFit(rows, labels); // where no row is of b, the others learn the same
    expect([...dropped.coef.data.subarray(0, 3)]).toEqual([...model.coef.data.subarray(0, 3)]);
    expect([...dropped.coef.data.subarray(3)]).toEqual([...model.coef.data.subarray(6)]);
  });

  it("and a class may come back, with zeros", () => {
    const model = new Perceptron(settings).partialFit(three.X, three.y, { classes: "grow" });
    const dropped = dropClass(model, "c");
    expect(dropped.classes).toEqual(["a", "b"]);
    const { coef } = dropped;
    dropped.partialFit([[9, 9, 9]], ["c"], { classes: "grow", sampleWeight: [0] }); // a row that weighs nothing
    expect(dropped.classes).toEqual(["a", "b", "c"]);
    expect([...dropped.coef.data]).toEqual([...coef.data, 0, 0, 0]);
    expect(dropped.partialFit(more.X, more.y, { classes: "grow" }).score(more.X, more.y)).toBeGreaterThan(
      0.4,
    );
  });
});

describeCores("a class that is named −0", () => {
  it("is 0: an answer that a file gives otherwise", () => {
    const [X, y] = [
      [[1], [2], [3], [4]],
      [-0, 1, -0, 1],
    ];
    const part = new Perceptron().partialFit(X, y, { classes: [1, -0] });
    const named = renameClass(new Perceptron().fit(X, [5, 1, 5, 1]), 5, -0);
    for (const model of [part, named, new Perceptron().fit(X, y)]) {
      expect(model.classes).toEqual([0, 1]);
      expect(model.predict(X)).toEqual(Perceptron.fromBytes(model.toBytes()).predict(X));
    }
  });
});
