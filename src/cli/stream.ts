// Learning from files of any size in one pass.

import { Perceptron } from "../index.js";
import { Pipeline } from "../pipeline/index.js";
import type { TableEncoder } from "../table/index.js";
import { columnLinesWithHint, newEncoder } from "./encoder.js";
import { ending, INTERRUPTED } from "./ending.js";
import type { OnRead } from "./files.js";
import type { Values } from "./flags.js";
import type { Wanted } from "./formats.js";
import { Interrupt, notesOnLabels, sayNotes, sizesOf } from "./learning.js";
import { modelOptions } from "./model-options.js";
import { printCore } from "./print.js";
import { ProgressLine } from "./progress.js";
import { resumed, saveModel } from "./saved-model.js";
import { chosenColumns, type Examples, examplesOf, readBatches, wantedOf } from "./tables.js";
import { type Console, clippedName, paint, percent, quantity, sparkline } from "./terminal.js";
import { ONE_PASS } from "./testing.js";

/** So many of the first batches teach the encoder what columns are like. */
const FIRST_BATCHES = 4;

/** One pass over the rows: each batch is predicted, then learned from. @returns the exit code */
export async function trainStream(
  file: string,
  target: string,
  values: Values,
  console: Console,
): Promise<number> {
  const interrupt = new Interrupt();
  const learner = values.resume === undefined ? undefined : resumed(values.resume, values);
  const stream = new RowStream(file, wantedOf(values, target, learner?.encoder), target, values);
  const encoder = learner?.encoder ?? newEncoder(values);
  const model = learner?.model ?? new Perceptron({ ...modelOptions(values), maxIter: undefined });
  const recent: number[] = [];
  /** All rows, and those of them that the model was asked about once it had learned, of which `right` were right. */
  let [rows, asked, right] = [0, 0, 0];
  async function* batches() {
    const taught = learner === undefined ? teaching(encoder, stream.batches()) : stream.batches();
    for await (const { table, y } of taught) {
      yield { X: encoder.transform(table), y };
      if (interrupt.asked) return;
    }
  }
  try {
    await interrupt.during(() =>
      model.fitStream(batches(), {
        ...(learner === undefined && { classes: "grow" as const }),
        onEpoch(report) {
          const hasLearned = learner !== undefined || rows > 0;
          const added = (report.rows ?? 0) - rows;
          rows += added;
          if (!hasLearned) return;
          asked += added;
          right += Math.round(report.accuracy * added);
          recent.push(1 - (report.recent ?? 1));
        },
      }),
    );
  } finally {
    stream.end();
  }
  // Rows that were not read, or were read by an earlier command, may have a label again.
  const notes = !learner && !interrupt.asked ? notesOnLabels(file, target, model.classes, rows) : [];
  console.say(`${sizesOf(rows, stream.names, model.classes)} of ${clippedName(target, 30)}, in one pass`);
  sayNotes(notes, console);
  console.say("");
  for (const line of columnLinesWithHint(encoder)) console.say(line);
  console.say("");
  if (asked > 0) {
    console.say(`  wrong of the latest 1,000 rows ${paint("cyan", sparkline(recent, 40))}`);
    console.say(
      `  accuracy ${paint("bold", percent(right / asked))} of ${quantity(asked, "row")}, each predicted before it was learned from`,
    );
  } else console.say("  not tested: nothing was learned before; without --stream, rows are held out");
  printCore((text) => console.say(paint("dim", `  ${text}`)));
  const tested = asked > 0 ? ({ by: ONE_PASS, rows: asked, accuracy: right / asked } as const) : undefined;
  if (values.out !== undefined)
    await saveModel(values.out, new Pipeline([encoder, model]), {
      ...{ target, rows, onePass: true },
      ...(tested && { tested }),
    });
  console.say(`\n${ending(file, values, interrupt)}`);
  console.tell({
    target,
    rows,
    features: stream.names,
    classes: model.classes,
    tested: tested ?? null,
    out: values.out ?? null,
    stopReason: interrupt.asked ? "stopped" : "onePass",
  });
  return interrupt.asked ? INTERRUPTED : 0;
}

/** Batches as they come, once the first of them have taught the encoder. */
async function* teaching(encoder: TableEncoder, batches: AsyncIterable<Examples>): AsyncGenerator<Examples> {
  const first: Examples[] = [];
  let isTaught = false;
  for await (const batch of batches) {
    if (isTaught) yield batch;
    else {
      encoder.partialFit(batch.table);
      first.push(batch);
      isTaught = first.length === FIRST_BATCHES;
      if (isTaught) yield* first.splice(0);
    }
  }
  yield* first;
}

/** The rows of a file, batch by batch. */
class RowStream {
  names: string[] = [];
  readonly #progress: ProgressLine;
  #rows = 0;

  constructor(
    readonly file: string,
    readonly wanted: Wanted,
    readonly target: string,
    readonly values: Values,
  ) {
    this.#progress = new ProgressLine("learning", values);
  }

  async *batches(): AsyncGenerator<Examples> {
    const { file, wanted, target, values } = this;
    const onRead: OnRead = (bytes, size) => {
      this.#progress.update({ done: bytes, total: size, worked: this.#rows, unit: "rows" });
    };
    for await (const whole of readBatches(file, values, wanted, onRead)) {
      if (this.#rows === 0) this.names = chosenColumns(file, whole, target, values);
      this.#rows += whole.rows;
      yield examplesOf(file, whole, this.names, target);
    }
  }

  end(): void {
    this.#progress.end();
  }
}
