// simple-statistics: a perceptron of one output in plain JavaScript, taught row by row; k of them for k outputs.
import type { TrainingData } from "../training-data.js";
import type { Contestant, Result } from "./contest.js";
import { entry } from "./entry.js";
import { load } from "./load.js";
import { TIE } from "./tie.js";

interface SimpleStatistics {
  readonly PerceptronModel: new () => Perceptron;
}
interface Perceptron {
  weights: number[];
  bias: number;
  train(features: readonly number[], label: number): unknown;
}

export const simpleStatisticsLearns = ({ X, Y, n, d, k, epochs }: TrainingData): Contestant => ({
  name: "simple-statistics",
  async enter() {
    const { PerceptronModel } = await load<SimpleStatistics>("simple-statistics");
    const rows = Array.from({ length: n }, (_, i) => [...X.subarray(i * d, (i + 1) * d)]);
    const run = (): Perceptron[] =>
      Array.from({ length: k }, (_, j) => {
        const model = new PerceptronModel();
        // By itself it would start from the first row; and it fires above 0 only.
        model.weights = new Array(d).fill(0);
        model.bias = TIE;
        for (let epoch = 0; epoch < epochs; epoch++)
          for (let i = 0; i < n; i++) model.train(rows[i], Y[i * k + j]);
        return model;
      });
    return entry(run, (): Result => {
      const models = run();
      return [...models.flatMap(({ weights }) => weights), ...models.map(({ bias }) => bias - TIE)];
    });
  },
});
