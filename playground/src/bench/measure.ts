import { Perceptron } from "rosenblatt";
import { type Outcome, type Task, trainPlain } from "./loop";

/** Milliseconds of one training in one round. */
export interface Round {
  readonly library: number;
  readonly plain: number;
}

/** The library, through its public API, as its own kind of answer. */
export function trainLibrary({ X, y, n, d, epochs }: Task): Outcome {
  const model = new Perceptron({ shuffle: false, tol: null, maxIter: epochs });
  model.fit({ data: X, rows: n, cols: d }, y);
  return {
    w: model.coef.data as Float32Array,
    b: model.intercept as Float32Array,
    mistakes: model.history.map(({ mistakes }) => mistakes),
  };
}

/** Whether both made the same mistakes and have the same weights, to the bit. */
export const areSame = (one: Outcome, other: Outcome): boolean =>
  sameNumbers(one.mistakes, other.mistakes) && sameNumbers(one.w, other.w) && sameNumbers(one.b, other.b);

const sameNumbers = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.from(one).every((value, i) => value === other[i]);

/** A browser's clock is coarse: so many milliseconds of repeats make its error small. */
const LEAST_TIME = 40;

function timeOf(work: () => unknown): number {
  const start = performance.now();
  let [times, elapsed] = [0, 0];
  do {
    work();
    times++;
    elapsed = performance.now() - start;
  } while (elapsed < LEAST_TIME);
  return elapsed / times;
}

/** One round: each contestant once, taking turns at who begins. */
export function measureRound(task: Task, libraryFirst: boolean): Round {
  const timeLibrary = (): number => timeOf(() => trainLibrary(task));
  const timePlain = (): number => timeOf(() => trainPlain(task));
  if (libraryFirst) {
    const library = timeLibrary();
    return { library, plain: timePlain() };
  }
  const plain = timePlain();
  return { library: timeLibrary(), plain };
}

export interface Range {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function rangeOf(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1] as number, sorted[sorted.length >> 1] as number];
  return { median: (below + above) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}
