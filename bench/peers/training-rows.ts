// Rows T of dense data: a fixed number of epochs of the perceptron rule, from zero weights, without early stopping; rows
// in order, or in a new order for each epoch (T2s, T3s).
import { javascriptLearns, libraryLearns } from "../cases.js";
import { digits } from "../digits.js";
import { type TrainingData, trainingData } from "../training-data.js";
import { brainLearns } from "./brain.js";
import type { Contest, Contestant, Row } from "./contest.js";
import { entry } from "./entry.js";
import { denseMistakes, flat, judgeBy, percent, SHUFFLED_TOLERANCE } from "./judge.js";
import { scikitLearns } from "./scikit-learn.js";
import { shapes } from "./shapes.js";
import { simpleStatisticsLearns } from "./simple-statistics.js";
import { irisRow, sparseRow } from "./special-rows.js";
import { tensorflowLearns } from "./tensorflow.js";

type Target = number | null;

const expertLearns = (rows: TrainingData, target: Target): Contestant => ({
  name: "expert JavaScript",
  target,
  enter: () =>
    entry(
      () => javascriptLearns(rows),
      () => flat(javascriptLearns(rows)),
    ),
});

function contest(rows: TrainingData, name: string, contestants: readonly Contestant[]): Contest {
  const { dtype, n, d, k, X, epochs, shuffle } = rows;
  const { mistakes, corrections } = libraryLearns(rows);
  const size = `${n}×${d}, ${k} output${k === 1 ? "" : "s"}, ${dtype}, ${epochs} epochs`;
  return {
    title: `train ${name}${size}${shuffle ? ", shuffled" : ""}, ${percent(mistakes, n * k)}`,
    library: entry(
      () => libraryLearns(rows),
      () => flat(libraryLearns(rows)),
    ),
    contestants,
    work: { data: [X], passes: epochs, multiplyAdds: (n * k * epochs + corrections) * d, dtype },
    judge: judgeBy(n * k, (result) => denseMistakes(rows, result), shuffle ? SHUFFLED_TOLERANCE : undefined),
  };
}

interface Targets {
  readonly expert: Target;
  readonly scikit: Target;
}

const seeded = (
  id: keyof typeof shapes,
  { expert, scikit }: Targets,
  others: (rows: TrainingData) => Contestant[] = () => [],
): Row => ({
  id,
  contest() {
    const rows = trainingData(shapes[id]);
    return contest(rows, "", [expertLearns(rows, expert), scikitLearns(rows, scikit), ...others(rows)]);
  },
});

const digitsRow = (id: string, { expert, scikit }: Targets): Row => ({
  id,
  contest() {
    const { data, y, rows: n, cols: d } = digits();
    const k = 10;
    const Y = new Int8Array(n * k);
    for (let i = 0; i < n; i++) Y[i * k + y[i]] = 1;
    const X = Float32Array.from(data);
    const rows: TrainingData = { dtype: "f32", n, d, k, X, Y, epochs: 20, shuffle: false };
    return contest(rows, "digits ", [
      expertLearns(rows, expert),
      scikitLearns(rows, scikit),
      simpleStatisticsLearns(rows),
      brainLearns(rows),
    ]);
  },
});

const simple = (rows: TrainingData): Contestant[] => [simpleStatisticsLearns(rows)];
const none: Targets = { expert: null, scikit: null };

export const trainingRows: readonly Row[] = [
  seeded("T1", { expert: 5, scikit: 3.5 }, (rows) => [simpleStatisticsLearns(rows), brainLearns(rows)]),
  seeded("T2", { expert: 5.3, scikit: 3.4 }, simple),
  seeded("T2s", { expert: 4, scikit: 2.5 }),
  seeded("T3", { expert: 15, scikit: 8.5 }, (rows) => [tensorflowLearns(rows, 10)]),
  seeded("T3s", { expert: 11, scikit: 6 }),
  seeded("T3d", { expert: 6, scikit: 5 }),
  digitsRow("T4", { expert: 9, scikit: 8 }),
  sparseRow("T5", { expert: 1.6, scikit: 1 }),
  seeded("T6", { expert: 4.2, scikit: 3.7 }),
  seeded("T7-4", { expert: 4, scikit: 20 }, simple),
  seeded("T7-2", { expert: 4, scikit: 20 }, simple),
  irisRow("T8", { idiomatic: 4, scikit: 25 }),
  seeded("T9-300", none),
  seeded("T9-2000", none),
  seeded("T9-20", none),
];
