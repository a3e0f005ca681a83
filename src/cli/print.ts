import { type EpochReport, runtime } from "../index.js";

export type Print = (text: string) => void;

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const BAR_WIDTH = 40;

interface FittedModel {
  readonly history: readonly EpochReport[];
  readonly converged: boolean;
}

/** A line of mistakes for each epoch (of a long run, the first and the last ten), and how it ended. */
export function printEpochs({ history, converged }: FittedModel, print: Print): void {
  const most = Math.max(1, ...history.map(({ mistakes }) => mistakes));
  history.forEach(({ epoch, mistakes, accuracy }, i) => {
    if (i === 10 && history.length > 20) print(`  … ${history.length - 20} more`);
    if (i >= 10 && i < history.length - 10) return;
    const bar = "█".repeat(Math.ceil((mistakes / most) * BAR_WIDTH)).padEnd(BAR_WIDTH);
    print(
      `  epoch ${String(epoch).padStart(4)}  ${bar} ${mistakes} mistake${mistakes === 1 ? "" : "s"}, ${percent(accuracy)} right`,
    );
  });
  print(
    converged
      ? "converged: the last epoch made no mistake, so the weights separate the rows"
      : 'not converged: no epoch was free of mistakes; whether planes could part the classes, "rosenblatt separable" proves',
  );
}

/** Which core ran, and why if it is the fallback. */
export function printCore(print: Print): void {
  const { core, reason } = runtime();
  print(core === "wasm" ? "ran on the Wasm SIMD core" : `ran on the JavaScript core (${reason})`);
}
