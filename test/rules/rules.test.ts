// The rules by their definitions, written out plainly, and what holds of each.
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { arow, passiveAggressive } from "../../src/rules/index.js";
import { describeCores } from "../support/cores.js";
import { corners } from "../support/matrices.js";
import { Random } from "../support/random.js";
import { typedForms } from "../support/training-sets.js";

type Unit = { w: number[]; sigma: number[] };
type Step = (loss: number, spread: number) => number;

const steps: Record<string, { rule: ReturnType<typeof arow>; step: Step; keeps?: number }> = {
  "PA-I": { rule: passiveAggressive({ C: 0.3 }), step: (loss, spread) => Math.min(0.3, loss / spread) },
  "PA-II": {
    rule: passiveAggressive({ C: 0.3, variant: "pa2" }),
    step: (loss, spread) => loss / (spread + 1 / 0.6),
  },
  AROW: { rule: arow({ r: 0.7 }), step: (loss, spread) => loss / (spread + 0.7), keeps: 0.7 },
};

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, p) => sum + value * (b[p] as number), 0);

function move({ w, sigma }: Unit, x: readonly number[], tau: number, spread: number, keeps?: number): void {
  x.forEach((value, p) => {
    const s = sigma[p] as number;
    w[p] = (w[p] as number) + tau * s * value;
    if (keeps !== undefined) sigma[p] = s - (s * s * value * value) / (spread + keeps);
  });
}

/** Epochs over rows with a bias neuron behind; the units and their mistakes. */
function byDefinition(
  X: readonly number[][],
  y: readonly number[],
  k: number,
  joint: boolean,
  { step, keeps }: { step: Step; keeps?: number },
): { units: Unit[]; mistakes: number[] } {
  const d = (X[0] as number[]).length + 1;
  const units = Array.from(
    { length: k },
    () => ({ w: new Array(d).fill(0), sigma: new Array(d).fill(1) }) as Unit,
  );
  const spreadOf = (unit: Unit, x: readonly number[]) =>
    dot(
      x.map((value) => value * value),
      unit.sigma,
    );
  const mistakes = Array.from({ length: 4 }, () => {
    let count = 0;
    X.forEach((row, i) => {
      const x = [...row, 1];
      const z = units.map(({ w }) => dot(w, x));
      if (joint) {
        const right = y[i] as number;
        const best = z.indexOf(Math.max(...z));
        if (best !== right) count++;
        const others = z.map((value, j) => (j === right ? -Infinity : value));
        const other = best === right ? others.indexOf(Math.max(...others)) : best;
        const loss = 1 - ((z[right] as number) - (z[other] as number));
        if (loss <= 0) return;
        const [a, b] = [units[right] as Unit, units[other] as Unit];
        const spread = spreadOf(a, x) + spreadOf(b, x);
        move(a, x, step(loss, spread), spread, keeps);
        move(b, x, -step(loss, spread), spread, keeps);
        return;
      }
      units.forEach((unit, j) => {
        const sign = (k === 1 ? y[i] === 1 : y[i] === j) ? 1 : -1;
        if ((z[j] as number) >= 0 !== sign > 0) count++;
        const loss = 1 - sign * (z[j] as number);
        const spread = spreadOf(unit, x);
        if (loss > 0) move(unit, x, sign * step(loss, spread), spread, keeps);
      });
    });
    return count;
  });
  return { units, mistakes };
}

const random = new Random(2006);
const noisy = (n: number, d: number, classes: number) => ({
  X: Array.from({ length: n }, (_, i) =>
    Array.from({ length: d }, (_, p) => 2 * random.uniform() - 1 + Number(p % classes === i % classes)),
  ),
  y: Array.from({ length: n }, (_, i) => i % classes),
});

describeCores("a rule by its definition", () => {
  describe.each(Object.entries(steps))("%s", (_, definition) => {
    it.each([
      [2, "ovr", 3],
      [2, "ovr", 9],
      [3, "ovr", 5],
      [6, "ovr", 18],
      [3, "joint", 4],
      [5, "joint", 7],
    ] as const)("%i classes, %s, %i features: another step, spread or order", (classes, multiclass, d) => {
      const { X, y } = noisy(60, d, classes);
      const k = classes === 2 ? 1 : classes;
      const { units, mistakes } = byDefinition(X, y, k, multiclass === "joint", definition);
      const { rule } = definition;
      for (const form of [
        (rows: number[][]) => rows,
        (rows: number[][]) => typedForms["sparse rows"]?.(rows, Float64Array) as never,
      ]) {
        const model = new Perceptron({ rule, multiclass, shuffle: false, tol: null, maxIter: 4 }).fit(
          form(X),
          y,
        );
        expect(model.history.map((epoch) => epoch.mistakes)).toEqual(mistakes);
        const { weights, bias } = weightsOf(model, "prediction");
        units.forEach(({ w, sigma }, j) => {
          expectClose([...(weights[j] as number[]), bias[j] as number], w);
          expect(Boolean(model.toJSON().training?.variance)).toBe(definition.keeps !== undefined);
          if (definition.keeps === undefined) return;
          const variance = weightsOf(model, "variance");
          expectClose([...(variance.weights[j] as number[]), variance.bias[j] as number], sigma);
        });
      }
    });
  });
});

/** The weights that answer, or the variances that were kept. */
function weightsOf(
  model: Perceptron,
  part: "prediction" | "variance",
): { weights: number[][]; bias: number[] } {
  const { prediction, training } = model.toJSON();
  return (part === "prediction" ? prediction : training?.variance) as { weights: number[][]; bias: number[] };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, p) => {
    expect(Math.abs(value - (expected[p] as number))).toBeLessThan(1e-11);
  });
}

describeCores("laws", () => {
  it("a class that came alone is ahead of no other: the margins of a second one, which is not there", () => {
    const X = [
      [1, 2, -1],
      [3, -1, 2],
      [2, 2, 0],
    ];
    for (const { rule } of Object.values(steps)) {
      for (const form of Object.values(typedForms)) {
        const model = new Perceptron({ rule, multiclass: "joint" });
        model.partialFit(form(X, Float64Array), ["a", "a", "a"], { classes: "grow" });
        expect([[...model.coef.data], [...model.intercept], model.converged]).toEqual([[0, 0, 0], [0], true]);
        const { weights = [] } = rule.name === "arow" ? weightsOf(model, "variance") : {};
        expect(weights.flat().every((variance) => variance === 1)).toBe(true);
      }
    }
  });

  it("a class that comes late learns as one that was first: a bias neuron's variance where there is none", () => {
    const { X, y } = noisy(30, 4, 2);
    for (const { rule } of Object.values(steps)) {
      for (const fitIntercept of [true, false]) {
        const first = new Perceptron({ rule, fitIntercept, shuffle: false });
        const late = new Perceptron({ rule, fitIntercept, shuffle: false });
        late.partialFit(X, new Array(30).fill(0), { classes: "grow" });
        for (const model of [first, late]) model.partialFit(X, y, { classes: "grow" });
        expect(weightsOf(late, "prediction").weights[1]).toEqual(weightsOf(first, "prediction").weights[1]);
        if (rule.name !== "arow") continue;
        expect(weightsOf(late, "variance").weights[1]).toEqual(weightsOf(first, "variance").weights[1]);
        if (!fitIntercept) expect(weightsOf(late, "variance").bias).toEqual([0, 0]);
      }
    }
  });

  it("PA-I with a large C makes the margin of the row before 1: the bias neuron forgotten in its length", () => {
    const { X, y } = noisy(40, 5, 2);
    for (const fitIntercept of [true, false]) {
      const model = new Perceptron({ rule: passiveAggressive({ C: 1e9 }), fitIntercept });
      X.forEach((x, i) => {
        model.partialFit([x], [y[i] as number], { classes: [0, 1] });
        const margin = (y[i] === 1 ? 1 : -1) * (model.decisionFunction([x]).data[0] as number);
        expect(margin).toBeGreaterThan(1 - 1e-12);
      });
    }
  });

  it("AROW's variances only shrink, and stay at or above 0 where rounding leaves less than nothing", () => {
    const random = new Random(1);
    // Of each feature a small value, which halves its variance, and then a large one, which leaves almost nothing of it.
    const X = Array.from({ length: 128 }, (_, i) =>
      Array.from({ length: 64 }, (_, p) =>
        p === i >> 1 ? (1 + random.uniform()) * (i % 2 === 0 ? 1e-3 : 1e3) : 0,
      ),
    );
    const y = X.map((_, i) => i % 2);
    const options = {
      rule: arow({ r: 1e-6 }),
      fitIntercept: false,
      shuffle: false,
      tol: null,
      maxIter: 1,
    } as const;
    for (const form of Object.values(typedForms)) {
      const { weights } = weightsOf(new Perceptron(options).fit(form(X, Float32Array), y), "variance");
      expect(weights.flat().every((variance) => variance >= 0 && variance < 1e-6)).toBe(true);
    }
  });

  it.each([passiveAggressive(), arow()])(
    "a step that overflows shows, though a row stores nothing that it could move: weights from before it",
    (rule) => {
      const model = () => new Perceptron({ rule, eta0: 1e39, fitIntercept: false, maxIter: 1 });
      const none = { indptr: [0, 0, 0], indices: [], data: new Float32Array(0), rows: 2, cols: 3 };
      for (const X of [none, { data: new Float32Array(6), rows: 2, cols: 3 }]) {
        expect(() => model().fit(X, ["a", "b"])).toThrow(expect.objectContaining({ code: "OVERFLOW" }));
      }
    },
  );

  it("a row of weight 0, or of a class of weight 0, changes nothing: no variance either", () => {
    for (const { rule } of Object.values(steps)) {
      const { X, y } = noisy(30, 3, 2);
      const fitted = (classWeight: object | undefined, sampleWeight?: number[]) =>
        new Perceptron({ rule, shuffle: false, maxIter: 3, tol: null, classWeight: classWeight as never })
          .fit(X, y, { sampleWeight })
          .toJSON();
      const byClass = fitted({ 0: 0 });
      const byRow = fitted(undefined, y);
      expect(byClass.prediction).toEqual(byRow.prediction);
      expect(byClass.training?.variance).toEqual(byRow.training?.variance);
    }
  });

  it("an output learns nothing from a row whose class weighs 0 for it: no variance shrinks", () => {
    const model = new Perceptron({ rule: arow(), classWeight: { 0: 0 } });
    model.partialFit(
      [
        [1, 2],
        [3, 1],
      ],
      [0, 0],
      { classes: [0, 1, 2] },
    );
    const { weights, bias } = weightsOf(model, "variance");
    expect([weights[0], bias[0]]).toEqual([[1, 1], 1]);
    expect(weights[1]?.every((variance) => variance < 1)).toBe(true);
  });

  it("an epoch that changes no weight ends the fit, which has converged; one without a mistake alone does not", () => {
    const X = corners;
    const y = ["no", "no", "no", "yes"];
    for (const { rule } of Object.values(steps)) {
      const model = new Perceptron({ rule, maxIter: 5000, tol: null, shuffle: false }).fit(X, y);
      expect([model.converged, model.score(X, y)]).toEqual([true, 1]);
      const first = model.history.findIndex(({ mistakes }) => mistakes === 0);
      expect(model.nIter).toBeGreaterThan(first + 1);
      if (model.nIter === 5000) continue; // a step that is smaller each time
      const { weights } = model.toJSON().prediction as { weights: unknown };
      model.partialFit(X, y);
      expect(model.toJSON().prediction?.weights).toEqual(weights);
    }
  });

  it("has not converged where the rows cannot be right", () => {
    for (const { rule } of Object.values(steps)) {
      const model = new Perceptron({ rule, maxIter: 50 }).fit([[0], [1], [2]], [0, 1, 0]);
      expect([model.converged, model.stopReason]).toEqual([false, "maxIter"]);
    }
  });
});
