// What fresh processes show of fits: how long the first takes, and what one adds to the peak memory.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Range, range } from "../clock.js";
import type { Shape } from "../training-data.js";
import { builtUrl } from "./built.js";
import { shapes } from "./shapes.js";

const LEAST_PROCESSES = 5;
const MEMORY_PROCESSES = 3;

/** First fit over fifth. */
export const FIRST_TARGET = 1.6;
/** Bytes that a fit of T6 may add to the peak memory. */
export const MEMORY_TARGET = 16 * 1e6;

type Step = (what: string) => void;

/** Of one process. */
function inFreshProcess<T>(...arguments_: readonly string[]): T {
  const program = fileURLToPath(new URL("./fresh.mjs", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [program, ...arguments_], { encoding: "utf8" }));
}

export interface FirstFit {
  readonly id: string;
  /** Seconds. */
  readonly first: Range;
  readonly fifth: Range;
  readonly ratio: Range;
}

const FIRST_ROWS = ["T1", "T2", "T3"] as const;

/** The time of a process's first fit over that of its fifth. */
export const firstFits = {
  steps: (rounds: number): number => Math.max(rounds, LEAST_PROCESSES),
  measure(rounds: number, step: Step): FirstFit[] {
    const fits = FIRST_ROWS.map((id) => ({ id, seconds: [] as number[][] }));
    for (let process = 1; process <= firstFits.steps(rounds); process++) {
      for (const { id, seconds } of fits) {
        const milliseconds = inFreshProcess<number[]>(
          "first",
          builtUrl("index.js"),
          JSON.stringify(shapes[id]),
        );
        seconds.push(milliseconds.map((value) => value / 1000));
      }
      step(`first fits, processes ${process}`);
    }
    return fits.map(({ id, seconds }) => ({
      id,
      first: range(seconds.map((each) => each[0])),
      fifth: range(seconds.map((each) => each[4])),
      ratio: range(seconds.map((each) => each[0] / each[4])),
    }));
  },
};

export interface Growth {
  readonly id: string;
  /** Bytes: of X and the targets, of the process before the fit, and what the fit added to its peak. */
  readonly data: number;
  readonly before: number;
  readonly growth: Range;
}

/** What a fit adds to the peak memory. */
export const memoryGrowth = {
  steps: (): number => MEMORY_PROCESSES,
  measure(step: Step): Growth {
    const shape: Shape = shapes.T6;
    const runs = Array.from({ length: MEMORY_PROCESSES }, (_, process) => {
      const run = inFreshProcess<{ data: number; now: number; before: number; after: number }>(
        "memory",
        builtUrl("index.js"),
        JSON.stringify(shape),
      );
      step(`memory, process ${process + 1}`);
      return run;
    });
    return {
      id: "T6",
      data: runs[0].data,
      before: range(runs.map(({ before }) => before)).median,
      // Against what is held as the fit begins: an earlier peak would hide the growth.
      growth: range(runs.map(({ now, after }) => after - now)),
    };
  },
};
