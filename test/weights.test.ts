// classWeight: "balanced", and what each feature adds to a score.
import { expect, it } from "vitest";
import { Perceptron, type PerceptronOptions } from "../src/index.js";
import { describeCores } from "./support/cores.js";
import { Random } from "./support/random.js";
import { typedForms } from "./support/training-sets.js";

const random = new Random(4);
const rows = (n: number, d: number): number[][] =>
  Array.from({ length: n }, () => Array.from({ length: d }, () => random.real()));
const flat = (n: number, d: number) => typedForms["one array"]?.(rows(n, d), Float64Array) ?? [];
const options: PerceptronOptions = { tol: null, maxIter: 5, shuffle: false };

describeCores("balanced", () => {
  it.each([
    { y: [..."aaaaaab"], classWeight: { a: 7 / 12, b: 7 / 2 } },
    { y: [..."abbcccc"], classWeight: { a: 7 / 3, b: 7 / 6, c: 7 / 12 } },
  ])(
    "is n / (classes · rows of the class) for $y: a weight by the largest class, or by rows alone",
    ({ y, classWeight }) => {
      const X = flat(7, 3);
      const balanced = new Perceptron({ ...options, classWeight: "balanced" }).fit(X, y);
      const spelled = new Perceptron({ ...options, classWeight }).fit(X, y);
      expect(balanced.coef).toEqual(spelled.coef);
      expect(balanced.coef).not.toEqual(new Perceptron(options).fit(X, y).coef);
      expect(Perceptron.fromJSON(JSON.parse(JSON.stringify(balanced))).fit(X, y).coef).toEqual(balanced.coef);
    },
  );

  it("balances each column of a matrix by itself", () => {
    const X = flat(8, 3);
    const Y = Array.from({ length: 8 }, (_, i) => [Number(i < 1), Number(i < 6)]);
    const both = new Perceptron({ ...options, classWeight: "balanced" }).fit(X, Y);
    for (const j of [0, 1]) {
      const alone = new Perceptron({ ...options, maxIter: both.nIter, classWeight: "balanced" });
      alone.fit(
        X,
        Y.map((bits) => bits[j] as number),
      );
      expect(both.coef.data.slice(3 * j, 3 * j + 3)).toEqual(alone.coef.data);
    }
  });

  it("is refused for a part of the rows", () => {
    const model = new Perceptron({ classWeight: "balanced" });
    expect(() => model.partialFit([[0], [1]], [0, 1], { classes: [0, 1] })).toThrow(
      expect.objectContaining({ code: "BALANCED_PART", name: "ValueError" }),
    );
  });
});

describeCores("contributions", () => {
  it.each([
    ["f32", 4],
    ["f64", 2],
  ] as const)("add up to the score, to the bit, in the order of the contract (%s)", (dtype, lanes) => {
    for (const d of [1, 2, 5, 8, 23]) {
      const X = rows(30, d);
      const model = new Perceptron({ ...options, dtype }).fit(
        X,
        X.map((_, i) => i % 3),
      );
      const round = dtype === "f32" ? Math.fround : Number;
      for (const x of X.slice(0, 5)) {
        const { data, cols } = model.contributions(x);
        const scores = [0, 1, 2].map((j) => {
          const parts = [...data.slice(j * cols, (j + 1) * cols)];
          const sums = new Array<number>(lanes).fill(0);
          const whole = d - (d % lanes);
          parts.slice(0, whole).forEach((part, p) => {
            sums[p % lanes] = round((sums[p % lanes] as number) + part);
          });
          const [s0, s1, s2, s3] = sums as [number, number, number, number];
          const folded = lanes === 4 ? round(round(s0 + s2) + round(s1 + s3)) : s0 + s1;
          const z = parts.slice(whole).reduce((sum, part) => round(sum + part), folded);
          return round(z + (model.intercept[j] as number));
        });
        expect(scores).toEqual([...model.decisionFunction([x]).data]);
      }
    }
  });

  it("refuses what cannot be scored", () => {
    const model = new Perceptron().fit([[0], [1]], [0, 1]);
    expect(() => model.contributions([1, 2])).toThrow(expect.objectContaining({ code: "FEATURE_COUNT" }));
    expect(() => model.contributions([Number.NaN])).toThrow(expect.objectContaining({ code: "NOT_FINITE" }));
    expect(() => new Perceptron().contributions([1])).toThrow(
      expect.objectContaining({ code: "NOT_FITTED" }),
    );
  });
});
