import { LEAST_VISITS } from "../../base/costs.js";
import { counted } from "../../base/counts.js";
import type { ModelState, Weights } from "../model.js";
import type { Plan } from "../settings.js";
import type { EpochReport } from "../types.js";

/** What one epoch has counted, or several in one call of a kernel. */
export interface EpochCounts {
  /** How many rows each visited. */
  readonly rows: number;
  /** Of each; good until the arena takes more. */
  readonly mistakes: ArrayLike<number> & Iterable<number>;
}

/** The epochs of a fit so far, and whether another should follow. */
export class Progress {
  readonly history: EpochReport[] = [];
  /** How many rows the last epoch visited. */
  lastRows = 0;
  /** Whether a rule has changed a weight in it. */
  hasMoved = false;
  /** Weights that answer in place of all others. */
  bestWeights: Weights | undefined;
  /** The lowest rate so far, of mistakes or of wrong validation rows. */
  best: number;
  #epoch: number;
  #epochsWithoutImprovement: number;

  constructor(
    start: ModelState,
    readonly plan: Plan,
    keepsBest: boolean,
  ) {
    this.#epoch = start.epoch;
    this.best = start.best;
    this.#epochsWithoutImprovement = start.epochsWithoutImprovement;
    this.bestWeights = keepsBest ? start.bestWeights : undefined;
  }

  /** The number of the next epoch, from 1 since the weights were zero. */
  get next(): number {
    return counted(this.#epoch, 1);
  }

  /** Epochs that may still be run. */
  get left(): number {
    return this.plan.maxIter - this.history.length;
  }

  /** Whether the last epoch made no correction. */
  get isClean(): boolean {
    return this.history.at(-1)?.mistakes === 0 && !this.hasMoved;
  }

  /** Whether epochs have ceased to improve, and enough rows were visited since the weights were zero to say so. */
  get isStuck(): boolean {
    if (this.#epochsWithoutImprovement < this.plan.nIterNoChange) return false;
    return this.#epoch * this.lastRows >= LEAST_VISITS;
  }

  /** How many epochs over so many rows may be run before it has to be asked again. */
  most(rows: number): number {
    const { tol, nIterNoChange } = this.plan;
    if (tol === null) return this.left;
    const patience = nIterNoChange - this.#epochsWithoutImprovement;
    return Math.max(1, Math.min(this.left, Math.max(patience, Math.ceil(LEAST_VISITS / rows) - this.#epoch)));
  }

  /** An epoch over so many rows has ended. */
  add(report: EpochReport, rate: number, rows: number): void {
    const { tol } = this.plan;
    this.#epoch = report.epoch;
    this.#epochsWithoutImprovement =
      tol === null || rate < this.best - tol ? 0 : counted(this.#epochsWithoutImprovement, 1);
    this.best = Math.min(this.best, rate);
    this.lastRows = rows;
    this.history.push(report);
  }

  /** Divides the seconds of a call among its epochs, which are those from number `from` of the history on. */
  time(from: number, seconds: number): void {
    const epochs = this.history.slice(from);
    for (const report of epochs) report.seconds = seconds / epochs.length;
  }

  /** What a model's state says of its epochs. */
  state(): Pick<ModelState, "epoch" | "best" | "epochsWithoutImprovement" | "bestWeights"> {
    return {
      epoch: this.#epoch,
      best: this.best,
      epochsWithoutImprovement: this.#epochsWithoutImprovement,
      bestWeights: this.bestWeights,
    };
  }
}
