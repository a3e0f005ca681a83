import { type EpochReport, runtime } from "../index.js";

export type Print = (text: string) => void;

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

interface FittedModel {
  readonly history: readonly EpochReport[];
  readonly converged: boolean;
}

const SPARKLINE_COLUMNS = 24;

/** The mistakes of each epoch as a sparkline (the mean of several epochs to a column in a long run), and how it ended. */
export function printEpochs({ history, converged }: FittedModel, print: Print): void {
  const mistakes = history.map((report) => report.mistakes);
  const line = sparkline(mistakes, SPARKLINE_COLUMNS);
  const last = history.length > 1 ? `, ${mistakes.at(-1)} in epoch ${history.length}` : "";
  print(`  mistakes per epoch ${line} ${mistakes[0]} in epoch 1${last}`);
  print(
    converged
      ? "  converged: the last epoch made no mistake, so the weights separate the rows"
      : '  not converged: no epoch was free of mistakes; "rosenblatt separable" tells why',
  );
}

/** Values ≥ 0 as a row of blocks whose height is in proportion; the lowest stands for 0, the full block for the largest. */
function sparkline(values: readonly number[], columns: number): string {
  const width = Math.min(columns, values.length);
  const means = Array.from({ length: width }, (_, i) => {
    const bin = values.slice(
      Math.floor((i * values.length) / width),
      Math.floor(((i + 1) * values.length) / width),
    );
    return bin.reduce((sum, value) => sum + value, 0) / bin.length;
  });
  const most = Math.max(...means);
  return means.map((mean) => "▁▂▃▄▅▆▇█"[most > 0 ? Math.round((7 * mean) / most) : 0]).join("");
}

/** Which core ran, and why if it is the fallback. */
export function printCore(print: Print): void {
  const { core, reason } = runtime();
  print(core === "wasm" ? "ran on the Wasm SIMD core" : `ran on the JavaScript core (${reason})`);
}
