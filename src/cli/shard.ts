import { join } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { type ShardBatches, type ShardOptions, writeShards } from "../cluster/index.js";
import { incompleteName } from "../cluster/manifest.js";
import { type SvmlightData, svmlightBatches } from "../svmlight/index.js";
import { columnLinesWithHint, newEncoder } from "./encoder.js";
import { InputError, UsageError } from "./errors.js";
import {
  checkOutputFolder,
  comesOnce,
  type OnRead,
  partsOfFile,
  removedAtSignals,
  titleOf,
} from "./files.js";
import { READING, type Values } from "./flags.js";
import { SVMLIGHT } from "./formats.js";
import { oneLabelOnly } from "./learning.js";
import { ProgressLine } from "./progress.js";
import {
  BATCH_ROWS,
  chosenColumns,
  type Examples,
  examplesOf,
  explainedParts,
  readBatches,
  targetOf,
  wantedOf,
} from "./tables.js";
import { type Console, clipped, quantity } from "./terminal.js";

const SHARDS = 64;
/** As many as a manifest has, until the first pass has counted them. */
const MOST_COLUMNS = 2 ** 31 - 1;

/** Deals the rows of files to shards, in two passes: one learns the columns and the labels, one writes. @returns the exit code */
export async function shard(files: readonly string[], values: Values, console: Console): Promise<number> {
  const { out, dtype, shards = SHARDS } = values;
  const isSparse = values.target === undefined && files.every((file) => SVMLIGHT.test(file));
  const target = isSparse ? undefined : targetOf(values);
  if (out === undefined) throw new UsageError("--out FOLDER is missing");
  if (out === "-") throw new UsageError("--out is the folder of the shards; it cannot be -");
  const odd = isSparse ? READING.find((name) => values[name] !== undefined) : undefined;
  if (odd !== undefined)
    throw new UsageError(
      `--${odd} needs --target label: without it, svmlight files keep all of their columns`,
    );
  await checkOutputFolder(out);
  const once = files.find(comesOnce);
  if (once !== undefined) throw new UsageError(`the files are read twice, and ${titleOf(once)} comes once`);
  const { batches, about } =
    target === undefined ? await sparseRows(files, values) : await tableRows(files, target, values, console);
  const keep = removedAtSignals(incompleteName(out));
  const { rows, classes } = await writeShards(batches, out, { ...about, shards, dtype }).finally(keep);
  const manifest = join(out, "manifest.json");
  console.answer(
    `\n${quantity(rows, "row")} of ${quantity(classes.length, "class", "classes")} in ${quantity(shards, "shard")}: ${clipped(manifest)}`,
    { rows, classes, shards, manifest },
  );
  return 0;
}

/** What one pass found, and the rows of the second. */
interface Rows {
  readonly batches: ShardBatches;
  readonly about: Pick<ShardOptions, "classes" | "target" | "encoder">;
}

async function tableRows(
  files: readonly string[],
  target: string,
  values: Values,
  console: Console,
): Promise<Rows> {
  const encoder = newEncoder(values);
  const labels = new Set<string>();
  const pass = (label: string) => shown(label, values, (onRead) => examples(files, target, values, onRead));
  for await (const { table, y } of pass("reading")) {
    encoder.partialFit(table);
    for (const label of y) labels.add(label);
  }
  const classes = classesOf(labels, target).sort();
  for (const line of columnLinesWithHint(encoder)) console.say(line);
  async function* batches() {
    for await (const { table, y } of pass("writing")) yield { X: encoder.transform(table), y };
  }
  return { batches: batches(), about: { classes, target, encoder: encoder.toJSON() } };
}

async function sparseRows(files: readonly string[], values: Values): Promise<Rows> {
  let cols = 0;
  const labels = new Set<number>();
  const pass = (label: string, most: number) =>
    shown(label, values, (onRead) => sparseBatches(files, most, onRead));
  for await (const { X, y } of pass("reading", MOST_COLUMNS)) {
    for (const index of X.indices) cols = Math.max(cols, index + 1);
    for (const label of y) labels.add(label);
  }
  const classes = classesOf(labels, "label").sort((a, b) => a - b);
  return { batches: pass("writing", cols), about: { classes } };
}

function classesOf<L>(labels: ReadonlySet<L>, target: string): L[] {
  if (labels.size < 2) throw oneLabelOnly(target, "", [...labels][0]);
  return [...labels];
}

/** Goes over rows, and shows meanwhile how far that is. */
async function* shown<T>(
  label: string,
  values: Values,
  rows: (onRead: OnRead) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const progress = new ProgressLine(label, values);
  try {
    yield* rows(progress.onRead);
  } finally {
    progress.end();
  }
}

async function* sparseBatches(
  files: readonly string[],
  cols: number,
  onRead: OnRead,
): AsyncGenerator<SvmlightData> {
  for (const file of files) {
    const parts = partsOfFile(file, onRead);
    const text = /\.gz$/i.test(file) ? gunzipped(file, parts) : parts;
    yield* explainedParts(file, svmlightBatches(text, { rows: BATCH_ROWS, cols }));
  }
}

/** The parts of what is in a file. @throws {InputError} where it is cut or damaged */
async function* gunzipped(file: string, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pipeline(parts, createGunzip(), () => {}); // who reads it is told of an error
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(`${file} is no whole gzip file`);
  }
}

/** The rows of several files with the same columns, batch by batch. */
async function* examples(
  files: readonly string[],
  target: string,
  values: Values,
  onRead: OnRead,
): AsyncGenerator<Examples> {
  const wanted = wantedOf(values, target);
  let names: string[] | undefined;
  for (const file of files) {
    for await (const whole of readBatches(file, values, wanted, onRead)) {
      names ??= chosenColumns(file, whole, target, values);
      yield examplesOf(file, whole, names, target);
    }
  }
}
