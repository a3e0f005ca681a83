// The coordinator: an epoch is a task a shard, a mean in the order of the shards, and a commit.

import { type AbortSignalLike, onAbort } from "../base/abort-signal.js";
import { callAsync } from "../base/errors.js";
import { sfc32 } from "../base/random.js";
import { averaged, type ModelState, predictionWeights, untrained } from "../learn/model.js";
import { labelOutputs, type Outputs } from "../learn/outputs.js";
import { Perceptron } from "../learn/perceptron.js";
import { nextEpochs } from "../learn/train/convergence.js";
import type { Fitted } from "../learn/train/fit.js";
import { Progress } from "../learn/train/progress.js";
import type { EpochReport, StopReason } from "../learn/types.js";
import { firstVariance } from "../rules/saved-rule.js";
import { type Dataset, type DatasetSource, datasetAt } from "./dataset.js";
import type { Executor } from "./executor.js";
import { haveSameNumbers, unpackLearned } from "./learned.js";
import { layoutOf, type Manifest, type Shard } from "./manifest.js";
import { checkResults } from "./message.js";
import { mix } from "./mix.js";
import { type ClusterOptions, heldOutShards, type RunOptions, readClusterOptions } from "./options.js";
import { getBlob, putBlob, Run, type StepRecord } from "./run.js";
import { memoryStore, type Store, sha256 } from "./store.js";
import type { ShardTask } from "./task.js";
import { threads } from "./threads.js";
import { KERNELS } from "./version.js";

/**
 * Trains a Perceptron on the shards of a data set by iterative parameter mixing (McDonald, Hall & Mann 2010): in each
 * epoch every shard is learned from the same weights, and their weighted mean begins the next. The result depends on the
 * data set and the options alone, to the bit: not on how many workers there were, who of them ended, or what came first.
 * With one shard it is what `fit` learns of the same rows.
 *
 * Every epoch is committed to the store: the same call, made again on any machine, goes on after the last one.
 *
 * @param source   the path or the URL of a manifest.json that `shard` wrote, or { store, key }
 * @param options  those of a Perceptron, and where and how it runs
 * @throws {ValueError} MANIFEST, NO_OBJECT, DIGEST, SHARDS, OPTION_VALUE   @throws {KindError} SOURCE, UNKNOWN_OPTION, OPTION_KIND
 * @throws {StateError} STORE, TASK_FAILED, WORKER_DIED, OTHER_KERNELS; the reason of the signal
 */
export function trainShards(source: DatasetSource, options: ClusterOptions = {}): Promise<Perceptron> {
  return callAsync("train", async () => {
    const dataset = await datasetAt(source);
    const run = readClusterOptions(options, dataset.manifest);
    const executor = run.executor ?? threads();
    try {
      return await unlessAborted(run.signal, () => new Training(dataset, run, executor).fit());
    } finally {
      if (run.executor === undefined) await executor.close();
    }
  });
}

/** What work gives, unless a signal ends it before, also where it waits for a server that is away. */
const unlessAborted = <T>(signal: AbortSignalLike | undefined, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const ignore = onAbort(signal, () => reject(signal?.reason));
    work().then(resolve, reject).finally(ignore);
  });

class Training {
  readonly #manifest: Manifest;
  readonly #learned: readonly Shard[];
  readonly #heldOut: readonly Shard[];
  readonly #outputs: Outputs;
  readonly #store: Store;
  readonly #run: Run;
  readonly #progress: Progress;
  #state: ModelState;
  /** The state that was written last, and its bytes: what ends an epoch begins the next. */
  #last: { readonly state: ModelState; readonly bytes: Uint8Array } | undefined;
  /** The epoch that is run, or was run last. */
  #epoch = 0;
  /** Epochs without a correction that the mean still needs: they change no weight, and are counted without being run. */
  #ahead: number | undefined;

  constructor(
    readonly dataset: Dataset,
    readonly options: RunOptions,
    readonly executor: Executor,
  ) {
    const { settings, store } = options;
    this.#manifest = dataset.manifest;
    const { learned, heldOut } = heldOutShards(this.#manifest, settings);
    [this.#learned, this.#heldOut] = [learned, heldOut];
    this.#outputs = labelOutputs(this.#manifest.classes);
    this.#store = store ?? (executor as { store?: Store }).store ?? memoryStore();
    this.#run = new Run(this.#store, runId(dataset, options));
    const zero = untrained(this.#manifest.dtype, this.#outputs.count, this.#manifest.cols);
    const state = settings.average ? averaged(zero, undefined) : zero;
    this.#state = { ...state, variance: firstVariance(settings.rule, zero, settings.fitIntercept) };
    this.#progress = new Progress(this.#state, { ...settings, reports: true }, settings.earlyStopping);
  }

  async fit(): Promise<Perceptron> {
    const progress = this.#progress;
    let isStopped = false;
    for (let ended = false; !ended && !isStopped; ) {
      this.options.signal?.throwIfAborted();
      const began = performance.now();
      this.#epoch = progress.next;
      const { rows, mistakes } = this.#ahead ? this.#jumped() : await this.#learn();
      const decisions = rows * (this.#isJoint ? 1 : this.#outputs.count);
      const rate = mistakes / decisions;
      const report: EpochReport = { epoch: this.#epoch, mistakes, accuracy: 1 - rate, seconds: 0 };
      progress.add(report, this.#heldOut.length > 0 ? await this.#validate(report) : rate, rows);
      if (progress.isClean) await this.#lookAhead();
      report.seconds = (performance.now() - began) / 1000;
      this.options.signal?.throwIfAborted();
      await this.options.onEpoch?.({ ...report });
      ended = progress.isClean ? !this.#ahead : progress.left === 0 || progress.isStuck;
      isStopped = !ended && this.options.stop?.aborted === true;
    }
    return this.#finished(isStopped);
  }

  get #isJoint(): boolean {
    return this.options.settings.multiclass === "joint" && this.#outputs.kind === "multiclass";
  }

  get #rows(): number {
    return this.#learned.reduce((sum, { rows }) => sum + rows, 0);
  }

  async #learn(): Promise<{ rows: number; mistakes: number }> {
    const before = this.#state;
    const { mixing } = this.options;
    let mixed: ModelState | undefined;
    const { mistakes, model } = await this.#run.once(`epoch-${this.#epoch}`, async () => {
      const results = await this.#tasks("learn", this.#learned, before);
      const counts = results.map(({ mistakes }) => mistakes);
      const states = results.map(({ learned }) => unpackLearned(learned as Uint8Array, before));
      mixed = mix(states, counts, mixing, before);
      const digest = await putBlob(this.#store, this.#packed(mixed));
      return { mistakes: counts, right: 0, growth: 0, model: digest };
    });
    // Whoever else was first to commit the epoch has committed the same.
    this.#state = mixed ?? stateOf(await getBlob(this.#store, model as string));
    if (this.options.settings.rule)
      this.#progress.hasMoved = !haveSameNumbers(weightsOf(this.#state), weightsOf(before));
    return { rows: this.#rows, mistakes: mistakes.reduce((sum, count) => sum + count, 0) };
  }

  /** How many rows the mean counts in an epoch. */
  get #visitsPerEpoch(): number {
    return Math.round(this.#rows / this.#learned.length);
  }

  /** An epoch without a correction, which only the mean has to know of. */
  #jumped(): { rows: number; mistakes: number } {
    this.#ahead = (this.#ahead as number) - 1;
    this.#state = visited(this.#state, this.#visitsPerEpoch);
    return { rows: this.#rows, mistakes: 0 };
  }

  /** The share of wrong rows in the shards that are held out; the best weights are kept. */
  async #validate(report: EpochReport): Promise<number> {
    const progress = this.#progress;
    const { right } = await this.#examine(`validation-${this.#epoch}`, this.#heldOut, this.#state);
    report.validationScore = right / this.#heldOut.reduce((sum, { rows }) => sum + rows, 0);
    const rate = 1 - report.validationScore;
    const { W, b } = predictionWeights(this.#state);
    if (rate <= progress.best) progress.bestWeights = { W, b };
    return rate;
  }

  /** After an epoch without a correction: how many more of them a mean needs, as `fit` finds it. */
  async #lookAhead(): Promise<void> {
    const { average, dtype, W, b } = this.#state;
    const { left } = this.#progress;
    if (average === undefined || this.#heldOut.length > 0 || this.#ahead !== undefined) return;
    const rows = this.#visitsPerEpoch;
    for (let epochs = 0; epochs <= left; ) {
      const state = visited(this.#state, epochs * rows);
      const { growth } = await this.#examine(`mean-${this.#progress.next}-${epochs}`, this.#learned, state);
      if (growth === 0) {
        this.#ahead = epochs;
        return;
      }
      epochs = nextEpochs({ average, dtype }, rows, epochs, growth);
    }
    this.#ahead = 0;
    this.#progress.bestWeights = { W, b };
  }

  async #finished(isStopped: boolean): Promise<Perceptron> {
    const progress = this.#progress;
    const { isClean, left, history } = progress;
    const state = { ...this.#state, ...progress.state() };
    const answersByLast = !(state.average ?? this.options.settings.rule) && this.#heldOut.length === 0;
    const isRight = async (): Promise<boolean> =>
      answersByLast || this.#ahead !== undefined
        ? isClean
        : (await this.#examine("end", this.#learned, state)).right === this.#rows;
    const converged = !isStopped && (await isRight());
    const reason = isStopped ? "stopped" : left === 0 ? "maxIter" : "noImprovement";
    const stopReason: StopReason = converged ? "converged" : reason;
    const fitted = {
      ...fittedOf(state, this.#outputs),
      history,
      nIter: history.length,
      converged,
      stopReason,
    };
    return Perceptron.fromState({ settings: this.options.settings, fitted });
  }

  /** How many rows of shards a model answers rightly, committed as a step of the run. */
  #examine(step: string, shards: readonly Shard[], state: ModelState): Promise<StepRecord> {
    return this.#run.once(step, async () => {
      const results = await this.#tasks("examine", shards, state, step);
      return {
        mistakes: [],
        right: results.reduce((sum, { right }) => sum + right, 0),
        growth: Math.max(...results.map(({ growth }) => growth)),
      };
    });
  }

  async #tasks(kind: ShardTask["kind"], shards: readonly Shard[], state: ModelState, step?: string) {
    const { executor, dataset, options } = this;
    const { settings, onProgress, signal } = options;
    const epoch = this.#epoch;
    const manifest = this.#manifest;
    const tasks = shards.map((shard) => {
      const place = manifest.shards.indexOf(shard);
      const seed = settings.shuffle ? seedOf(settings.randomState, place) : undefined;
      return { kind, epoch, seed, shard, layout: layoutOf(manifest) };
    });
    const workers = onProgress === undefined ? 0 : await executor.workers();
    let shardsDone = 0;
    const results = await executor.run(tasks, {
      dataset,
      store: this.#store,
      id: this.#run.id,
      step: step ?? `epoch-${epoch}`,
      signal,
      model: this.#packed(state),
      onTask: () => {
        shardsDone++;
        onProgress?.({ epoch, kind, shardsDone, shards: tasks.length, workers, retries: executor.retries });
      },
    });
    return checkResults(results, tasks);
  }

  /** A state as the model that a task begins with: it learns rows in the order in which it is given them. */
  #packed(state: ModelState): Uint8Array {
    if (this.#last?.state === state) return this.#last.bytes;
    const { settings, classWeight } = this.options;
    const model = Perceptron.fromState({
      settings: { ...settings, classWeight, shuffle: false, earlyStopping: false },
      fitted: fittedOf({ ...state, bestWeights: undefined, ...NO_EPOCHS }, this.#outputs),
    });
    const bytes = model.toBytes();
    this.#last = { state, bytes };
    return bytes;
  }
}

const NO_EPOCHS = { epoch: 0, best: Infinity, epochsWithoutImprovement: 0 };

const stateOf = (bytes: Uint8Array): ModelState =>
  (Perceptron.fromBytes(bytes).toState().fitted as Fitted).state;

const fittedOf = (state: ModelState, outputs: Outputs): Fitted => ({
  state,
  outputs,
  prediction: predictionWeights(state),
  history: [],
  nIter: 0,
  converged: false,
  stopReason: "maxIter",
});

const weightsOf = ({ W, b }: ModelState) => [W, b];

/** A state that has visited more rows without a correction. */
const visited = (state: ModelState, rows: number): ModelState => ({
  ...state,
  average: state.average && { ...state.average, visits: state.average.visits + rows },
});

/** The seed of a shard's orders. The first has the run's own, as a fit of all rows in one place would. */
const seedOf = (randomState: number, shard: number): number =>
  shard === 0 ? randomState : sfc32(randomState, shard)();

/** Two runs of one id compute the same: of the data, the options and the kernels. */
function runId({ sha256: digest }: Dataset, { settings, classWeight, mixing }: RunOptions): string {
  const weights = classWeight instanceof Map ? [...classWeight] : classWeight;
  const text = JSON.stringify([digest, KERNELS, { ...settings, classWeight: weights, mixing }]);
  return sha256(new TextEncoder().encode(text)).slice(0, 32);
}
