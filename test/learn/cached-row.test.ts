// A model that is asked for single rows again and again moves into linear memory: the margins keep their bits, whoever
// was asked before, and errors are those of the first call.
import { expect, it } from "vitest";
import { Perceptron, TLU } from "../../src/index.js";
import { Perceptron as Sklearn } from "../../src/sklearn/index.js";
import { Random } from "../support/random.js";

const CALLS = 40;

it.each([Float32Array, Float64Array])("a margin has the same bits at every call, %o", (kind) => {
  const random = new Random(40);
  for (const d of [1, 7, 64, 65, 66, 67, 130, 1001]) {
    const [weights, x] = [new kind(d), new kind(d)].map(
      (zeros) => zeros.map(() => random.real()) as Float32Array,
    );
    const unit = new TLU({ weights: weights as Float32Array, bias: 0.3 });
    const margins = Array.from({ length: CALLS }, () => unit.netInput(x as Float32Array));
    expect(new Set(margins).size).toBe(1); // the first came from JavaScript
    const other = new TLU({ weights: weights as Float32Array, bias: 1000 });
    for (let i = 0; i < CALLS; i++) {
      expect(other.netInput(x as Float32Array)).not.toBe(margins[0]); // not the seat of another
      if (i % 20 === 0) expect(unit.netInput(x as Float32Array)).toBe(margins[0]);
    }
  }
});

it("answers follow what was learned last, and each model is itself", () => {
  const random = new Random(41);
  const X = Array.from({ length: 60 }, () => Float64Array.from({ length: 40 }, () => random.real()));
  const models = [2, 3, 5].map((k) =>
    new Perceptron({ maxIter: 2 }).fit(
      X,
      X.map((_, i) => i % k),
    ),
  );
  for (let round = 0; round < 3; round++) {
    for (const model of models) expect(X.map((x) => model.predictOne(x))).toEqual(model.predict(X));
    for (const model of models)
      model.partialFit(
        X,
        X.map((_, i) => (i + round) % 2),
      );
  }
});

it("a row that cannot be answered is refused as at the first call", () => {
  const unit = new TLU({ weights: new Float32Array(64).fill(1e30), bias: 0 });
  const fine = new Float32Array(64).fill(0.001);
  const z = unit.netInput(fine);
  for (let i = 0; i < CALLS; i++) unit.netInput(fine);
  const refusals: [ArrayLike<number>, string][] = [
    [fine.with(3, Number.NaN), "NOT_FINITE"],
    [fine.with(3, Infinity), "NOT_FINITE"],
    [new Float32Array(64).fill(1e30), "OVERFLOW"],
    [new Float32Array(63), "FEATURE_COUNT"],
  ];
  for (const [x, code] of refusals) {
    expect(() => unit.netInput(x)).toThrow(expect.objectContaining({ code }));
    expect(unit.netInput(fine)).toBe(z);
  }
});

it("a row of plain numbers, or of another element type, is answered as the same row in a matrix", () => {
  const random = new Random(43);
  const models = [5, 66].map((d) => {
    const X = Array.from({ length: 30 }, () => Float32Array.from({ length: d }, () => random.real()));
    const model = new Perceptron({ maxIter: 3, standardize: d === 66 }).fit(
      X,
      X.map((_, i) => i % 3),
    );
    return { X, model };
  });
  for (let i = 0; i < CALLS; i++) {
    for (const { X, model } of models) {
      const x = X[i % X.length] as Float32Array; // by turns: the copy of a row is not as long as the one before
      const expected = model.decisionFunction([x]).data[0];
      for (const row of [[...x], Float64Array.from(x), x]) {
        expect(model.topK(row, 3).find(({ label }) => label === 0)?.score).toBe(expected);
      }
    }
  }
});

it("a row that asks for another while it is read, or that ends its reading, spoils none", () => {
  const unit = new TLU({ weights: Float64Array.from({ length: 70 }, (_, j) => j + 1), bias: 0 });
  const ones = new Array<number>(70).fill(1);
  const expected = unit.netInput(ones);
  const asking = new Proxy(ones, {
    get(row, key) {
      if (key === "40") unit.netInput(new Array<number>(70).fill(7));
      return Reflect.get(row, key);
    },
  });
  const ending = new Proxy(ones, {
    get(row, key) {
      if (key === "40") throw new Error("no more");
      return Reflect.get(row, key);
    },
  });
  for (let i = 0; i < CALLS; i++) {
    expect(unit.netInput(asking)).toBe(expected);
    expect(() => unit.netInput(ending)).toThrow("no more");
    expect(unit.netInput(ones)).toBe(expected);
  }
});

it("a number that the element type cannot hold is refused by its own name", () => {
  const unit = new TLU({ weights: new Float32Array(64).fill(1), bias: 0 });
  const large = new Array<number>(64).fill(0).with(3, 1e300);
  const refusal = expect.objectContaining({
    code: "NOT_FINITE",
    message: expect.stringMatching(/x\[3\].*1e\+300/),
  });
  for (let i = 0; i < CALLS; i++) expect(() => unit.netInput(large)).toThrow(refusal);
});

it("scikit-learn's estimators answer single rows with what they learned last", () => {
  const X = Array.from({ length: 60 }, (_, i) => Array.from({ length: 70 }, (_, j) => ((i * j) % 11) - 5));
  const model = new Sklearn({ maxIter: 2, average: true });
  for (let round = 0; round < 3; round++) {
    const y = X.map((_, i) => (i + round) % 3);
    if (round === 0) model.fit(X, y);
    else model.partialFit(X, y);
    for (let i = 0; i < CALLS; i++) expect(X.map((x) => model.predictOne(x))).toEqual(model.predict(X));
  }
});
