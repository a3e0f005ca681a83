// The tables, in Markdown.
import type { Measured, Range, Standing } from "./measure.js";

export interface Report {
  readonly date: string;
  readonly machine: { readonly processor: string; readonly processors: number; readonly platform: string };
  readonly engine: string;
  readonly library: { readonly version: string; readonly core: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly rows: readonly Measured[];
  readonly start: { readonly target: number; readonly seconds?: Range };
}

export const time = (seconds: number): string => {
  const units: [string, number][] = [
    ["s", 1],
    ["ms", 1e-3],
    ["µs", 1e-6],
    ["ns", 1e-9],
  ];
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["ns", 1e-9];
  const amount = seconds / size;
  return `${amount >= 100 ? amount.toFixed(0) : amount.toPrecision(3)} ${unit}`;
};

export const times = (ratio: number): string => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2));
export const span = (ratio: Range): string => `${times(ratio.min)} – ${times(ratio.max)}`;
const millions = (count: number): string => `${(count / 1e6).toPrecision(2)} million a second`;

const missed = ({ ratio, target }: Standing): boolean => ratio !== undefined && ratio.median < target;

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function rowsOf({ id, title, library, runsPerSecond, standings }: Measured): string[] {
  const rate = runsPerSecond === undefined ? "" : `, ${millions(runsPerSecond.reached)}`;
  return [
    tableRow([
      `**${id}**`,
      `**${title}**`,
      time(library.seconds.median),
      "",
      "",
      "",
      `${library.says}${rate}`,
    ]),
    ...standings.map((standing) => {
      const { name, target, says, seconds, ratio } = standing;
      if (seconds === undefined || ratio === undefined)
        return tableRow([id, name, "–", "–", "–", `${target}×`, says]);
      const verdict = missed(standing) ? "**lost**" : "held";
      const measured = [time(seconds.median), `${times(ratio.median)}×`, span(ratio)];
      return tableRow([id, name, ...measured, `${target}×, ${verdict}`, says]);
    }),
  ];
}

/** What is not reached, a line each. */
export function lost({ rows, start }: Report): string[] {
  const slow = rows.flatMap(({ id, title, runsPerSecond: rate, standings }) => [
    ...standings.filter(missed).map(({ name, target, ratio }) => {
      const { median } = ratio as Range;
      const how = median < 1 ? `${name} is faster` : `below the target against ${name}`;
      return `${id} (${title}): ${how}: ${times(median)}×, target ${target}×`;
    }),
    ...(rate !== undefined && rate.reached < rate.target
      ? [`${id} (${title}): ${millions(rate.reached)}, target ${millions(rate.target)}`]
      : []),
  ]);
  const late = start.seconds !== undefined && start.seconds.median > start.target;
  return late ? [...slow, `start: ${time(start.seconds.median)}, target ${time(start.target)}`] : slow;
}

const startLine = ({ seconds, target }: Report["start"]): string =>
  seconds === undefined
    ? "From import to first prediction: not measured, dist/ is not built (npm run build)."
    : `From import to first prediction in a fresh process: ${time(seconds.median)} (${time(seconds.min)} – ${time(seconds.max)}), target ${time(target)}.`;

export function markdown(report: Report): string {
  const { date, machine, engine, library, versions, rounds, rows } = report;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const losses = lost(report);
  return [
    `rosenblatt ${library.version} (core: ${library.core}) and its peers, ${date}`,
    "",
    `${machine.processor}, ${machine.processors} processors, ${machine.platform}; ${engine}; ${list.join(", ")}.`,
    `${rounds} interleaved rounds; in bold the row and the library's own time; ratios are medians.`,
    "",
    tableRow(["row", "contestant", "time", "library is faster", "range", "target", "result"]),
    "|---|---|--:|--:|--:|--:|---|",
    ...rows.flatMap(rowsOf),
    "",
    startLine(report.start),
    "",
    losses.length === 0 ? "No row is lost." : "Lost rows:",
    ...(losses.length === 0 ? [] : ["", ...losses.map((loss) => `- ${loss}`)]),
    "",
  ].join("\n");
}
