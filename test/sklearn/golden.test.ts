// Weights that scikit-learn itself learned (test/golden/scikit-learn-cases.json), to the last bit.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PassiveAggressiveClassifier, Perceptron, type Version } from "../../src/sklearn/index.js";
import { sparseOf } from "../support/training-sets.js";

interface Case {
  name: string;
  dataset: string;
  estimator: "Perceptron" | "SGDClassifier" | "PassiveAggressiveClassifier";
  params: Record<string, unknown>;
  sparse: boolean;
  how: "fit" | "warm" | "partial";
  sample_weight: "mod" | "zero" | null;
  parts: number;
  expected: { coef: number[][]; intercept: number[]; n_iter: number; t: number; score: number };
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8"));
const { versions } = read("scikit-learn-cases") as { versions: Record<string, Case[]> };
const datasets = read("datasets") as Record<string, { X: number[][]; y: number[] }>;

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/**
 * scikit-learn's parameters as options; SGDClassifier with the perceptron's loss and a constant rate is a
 * Perceptron.
 */
function optionsOf({ params, estimator }: Case, version: Version): object {
  const { loss, learning_rate, ...rest } = params;
  const kept = estimator === "SGDClassifier" ? rest : params;
  return {
    ...Object.fromEntries(Object.entries(kept).map(([name, value]) => [camelCase(name), value])),
    version,
  };
}

function fitted(c: Case, version: Version) {
  const { X, y } = datasets[c.dataset] as { X: number[][]; y: number[] };
  const Class = c.estimator === "PassiveAggressiveClassifier" ? PassiveAggressiveClassifier : Perceptron;
  const model = new Class(optionsOf(c, version));
  const train = (from: number, to: number, classes?: number[]): void => {
    const rows = X.slice(from, to);
    const weigh = c.sample_weight === "mod" ? (i: number) => 1 + (i % 3) * 0.5 : (i: number) => i % 2;
    const sampleWeight = c.sample_weight === null ? undefined : rows.map((_, i) => weigh(i));
    const input = c.sparse ? sparseOf(rows) : rows;
    if (classes === undefined) model.fit(input, y.slice(from, to), { sampleWeight });
    else model.partialFit(input, y.slice(from, to), { sampleWeight, classes });
  };
  if (c.how !== "partial") train(0, X.length);
  if (c.how === "warm") train(0, X.length);
  for (let round = 0; c.how === "partial" && round < 2; round++) {
    for (let part = 0, from = 0; part < c.parts; part++) {
      const to = from + Math.floor(X.length / c.parts) + (part < X.length % c.parts ? 1 : 0);
      train(from, to, [...new Set(y)]);
      from = to;
    }
  }
  return { model, X, y };
}

for (const [version, cases] of Object.entries(versions)) {
  describe(`scikit-learn ${version}`, () => {
    it.each(cases.map((c, i) => ({ ...c, i })))("$i $estimator $name on $dataset, $how", (c) => {
      const { model, X, y } = fitted(c, version.slice(0, 3) as Version);
      const { coef, intercept, n_iter, t, score } = c.expected;
      expect([model.nIter, model.t]).toEqual([n_iter, t]);
      if (c.params.average) {
        const expected = coef.flat();
        const largest = Math.max(...expected.map(Math.abs));
        model.coef.data.forEach((w, i) => {
          expect(Math.abs(w - (expected[i] as number)) / largest).toBeLessThan(1e-12);
        });
      } else expect([[...model.coef.data], [...model.intercept]]).toEqual([coef.flat(), intercept]);
      expect(model.score(X, y)).toBeCloseTo(score, 12);
    });
  });
}
