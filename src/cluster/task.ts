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
import type { Manifest, Shard } from "./manifest.js";
import { ShardFile } from "./shard-file.js";

export interface ShardTask {
  /** `learn` visits every row and corrects; `examine` only looks which rows are answered rightly. */
  readonly kind: "learn" | "examine";
  /** From 1; with the seed it decides the order in which `learn` visits the rows. */
  readonly epoch: number;
  /** undefined for the order of the file. */
  readonly seed: number | undefined;
  readonly shard: Shard;
  readonly layout: Pick<Manifest, "dtype" | "layout" | "cols" | "classes">;
  /** The model to begin with, as `toBytes` wrote it. */
  readonly model: Uint8Array;
}

export interface ShardResult {
  /** Of `learn`: the corrections that were made. */
  readonly mistakes: number;
  /** Of `learn`: the model after the last row. */
  readonly model?: Uint8Array;
  /** Of `examine`: the rows that the model answers rightly. */
  readonly right: number;
  /** Of `examine`: by how much the visits behind a mean have to grow until every row is right; 0 if all are. */
  readonly growth: number;
}

/** @param path  the shard's file on this machine */
export function runTask(task: ShardTask, path: string): ShardResult {
  const file = new ShardFile(path, task.shard, task.layout);
  try {
    return task.kind === "learn" ? learn(file, task) : examine(file, task);
  } finally {
    file.close();
  }
}

function learn(file: ShardFile, { model, seed, epoch }: ShardTask): ShardResult {
  const perceptron = Perceptron.fromBytes(model);
  let mistakes = 0;
  for (const { X, y } of file.blocks(seed, epoch)) {
    perceptron.partialFit(X, y);
    mistakes += perceptron.history[0]?.mistakes ?? 0;
  }
  return { mistakes, right: 0, growth: 0, model: withoutHistory(perceptron).toBytes() };
}

/** The model alone: what it took to learn it, such as seconds, is no part of what equal tasks have in common. */
export function withoutHistory(model: Perceptron): Perceptron {
  const { settings, fitted } = model.toState();
  const { state, outputs, prediction } = fitted as Fitted;
  const { best, epochsWithoutImprovement, ...weights } = state;
  return Perceptron.fromState({
    settings,
    fitted: {
      ...{ outputs, prediction, history: [], nIter: 0, converged: false, stopReason: "maxIter" },
      state: { ...weights, epoch: 0, best: Infinity, epochsWithoutImprovement: 0 },
    },
  });
}

function examine(file: ShardFile, { model }: ShardTask): ShardResult {
  const { settings, fitted } = Perceptron.fromBytes(model).toState();
  const { state, outputs, prediction } = fitted as Fitted;
  const { W, b, dtype } = state;
  const arena = sharedArena();
  let [right, growth] = [0, 0];
  for (const { X, y } of file.blocks()) {
    const view = finish(samplesWork(X, featuresOf(state)));
    const targets = finish(encode(readTargets(y, view.rows), outputs, settings.step));
    const judge = judgeOf(targets, outputs, settings.step);
    const marginsBy = (weights: PredictionWeights) => finish(marginsWork(arena, view, weights));
    const z = marginsBy(prediction);
    let last: typeof z | undefined;
    for (let row = 0; row < z.rows; row++) {
      if (judge.isRight(z.data, row * z.cols, row)) {
        right++;
        continue;
      }
      last ??= marginsBy({ dtype, W, b, scale: undefined });
      growth = Math.max(growth, judge.growth(z.data, last.data, row * z.cols, row));
    }
  }
  return { mistakes: 0, right, growth };
}
