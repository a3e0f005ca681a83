// What is done with one shard: a pure function of a model, a shard and an order of visiting, whoever computes it.

import { finish } from "../base/work.js";
import { sharedArena } from "../core/current.js";
import { readTargets } from "../data/labels.js";
import { samplesWork } from "../data/matrix.js";
import { featuresOf, type PredictionWeights } from "../learn/model.js";
import { encode, judgeOf } from "../learn/outputs.js";
import { Perceptron } from "../learn/perceptron.js";
import { marginsWork } from "../learn/predict/affine.js";
import type { Fitted } from "../learn/train/fit.js";
import { type Examined, examineMargins } from "./examine.js";
import { packLearned } from "./learned.js";
import type { Manifest, Shard } from "./manifest.js";
import { MOST_SHARD_BYTES, residentShard } from "./resident-shard.js";
import { ShardFile } from "./shard-file.js";
import { type StartModel, startModel } from "./start-model.js";

/** What is to be done with one shard. */
export interface ShardTask {
  /** `learn` visits every row and corrects; `examine` only looks which rows are answered rightly. */
  readonly kind: "learn" | "examine";
  /** From 1; with the seed it decides the order in which `learn` visits the rows. */
  readonly epoch: number;
  /** undefined for the order of the file. */
  readonly seed: number | undefined;
  /** Which one. */
  readonly shard: Shard;
  /** How its rows are written. */
  readonly layout: Pick<Manifest, "dtype" | "layout" | "cols" | "classes">;
  /** The model to begin with, as `toBytes` wrote it. */
  readonly model: Uint8Array;
}

/** What came of one shard. */
export interface ShardResult {
  /** Of `learn`: the corrections that were made. */
  readonly mistakes: number;
  /** Of `learn`: the weights after the last row, and what their mean needs. */
  readonly learned?: Uint8Array;
  /** Of `examine`: the rows that the model answers rightly. */
  readonly right: number;
  /** Of `examine`: by how much the visits behind a mean have to grow until every row is right; 0 if all are. */
  readonly growth: number;
}

/** @param path  the shard's file on this machine */
export function runTask(task: ShardTask, path: string): ShardResult {
  const { shard, layout, seed, epoch, kind } = task;
  const model = startModel(task.model);
  const open = () => new ShardFile(path, shard, layout);
  if (shard.bytes <= MOST_SHARD_BYTES) {
    const rows = residentShard(open, shard, layout, model, seed);
    if (kind === "examine") return { mistakes: 0, ...rows.examine(model) };
    const { mistakes, state } = rows.learn(model.state, epoch);
    return { mistakes, learned: packLearned(state), right: 0, growth: 0 };
  }
  const file = open();
  try {
    return kind === "learn" ? learn(file, task, model) : { mistakes: 0, ...examine(file, model) };
  } finally {
    file.close();
  }
}

/** Learns block by block. */
function learn(file: ShardFile, { model, seed, epoch }: ShardTask, { settings }: StartModel): ShardResult {
  const perceptron = Perceptron.fromBytes(model, { rule: settings.rule });
  let mistakes = 0;
  for (const { X, y } of file.blocks(seed, epoch)) {
    perceptron.partialFit(X, y);
    mistakes += perceptron.history[0]?.mistakes ?? 0;
  }
  const { state } = perceptron.toState().fitted as Fitted;
  return { mistakes, learned: packLearned(state), right: 0, growth: 0 };
}

/** Examines block by block. */
function examine(file: ShardFile, model: StartModel): Examined {
  const { settings, outputs, state } = model;
  const arena = sharedArena();
  let [right, growth] = [0, 0];
  for (const { X, y } of file.blocks()) {
    const view = finish(samplesWork(X, featuresOf(state)));
    const judge = judgeOf(
      finish(encode(readTargets(y, view.rows), outputs, settings.step)),
      outputs,
      settings.step,
    );
    const marginsBy = (weights: PredictionWeights) => finish(marginsWork(arena, view, weights));
    const block = examineMargins(marginsBy, judge, model);
    right += block.right;
    growth = Math.max(growth, block.growth);
  }
  return { right, growth };
}
