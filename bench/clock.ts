// How a contestant is timed: in a round it runs for at least 60 ms, and at least once. And how figures are written.
import { cpus } from "node:os";
import { Bench } from "tinybench";

export const ROUND_MILLISECONDS = 60;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
};

/** What rounds gave. */
export interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export const range = (values: readonly number[]): Range => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

const threeDigits = (value: number): string => value.toPrecision(3);

/** The median, and the range behind it. */
export function summary(values: readonly number[], write = threeDigits): string {
  const { median, min, max } = range(values);
  return `${write(median)} (${write(min)} – ${write(max)})`;
}

/** What the figures are of. */
export const machine = (): string =>
  `${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;

/** Seconds of the processor, which other programs may want too. */
export function processorSeconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function secondsOf(run: () => void | Promise<void>, async: boolean): Promise<number> {
  const bench = new Bench({ time: ROUND_MILLISECONDS, iterations: 1, warmup: false, throws: true });
  await bench.add("run", run, { async }).run();
  const result = bench.tasks[0]?.result;
  if (result === undefined || !("latency" in result)) throw new Error("the contestant did not run");
  return result.latency.p50 / 1000;
}

/** Seconds per run in one round: the median of its runs. */
export const secondsPerRun = (run: () => unknown): Promise<number> => secondsOf(() => void run(), false);

/** The same for asynchronous work. */
export const secondsPerAsyncRun = (run: () => Promise<unknown>): Promise<number> =>
  secondsOf(async () => void (await run()), true);
