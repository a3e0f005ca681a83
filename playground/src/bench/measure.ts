import { Perceptron } from "rosenblatt";
import { type FitResult, type Task, trainBaseline } from "./baseline";

/** Milliseconds of one training in one round. */
export interface Round {
  readonly library: number;
  readonly baseline: number;
}

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

/** Whether both made the same mistakes and have the same weights, to the bit. */
export const areEqual = (one: FitResult, other: FitResult): boolean =>
  equalNumbers(one.mistakes, other.mistakes) && equalNumbers(one.w, other.w) && equalNumbers(one.b, other.b);

const equalNumbers = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
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

/** One round: each implementation once. Which begins alternates. */
export function measureRound(task: Task, libraryFirst: boolean): Round {
  const timeLibrary = (): number => timeOf(() => trainLibrary(task));
  const timeBaseline = (): number => timeOf(() => trainBaseline(task));
  if (libraryFirst) {
    const library = timeLibrary();
    return { library, baseline: timeBaseline() };
  }
  const baseline = timeBaseline();
  return { library: timeLibrary(), baseline };
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
