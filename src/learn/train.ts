import { allFinite, bytesPer, type DType, type Reals, zeros, zerosFor } from "../base/dtype.js";
import { shuffledOrder } from "../base/random.js";
import * as fail from "../base/texts.js";
import type { Arena } from "../core/arena.js";
import { NOT_FINITE, NULL, type Ptr, STEP } from "../core/contract.js";
import { sharedArena } from "../core/current.js";
import { copyRows, type Dense, refuseNotFinite } from "../data/dense.js";
import type { TrainingSettings } from "./settings.js";
import type { EpochReport, OnEpoch } from "./types.js";

/** What a model has learned, with all that it needs to go on to the bit. Never changed in place. */
export interface Learned {
  readonly dtype: DType;
  /** Weights [k×d], one contiguous row per output. */
  readonly W: Reals;
  /** Biases [k]. */
  readonly b: Reals;
  /** Epochs since the weights were zero. */
  readonly epoch: number;
  /** The lowest mistake rate of an epoch so far. */
  readonly best: number;
  /** Epochs in a row that did not improve on it by more than tol. */
  readonly stale: number;
  /** What the mean of the weights needs; undefined if none is kept. */
  readonly average: Average | undefined;
}

/**
 * The mean of the weights after each visited row, kept lazily: a correction made when v rows had been visited
 * is missing from the first v of the T weights that the mean is over, so that mean = w − Σ v·correction / T.
 */
export interface Average {
  /** Σ v·correction of the weights [k×d], then of the biases [k], in f64 for either element type. */
  readonly sums: Float64Array;
  /** T, the rows visited. */
  readonly visits: number;
}

/** What there is to learn. */
export interface Lesson {
  /** Samples [n×d]. */
  readonly X: Dense;
  /** Targets [n×k], values of the step function. */
  readonly targets: Int8Array;
  /** One weight per row [n], or undefined for all ones. */
  readonly sampleWeight: Float64Array | undefined;
  /** Per output, the weight of its targets ≤ 0 and of its targets > 0 [k×2]. */
  readonly classWeight: Float64Array;
}

export interface Outcome {
  readonly learned: Learned;
  readonly history: readonly EpochReport[];
  /** Whether the last epoch was free of mistakes: then (W, b) separates the lesson. */
  readonly converged: boolean;
}

/** Rows are visited in parts of this size: they stay in the second-level cache while all outputs pass. */
const PART_BYTES = 128 * 1024;

export function untrained(
  who: string,
  dtype: DType,
  outputs: number,
  features: number,
  averaged = false,
): Learned {
  const W = zerosFor(who, dtype, outputs * features);
  const average = averaged ? { sums: new Float64Array(W.length + outputs), visits: 0 } : undefined;
  return { dtype, W, b: zeros(dtype, outputs), epoch: 0, best: Infinity, stale: 0, average };
}

/**
 * Runs epochs of the perceptron learning rule from `start` until one is free of mistakes, `nIterNoChange` in a
 * row do not improve, or `maxIter` have run. Works on copies: nothing that came in is changed.
 *
 * @throws {ValueError} NOT_FINITE with row and column; OVERFLOW; WEIGHT; TOO_LARGE; OUT_OF_MEMORY
 */
export function train(
  who: string,
  lesson: Lesson,
  start: Learned,
  settings: TrainingSettings,
  onEpoch?: OnEpoch,
): Outcome {
  const arena = sharedArena();
  return arena.scope(() => {
    const workplace = new Workplace(who, arena, lesson, start, settings);
    const history: EpochReport[] = [];
    let { epoch, best, stale } = start;
    let converged = false;
    while (!converged && history.length < settings.maxIter) {
      const began = performance.now();
      const mistakes = workplace.run(++epoch);
      const seconds = (performance.now() - began) / 1000;
      const rate = mistakes / workplace.decisions;
      stale = settings.tol === null || rate < best - settings.tol ? 0 : stale + 1;
      best = Math.min(best, rate);
      converged = mistakes === 0;
      const report = { epoch, mistakes, accuracy: 1 - rate, seconds };
      history.push(report);
      if (onEpoch !== undefined) refusePromise(who, onEpoch({ ...report }));
      if (stale >= settings.nIterNoChange) break;
    }
    return { learned: { ...start, ...workplace.weights(), epoch, best, stale }, history, converged };
  });
}

/** A callback that nobody waits for would fail unseen. */
function refusePromise(who: string, result: unknown): void {
  if (typeof result !== "object" || result === null || !("then" in result)) return;
  Promise.resolve(result).catch(() => {});
  throw fail.asyncCallback(who, "onEpoch");
}

/** A lesson and weights in linear memory, for as long as the arena's scope is open. */
class Workplace {
  /** Rows that are visited times outputs. */
  readonly decisions: number;
  readonly #n: number;
  readonly #k: number;
  readonly #d: number;
  readonly #visited: Uint8Array | undefined;
  readonly #X: Ptr;
  readonly #targets: Ptr;
  readonly #sampleWeight: Ptr;
  readonly #classWeight: Ptr;
  readonly #W: Ptr;
  readonly #b: Ptr;
  readonly #order: Ptr;
  readonly #margins: Ptr;
  readonly #sums: Ptr;
  #visits: number;

  constructor(
    readonly who: string,
    readonly arena: Arena,
    readonly lesson: Lesson,
    readonly start: Learned,
    readonly settings: TrainingSettings,
  ) {
    const { X, targets, sampleWeight, classWeight } = lesson;
    const { dtype, W, b, average } = start;
    this.#n = X.rows;
    this.#d = X.cols;
    this.#k = b.length;
    this.#visited = visitedRows(who, lesson, this.#k);
    const rows = this.#visited?.reduce((sum, bit) => sum + bit, 0) ?? this.#n;
    this.decisions = rows * this.#k;
    const reals = this.#n * this.#d + W.length + b.length + 8;
    const others =
      targets.byteLength +
      (sampleWeight?.byteLength ?? 0) +
      classWeight.byteLength +
      4 * this.#n +
      (average?.sums.byteLength ?? 0);
    arena.reserve(who, reals * bytesPer[dtype] + others);
    this.#X = arena.takeReals(who, dtype, this.#n * this.#d);
    this.#targets = arena.place(who, targets);
    this.#sampleWeight = sampleWeight ? arena.place(who, sampleWeight) : NULL;
    this.#classWeight = arena.place(who, classWeight);
    this.#W = arena.place(who, W);
    this.#b = arena.place(who, b);
    this.#order = arena.take(who, this.#n * Uint32Array.BYTES_PER_ELEMENT);
    this.#margins = arena.takeReals(who, dtype, 8);
    this.#sums = average ? arena.place(who, average.sums) : NULL;
    this.#visits = average?.visits ?? 0;
    copyRows(who, X, 0, this.#n, arena.reals(dtype, this.#X, this.#n * this.#d));
  }

  /** One epoch; returns its mistakes. Views are made anew: between epochs a callback may let memory grow. */
  run(epoch: number): number {
    const { arena, settings, who } = this;
    const { dtype } = this.start;
    const kernel = arena.core.kernels[`epoch_${dtype}`];
    const step = STEP[settings.step];
    const height = Math.max(64, Math.floor(PART_BYTES / (this.#d * bytesPer[dtype])));
    const rows = this.#fillOrder(epoch);
    let mistakes = 0;
    for (let from = 0; from < rows; from += height) {
      const found = kernel(
        Math.min(height, rows - from),
        this.#d,
        this.#k,
        this.#X,
        this.#targets,
        this.#sampleWeight,
        this.#classWeight,
        this.#W,
        this.#b,
        (this.#order + from * Uint32Array.BYTES_PER_ELEMENT) as Ptr,
        this.#margins,
        this.#sums,
        this.#visits + from,
        settings.eta0,
        step,
        settings.fitIntercept ? 1 : 0,
      );
      if (found === NOT_FINITE) {
        refuseNotFinite(who, this.lesson.X, dtype);
        throw fail.overflow(who, "a margin", dtype);
      }
      mistakes += found;
    }
    this.#visits += rows;
    const { W, b } = this.#views();
    if (!allFinite(W) || !allFinite(b)) throw fail.overflow(who, "a weight", dtype);
    return mistakes;
  }

  /** Copies of the weights, and of what their mean needs, as they are now. */
  weights(): Pick<Learned, "W" | "b" | "average"> {
    const { W, b } = this.#views();
    const sums = this.arena.reals("f64", this.#sums, W.length + b.length).slice() as Float64Array;
    const average = this.#sums === NULL ? undefined : { sums, visits: this.#visits };
    return { W: W.slice(), b: b.slice(), average };
  }

  #views(): { W: Reals; b: Reals } {
    const { arena, start } = this;
    return {
      W: arena.reals(start.dtype, this.#W, this.#k * this.#d),
      b: arena.reals(start.dtype, this.#b, this.#k),
    };
  }

  /** Writes the visiting order of an epoch and returns how many rows it has. */
  #fillOrder(epoch: number): number {
    const { shuffle, randomState } = this.settings;
    const order = new Uint32Array(this.arena.core.memory.buffer, this.#order, this.#n);
    if (shuffle) shuffledOrder(order, randomState, epoch);
    else for (let i = 0; i < order.length; i++) order[i] = i;
    if (this.#visited === undefined) return order.length;
    let kept = 0;
    for (const row of order) if (this.#visited[row] === 1) order[kept++] = row;
    return kept;
  }
}

/**
 * Which rows have a weight above 0 in some output, 1 or 0 each; undefined if all have.
 *
 * @throws {ValueError} WEIGHT if none has
 */
function visitedRows(
  who: string,
  { targets, sampleWeight, classWeight }: Lesson,
  k: number,
): Uint8Array | undefined {
  if (sampleWeight === undefined && !classWeight.includes(0)) return undefined;
  const visited = new Uint8Array(targets.length / k);
  for (let i = 0; i < visited.length; i++) {
    if (sampleWeight !== undefined && sampleWeight[i] === 0) continue;
    for (let j = 0; j < k; j++) {
      const weight = classWeight[2 * j + ((targets[i * k + j] as number) > 0 ? 1 : 0)];
      if (weight !== 0) visited[i] = 1;
    }
  }
  if (!visited.includes(1))
    throw fail.noWeight(who, sampleWeight === undefined ? "classWeight" : "sampleWeight");
  return visited.includes(0) ? visited : undefined;
}
