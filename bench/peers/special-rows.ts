// Rows T that are not a dense typed array: sparse rows, and iris as number[][].
import { readFileSync } from "node:fs";
import { Perceptron } from "../../src/index.js";
import { idiomaticTraining } from "../idiomatic.js";
import type { TrainingData } from "../training-data.js";
import { brainLearns } from "./brain.js";
import type { Contestant, Result, Row } from "./contest.js";
import { entry } from "./entry.js";
import { denseMistakes, flat, judgeBy, percent } from "./judge.js";
import { scikitLearns, scikitLearnsSparse } from "./scikit-learn.js";
import { simpleStatisticsLearns } from "./simple-statistics.js";
import { javascriptLearnsSparse, libraryLearnsSparse, sparseLesson, sparseMistakes } from "./sparse.js";

export function sparseRow(id: string, { expert, scikit }: { expert: number; scikit: number }): Row {
  return {
    id,
    contest() {
      const rows = sparseLesson(100_000, 2 ** 18, 5);
      const { n, epochs, indices, values } = rows;
      const { mistakes, corrections, w } = libraryLearnsSparse(rows);
      const perRow = values.length / n;
      const javascript: Contestant = {
        name: "expert JavaScript",
        target: expert,
        enter: () =>
          entry(
            () => javascriptLearnsSparse(rows),
            () => javascriptLearnsSparse(rows),
          ),
      };
      return {
        title: `train sparse ${n}×2^18, ${perRow.toFixed(0)} stored a row, 1 output without bias, f32, ${epochs} epochs, ${percent(mistakes, n)}`,
        library: entry(
          () => libraryLearnsSparse(rows),
          () => w,
        ),
        contestants: [javascript, scikitLearnsSparse(rows, scikit)],
        work: {
          data: [values, indices],
          passes: epochs,
          multiplyAdds: (n * epochs + corrections) * perRow,
          dtype: "f32",
        },
        judge: judgeBy(n, (weights) => sparseMistakes(rows, weights)),
      };
    },
  };
}

export function irisRow(id: string, { idiomatic, scikit }: { idiomatic: number; scikit: number }): Row {
  return {
    id,
    contest() {
      const { X, y } = JSON.parse(readFileSync("test/golden/iris.json", "utf8")) as {
        X: number[][];
        y: number[];
      };
      const [n, d, k, epochs] = [X.length, 4, 3, 100];
      const Y = new Int8Array(n * k);
      for (let i = 0; i < n; i++) Y[i * k + y[i]] = 1;
      const typed = Float64Array.from(X.flat());
      const rows: TrainingData = { dtype: "f64", n, d, k, X: typed, Y, epochs, shuffle: false };
      const fit = (): Perceptron => new Perceptron({ shuffle: false, tol: null, maxIter: epochs }).fit(X, y);
      const learned = (): Result => {
        const { coef, intercept } = fit();
        return flat({ W: coef.data, b: intercept });
      };
      const loop: Contestant = {
        name: "idiomatic JavaScript",
        target: idiomatic,
        enter: () =>
          entry(
            () => idiomaticTraining(X, y, k, epochs),
            () => {
              const { W, b } = idiomaticTraining(X, y, k, epochs);
              return flat({ W: W.flat(), b });
            },
          ),
      };
      const { history } = fit();
      const corrections = history.reduce((sum, { mistakes }) => sum + mistakes, 0);
      return {
        title: `train iris ${n}×${d}, ${k} classes, number[][], ${epochs} epochs, ${percent(history.at(-1)?.mistakes ?? 0, n * k)}`,
        library: entry(fit, learned),
        contestants: [loop, scikitLearns(rows, scikit), simpleStatisticsLearns(rows), brainLearns(rows)],
        work: {
          data: [typed],
          passes: epochs,
          multiplyAdds: (n * k * epochs + corrections) * d,
          dtype: "f64",
        },
        judge: judgeBy(n * k, (result) => denseMistakes(rows, result)),
      };
    },
  };
}
