// Small shards, which stay in the linear memory of a thread that has worked on them.

import { finish, type Work } from "../base/work.js";
import type { Arena } from "../core/arena.js";
import { ownArena } from "../core/current.js";
import { readTargets } from "../data/labels.js";
import { samplesWork } from "../data/matrix.js";
import type { ModelState, PredictionWeights } from "../learn/model.js";
import { encode, encodeClassWeight, judgeOf } from "../learn/outputs.js";
import { marginsWork } from "../learn/predict/affine.js";
import { KernelMemory, weightBytes } from "../learn/train/kernel-memory.js";
import { ResidentRows } from "../learn/train/resident-rows.js";
import { type PlacedMatrix, placeMatrix, refuseUnplaced } from "../learn/train/samples.js";
import { type TrainingSet, weightedRows } from "../learn/train/training-set.js";
import { type Examined, examineMargins } from "./examine.js";
import type { Shard, ShardLayout } from "./manifest.js";
import type { ShardFile } from "./shard-file.js";
import type { StartModel } from "./start-model.js";

/** A shard up to this stays, and as many of them as fit this together. */
export const MOST_SHARD_BYTES = 16 << 20;
const MOST_BYTES = 256 << 20;

/** All shards of this thread lie in one arena; when it is full, it is given up as a whole. */
let arena: Arena | undefined;
let held = 0;
const shards = new Map<string, ResidentShard>();

/** A shard as a run with these options visits it. */
export function residentShard(
  open: () => ShardFile,
  { sha256, rows, bytes }: Shard,
  layout: ShardLayout,
  model: StartModel,
  seed: number | undefined,
): ResidentShard {
  const key = JSON.stringify([sha256, rows, layout, seed, model.key]); // the same bytes are other rows in another layout
  const known = shards.get(key);
  if (known !== undefined) return known;
  const file = open();
  try {
    const needed = bytes + rows * (model.outputs.count + 8);
    if (held + needed > MOST_BYTES) {
      shards.clear();
      [arena, held] = [undefined, 0];
    }
    arena ??= ownArena();
    held += needed;
    const shard = finish(ResidentShard.open(arena, file, model, seed));
    shards.set(key, shard);
    return shard;
  } finally {
    file.close();
  }
}

class ResidentShard {
  static *open(
    arena: Arena,
    file: ShardFile,
    { settings, outputs, classWeight, state }: StartModel,
    seed: number | undefined,
  ): Work<ResidentShard> {
    const { X, y } = file.whole();
    const view = yield* samplesWork(X, file.layout.cols);
    const placed = yield* placeMatrix(arena, view, state.dtype);
    refuseUnplaced(placed);
    const targets = yield* encode(readTargets(y, view.rows), outputs, settings.step);
    const joint = settings.multiclass === "joint" && outputs.kind === "multiclass";
    const weights = {
      targets,
      sampleWeight: undefined,
      classWeight: encodeClassWeight(classWeight, outputs),
    };
    const weighted = yield* weightedRows(weights, joint);
    const visited = weighted === "none" ? undefined : weighted;
    const judge = judgeOf(targets, outputs, settings.step);
    const set = { X: placed, ...weights, joint, weighted: visited, visited, judge };
    const order = { shuffle: seed !== undefined, randomState: seed ?? 0 };
    const plan = { ...settings, ...order, reports: true, isPartial: true };
    const rows = yield* ResidentRows.open(arena, set, state, plan, weightBytes(set, state));
    return new ResidentShard(arena, placed as PlacedMatrix, set, rows, weighted === "none");
  }

  private constructor(
    readonly arena: Arena,
    readonly matrix: PlacedMatrix,
    readonly set: TrainingSet & { judge: ReturnType<typeof judgeOf> },
    readonly rows: ResidentRows,
    /** Whether no row weighs anything. */
    readonly isWeightless: boolean,
  ) {}

  /** Visits every row once, in the order of the epoch. */
  learn(start: ModelState, epoch: number): { mistakes: number; state: ModelState } {
    const { arena, set, rows } = this;
    if (this.isWeightless) return { mistakes: 0, state: start };
    function* learned(): Work<{ mistakes: number; state: ModelState }> {
      const memory = new KernelMemory(arena, set, start, rows.plan, rows.fields, set.X.rows);
      const { mistakes } = yield* rows.epochs(memory, epoch, 1);
      return { mistakes: mistakes[0] as number, state: { ...start, ...memory.snapshot() } };
    }
    return finish(arena.scopeWork(learned()));
  }

  examine(model: StartModel): Examined {
    const marginsBy = (weights: PredictionWeights) => finish(marginsWork(this.arena, this.matrix, weights));
    return examineMargins(marginsBy, this.set.judge, model);
  }
}
