// The report, in Markdown.

import type { Range } from "../clock.js";
import { megabytes, millions, precisely, span, tableRow, time } from "./format.js";
import type { Measured, Standing } from "./measure.js";
import { FIRST_TARGET, type FirstFit, type Growth, MEMORY_TARGET } from "./processes.js";
import { START_TARGET, type Start } from "./start.js";

export interface Report {
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    readonly processors: number;
    readonly platform: string;
    /** Programs that ran, on the mean of the minute before this one did. */
    readonly load: number;
  };
  readonly engine: string;
  readonly library: { readonly version: string; readonly core: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly rows: readonly Measured[];
  readonly first?: readonly FirstFit[];
  readonly memory?: Growth;
  readonly start?: Start;
  /** What could not be measured here. */
  readonly skipped: readonly { readonly id: string; readonly why: string }[];
}

const missed = ({ ratio, target }: Standing): boolean =>
  ratio !== undefined && target !== null && ratio.median < target;
const slow = ({ atMost }: Measured): boolean => atMost !== undefined && atMost.reached > atMost.target;
const verdict = (lost: boolean): string => (lost ? "**lost**" : "held");
const spread = ({ min, max }: Range, write: (value: number) => string): string =>
  `${write(min)} – ${write(max)}`;

function rowsOf(row: Measured): string[] {
  const { id, title, library, limit, runsPerSecond, atMost, standings } = row;
  const rate = runsPerSecond === undefined ? "" : `, ${millions(runsPerSecond.reached)}`;
  const ours = [`**${id}**`, `**${title}**`, time(library.seconds.median), "", ""];
  const wanted = atMost === undefined ? "" : `at most ${time(atMost.target)}, ${verdict(slow(row))}`;
  const bound =
    limit === undefined
      ? ""
      : `${time(limit.seconds.median)}, × **${precisely(limit.ratio.median)}** (${span(limit.ratio)})`;
  return [
    tableRow([...ours, wanted, bound, `${library.says}${rate}`]),
    ...standings.map((standing) => {
      const { name, target, says, seconds, ratio } = standing;
      const goal = target === null ? "" : `${target}×`;
      if (seconds === undefined || ratio === undefined)
        return tableRow([id, name, "–", "–", "–", goal, "", says]);
      const measured = [time(seconds.median), `${precisely(ratio.median)}×`, span(ratio)];
      const held = target === null ? "" : `${goal}, ${verdict(missed(standing))}`;
      return tableRow([id, name, ...measured, held, "", says]);
    }),
  ];
}

/** What is not reached, a line each. */
export function lost({ rows, first, memory, start }: Report): string[] {
  return [
    ...rows.flatMap((row) => {
      const { id, title, runsPerSecond: rate, atMost, standings } = row;
      const late = slow(row) && atMost;
      return [
        ...standings.filter(missed).map(({ name, target, ratio }) => {
          const { median } = ratio as Range;
          const how = median < 1 ? `${name} is faster` : `below the target against ${name}`;
          return `${id} (${title}): ${how}: ${precisely(median)}×, target ${target}×`;
        }),
        ...(rate !== undefined && rate.reached < rate.target
          ? [`${id} (${title}): ${millions(rate.reached)}, target ${millions(rate.target)}`]
          : []),
        ...(late ? [`${id} (${title}): ${time(late.reached)}, target ${time(late.target)}`] : []),
      ];
    }),
    ...(first ?? [])
      .filter(({ ratio }) => ratio.median > FIRST_TARGET)
      .map(
        ({ id, ratio }) =>
          `first fit of ${id}: ${precisely(ratio.median)} times the fifth, target ${FIRST_TARGET}`,
      ),
    ...(memory && memory.growth.median > MEMORY_TARGET
      ? [`memory of ${memory.id}: ${megabytes(memory.growth.median)}, target ${megabytes(MEMORY_TARGET)}`]
      : []),
    ...(start && start.ratio.median > START_TARGET
      ? [`start: ${precisely(start.ratio.median)} times an empty module, target ${START_TARGET}`]
      : []),
  ];
}

/** What the machine did while the rows were measured. */
function paceLine(rows: readonly Measured[]): string[] {
  const limits = rows.flatMap(({ id, limit }) => (limit ? [{ id, ...limit }] : []));
  if (limits.length === 0) return [];
  const paces = limits.map(({ id, says, pace: { bytesPerSecond, multiplyAddsPerSecond } }) => {
    const rates = [`${(bytesPerSecond / 1e9).toPrecision(3)} GB/s`];
    return `${id}: ${says}; ${rates}, ${(multiplyAddsPerSecond / 1e9).toPrecision(3)} billion a second`;
  });
  return ["Physical limits, and the rates that were measured beside each row:", "", ...list(paces), ""];
}

const list = (lines: readonly string[]): string[] => lines.map((line) => `- ${line}`);

function firstTable(first: readonly FirstFit[]): string[] {
  return [
    "First fits of fresh processes:",
    "",
    tableRow(["row", "first", "fifth", "first / fifth", "range", "target"]),
    "|---|--:|--:|--:|--:|--:|",
    ...first.map(({ id, first, fifth, ratio }) =>
      tableRow([
        ...[id, time(first.median), time(fifth.median), precisely(ratio.median), span(ratio)],
        `at most ${FIRST_TARGET}, ${verdict(ratio.median > FIRST_TARGET)}`,
      ]),
    ),
    "",
  ];
}

const memoryLine = ({ id, data, before, growth }: Growth): string =>
  `Memory: an in-order fit of ${id} (${megabytes(data)} of data, a peak of ${megabytes(before)} before it) adds ` +
  `${megabytes(growth.median)} (${spread(growth, megabytes)}) to the peak, target ${megabytes(MEMORY_TARGET)}: ` +
  `${verdict(growth.median > MEMORY_TARGET)}.`;

const startLine = ({ library, empty, ratio }: Start): string =>
  `Start: from the import to the first prediction in a fresh process ${time(library.median)} ` +
  `(${spread(library, time)}), an empty module ${time(empty.median)}: × ${precisely(ratio.median)} (${span(ratio)}), ` +
  `target ${START_TARGET}: ${verdict(ratio.median > START_TARGET)}.`;

export function markdown(report: Report): string {
  const { date, machine, engine, library, versions, rounds, rows, first, memory, start, skipped } = report;
  const installed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const losses = lost(report);
  const header = ["row", "contestant", "time", "library is faster", "range", "target", "limit", "result"];
  return [
    `rosenblatt ${library.version} (core: ${library.core}) and its peers, ${date}`,
    "",
    `${machine.processor}, ${machine.processors} processors (load before: ${machine.load.toFixed(1)}), ${machine.platform}; ${engine}; ${installed.join(", ")}.`,
    `${rounds} interleaved rounds; in bold the row, the library's own time and how many times the physical limit that is; ratios are medians.`,
    "",
    ...(rows.length > 0
      ? [tableRow(header), "|---|---|--:|--:|--:|--:|--:|---|", ...rows.flatMap(rowsOf), ""]
      : []),
    ...paceLine(rows),
    ...(first ? firstTable(first) : []),
    ...(memory ? [memoryLine(memory), ""] : []),
    ...(start ? [startLine(start), ""] : []),
    ...(skipped.length > 0
      ? ["Not measured:", "", ...list(skipped.map(({ id, why }) => `${id}: ${why}`)), ""]
      : []),
    losses.length === 0 ? "Every target is held." : "Lost:",
    ...(losses.length === 0 ? [] : ["", ...list(losses)]),
    "",
  ].join("\n");
}
