// What goes through the queue: numbers, names and digests. Nothing in it is ever run, and no model or row travels in it.

import { wrongKind } from "../base/texts.js";
import * as fail from "../base/texts-cluster.js";
import { isRecord } from "../data/options.js";
import { isArray } from "../data/view.js";
import type { Dataset } from "./dataset.js";
import { isCount, isDigest, layoutOf, type Manifest } from "./manifest.js";
import type { ShardResult, ShardTask } from "./task.js";
import { KERNELS } from "./version.js";

/** A task as a message. */
export interface TaskMessage {
  /** Of the kernels and the form of the messages. */
  readonly kernels: string;
  readonly kind: "learn" | "examine";
  readonly epoch: number;
  readonly seed: number | null;
  /** Where the manifest is, and its digest. */
  readonly dataset: { readonly location: string; readonly sha256: string };
  /** The place of the shard in it. */
  readonly shard: number;
  /** The digest of the model to begin with. */
  readonly model: string;
}

type TaskWithoutModel = Omit<ShardTask, "model">;

/** @param model  the digest of the model to begin with   @throws {ValueError} SOURCE for a data set that nobody else can open */
export function messageOf(
  { kind, epoch, seed, shard }: TaskWithoutModel,
  { location, sha256, manifest }: Dataset,
  model: string,
): TaskMessage {
  if (location === undefined) throw fail.noLocation();
  const place = manifest.shards.indexOf(shard);
  const dataset = { location, sha256 };
  return { kernels: KERNELS, kind, epoch, seed: seed ?? null, dataset, shard: place, model };
}

/** The task of a message. @throws {ValueError} TASK if its data set has no such shard */
export function taskOf(
  { kind, epoch, seed, shard: place }: TaskMessage,
  manifest: Manifest,
): TaskWithoutModel {
  const shard = manifest.shards[place];
  if (shard === undefined) throw fail.notATask(`the data set has no shard ${place}`);
  return { kind, epoch, seed: seed ?? undefined, shard, layout: layoutOf(manifest) };
}

/** A result as a message; what was learned by its digest. */
export interface ResultMessage extends Omit<ShardResult, "learned"> {
  readonly learned?: string;
}

/** @throws {ValueError} TASK */
export function checkTaskMessage(value: unknown): TaskMessage {
  const message = checkShape(value, ["kernels", "kind", "epoch", "seed", "dataset", "shard", "model"]);
  const { kernels, kind, epoch, seed, dataset, shard, model } = message;
  const { location, sha256 } = checkShape(dataset, ["location", "sha256"]);
  const isTask =
    typeof kernels === "string" &&
    /^\d+-[0-9a-f]{64}$/.test(kernels) &&
    (kind === "learn" || kind === "examine") &&
    isCount(epoch) &&
    (seed === null || isCount(seed, 2 ** 32 - 1)) &&
    isCount(shard, 2 ** 31) &&
    isDigest(model) &&
    isDigest(sha256) &&
    typeof location === "string" &&
    location.length < 4096;
  if (!isTask) throw fail.notATask("it has other values than a task has");
  return message as unknown as TaskMessage;
}

/** A result as the queue's events have it: as text. @throws {ValueError} TASK */
export function parseResult(text: string): ResultMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail.notATask("its result is not JSON");
  }
  return checkResultMessage(value);
}

/** @throws {ValueError} TASK */
export function checkResultMessage(value: unknown): ResultMessage {
  const message = checkShape(value, ["mistakes", "right", "growth"], ["learned"]);
  const { mistakes, right, growth, learned } = message;
  const isAmount = typeof growth === "number" && growth >= 0;
  // What JSON cannot write: a mean that will never be right.
  const isNever = growth === null;
  if (
    !isCount(mistakes) ||
    !isCount(right) ||
    !(isAmount || isNever) ||
    !(learned === undefined || isDigest(learned))
  ) {
    throw fail.notATask("its result has other numbers than a result has");
  }
  return { ...(message as unknown as ResultMessage), growth: isNever ? Infinity : growth };
}

/** What an executor made of tasks, who may be anybody's. @throws {KindError} WRONG_KIND */
export function checkResults(results: unknown, tasks: readonly TaskWithoutModel[]): readonly ShardResult[] {
  const isResult = ({ kind, shard, layout }: TaskWithoutModel, result: unknown): boolean =>
    isRecord(result) &&
    isCount(result.mistakes, shard.rows * layout.classes.length) &&
    isCount(result.right, shard.rows) &&
    (result.growth as number) >= 0 &&
    (kind === "examine" || result.learned instanceof Uint8Array);
  if (
    !isArray(results) ||
    results.length > tasks.length ||
    !tasks.every((task, i) => isResult(task, results[i]))
  )
    throw wrongKind("what the executor gave", "a result for each task", results);
  return results as ShardResult[];
}

function checkShape(
  value: unknown,
  names: readonly string[],
  optional: readonly string[] = [],
): Record<string, unknown> {
  if (!isRecord(value)) throw fail.notATask("it is not an object");
  const unknown = Object.keys(value).find((name) => !names.includes(name) && !optional.includes(name));
  if (unknown !== undefined) throw fail.notATask("it has names that no task has");
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw fail.notATask(`it lacks ${missing}`);
  return value;
}
