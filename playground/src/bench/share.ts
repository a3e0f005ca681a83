// What the tab of the bench has to share: the medians as a table and as a picture.
import { palette } from "../page/theme";
import { paintedSvg, write } from "../share/picture";
import type { ShareSource } from "../share/sources";
import { texts } from "../text/language";
import { duration, NAMES, times, titleOf } from "./chart";
import { CONTESTANTS, type Round } from "./measure";
import { TASKS } from "./tasks";

/** @param medians  of each task; empty before they are measured */
export function benchSource(medians: readonly Round[]): ShareSource {
  const { share, bench } = texts();
  const isThere = medians.length === TASKS.length;
  return {
    name: "bench",
    linkAbout: share.linkAbout,
    frame: { title: bench.title, about: share.embedAboutBench, height: 1250 },
    code: null,
    data: isThere ? { about: share.medians, file: "bench.csv", make: () => tableOf(medians) } : null,
    model: null,
    svg: isThere ? () => benchSvg(medians) : null,
  };
}

/** A row for each task: its shape, and the milliseconds of each contestant. */
export const tableOf = (medians: readonly Round[]): string =>
  [
    ["task", "n", "d", "classes", "epochs", ...CONTESTANTS],
    ...TASKS.map(({ kind, n, d, classes, epochs }, task) => [
      ...[kind, n, d, classes, epochs],
      ...CONTESTANTS.map((name) => medians[task]?.[name] ?? ""),
    ]),
  ]
    .map((row) => `${row.join(",")}\n`)
    .join("");

/** Pixels of the picture: a task's height, and where its ratio, its bars and their times begin. */
const [MARGIN, TASK, RATIO, NAME, BARS, FULL, WIDTH] = [20, 84, 290, 410, 510, 240, 860];

function benchSvg(medians: readonly Round[]): Promise<string> {
  const { background, text, muted, border, classes } = palette();
  const height = 2 * MARGIN + TASK * medians.length;
  return paintedSvg({ width: WIDTH, height }, background, (context) => {
    for (const [task, median] of medians.entries()) {
      const top = MARGIN + TASK * task;
      const middle = top + TASK / 2;
      context.fillStyle = border;
      if (task > 0) context.fillRect(MARGIN, top, WIDTH - 2 * MARGIN, 1);
      write(context, titleOf(TASKS[task] as (typeof TASKS)[number]), [MARGIN, middle], {
        size: 17,
        colour: text,
      });
      const { library = 1, baseline = 1 } = median;
      write(context, times(baseline / library), [RATIO, middle], { size: 30, colour: text });
      const there = CONTESTANTS.filter((name) => median[name] !== undefined);
      const full = Math.max(...there.map((name) => median[name] as number));
      for (const [i, name] of there.entries()) {
        const y = middle + 22 * (i - (there.length - 1) / 2);
        const value = median[name] as number;
        write(context, NAMES[name], [NAME, y], { size: 13, colour: muted });
        context.fillStyle = name === "library" ? (classes[0] as string) : muted;
        context.fillRect(BARS, y - 7, Math.max(1, (FULL * value) / full), 14);
        write(context, duration(value), [BARS + FULL + 12, y], { size: 13, colour: text });
      }
    }
  });
}
