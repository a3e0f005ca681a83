import { accuracy, classificationReport, confusionMatrix } from "../metrics/index.js";
import { InputError, UsageError } from "./errors.js";
import { titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { countLabels } from "./learning.js";
import { confusionLines } from "./print.js";
import { readModel, wantedFor } from "./saved-model.js";
import { explain, labelsOf, readBatches } from "./tables.js";
import {
  aligned,
  type Console,
  clippedName,
  grouped,
  inLines,
  paint,
  percent,
  quantity,
  screenWidth,
} from "./terminal.js";

/** How often a model is right, class by class, and what it takes for what. */
export async function evaluate(
  modelFile: string,
  file: string,
  values: Values,
  console: Console,
): Promise<number> {
  const saved = readModel(modelFile, values, file);
  const target = saved.notes.target ?? values.target;
  if (target === undefined)
    throw new UsageError(`${titleOf(modelFile)} does not say what it tells; --target COLUMN does`);
  if (values.target !== undefined && values.target !== target) {
    throw new InputError(`${titleOf(modelFile)} tells the column "${target}", not "${values.target}"`);
  }
  const [truth, predicted]: [string[], string[]] = [[], []];
  const wanted = await wantedFor(saved, file, values, target);
  for await (const table of readBatches(file, values, wanted)) {
    for (const label of labelsOf(file, table, target)) truth.push(label);
    for (const label of explain(file, () => (saved.calibrated ?? saved.pipeline).predict(table)))
      predicted.push(String(label));
  }
  const share = accuracy(truth, predicted);
  const [frequent, count] = countLabels(truth)[0] as [string, number];
  const majority = count / truth.length;
  const report = classificationReport(truth, predicted);
  const matrix = confusionMatrix(truth, predicted);
  const right = truth.filter((label, i) => label === predicted[i]).length;
  console.answer(
    inLines(
      [
        `accuracy ${paint("bold", percent(share))} (${grouped(right)} of ${quantity(truth.length, "row")})`,
        `always "${clippedName(frequent, 24)}" would be ${percent(majority)}`,
      ],
      screenWidth(),
      "; ",
    ).join("\n"),
    { target, rows: truth.length, accuracy: share, majority, report, confusion: matrix },
  );
  const scores = report.perClass.map(({ label, precision, recall, f1, support }) => [
    `  ${clippedName(label, 24)}`,
    ...[precision, recall, f1].map((score) => score.toFixed(3)),
    grouped(support),
  ]);
  console.say("");
  for (const line of aligned([["  label", "precision", "recall", "f1", "rows"], ...scores], [1, 2, 3, 4]))
    console.say(line);
  console.say("");
  for (const line of confusionLines(matrix.labels, matrix.counts)) console.say(line);
  return 0;
}
