import { matmul, Perceptron } from "rosenblatt";
import { type FitResult, type Product, type Task, trainBaseline } from "./baseline";

/** Those that are timed. TensorFlow.js is only there when it is asked for. */
export const CONTESTANTS = ["library", "baseline", "tensorflow"] as const;
export type Contestant = (typeof CONTESTANTS)[number];
/** What each has to do. */
export type Work = Readonly<Partial<Record<Contestant, () => unknown>>>;
/** Milliseconds of each in one round. */
export type Round = Readonly<Partial<Record<Contestant, number>>>;

/** The library, through its public API. */
export function trainLibrary({ X, y, n, d, epochs }: Task): FitResult {
  const model = new Perceptron({ shuffle: false, tol: null, maxIter: epochs });
  model.fit({ data: X, rows: n, cols: d }, y);
  return {
    w: model.coef.data as Float32Array,
    b: model.intercept as Float32Array,
    mistakes: model.history.map(({ mistakes }) => mistakes),
  };
}

export const multiplyLibrary = ({ A, B, m, k, n }: Product): Float32Array =>
  matmul({ data: A, rows: m, cols: k }, { data: B, rows: k, cols: n }).data as Float32Array;

export const trainingWork = (task: Task): Work => ({
  library: () => trainLibrary(task),
  baseline: () => trainBaseline(task),
});

/** Whether both made the same mistakes and have the same weights, to the bit. */
export const areEqual = (one: FitResult, other: FitResult): boolean =>
  equalNumbers(one.mistakes, other.mistakes) && equalNumbers(one.w, other.w) && equalNumbers(one.b, other.b);

export const equalNumbers = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.from(one).every((value, i) => value === other[i]);

/** Work is repeated for so many milliseconds, since the clock of a browser is coarse. */
const MIN_DURATION_MS = 40;

function timeOf(work: () => unknown): number {
  const start = performance.now();
  let [times, elapsed] = [0, 0];
  do {
    work();
    times++;
    elapsed = performance.now() - start;
  } while (elapsed < MIN_DURATION_MS);
  return elapsed / times;
}

/** One round: each contestant once. Who begins moves on. */
export function measureRound(work: Work, first: number): Round {
  const names = CONTESTANTS.filter((name) => work[name] !== undefined);
  const round: Partial<Record<Contestant, number>> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[(first + i) % names.length] as Contestant;
    round[name] = timeOf(work[name] as () => unknown);
  }
  return round;
}

export interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function rangeOf(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1] as number, sorted[sorted.length >> 1] as number];
  return { median: (below + above) / 2, min: sorted[0] as number, max: sorted.at(-1) as number };
}
