import { type EpochReport, type Label, type Perceptron, runtime, type StopReason } from "../index.js";
import {
  aligned,
  bar,
  type Console,
  clippedName,
  grouped,
  type Print,
  paint,
  percent,
  quantity,
  screenWidth,
  sparkline,
  widthOf,
} from "./terminal.js";
import type { Tested } from "./testing.js";

interface FittedModel {
  readonly history: readonly EpochReport[];
  readonly stopReason: StopReason | undefined;
}

const SPARKLINE_COLUMNS = 24;

/** How a fit has ended. */
const ENDED: Readonly<Record<StopReason, string>> = {
  converged: "converged: the model gets every row right that it learned from",
  noImprovement: "not converged: the mistakes fell no further",
  maxIter: "not converged in the epochs that it had",
  stopped: "stopped before it had converged",
};
/** What to do then, by flags. */
const GOES_ON: Partial<Record<StopReason, string>> = {
  noImprovement: "; --tol none goes on",
  maxIter: "; --epochs N gives it more",
};

/** What is counted in an epoch: of several outputs that are corrected each for itself, a row may have several. */
export function countedIn(model: Perceptron): string {
  const { multiclass } = model.toJSON({ resume: false }).options;
  return model.coef.rows > 1 && multiclass !== "joint" ? "corrections" : "mistakes";
}

/** The mistakes of each epoch as a sparkline (the mean of several epochs to a column in a long run), and how it ended. */
export function printEpochs(
  { history, stopReason = "maxIter" }: FittedModel,
  print: Print,
  { counted = "mistakes", byFlags = false } = {},
): void {
  const mistakes = history.map((report) => report.mistakes);
  const [first, final] = [history[0]?.epoch, history.at(-1)?.epoch];
  const last = history.length > 1 ? `, ${mistakes.at(-1)} in epoch ${final}` : "";
  const [before, behind] = [`  ${counted} per epoch `, ` ${mistakes[0]} in epoch ${first}${last}`];
  const line = sparkline(
    mistakes,
    Math.min(SPARKLINE_COLUMNS, screenWidth() - before.length - behind.length),
  );
  print(before + paint("cyan", line) + behind);
  print(`  ${ENDED[stopReason]}${(byFlags && GOES_ON[stopReason]) || ""}`);
}

const BAR = 26;

/** A share as a bar, with the rest of it dotted. */
export const shareBar = (share: number): string =>
  paint("cyan", bar(share, BAR)) + paint("dim", "·".repeat(BAR - [...bar(share, BAR)].length));

/** How good a model is beside the most frequent label, and a warning where it is no better. */
export function printTested({ by, rows, accuracy, majority, folds }: Tested, console: Console): void {
  const spread = folds ? ` (${percent(Math.min(...folds))} to ${percent(Math.max(...folds))})` : "";
  const of = by === "folds" ? ` in ${folds?.length} folds${spread}` : ` of ${quantity(rows, "held-out row")}`;
  for (const text of aligned([
    ["  accuracy", shareBar(accuracy), paint("bold", percent(accuracy)) + of],
    ...(majority === undefined ? [] : [["  majority", shareBar(majority), percent(majority)]]),
  ])) {
    console.say(text);
  }
  if (majority !== undefined && accuracy <= majority) {
    console.say(
      paint("yellow", "  no better than the most frequent label alone: these columns may not tell it"),
    );
  }
}

/** Numbers of rows by what they are and what they were called: the counts that are right lie on the diagonal. */
export function confusionLines(labels: readonly Label[], counts: readonly (readonly number[])[]): string[] {
  const widest = Math.floor((screenWidth() - 22) / labels.length) - 2;
  const head = [
    "  is \\ called",
    ...labels.map((label) => clippedName(label, Math.min(20, Math.max(1, widest)))),
  ];
  const rows = counts.map((row, i) => [
    `  ${clippedName(labels[i], 20)}`,
    ...row.map((count, j) =>
      i === j ? paint("green", grouped(count)) : count > 0 ? paint("red", grouped(count)) : "·",
    ),
  ]);
  const lines = aligned(
    [head, ...rows],
    labels.map((_, j) => j + 1),
  );
  return lines.some((line) => widthOf(line) > screenWidth())
    ? [`  ${labels.length} classes make too wide a confusion matrix; --json has it`]
    : lines;
}

/** Which core ran, and why if it is the fallback. */
export function printCore(print: Print): void {
  const { core, reason } = runtime();
  print(core === "wasm" ? "ran on the Wasm SIMD core" : `ran on the JavaScript core (${reason})`);
}
