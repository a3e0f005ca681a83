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

/** What this page measured on our own machine, in medians of seven rounds. */
export const OURS = readResult(
  "103.6~413.4~,732.7~2588~,3800~21350~,8100~88700~,1924~35100~,1169~21550~",
) as Round[];
export const OUR_MACHINE = "Chromium 156 (AMD EPYC, 2026-11-30)";

function isTime(value: number | undefined): boolean {
  return value !== undefined && value > 0 && value < Infinity;
}
