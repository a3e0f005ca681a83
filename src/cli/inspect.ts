import type { Perceptron } from "../index.js";
import type { Pipeline } from "../pipeline/index.js";
import { columnLines, isEncoder } from "./encoder.js";
import { titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { readModel, type SavedModel } from "./saved-model.js";
import {
  aligned,
  bar,
  type Console,
  clipped,
  clippedName,
  inLines,
  paint,
  percent,
  quantity,
  screenWidth,
} from "./terminal.js";
import { ONE_PASS, type Tested } from "./testing.js";

/** So many weights of a class are shown, and of several classes fewer each. */
const MOST_WEIGHTS = 12;
const MOST_EACH = 5;
const MOST_CLASSES = 12;
const BAR = 16;

interface Weight {
  readonly feature: string;
  readonly weight: number;
}

/** What is in a model. */
export function inspect(file: string, values: Values, console: Console): number {
  const saved = readModel(file, values);
  const { pipeline, notes } = saved;
  const { model } = pipeline;
  const { options } = model.toJSON({ resume: false });
  const weights = weightsByClass(pipeline);
  console.tell({
    target: notes.target ?? null,
    classes: model.classes,
    features: pipeline.featureNames,
    options,
    notes,
    epochs: model.nIter,
    converged: model.converged,
    stopReason: model.stopReason,
    weights,
  });
  console.say(
    clipped(
      `${titleOf(file)}: tells ${notes.target === undefined ? "" : `"${clippedName(notes.target, 24)}", `}${quantity(model.classes.length, "class", "classes")}: ${model.classes
        .slice(0, 20)
        .map((label) => clippedName(label, 20))
        .join(", ")}`,
      screenWidth(),
    ),
  );
  for (const line of aligned(facts(saved))) console.say(clipped(line));
  const [encoder] = pipeline.steps;
  if (isEncoder(encoder)) {
    console.say("");
    for (const line of columnLines(encoder)) console.say(line);
  }
  for (const { label, weights: largest } of weights.slice(0, MOST_CLASSES)) {
    console.say(`\n  what speaks for ${paint("bold", clippedName(label, 40))}, and against it`);
    for (const line of weightLines(largest)) console.say(line);
  }
  if (weights.length > MOST_CLASSES)
    console.say(
      `\n  … and ${quantity(weights.length - MOST_CLASSES, "class", "classes")} more; --json has all`,
    );
  return 0;
}

function facts({
  pipeline: { model },
  calibrated,
  notes: { rows, tested, onePass = tested?.by === ONE_PASS },
}: SavedModel): string[][] {
  const { options } = model.toJSON({ resume: false });
  const { rule, ...others } = options;
  const list = Object.entries({ ...others, ...(rule && { rule: rule.name, ...rule.options }) }).filter(
    ([, value]) => value !== null && value !== undefined && typeof value !== "object",
  );
  const shown = list.map(([name, value]) => `${name} ${value}`);
  const ended = [quantity(model.nIter, "epoch"), model.stopReason && ENDED[model.stopReason]];
  const training = [rows && quantity(rows, "row"), ...(onePass ? ["in one pass"] : ended)];
  return [
    ["  trained", training.filter(Boolean).join(", ")],
    ...(tested ? [["  tested", `${percent(tested.accuracy)} of ${testedRows(tested)}`]] : []),
    ...(calibrated
      ? [["  calibrated", `by ${quantity(calibrated.toJSON().calibration.rows, "row")} that were held out`]]
      : []),
    ...inLines(shown, screenWidth() - 14).map((line, i) => [i === 0 ? "  options" : "", line]),
  ];
}

const ENDED = {
  converged: "converged",
  noImprovement: "until the mistakes fell no further",
  maxIter: "the most allowed",
  stopped: "stopped",
};

const testedRows = ({ by, rows, folds }: Tested): string =>
  by === "folds"
    ? `${quantity(rows, "row")} in ${folds?.length} folds`
    : quantity(rows, by.replace("rows", "row"), by);

/** The largest weights of each class, by name; of two classes the second's. */
function weightsByClass(pipeline: Pipeline<Perceptron>): { label: unknown; weights: Weight[] }[] {
  const { coef, classes } = pipeline.model;
  const names = pipeline.featureNames;
  const labels = coef.rows === 1 ? classes.slice(1) : classes;
  const most = labels.length === 1 ? MOST_WEIGHTS : MOST_EACH;
  return labels.map((label, k) => {
    const weights = names.map((feature, j) => ({ feature, weight: coef.data[k * coef.cols + j] as number }));
    return { label, weights: weights.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most) };
  });
}

/** Bars to the left for what speaks against a class, to the right for what speaks for it. */
function weightLines(weights: readonly Weight[]): string[] {
  const most = Math.max(...weights.map(({ weight }) => Math.abs(weight)), Number.MIN_VALUE);
  const rows = weights.map(({ feature, weight }) => {
    const width = Math.round((Math.abs(weight) / most) * BAR);
    const left = weight < 0 ? " ".repeat(BAR - width) + paint("magenta", "█".repeat(width)) : " ".repeat(BAR);
    const right = weight > 0 ? paint("cyan", bar(weight / most, BAR)) : "";
    return [`    ${clippedName(feature, 28)}`, weight.toPrecision(3), `${left}│${right}`];
  });
  return aligned(rows, [1]);
}
