// Rows T: so many epochs of the perceptron rule, from zero weights, rows in order, no early stop.
import { readFileSync } from "node:fs";
import type { DType, Reals } from "../../src/base/dtype.js";
import { Perceptron } from "../../src/index.js";
import { baseline } from "../baseline.js";
import { javascriptLearns, type Lesson, lesson, libraryLearns, sameMistakes } from "../cases.js";
import { digits } from "../digits.js";
import { idiomaticTraining } from "../idiomatic.js";
import { brainLearns } from "./brain.js";
import type { Contest, Contestant, Result, Row } from "./contest.js";
import { entry } from "./entry.js";
import { scikitLearns, scikitLearnsSparse } from "./scikit-learn.js";
import { simpleStatisticsLearns } from "./simple-statistics.js";
import { javascriptLearnsSparse, libraryLearnsSparse, sparseLesson, sparseMistakes } from "./sparse.js";
import { tensorflowLearns } from "./tensorflow.js";

type Judge = Contest["judge"];

/** Judges by the training decisions that the final weights get wrong. */
const judgeBy =
  (decisions: number, mistakesOf: (result: Result) => number): Judge =>
  (result, library) => {
    const mistakes = mistakesOf(result);
    const same = Array.from(result).every((weight, i) => weight === library[i]);
    const right = (100 * (1 - mistakes / decisions)).toFixed(2);
    return {
      agrees: sameMistakes(mistakes, mistakesOf(library), decisions),
      says: `${right} % right${same ? ", same weights" : ""}`,
    };
  };

function denseMistakes({ dtype, n, d, k, X, Y }: Lesson, result: Result): number {
  const typed = (numbers: Result): Reals =>
    dtype === "f32" ? Float32Array.from(numbers) : Float64Array.from(numbers);
  const learned = typed(result);
  const Z = typed(new Float64Array(n * k));
  baseline[dtype].product(n, k, d, X, learned.subarray(0, k * d), learned.subarray(k * d), Z);
  let mistakes = 0;
  for (let i = 0; i < n * k; i++) if (Z[i] >= 0 !== (Y[i] === 1)) mistakes++;
  return mistakes;
}

const percent = (mistakes: number, decisions: number): string =>
  `${((100 * mistakes) / decisions).toPrecision(2)} % mistakes`;

const flat = ({ W, b }: { W: Result; b: Result }): Result => [...Array.from(W), ...Array.from(b)];

const expertLearns = (rows: Lesson, target: number): Contestant => ({
  name: "expert JavaScript",
  target,
  enter: () =>
    entry(
      () => javascriptLearns(rows),
      () => flat(javascriptLearns(rows)),
    ),
});

function contest(rows: Lesson, name: string, contestants: readonly Contestant[]): Contest {
  const { dtype, n, d, k, epochs } = rows;
  const { mistakes } = libraryLearns(rows);
  const size = `${n}×${d}, ${k} output${k === 1 ? "" : "s"}, ${dtype}, ${epochs} epochs`;
  return {
    title: `train ${name}${size}, ${percent(mistakes, n * k)}`,
    library: entry(
      () => libraryLearns(rows),
      () => flat(libraryLearns(rows)),
    ),
    contestants,
    judge: judgeBy(n * k, (result) => denseMistakes(rows, result)),
  };
}

interface Seeded {
  readonly id: string;
  readonly dtype?: DType;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly epochs: number;
  /** Of the rows around their class's point: it makes the share of mistakes. */
  readonly spread: number;
  /** So coarse that all sums are exact, in whatever order and type: every contestant comes to the same weights. */
  readonly grid: number;
  readonly expert: number;
  readonly scikit: number;
  readonly others?: (rows: Lesson) => Contestant[];
}

const seeded = ({
  id,
  dtype = "f32",
  n,
  d,
  k,
  epochs,
  spread,
  grid,
  expert,
  scikit,
  others,
}: Seeded): Row => ({
  id,
  contest() {
    const rows = lesson(dtype, n, d, k, epochs, spread, grid);
    return contest(rows, "", [
      expertLearns(rows, expert),
      scikitLearns(rows, scikit),
      ...(others?.(rows) ?? []),
    ]);
  },
});

function digitsRow(id: string): Row {
  return {
    id,
    contest() {
      const { data, y, rows: n, cols: d } = digits();
      const k = 10;
      const Y = new Int8Array(n * k);
      for (let i = 0; i < n; i++) Y[i * k + y[i]] = 1;
      const rows: Lesson = { dtype: "f32", n, d, k, X: Float32Array.from(data), Y, epochs: 20 };
      const others = [simpleStatisticsLearns(rows), brainLearns(rows)];
      return contest(rows, "digits ", [expertLearns(rows, 8), scikitLearns(rows, 8), ...others]);
    },
  };
}

function sparseRow(id: string): Row {
  return {
    id,
    contest() {
      const rows = sparseLesson(100_000, 2 ** 18, 5);
      const { mistakes, w } = libraryLearnsSparse(rows);
      const stored = (rows.values.length / rows.n).toFixed(0);
      const javascript: Contestant = {
        name: "expert JavaScript",
        target: 2,
        enter: () =>
          entry(
            () => javascriptLearnsSparse(rows),
            () => javascriptLearnsSparse(rows),
          ),
      };
      return {
        title: `train sparse ${rows.n}×2^18, ${stored} stored a row, 1 output without bias, f32, ${rows.epochs} epochs, ${percent(mistakes, rows.n)}`,
        library: entry(
          () => libraryLearnsSparse(rows),
          () => w,
        ),
        contestants: [javascript, scikitLearnsSparse(rows, 1.5)],
        judge: judgeBy(rows.n, (weights) => sparseMistakes(rows, weights)),
      };
    },
  };
}

function irisRow(id: string): Row {
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
      const rows: Lesson = { dtype: "f64", n, d, k, X: Float64Array.from(X.flat()), Y, epochs };
      const fit = (): Perceptron => new Perceptron({ shuffle: false, tol: null, maxIter: epochs }).fit(X, y);
      const learned = (): Result => {
        const { coef, intercept } = fit();
        return flat({ W: coef.data, b: intercept });
      };
      const idiomatic: Contestant = {
        name: "idiomatic JavaScript",
        target: 5,
        enter: () =>
          entry(
            () => idiomaticTraining(X, y, k, epochs),
            () => {
              const { W, b } = idiomaticTraining(X, y, k, epochs);
              return flat({ W: W.flat(), b });
            },
          ),
      };
      const mistakes = fit().history.at(-1)?.mistakes ?? 0;
      return {
        title: `train iris ${n}×${d}, ${k} classes, number[][], ${epochs} epochs, ${percent(mistakes, n * k)}`,
        library: entry(fit, learned),
        contestants: [idiomatic, scikitLearns(rows, 25), simpleStatisticsLearns(rows), brainLearns(rows)],
        judge: judgeBy(n * k, (result) => denseMistakes(rows, result)),
      };
    },
  };
}

const wide = { n: 20_000, d: 784, epochs: 5, grid: 1 / 4 };
const narrow = { n: 20_000, k: 1, epochs: 10, grid: 1 / 64, expert: 4, scikit: 20 };
const simple = (rows: Lesson): Contestant[] => [simpleStatisticsLearns(rows)];

export const trainingRows: readonly Row[] = [
  seeded({
    ...{ id: "T1", n: 20_000, d: 64, k: 1, epochs: 10, spread: 5, grid: 1 / 4, expert: 5, scikit: 4.5 },
    others: (rows) => [simpleStatisticsLearns(rows), brainLearns(rows)],
  }),
  seeded({ ...wide, id: "T2", k: 1, spread: 18, expert: 6, scikit: 6, others: simple }),
  seeded({
    ...{ ...wide, id: "T3", k: 10, spread: 5, expert: 14, scikit: 12 },
    others: (rows) => [tensorflowLearns(rows, 10)],
  }),
  seeded({ ...wide, id: "T3d", dtype: "f64", k: 10, spread: 5, expert: 6, scikit: 5 }),
  digitsRow("T4"),
  sparseRow("T5"),
  seeded({ id: "T6", n: 1_000_000, d: 64, k: 1, epochs: 3, spread: 5, grid: 1 / 4, expert: 4.5, scikit: 5 }),
  seeded({ ...narrow, id: "T7-4", d: 4, spread: 0.6, others: simple }),
  seeded({ ...narrow, id: "T7-2", d: 2, spread: 0.69, others: simple }),
  irisRow("T8"),
];
