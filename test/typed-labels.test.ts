// What TypeScript knows of a model's answers. `npm run check` compiles this file (tsc -p test), and what must not compile
// fails it then; run by vitest, the same calls show that the answers are what their types say.
import { describe, expect, expectTypeOf, it } from "vitest";
import { type Label, Perceptron, type Prediction, type Targets, TLU } from "../src/index.js";
import * as sklearn from "../src/sklearn/index.js";
import * as worker from "../src/worker/index.js";
import { corners } from "./support/matrices.js";

type Section = "sport" | "tech";

const X = corners;
const y: Section[] = ["sport", "sport", "sport", "tech"];
const bits = [
  [0, 1],
  [1, 0],
  [0, 1],
  [1, 0],
];

describe("a Perceptron answers with the labels that it was fitted with", () => {
  it("whichever method fits it", async () => {
    const model = new Perceptron().fit(X, y);
    expectTypeOf(model).toEqualTypeOf<Perceptron<Section, Targets>>();
    expectTypeOf(model.predict(X)).toEqualTypeOf<Section[]>();
    expectTypeOf(model.predictOne([1, 1])).toEqualTypeOf<Section>();
    expectTypeOf(model.classes).toEqualTypeOf<Section[]>();
    expectTypeOf(model.topK([1, 1], 1)).toEqualTypeOf<{ label: Section; score: number }[]>();
    expectTypeOf(await new Perceptron().fitAsync(X, y)).toEqualTypeOf<typeof model>();
    expectTypeOf(new Perceptron().partialFit(X, y, { classes: ["sport", "tech"] })).toEqualTypeOf<
      typeof model
    >();
    expectTypeOf(await new Perceptron().fitStream([{ X, y }], { classes: y.slice(2) })).toEqualTypeOf<
      typeof model
    >();
    expect(model.predict(X)).toEqual(y);
  });

  it("of every kind", () => {
    const fitted = <Y extends Targets>(targets: Y) => new Perceptron().fit(X, targets);
    expectTypeOf(fitted([true, false, true, true]).predict(X)).toEqualTypeOf<boolean[]>();
    expectTypeOf(new Perceptron().fit(X, ["no", "no", "no", "yes"]).predict(X)).toEqualTypeOf<string[]>();
    expectTypeOf(
      new Perceptron().fit(X, Int8Array.of(0, 1, 0, 1)).predictOne([1, 1]),
    ).toEqualTypeOf<number>();
    const constant = ["a", "b", "a", "b"] as const;
    expectTypeOf(new Perceptron().fit(X, constant).predict(X)).toEqualTypeOf<("a" | "b")[]>();
    const some = y as Label[];
    expectTypeOf(new Perceptron().fit(X, some).predict(X)).toEqualTypeOf<Label[]>();
  });

  it("as rows of 0 and 1 if it was fitted with a matrix", () => {
    const model = new Perceptron().fit(X, bits);
    expectTypeOf(model.predict(X)).toEqualTypeOf<number[][]>();
    expectTypeOf(model.predictOne([1, 1])).toEqualTypeOf<number[]>();
    expectTypeOf(model.classes).toEqualTypeOf<number[]>();
    expectTypeOf(model.topK([1, 1])).toEqualTypeOf<{ label: number; score: number }[]>();
    const flat = { data: Int8Array.of(1, 0, 1, 1), rows: 4, cols: 1 };
    expectTypeOf(new Perceptron().fit(X, flat).predict(X)).toEqualTypeOf<number[][]>();
    expect(model.predictOne([1, 1])).toHaveLength(2);
  });
});

describe("a Perceptron that is declared", () => {
  it("has its labels before it is fitted, and keeps them", () => {
    const model = new Perceptron<Section>({ average: true });
    expectTypeOf(model.predict).returns.toEqualTypeOf<Section[]>();
    expectTypeOf(model.fit(X, y)).toEqualTypeOf<Perceptron<Section>>();
    expectTypeOf(model.fit(X, ["tech", "sport", "tech", "tech"])).toEqualTypeOf<Perceptron<Section>>();
    expectTypeOf(Perceptron.fromJSON<Section>(model.toJSON())).toEqualTypeOf<Perceptron<Section>>();
    expectTypeOf(Perceptron.fromBytes<Section>(model.toBytes()).predictOne([1, 1])).toEqualTypeOf<Section>();
    expectTypeOf(new Perceptron<number[]>().fit(X, bits).predict(X)).toEqualTypeOf<number[][]>();
  });

  it("takes no others", () => {
    const model = new Perceptron<Section>();
    // @ts-expect-error: no such label
    model.fit(X, ["sport", "sport", "sport", "weather"]);
    // @ts-expect-error: a matrix
    model.fit(X, bits);
    // @ts-expect-error: no such label
    new Perceptron<Section>().partialFit([[1, 1]], ["tec"], { classes: "grow" });
    expect(model.fit(X, y).score(X, ["sport", "sport", "sport", "weather"])).toBeLessThan(1); // a row of no class is a wrong one
  });
});

describe("a Perceptron without a declaration", () => {
  it("is typed as it always was", () => {
    const model = new Perceptron();
    model.fit(X, y);
    model.fit(X, bits);
    const fitted = (targets: Targets) => model.fit(X, targets);
    expectTypeOf(fitted).returns.toEqualTypeOf<Perceptron>();
    expectTypeOf(model.predict(X)).toEqualTypeOf<Label[] | number[][]>();
    expectTypeOf(model.predictOne([1, 1])).toEqualTypeOf<Label | number[]>();
    expectTypeOf(model.classes).toEqualTypeOf<Label[]>();
    expectTypeOf(model.partialFit).parameter(1).toEqualTypeOf<Targets>();
  });

  it("may hold a typed one, and a typed one is one of more labels", () => {
    let model = new Perceptron();
    model = model.fit(X, y);
    const wider: Perceptron<Section | "weather"> = new Perceptron().fit(X, y);
    const answer = (given: Perceptron): Prediction => given.predictOne([1, 1]);
    expect([answer(model), answer(wider)]).toEqual(["tech", "tech"]);
    // @ts-expect-error: "weather" is no section
    const narrower: Perceptron<Section> = wider;
    expect(narrower).toBe(wider);
  });

  it("may be extended, and stays what it is", () => {
    class Named extends Perceptron {
      title(): string {
        return "mine";
      }
    }
    const model = new Named().fit(X, y);
    expectTypeOf(model.predictOne([1, 1])).toEqualTypeOf<Section>();
    expect(model.title()).toBe("mine");
  });
});

describe("a TLU", () => {
  it("answers with the targets that it was fitted with, or declared for", () => {
    const y: (0 | 1)[] = [0, 0, 0, 1];
    const unit = new TLU().fit(X, y);
    expectTypeOf(unit.predict(X)).toEqualTypeOf<(0 | 1)[]>();
    expectTypeOf(unit.output([1, 1])).toEqualTypeOf<0 | 1>();
    expectTypeOf(new TLU<0 | 1>().predict).returns.toEqualTypeOf<(0 | 1)[]>();
    expectTypeOf(new TLU().fit(X, [0, 0, 0, 1]).predict(X)).toEqualTypeOf<number[]>();
    expectTypeOf(new TLU().predict).returns.toEqualTypeOf<number[]>();
    expect(unit.predict(X)).toEqual(y);
  });

  it("of the sign may answer 0, on its plane, with whatever it was fitted", () => {
    const y: (-1 | 1)[] = [-1, -1, -1, 1];
    const unit = new TLU({ step: "sgn" }).fit(X, y);
    expectTypeOf(unit.predict(X)).toEqualTypeOf<(-1 | 0 | 1)[]>();
  });
});

describe("the Perceptron of rosenblatt/worker", () => {
  it("promises the labels that it was fitted with, or declared for", () => {
    type Remote = worker.Perceptron<Section, Targets>;
    const model = new worker.Perceptron();
    expectTypeOf(() => model.fit(X, y)).returns.resolves.toEqualTypeOf<Remote>();
    expectTypeOf(() => model.partialFit(X, y)).returns.resolves.toEqualTypeOf<Remote>();
    expectTypeOf(() => model.fitStream([{ X, y }])).returns.resolves.toEqualTypeOf<Remote>();
    expectTypeOf<Remote["predict"]>().returns.resolves.toEqualTypeOf<Section[]>();
    expectTypeOf<Remote["predictOne"]>().returns.resolves.toEqualTypeOf<Section>();
    expectTypeOf<Remote["topK"]>().returns.resolves.toEqualTypeOf<{ label: Section; score: number }[]>();
    expectTypeOf(model.predict).returns.resolves.toEqualTypeOf<Label[] | number[][]>();
    expectTypeOf(new worker.Perceptron<Section>().predict).returns.resolves.toEqualTypeOf<Section[]>();
    expectTypeOf<Remote["classes"]>().toEqualTypeOf<Section[]>();
  });
});

describe.each([sklearn.Perceptron, sklearn.PassiveAggressiveClassifier])(
  "$name of rosenblatt/sklearn",
  (Class) => {
    it("answers with the labels that it was fitted with, or declared for", () => {
      const model = new Class().fit(X, y);
      expectTypeOf(model.predict(X)).toEqualTypeOf<Section[]>();
      expectTypeOf(model.predictOne([1, 1])).toEqualTypeOf<Section>();
      expectTypeOf(model.topK([1, 1])).toEqualTypeOf<{ label: Section; score: number }[]>();
      expectTypeOf(new Class().predict).returns.toEqualTypeOf<Label[]>();
      expectTypeOf(
        new Class<Section>().partialFit(X, y, { classes: ["sport", "tech"] }).classes,
      ).toEqualTypeOf<Section[]>();
      expectTypeOf(Class.fromSklearn<Section>(model.toSklearn()).predict(X)).toEqualTypeOf<Section[]>();
      // @ts-expect-error: no such label
      expect(() => new Class<Section>().fit(X, [1, 2, 3, 3])).not.toThrow();
      expect(model.predict(X)).toEqual(y);
    });
  },
);
