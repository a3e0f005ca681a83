// Rows O: learning one row in each of many calls.
import type { DType, Reals } from "../../src/base/dtype.js";
import { Perceptron } from "../../src/index.js";
import { baseline, ownCopy } from "../baseline.js";
import { type TrainingData, trainingData } from "../training-data.js";
import type { Contestant, Result, Row } from "./contest.js";
import { entry } from "./entry.js";
import { denseMistakes, flat, judgeBy } from "./judge.js";

/** Rows, each learned once in a timed run: a single call is shorter than the clock's tick. */
const CALLS = 1000;
const SECONDS = 1.5e-6;

const learnAll = (learn: (i: number) => unknown, calls: number): void => {
  for (let i = 0; i < calls; i++) learn(i);
};

/** Learns a row in a call. */
interface Learner {
  learn(i: number): unknown;
  learned(): { W: Result; b: Result };
}

/** Timed while it goes on learning; to compare, a new one sees each row once. */
function oneByOne(make: () => Learner): ReturnType<typeof entry> {
  const ownLoop = ownCopy(learnAll);
  const { learn } = make();
  const many = entry(
    () => ownLoop(learn, CALLS),
    () => {
      const fresh = make();
      learnAll(fresh.learn, CALLS);
      return flat(fresh.learned());
    },
  );
  return { ...many, seconds: async () => (await many.seconds()) / CALLS };
}

function byLibrary(rows: readonly (Reals | number[])[], { dtype, Y }: TrainingData): Learner {
  const batches = rows.map((row) => [row]) as Reals[][];
  const labels = Array.from(Y, (label) => [label]);
  const model = new Perceptron({ dtype, shuffle: false });
  const classes = { classes: [0, 1] };
  return {
    learn: (i) => model.partialFit(batches[i], labels[i], classes),
    learned: () => ({ W: model.coef.data, b: model.intercept }),
  };
}

function byHand({ dtype, d, Y }: TrainingData, rows: readonly Reals[]): Learner {
  const { epochOfOne } = baseline[dtype].alone;
  const typed = dtype === "f32" ? Float32Array : Float64Array;
  const W = new typed(d);
  const b = new typed(1);
  const targets = rows.map((_, i) => Y.subarray(i, i + 1));
  return { learn: (i) => epochOfOne(1, d, rows[i], targets[i], W, b), learned: () => ({ W, b }) };
}

const onlineRow = (
  id: string,
  dtype: DType,
  how: string,
  shapeOf: (row: Reals) => Reals | number[],
): Row => ({
  id,
  contest() {
    const d = 64;
    const taught = trainingData({ dtype, n: CALLS, d, k: 1, epochs: 1, spread: 5, grid: 1 / 4 });
    const rows = Array.from({ length: CALLS }, (_, i) => taught.X.subarray(i * d, (i + 1) * d) as Reals);
    const shaped = rows.map(shapeOf);
    const expert: Contestant = {
      name: "expert JavaScript",
      target: null,
      enter: () => oneByOne(() => byHand(taught, rows)),
    };
    return {
      title: `partialFit of one row, d = ${d}, 1 output, ${how}`,
      library: oneByOne(() => byLibrary(shaped, taught)),
      atMost: SECONDS,
      contestants: [expert],
      judge: judgeBy(CALLS, (result) => denseMistakes(taught, result)),
    };
  },
});

export const onlineRows: readonly Row[] = [
  onlineRow("O1", "f32", "a Float32Array", (row) => row),
  onlineRow("O2", "f64", "a number[]", (row) => Array.from(row)),
];
