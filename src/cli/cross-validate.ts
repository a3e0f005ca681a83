import { UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { checkLabels, countLabels } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { printTested, shareBar } from "./print.js";
import { chosenColumns, labelsOf, readWhole, wantedOf } from "./tables.js";
import { aligned, type Console, percent, quantity } from "./terminal.js";
import { testedInFolds } from "./testing.js";
import { tuned } from "./tune.js";

/** How good a model of a table will be: each row is told once, by a model of the others. */
export async function crossValidateFile(file: string, values: Values, console: Console): Promise<number> {
  const { target } = values;
  if (target === undefined) throw new UsageError("--target COLUMN is missing");
  const whole = await readWhole(file, values, wantedOf(values, target));
  const names = chosenColumns(file, whole, target, values);
  const examples = { table: whole.select(names), y: labelsOf(file, whole, target) };
  const labels = countLabels(examples.y);
  checkLabels(file, target, labels, whole.rows);
  console.say(
    `${quantity(whole.rows, "row")}, ${quantity(names.length, "feature")}, ${quantity(labels.length, "class", "classes")}`,
  );
  const { tested } = values.tune
    ? tuned(examples, values, console)
    : { tested: testedInFolds(examples, values, modelOptions(values)) };
  const lines = (tested.folds ?? []).map((share, i) => [`  fold ${i + 1}`, shareBar(share), percent(share)]);
  console.say("");
  for (const line of aligned(lines)) console.say(line);
  console.say("");
  printTested(tested, console);
  console.tell({ target, ...tested });
  return 0;
}
