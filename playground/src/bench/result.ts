// A result as a text for the address: the median milliseconds of each contestant in each task.
import { CONTESTANTS, type Round } from "./measure";
import { TASKS } from "./tasks";

/** Medians in microseconds, `~` between contestants and `,` between tasks. */
export const writeResult = (medians: readonly Round[]): string =>
  medians
    .map((round) =>
      CONTESTANTS.map((name) => {
        const milliseconds = round[name];
        return milliseconds === undefined ? "" : String(Number((1000 * milliseconds).toPrecision(4)));
      }).join("~"),
    )
    .join(",");

/** The medians of such a text; null if it is none. */
export function readResult(text: string): Round[] | null {
  const medians = text.split(",").map((part) => {
    const values = part.split("~").map((value) => (value === "" ? undefined : Number(value) / 1000));
    return Object.fromEntries(CONTESTANTS.map((name, i) => [name, values[i]])) as Round;
  });
  const isWhole = medians.every(
    ({ library, baseline, tensorflow }) =>
      isTime(library) && isTime(baseline) && (tensorflow === undefined || isTime(tensorflow)),
  );
  return isWhole && medians.length === TASKS.length ? medians : null;
}

const isTime = (value: number | undefined): boolean => value !== undefined && value > 0 && value < Infinity;
