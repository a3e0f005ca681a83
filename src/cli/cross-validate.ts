import type { Values } from "./flags.js";
import { readExamples, sayNotes, sizesOf } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { printTested, shareBar } from "./print.js";
import { targetOf } from "./tables.js";
import { aligned, type Console, percent } from "./terminal.js";
import { testedInFolds } from "./testing.js";
import { refuseBesideTune, tuned } from "./tune.js";

/** How good a model of a table will be: each row is told once, by a model of the others. */
export async function crossValidateFile(file: string, values: Values, console: Console): Promise<number> {
  const target = targetOf(values);
  refuseBesideTune(values);
  const { examples, labels, notes } = await readExamples(file, target, values);
  const { rows, names } = examples.table;
  console.say(sizesOf(rows, names, labels));
  sayNotes(notes, console);
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
