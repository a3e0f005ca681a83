import { type CalibratedModel, calibrate } from "../calibration/index.js";
import { Perceptron, type PerceptronOptions } from "../index.js";
import { Pipeline } from "../pipeline/index.js";
import type { TableEncoder } from "../table/index.js";
import { newEncoder } from "./encoder.js";
import { InputError } from "./errors.js";
import { titleOf } from "./files.js";
import type { Values } from "./flags.js";
import { ProgressLine } from "./progress.js";
import { chosenColumns, type Examples, examplesOf, readWhole, wantedOf } from "./tables.js";
import { type Console, clipped, paint, quantity } from "./terminal.js";

/** A calibrated Pipeline of an encoder and a model. */
export type Calibrated = CalibratedModel<unknown>;

/** What learns: an encoder of columns, and a model. */
export interface Learner {
  readonly encoder: TableEncoder;
  readonly model: Perceptron;
}

export const newLearner = (values: Values, options: PerceptronOptions): Learner => ({
  encoder: newEncoder(values),
  model: new Perceptron(options),
});

/** Ctrl-C once lets what runs end in order; twice ends the program. */
export class Interrupt {
  readonly #controller = new AbortController();

  /** Aborted once it was asked for. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get asked(): boolean {
    return this.signal.aborted;
  }

  /** Runs `work`, during which Ctrl-C only asks. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const ask = (): void => this.#controller.abort();
    process.once("SIGINT", ask);
    try {
      return await work();
    } finally {
      process.off("SIGINT", ask);
    }
  }
}

/**
 * Lets a model learn until its fit ends or Ctrl-C asks for it; and before, unless the fit goes on, the encoder.
 *
 * @param label  what the progress is called
 * @returns the share of these rows that the model then has right
 */
export async function learn(
  { encoder, model }: Learner,
  { table, y }: Examples,
  label: string,
  values: Values,
  interrupt: Interrupt,
): Promise<number> {
  const progress = new ProgressLine(label, values);
  const most = values.epochs ?? DEFAULT_EPOCHS;
  try {
    return await interrupt.during(async () => {
      if (values.resume === undefined) encoder.fit(table);
      const X = encoder.transform(table);
      for await (const { epoch } of model.epochs(X, y)) {
        const note = `epoch ${epoch} of at most ${most}`;
        const worked = epoch * table.rows;
        progress.update({ done: epoch, total: most, worked, unit: "rows", note, mayEnd: true });
        if (interrupt.asked) break;
      }
      return model.score(X, y); // while the samples are there
    });
  } finally {
    progress.end();
  }
}

/** `learn`, and how probable each label is: by scores of rows that were held out in folds, each with an encoder of its own. */
export function learnCalibrated(
  { encoder, model }: Learner,
  { table, y }: Examples,
  { folds }: Values,
): { calibrated: Calibrated; training: number } {
  const calibrated = calibrate<unknown, string[]>(new Pipeline([encoder, model]), table, y, { folds });
  return { calibrated, training: model.score(encoder.transform(table), y) };
}

/** The default of `maxIter`. */
export const DEFAULT_EPOCHS = 1000;

/** From so many rows on, labels that are numbers and hardly ever come twice are quantities. */
const FEW_ROWS = 20;

/**
 * All rows of a file to learn from, how many of them each label has, and what is said of them.
 *
 * @throws {InputError} for labels that no model tells apart
 */
export async function readExamples(file: string, target: string, values: Values, encoder?: TableEncoder) {
  const whole = await readWhole(file, values, wantedOf(values, target, encoder));
  const examples = examplesOf(file, whole, chosenColumns(file, whole, target, values), target);
  const labels = countLabels(examples.y);
  const different = labels.map(([label]) => label);
  if (different.length === 1) throw oneLabelOnly(target, ` in ${titleOf(file)}`, different[0]);
  const notes = notesOnLabels(file, target, different, whole.rows);
  return { examples, labels, notes: [...examples.table.notes, ...notes] };
}

/** Why nothing is learned of rows that have one label. @param where  " in FILE", or nothing */
export const oneLabelOnly = (target: string, where: string, label: unknown): InputError =>
  new InputError(
    `every ${clipped(target)}${where} is ${JSON.stringify(label)}; a model tells at least two apart`,
  );

/** More decimals than these are rather quantities than classes. */
const MANY_LABELS = 20;

/**
 * What is said of different labels that a model tells apart, and that may be meant as quantities.
 *
 * @throws {InputError} for numbers that hardly ever come twice
 */
export function notesOnLabels(
  file: string,
  target: string,
  labels: readonly unknown[],
  rows: number,
): string[] {
  const numbers = labels.map(Number);
  if (!numbers.every(Number.isFinite)) return [];
  if (rows >= FEW_ROWS && 2 * labels.length > rows)
    throw new InputError(
      `${clipped(target)} in ${titleOf(file)} is ${labels.length} different numbers in ${rows} rows; a model tells classes apart and estimates no number: put them into classes first`,
    );
  return labels.length > MANY_LABELS && !numbers.every(Number.isInteger)
    ? ["each of these numbers is a class of its own; a model estimates no number"]
    : [];
}

/** The first line on what is learned from. */
export const sizesOf = (rows: number, features: readonly string[], classes: readonly unknown[]): string =>
  `${quantity(rows, "row")}, ${quantity(features.length, "feature")}, ${quantity(classes.length, "class", "classes")}`;

export function sayNotes(notes: readonly string[], console: Console): void {
  for (const note of notes) console.say(paint("dim", `  ${clipped(note)}`));
}

/** How many rows each label has, the most frequent first. */
export function countLabels(y: readonly string[]): [label: string, count: number][] {
  const counts = new Map<string, number>();
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
