// The table of docs/performance.md: a choice of the rows, one line each, the contestants side by side.
import { span, tableRow, time, times } from "./format.js";
import type { Measured, Standing } from "./measure.js";
import type { Report } from "./report.js";

const CHOICE = ["T1", "T2", "T2s", "T3", "T3s", "T5", "T6", "P1", "P2"];
const PLAIN = ["expert JavaScript", "idiomatic JavaScript"];
const NATIVE = ["scikit-learn", "numpy"];
const WASM = ["TensorFlow.js wasm", "onnxruntime-web", "numpy-ts"];

type Timed = Standing & { readonly ratio: NonNullable<Standing["ratio"]> };

const timed = ({ standings }: Measured, names: readonly string[]): Timed[] =>
  standings.filter((one): one is Timed => names.includes(one.name) && one.ratio !== undefined);

const cell = (one: Timed | undefined): string =>
  one === undefined ? "" : `**${times(one.ratio.median)}×** (${span(one.ratio)})`;

function line(row: Measured): string {
  const [best] = timed(row, WASM).sort((a, b) => a.ratio.median - b.ratio.median);
  const fastest = best === undefined ? "" : `${times(best.ratio.median)}× (${best.name})`;
  const [plain, native] = [PLAIN, NATIVE].map((names) => cell(timed(row, names)[0]));
  return tableRow([row.title, time(row.library.seconds.median), plain ?? "", native ?? "", fastest]);
}

export const brief = ({ rows, machine, engine, date, rounds }: Report): string =>
  [
    tableRow(["work", "here", "JavaScript", "scikit-learn", "the fastest other Wasm"]),
    "|---|--:|--:|--:|--:|",
    ...rows.filter(({ id }) => CHOICE.includes(id)).map(line),
    "",
    `${rounds} rounds; ${machine.processor}, ${machine.processors} processors; ${engine}; ${date}`,
    "",
  ].join("\n");
