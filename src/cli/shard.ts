import { writeShards } from "../cluster/index.js";
import { columnLines, newEncoder } from "./encoder.js";
import { InputError, UsageError } from "./errors.js";
import type { Values } from "./flags.js";
import { asInput, type Examples } from "./learning.js";
import { chosenColumns, labelsOf, readBatches, wantedOf } from "./tables.js";
import { type Console, quantity } from "./terminal.js";

const BATCH_ROWS = 5000;
const SHARDS = 64;

/** Deals the rows of tables to shards, in two passes over the files: one learns the columns, one writes. @returns the exit code */
export async function shard(files: readonly string[], values: Values, console: Console): Promise<number> {
  const { target, out, shards = SHARDS } = values;
  if (target === undefined) throw new UsageError("--target COLUMN is missing");
  if (out === undefined) throw new UsageError("--out FOLDER is missing");
  if (files.includes("-"))
    throw new UsageError("the files are read twice, and the standard input comes once");
  const encoder = newEncoder(values);
  const labels = new Set<string>();
  try {
    for await (const { table, y } of examples(files, target, values)) {
      encoder.partialFit(table);
      for (const label of y) labels.add(label);
    }
    if (labels.size < 2)
      throw new InputError(`every ${target} is "${[...labels][0]}"; a model tells at least two apart`);
    async function* samples() {
      for await (const { table, y } of examples(files, target as string, values)) {
        yield { X: encoder.transform(table), y };
      }
    }
    const classes = [...labels].sort();
    const about = { classes, shards, target, encoder: encoder.toJSON() };
    const manifest = await writeShards(samples(), out, about);
    for (const line of columnLines(encoder)) console.say(line);
    const { rows } = manifest;
    console.answer(
      `\n${quantity(rows, "row")} of ${quantity(classes.length, "class", "classes")} in ${quantity(shards, "shard")}: ${out}/manifest.json`,
      { rows, classes, shards, manifest: `${out}/manifest.json` },
    );
    return 0;
  } catch (error) {
    throw asInput(error);
  }
}

/** The rows of several files with the same columns, batch by batch. */
async function* examples(files: readonly string[], target: string, values: Values): AsyncGenerator<Examples> {
  const wanted = wantedOf(values, target);
  let names: string[] | undefined;
  for (const file of files) {
    for await (const whole of readBatches(file, values, wanted, BATCH_ROWS)) {
      names ??= chosenColumns(file, whole, target, values);
      yield { table: whole.select(names), y: labelsOf(file, whole, target) };
    }
  }
}
