// A model that is asked for single rows again and again moves into linear memory: the margins keep their bits, whoever
// was asked before, and errors are those of the first call.
import { expect, it } from "vitest";
import { Perceptron, TLU } from "../../src/index.js";
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
  for (let i = 0; i < CALLS; i++) unit.netInput(fine);
  const refusals: [ArrayLike<number>, string][] = [
    [fine.with(3, Number.NaN), "NOT_FINITE"],
    [fine.with(3, Infinity), "NOT_FINITE"],
    [new Float32Array(64).fill(1e30), "OVERFLOW"],
    [new Float32Array(63), "FEATURE_COUNT"],
  ];
  for (const [x, code] of refusals) {
    expect(() => unit.netInput(x)).toThrow(expect.objectContaining({ code }));
    expect(unit.netInput(fine)).toBe(unit.netInput(fine));
  }
});
