import { Pipeline } from "../pipeline/index.js";
import type { ColumnSummary, Table } from "../table/index.js";
import { columnLinesWithHint } from "./encoder.js";
import { ending, INTERRUPTED } from "./ending.js";
import { type FlagName, MODEL, refuseBeside, type Values } from "./flags.js";
import {
  type Calibrated,
  Interrupt,
  type Learner,
  learn,
  learnCalibrated,
  newLearner,
  readExamples,
  sayNotes,
  sizesOf,
} from "./learning.js";
import { modelOptions } from "./model-options.js";
import { countedIn, printCore, printEpochs, printTested } from "./print.js";
import { type Notes, resumed, saveModel } from "./saved-model.js";
import { trainStream } from "./stream.js";
import { type Examples, targetOf } from "./tables.js";
import { type Console, clippedName, grouped, inLines, paint, percent, screenWidth } from "./terminal.js";
import { heldOut, type Tested, testedInFolds, testedOn } from "./testing.js";
import { refuseBesideTune, tuned } from "./tune.js";

/** What changes nothing of a model that goes on. */
const FOR_A_NEW_MODEL: readonly FlagName[] = [
  ...(["test-size", "folds", "tune", "calibrate"] as const),
  ...MODEL.filter((name) => !["epochs", "eta", "tol", "patience"].includes(name)),
];

/** What no single pass over the rows can do. */
const NEED_ALL_ROWS = ["tune", "folds", "test-size", "epochs", "early-stopping"] as const;

/** @returns the exit code */
export async function train(file: string, values: Values, console: Console): Promise<number> {
  const target = targetOf(values);
  refuseBeside(values, "calibrate", ["stream"], "it learns anew in folds");
  refuseBeside(values, "folds", ["test-size"], "folds test every row");
  refuseBesideTune(values);
  refuseBeside(values, "resume", FOR_A_NEW_MODEL, "a model goes on as it is");
  const wanted = NEED_ALL_ROWS.filter((name) => values[name]); // unlike --test-size 0
  refuseBeside(values, "stream", wanted, "it takes one pass");
  if (values.stream) return trainStream(file, target, values, console);
  const before = values.resume === undefined ? undefined : resumed(values.resume, values);
  const { examples: all, labels, notes } = await readExamples(file, target, values, before?.encoder);
  console.say(headline(target, all.table, labels));
  sayNotes(notes, console);
  const interrupt = new Interrupt();
  const learned = before
    ? { learner: before, training: await learn(before, all, "learning", values, interrupt) }
    : await learnAndTest(all, values, interrupt, console);
  return finish(file, target, all, learned, values, interrupt, console);
}

/** The first lines: rows, features, classes, and how many rows each has. */
function headline(target: string, table: Table, labels: readonly [string, number][]): string {
  const shown = labels
    .slice(0, MOST_LABELS)
    .map(([label, count]) => `${clippedName(label, 20)}: ${grouped(count)}`);
  const counts = [...shown, ...(labels.length > MOST_LABELS ? ["…"] : [])];
  return [
    `${sizesOf(table.rows, table.names, labels)} of ${clippedName(target, 30)}`,
    ...inLines(counts, screenWidth() - 2).map((line) => `  ${line}`),
  ].join("\n");
}

/** The most labels that are listed. */
const MOST_LABELS = 12;

interface Learned {
  readonly learner: Learner;
  readonly tested?: Tested | undefined;
  /** The model with its calibration, if that was asked for. */
  readonly calibrated?: Calibrated | undefined;
  /** The share of right rows among those that were learned from. */
  readonly training: number;
}

/** A model of all rows, and how good one of most of them is on the others. */
async function learnAndTest(
  all: Examples,
  values: Values,
  interrupt: Interrupt,
  console: Console,
): Promise<Learned> {
  const best = values.tune ? tuned(all, values, console) : undefined;
  const options = best?.options ?? modelOptions(values);
  const inFolds =
    best?.tested ?? (values.folds === undefined ? undefined : testedInFolds(all, values, options));
  const parts = inFolds === undefined ? heldOut(all, values) : "";
  const learner = newLearner(values, options);
  if (typeof parts === "string") {
    if (parts !== "") console.say(paint("dim", `  ${parts}`));
    return { learner, tested: inFolds, ...(await learnAll(learner, all, values, interrupt)) };
  }
  const training = await learn(learner, parts.train, "testing", values, interrupt);
  const tested = testedOn(learner, parts.train, parts.test);
  if (interrupt.asked) return { learner, tested, training };
  const whole = newLearner(values, options);
  return { learner: whole, tested, ...(await learnAll(whole, all, values, interrupt)) };
}

/** Learns from all rows. */
async function learnAll(
  learner: Learner,
  all: Examples,
  values: Values,
  interrupt: Interrupt,
): Promise<Pick<Learned, "calibrated" | "training">> {
  if (values.calibrate) return learnCalibrated(learner, all, values);
  return { training: await learn(learner, all, "learning", values, interrupt) };
}

/** Whether a column is as `separable` takes it. */
const isPlainNumber = ({ type, features }: ColumnSummary): boolean => type === "number" && features === 1;

async function finish(
  file: string,
  target: string,
  { table, y }: Examples,
  { learner: { encoder, model }, tested, calibrated, training }: Learned,
  values: Values,
  interrupt: Interrupt,
  console: Console,
): Promise<number> {
  const columns = columnLinesWithHint(encoder);
  console.say("");
  for (const line of columns) console.say(line);
  console.say("");
  const stopReason = interrupt.asked && !model.converged ? "stopped" : model.stopReason;
  const { history } = model;
  printEpochs({ history, stopReason }, console.say, { counted: countedIn(model), byFlags: true });
  if (stopReason !== "converged" && encoder.columns.every(isPlainNumber) && file !== "-")
    console.say("  whether any plane has every row right: rosenblatt separable");
  if (tested !== undefined) printTested(tested, console);
  else console.say(`  training accuracy ${percent(training)}`);
  printCore((text) => console.say(paint("dim", `  ${text}`)));
  const notes: Notes = { target, rows: y.length, ...(tested && { tested }) };
  if (calibrated)
    console.say(`  calibrated by ${values.folds ?? 5} folds, for predict --proba and --abstain`);
  if (values.out !== undefined)
    await saveModel(values.out, calibrated ?? new Pipeline([encoder, model]), notes);
  console.say("");
  console.say(ending(file, values, interrupt));
  console.tell({
    target,
    rows: y.length,
    features: table.names,
    classes: model.classes,
    tested: tested ?? null,
    training: { accuracy: training },
    epochs: model.nIter,
    converged: model.converged,
    stopReason,
    out: values.out ?? null,
  });
  return interrupt.asked ? INTERRUPTED : 0;
}
